"""汇编: chosen answers become lines of a draft's annexes, its slogans, its theme; each joined to the answer it came
from. Taking the same one twice adds nothing, and nothing is typed again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.functional import SimpleLazyObject

from campaigns import drafts, editing, turns
from campaigns.choices import GIVEN, Ask, Kind
from campaigns.drafts import open_for_editing
from campaigns.givers import giver, listed, places_of
from campaigns.models import AnnexEntry, Edition, Item, Proposal, Request
from campaigns.protocol import Giver, joined, rank
from campaigns.reading import contents
from campaigns.words import tidy
from orgs import audit
from orgs.models import Unit, User
from orgs.together import together


@dataclass(frozen=True)
class Heads:
    """Number and name of the two lists: what bodies hold, what localities hold."""

    bodies: tuple[str, str]
    localities: tuple[str, str]

    def of(self, each: Giver) -> tuple[str, str]:
        return self.localities if each.is_locality else self.bodies


@dataclass(frozen=True)
class Taken:
    """How many were taken over now; those that stood there already are not counted."""

    activities: int = 0
    slogans: int = 0
    themes: int = 0

    @property
    def total(self) -> int:
        return self.activities + self.slogans + self.themes


@transaction.atomic
def compile_into(*, edition: Edition, request: Request, proposals: Collection[int], heads: Heads, by: User) -> Taken:
    """Take the ticked proposals of a request into a draft of the unit.

    Raises NotEditable when the draft is not being written, ValidationError when nothing or two themes are ticked, a
    list has no number, or a proposal is no longer handed in.
    """
    open_for_editing(edition)
    chosen = list(on_table(request).filter(pk__in=proposals))
    _sound(chosen, proposals, heads)
    order = ranks(request)
    fresh = in_order(chosen, order, besides=taken_into(edition))
    of = {kind: [each for each in fresh if each.kind == kind] for kind in ("activity", "slogan", "theme")}
    with turns.step(edition, by, "汇编", f"口号{len(of['slogan'])}条、主题{len(of['theme'])}条"):  # taken back as one
        slogans, themes = _slogans(edition, of["slogan"], by), _theme(edition, of["theme"], by)
    found = Taken(_entries(edition, of["activity"], order, heads), slogans, themes)
    Proposal.objects.filter(pk__in=[each.pk for each in fresh]).update(declined=False)
    if found.activities:
        drafts.changed(edition, "汇编", by, request=request.pk, words=f"附件活动{found.activities}项")
    if found.total:
        audit.record("征集·汇编", request, by=by, unit=request.unit, edition=edition.pk, activities=found.activities,
                     slogans=found.slogans, themes=found.themes)  # fmt: skip
    return found


@transaction.atomic
def decline(*, request: Request, proposals: Collection[int], by: User) -> int:
    """不列入: say so to those who proposed it; what stands in a draft is left alone. Returns how many."""
    rows = on_table(request).filter(pk__in=proposals, declined=False, entries=None, items=None)
    pks = list(rows.values_list("pk", flat=True))
    Proposal.objects.filter(pk__in=pks).update(declined=True)
    if pks:
        audit.record("征集·不列入", request, by=by, unit=request.unit, proposals=pks)
    return len(pks)


@transaction.atomic
def reconsider(*, request: Request, proposal: int, by: User) -> None:
    """Take 不列入 back; nothing is decided then."""
    if on_table(request).filter(pk=proposal, declined=True).exists():
        Proposal.objects.filter(pk=proposal).update(declined=False)
        audit.record("征集·恢复待定", request, by=by, unit=request.unit, proposals=[proposal])


def on_table(request: Request):
    """The proposals handed in now; what is being written or was returned is not among them."""
    found = Proposal.objects.filter(obligation__request=request, obligation__state__in=GIVEN)
    return found.select_related("obligation__unit__region")


def taken_into(edition: Edition) -> set[int]:
    """Which proposals stand in the draft already, in the annex or among its items."""
    rows = edition.annex.exclude(proposal=None).values_list("proposal", flat=True)
    items = edition.items.exclude(proposal=None).values_list("proposal", flat=True)
    return {pk for pk in (*rows, *items) if pk is not None}


def ranks(request: Request) -> dict[int, Giver]:
    """Unit → its place in the lists. One query."""
    units = Unit.objects.filter(obligations__request=request).select_related("region").distinct()
    together(rows := listed(request.unit), units)
    members = places_of(rows)
    return {unit.pk: giver(unit, request.unit, members) for unit in units}


def in_order(chosen: Iterable[Proposal], order: Mapping[int, Giver], besides: Collection[int] = ()) -> list[Proposal]:
    """By unit as the lists stand, and within a unit as it put them; without those that are `besides`."""
    rows = [each for each in chosen if each.pk not in besides]
    return sorted(rows, key=lambda each: (rank(order[each.obligation.unit_id]), each.order, each.pk))


def _sound(chosen: list[Proposal], wanted: Collection[int], heads: Heads) -> None:
    if not chosen:
        raise ValidationError("请勾选要列入的建议。")
    if len(chosen) != len(set(wanted)):
        raise ValidationError("有的建议刚被退回或撤下，没有列入任何一条。请刷新后重新勾选。")
    if sum(each.kind == "theme" for each in chosen) > 1:
        raise ValidationError("主题只能选一条，请只勾选一条主题建议。")
    if not all(number and title for number, title in (heads.bodies, heads.localities)):
        raise ValidationError("请填写附件的序号和名称。")
    if heads.bodies[0] == heads.localities[0] and heads.bodies[1] != heads.localities[1]:
        raise ValidationError("两个附件的序号相同而名称不同，请改为不同的序号，或者用同一个名称合为一个附件。")


def _entries(edition: Edition, fresh: list[Proposal], order: Mapping[int, Giver], heads: Heads) -> int:
    for lines in lists(edition, fresh, order, heads):
        for place, line in enumerate(lines, start=1):
            line.order = place
        AnnexEntry.objects.bulk_update([line for line in lines if line.pk], ["order"])
        AnnexEntry.objects.bulk_create([line for line in lines if not line.pk])
    return len(fresh)


def lists(edition: Edition, fresh: list[Proposal], order: Mapping[int, Giver], heads: Heads) -> list[list[AnnexEntry]]:
    """The annex lists that change, each as it will stand: new lines, not saved yet, join those of their unit or stand
    where their unit ranks; those there keep their order."""
    found: dict[tuple[str, str], list[Proposal]] = {}
    for each in fresh:
        found.setdefault(heads.of(order[each.obligation.unit_id]), []).append(each)
    return [_list(edition, head, mine, order) for head, mine in found.items()]


def _list(
    edition: Edition, head: tuple[str, str], fresh: list[Proposal], order: Mapping[int, Giver]
) -> list[AnnexEntry]:
    number, title = head
    lines = list(edition.annex.filter(list=number).order_by("order", "pk"))
    title = lines[0].list_title if lines else title  # one list has one name
    known = {each.name: rank(each) for each in order.values()}
    names = [(order[each.obligation.unit_id].name, rank(order[each.obligation.unit_id])) for each in fresh]
    places = joined([line.unit_name for line in lines], names, known)
    for proposal, (name, _), at in zip(fresh, names, places, strict=True):
        lines.insert(at, _line(edition, number, title, name, proposal))
    return lines


def _line(edition: Edition, number: str, title: str, name: str, proposal: Proposal) -> AnnexEntry:
    copied = {field: getattr(proposal, field) for field in ("content", "starts_on", "ends_on", "place", "note")}
    return AnnexEntry(edition=edition, list=number, list_title=title, unit_id=proposal.obligation.unit_id,
                      unit_name=name, title=proposal.text, proposal=proposal, **copied)  # fmt: skip


def _slogans(edition: Edition, fresh: list[Proposal], by: User) -> int:
    for proposal in fresh:
        row = editing.add(edition=edition, kind=Kind.SLOGAN, text=proposal.text, by=by)
        _join(row, proposal)
    return len(fresh)


def _theme(edition: Edition, fresh: list[Proposal], by: User) -> int:
    """The draft's theme in these words; one that stands there, inherited or own, takes them on."""
    for proposal in fresh:
        stands = contents(edition).of(Kind.THEME, None)
        if stands:
            row = editing.adapt(edition=edition, key=stands[0].key, heading="", text=tidy(proposal.text), by=by)
        else:
            row = editing.add(edition=edition, kind=Kind.THEME, text=proposal.text, by=by)
        _join(row, proposal)
    return len(fresh)


