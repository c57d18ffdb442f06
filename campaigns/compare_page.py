"""What the page that compares two editions shows: which ones a person may choose, and each side as far as they may see.

Own editions and those in one's line are read in full. Of anybody else's only what the public reads: its public edition
without a word of a parent that is internal, no reason, no basis document that is not public (`published.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from campaigns import published
from campaigns.choices import STANDING, State
from campaigns.comparing import Marker, Span
from campaigns.comparison import Comparison, compare
from campaigns.deadline import spoken
from campaigns.models import Edition, Item
from campaigns.period import period_of
from campaigns.published import LINE, Document
from campaigns.reading import contents
from campaigns.resolving import Contents, Key
from campaigns.work_plan_page import parties_of
from orgs.models import User
from orgs.together import bring, together

RELATED = (*LINE, "plan__letterhead", "plan__parent", "last_year")
MOST_SISTERS = 200
SECONDS = 1.0  # for marking all texts of one page
ROLES = {"issuer": "发文机关", "addressee": "主送", "copied": "抄送"}


@dataclass(frozen=True)
class Choice:
    """An edition to compare with; `name` is short enough for a list."""

    edition: Edition
    name: str


@dataclass(frozen=True)
class Side:
    edition: Edition
    contents: Contents
    head: dict[str, str]
    full: bool  # False: only what the public may read


@dataclass(frozen=True)
class HeadRow:
    label: str
    left: str
    right: str
    spans: list[Span]

    @property
    def differs(self) -> bool:
        return self.left != self.right


@dataclass(frozen=True)
class Compared:
    left: Side
    right: Side
    comparison: Comparison
    head: list[HeadRow]

    @property
    def against_parent(self) -> bool:
        return self.comparison.against_parent

    @property
    def head_shown(self) -> bool:
        """Of two different documents the heads differ by nature; of one plan's editions they are part of the change."""
        return self.left.edition.plan_id == self.right.edition.plan_id or not self.against_parent

    @property
    def reasons(self) -> bool:
        """Whether the reasons for leaving things out may be shown: they are never public."""
        return self.right.full


def compared(left: Edition, right: Edition, user: User) -> Compared:
    """Both sides as the person may read them; a constant number of queries, whatever the size of the documents."""
    one, other = side(left, user), side(right, user)
    mark = Marker(SECONDS)
    found = compare(
        one.contents,
        other.contents,
        previous=_previous(right) if other.full and _years_apart(left, right) else None,
        against_parent=_is_parent(left, other),
        mark=mark,
    )
    names = {**one.head, **other.head}  # both in the order of a document
    rows = [(name, one.head.get(name, ""), other.head.get(name, "")) for name in names]
    head = [HeadRow(name, old, new, mark(old, new)) for name, old, new in rows if old or new]
    return Compared(one, other, found, head)


def side(edition: Edition, user: User) -> Side:
    """The edition as this person may read it."""
    if user.has_perm("campaigns.compare_edition", edition):
        together(*bring(edition, "references", "parties"))
        references = [str(reference) for reference in edition.references.all()]
        head = _head(edition, str(period_of(edition)), parties_of(edition), references)
        return Side(edition, contents(edition), head, full=True)
    document = Document(edition)
    when = document.period
    period = f"{spoken(when.starts_on)}至{spoken(when.ends_on)}" if when.starts_on and when.ends_on else ""
    parties = {role: document.names(role) for role in ROLES}
    references = [str(reference) for reference in document.references]
    return Side(edition, document.contents, _head(edition, period, parties, references), full=False)


def as_read(edition: Edition, user: User) -> Edition:
    """The edition with its own words as this person may read them: what is hidden from the public is masked."""
    if user.has_perm("campaigns.compare_edition", edition):
        return edition
    return published.edition(edition.plan.public_id, edition.number) or edition


def choices(edition: Edition, user: User) -> list[tuple[str, list[Choice]]]:
    """What the edition may be compared with, in groups; a group without any is not listed. Two queries."""
    seen = Edition.objects.visible_to(user).select_related(*RELATED)
    plan = edition.plan
    year_before = Q(plan__unit=plan.unit_id, plan__scope=plan.scope, plan__campaign__year=plan.campaign.year - 1,
                    plan__campaign__is_demo=plan.campaign.is_demo, state__in=STANDING)  # fmt: skip
    above, referred = Q(pk=edition.based_on_id) | Q(plan=plan.parent_id, state=State.ISSUED), Q(pk=edition.last_year_id)
    if not user.has_perm("campaigns.compare_edition", edition):  # what it was drawn up from may be internal
        above, referred = Q(pk=edition.based_on_id, openness="public"), Q(pk=None)
    parents, own = seen.filter(above).order_by("number"), seen.filter(plan=plan.pk).exclude(pk=edition.pk)
    together(parents, own, last := seen.filter(year_before | referred))
    groups = [
        ("上级方案", [Choice(e, _named(e)) for e in parents]),
        ("本方案历次印发", [Choice(e, _numbered(e)) for e in own]),
        ("本单位上年方案", [Choice(e, _named(e)) for e in last]),
        ("同级单位方案", [Choice(e, str(e.plan.unit)) for e in _sisters(edition, seen)]),
    ]
    return [(label, found) for label, found in groups if found]


