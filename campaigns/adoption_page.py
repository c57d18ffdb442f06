"""What the pages of 各地列入情况 show: the units below an issued edition and what each made of it.

Only what was issued counts, never a draft. The number of queries is the same for three units and for three thousand.
Who may look is `campaigns.view_adoption`; of what lies below, only what the person may see is read.
"""

from collections.abc import Iterable

from django.db.models import Q
from django.http import Http404

from campaigns.adoption import ABSENT, Held, Taken, taken_over
from campaigns.adoption_board import Board, Column
from campaigns.choices import State
from campaigns.hiding import NOTHING, Hidden, hidden_in
from campaigns.masking import mask
from campaigns.models import DirectExecution, Edition, Item, Receipt
from campaigns.reading import frozen
from campaigns.resolving import Contents, Key, Resolved
from orgs.models import Region, Unit, User
from orgs.together import together

FIELDS = ("edition_id", "key", "root", "kind", "change", "heading", "text", "reason", "origin__key")


def region_of(edition: Edition, code: str | None) -> Region:
    """The region asked about: the issuing unit's, or one below it. Raises 404 for any other."""
    own = edition.plan.unit.region
    if not code or code == own.code:
        return own
    found = Region.objects.within(own.path).filter(code=code).first() if code.isdecimal() else None
    if found is None:
        raise Http404
    return found


def board_of(
    edition: Edition, region: Region, user: User, *, kind: str = "", key: Key = None, deep: bool = False
) -> Board:
    """The units one level below the region (`deep`: on all levels below) and what they made of the edition.

    Six queries at most. Only items of `kind`, or the one with `key`, are looked up below; all when neither is named.
    """
    contents = frozen(edition)
    asked = [i for i in contents.items if (not kind or i.kind == kind) and (key is None or i.key == key)]
    columns = _columns(edition, region, user, deep=deep)
    _fill(columns, contents, asked)
    return Board(edition, region, contents, asked, columns, kind)


def _columns(edition: Edition, region: Region, user: User, *, deep: bool) -> list[Column]:
    units = _units(edition, region, deep=deep)
    plan = edition.plan
    mine = units.values("pk")
    issued = Edition.objects.visible_to(user).filter(plan__campaign=plan.campaign_id, state=State.ISSUED)
    by_unit: dict[int, Edition] = {}
    for found in issued.filter(plan__unit__in=mine).select_related("plan__unit__region", "based_on__plan__unit"):
        if found.plan_id != plan.pk:
            kept = by_unit.setdefault(found.plan.unit_id, found)
            if _nearness(found, edition) < _nearness(kept, edition):
                by_unit[found.plan.unit_id] = found
    seen = Q(plan=plan.pk) | Q(pk__in=DirectExecution.objects.visible_to(user))
    declared = DirectExecution.objects.filter(seen, campaign=plan.campaign_id, unit__in=mine)
    declared = declared.select_related("plan__unit")
    received = Receipt.objects.filter(edition=edition).values_list("unit", "at")
    numbers = Edition.objects.issued().filter(plan=edition.plan_id).values_list("number", flat=True)
    together(units, declared, received, numbers)
    direct, receipts = {each.unit_id: each for each in declared}, dict(received)
    newest = _newest(edition, numbers)
    columns = []
    for unit in units:
        found, stated = by_unit.get(unit.pk), direct.get(unit.pk)
        state = "issued" if found else "direct" if stated else "none"
        columns.append(Column(unit, state, found, stated, receipts.get(unit.pk)))
        if found is not None:
            columns[-1].full = user.has_perm("campaigns.compare_edition", found)
            _follow(columns[-1], found.based_on, edition, newest)
    return columns


def _units(edition: Edition, region: Region, *, deep: bool):
    """Lead offices below, in administrative order; and other units with an issued plan under this one."""
    depth = Q(region__depth__gt=region.depth) if deep else Q(region__depth=region.depth + 1)
    found = Q(kind="lead", region__path__startswith=region.path) & depth
    if region.pk == edition.plan.unit.region_id:
        found |= Q(pk__in=Edition.objects.issued().filter(plan__parent=edition.plan_id).values("plan__unit"))
    return Unit.objects.filter(found).exclude(pk=edition.plan.unit_id).select_related("region").order_by(
        "region__path", "order", "pk"
    )  # fmt: skip


def _nearness(found: Edition, edition: Edition) -> tuple[bool, bool]:
    """A unit may have two plans: the one under this document says more, then the one of the same scope."""
    return (found.plan.parent_id != edition.plan_id, found.plan.scope != edition.plan.scope)


def _newest(edition: Edition, in_force: Iterable[int]) -> int:
    """The number of the plan's edition in force, else of the one asked about."""
    return edition.number if edition.state == State.ISSUED else next(iter(in_force), edition.number)


def _follow(column: Column, above: Edition | None, edition: Edition, newest: int) -> None:
    """Which edition the unit's document was drawn up from, and whether that was issued anew since."""
    if above is not None and above.plan_id == edition.plan_id:
        column.follows, column.behind = f"第{above.number}稿（{above.get_issue_display()}）", above.number < newest
    elif above is not None and column.full:
        column.follows = f"{above.plan.unit}的方案"


def _fill(columns: Iterable[Column], contents: Contents, asked: list[Resolved]) -> None:
    """What each issued document says of the items. Of one that the person knows only because it is public: neither its
    reasons, nor words that its unit hid from the public."""
    issued = {column.edition.pk: column for column in columns if column.edition is not None}
    rows: dict[int, list[Held]] = {pk: [] for pk in issued}
    roots = {item.root for item in asked}
    for pk, *held in Item.objects.filter(edition__in=issued, root__in=roots).order_by("pk").values_list(*FIELDS):
        rows[pk].append(Held(*held))
    related = _related([pk for pk, found in rows.items() if not found], contents)
    strangers = [pk for pk, column in issued.items() if not column.full]
    hidden = hidden_in(strangers) if strangers else {}
    for pk, column in issued.items():
        found = taken_over(asked, rows[pk])
        if found is None and pk not in related:
            column.state = "own"
        column.taken = found or {item.key: ABSENT for item in asked}
        if not column.full:
            column.taken = {key: _public(taken, hidden.get(pk, NOTHING)) for key, taken in column.taken.items()}


def _related(silent: list[int], contents: Contents) -> set[int]:
    """Of the documents that say nothing of the items asked about, those that say something of others."""
    if not silent:
        return set()
    roots = {item.root for item in contents.items}
    return set(Item.objects.filter(edition__in=silent, root__in=roots).values_list("edition", flat=True))


def _public(taken: Taken, hidden: Hidden) -> Taken:
    return Taken(taken.stance, tuple((mask(heading, hidden), mask(text, hidden)) for heading, text in taken.words))