def _join(row: Item, proposal: Proposal) -> None:
    row.proposal = proposal
    row.save(update_fields=["proposal"])


def proposal_context(edition: Edition, user: User) -> dict:
    """`proposals`: key of an item → the proposal it was taken from; `gathering`: the unit's 征集 of the year and the
    rounds in which this draft went out. Each one query, asked only by a page that shows it, and the first only where
    something was collected."""
    asked = SimpleLazyObject(lambda: _gathering(edition, user))
    collected = SimpleLazyObject(lambda: _taken(edition) if any(r.kind == Ask.COLLECT for r in asked) else {})
    return {"proposals": collected, "gathering": lambda: [r for r in asked if r.closed_at is None][:4]}


def _taken(edition: Edition) -> dict[str, Proposal | None]:
    rows = edition.items.exclude(proposal=None).select_related("proposal__obligation__unit")
    return {str(row.key): row.proposal for row in rows}


def _gathering(edition: Edition, user: User) -> list[Request]:
    wanted = Q(kind=Ask.COLLECT, campaign=edition.plan.campaign_id) & ~Q(wants=[])
    asked = Request.objects.made_by(user).filter(
        wanted | Q(kind=Ask.COMMENT, edition=edition), unit=edition.plan.unit_id
    )
    return list(asked.order_by("-pk"))