def usual(edition: Edition, groups: Iterable[tuple[str, list[Choice]]]) -> Edition | None:
    """What it is compared with unless the person says otherwise: the edition above, else the one before, else last
    year's. Somebody else's never by itself."""
    found = dict(groups)
    above = [choice.edition for choice in found.get("上级方案", []) if choice.edition.pk == edition.based_on_id]
    before = [choice.edition for choice in found.get("本方案历次印发", [])]
    last_year = [choice.edition for choice in found.get("本单位上年方案", [])]
    return next(iter([*above, *before, *last_year]), None)


def of_sides(one: Edition, other: Edition) -> tuple[Edition, Edition]:
    """(left, right) as a person reads it: the earlier of one plan, or the edition above, stands left."""
    if (one.plan_id == other.plan_id and other.number < one.number) or one.based_on_id == other.pk:
        return other, one
    return one, other


def _sisters(edition: Edition, seen: Any) -> list[Edition]:
    """Of each unit of the same level the edition in force, else the latest that is public; neighbours first."""
    region = edition.plan.unit.region
    alike = Q(plan__campaign=edition.plan.campaign_id, plan__scope=edition.plan.scope,
              plan__unit__kind=edition.plan.unit.kind, plan__unit__region__depth=region.depth)  # fmt: skip
    rows = seen.filter(alike, state__in=STANDING).exclude(plan=edition.plan_id)
    rows = rows.order_by("plan__unit__region__path", "plan", "state", "-number")
    first: dict[int, Edition] = {}
    for row in rows:
        if row.plan_id not in first or (row.state == State.ISSUED and first[row.plan_id].state != State.ISSUED):
            first[row.plan_id] = row
    near = region.path[: -region.steplen]
    return sorted(first.values(), key=lambda e: not e.plan.unit.region.path.startswith(near))[:MOST_SISTERS]


def _named(edition: Edition) -> str:
    state = "" if edition.state == State.ISSUED else f"，{edition.get_state_display()}"
    return f"{edition.plan.unit}{edition.plan.campaign.year}年（{edition.get_issue_display()}{state}）"


def _numbered(edition: Edition) -> str:
    day = f"，{spoken(edition.signed_on)}" if edition.signed_on else ""
    return f"第{edition.number}稿：{edition.get_issue_display()}{day}，{edition.get_state_display()}"


def _is_parent(left: Edition, right: Side) -> bool:
    """Whether `left` is what the right was drawn up from; the public is told so only when it may read `left`."""
    return left.pk == right.edition.based_on_id and (right.full or left.is_public)


def _years_apart(left: Edition, right: Edition) -> bool:
    return left.plan.campaign_id != right.plan.campaign_id


def _previous(right: Edition) -> dict[Key, Key]:
    """Key of an item → key of last year's; an inherited one follows what the edition above says of it. One query."""
    rows = Item.objects.filter(edition__in=[right.pk, right.based_on_id or right.pk], previous__isnull=False)
    own_last = rows.order_by("-edition_id" if (right.based_on_id or 0) > right.pk else "edition_id")
    return dict(own_last.values_list("key", "previous__key"))


def _head(edition: Edition, period: str, parties: dict[str, list[str]], references: list[str]) -> dict[str, str]:
    due = f"{spoken(edition.summary_due)}前" if edition.summary_due else ""
    to = f"报{edition.summary_to}" if edition.summary_to else ""
    found = {
        "标题": edition.title,
        "所附方案": edition.plan_title,
        "发文字号": edition.document_number,
        "成文日期": spoken(edition.signed_on) if edition.signed_on else "",
        "活动时间": period,
        "总结报送": "，".join(part for part in (due, to) if part),
    }
    found |= {label: "、".join(parties.get(role, [])) for role, label in ROLES.items()}
    return found | {"依据文件": "、".join(references)}
