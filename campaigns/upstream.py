"""What the parent changed, and what each change means for an edition below: before it follows, as a preview, and
after, with what was decided. One or two queries for any number of editions."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.choices import Change, State
from campaigns.comparing import Marker
from campaigns.merging import WENT_ALONG, merge
from campaigns.models import Divergence, Edition, Item, Placement
from campaigns.reading import base_of, own_of
from campaigns.rebasing import keeps_to_its_parent
from campaigns.resolving import Base, Contents, Own, Place, resolve
from campaigns.revising import Revised, revised
from campaigns.revisions import ACTS, DECIDED, Revision
from orgs.together import together


@dataclass(frozen=True)
class Upstream:
    """`old` and `new` are the parent's editions compared; `followed`: the edition stands on the new one already."""

    edition: Edition
    old: Edition
    new: Edition
    followed: bool
    revisions: tuple[Revision, ...]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """新增 n · 修改 n · 移动 n · 删去 n. A moved and reworded item counts in both."""
        counted = Counter(act for each in self.revisions for act in each.change.acts)
        return [(label, counted[act]) for act, label in ACTS.items()]

    @property
    def waiting(self) -> list[Revision]:
        return [each for each in self.revisions if each.is_waiting]

    @property
    def disputed(self) -> list[Revision]:
        """What needs or needed a decision, in reading order; the rest followed by itself."""
        return [each for each in self.revisions if each.effect in ("waiting", *DECIDED)]

    @property
    def quiet(self) -> list[Revision]:
        return [each for each in self.revisions if each.effect not in ("waiting", *DECIDED)]

    @property
    def sentence(self) -> str:
        """上级新增1处、修改2处，其中3处自动沿用，1处待处理."""
        acts = "、".join(f"{label}{count}处" for label, count in self.counts if count) or "没有改动正文"
        follows = len(self.quiet)
        return f"上级{acts}；自动沿用{follows}处，待处理{len(self.waiting)}处"


def upstream(edition: Edition) -> Upstream | None:
    return upstreams([edition]).get(edition.pk)


def upstreams(editions: Iterable[Edition]) -> dict[int, Upstream]:
    """Of each edition that its parent has left behind, or that has followed it and is still open, what was changed;
    by its pk. Editions come with `based_on`."""
    pairs = _pairs([each for each in editions if each.based_on_id and not keeps_to_its_parent(each)])
    if not pairs:
        return {}
    rows = _Rows(pairs)
    return {edition.pk: _compared(edition, old, new, rows) for edition, old, new in pairs}


def _pairs(editions: list[Edition]) -> list[tuple[Edition, Edition, Edition]]:
    plans = {each.based_on.plan_id for each in editions if each.based_on and each.based_on.state != State.ISSUED}
    newer = {e.plan_id: e for e in Edition.objects.issued().filter(plan__in=plans)} if plans else {}
    found = []
    for each in editions:
        stood = each.based_on
        above = newer.get(stood.plan_id) if stood else None
        if stood and above:
            found.append((each, stood, above))
        elif stood and each.is_open and each.based_before:
            found.append((each, each.based_before, stood))
    return found


class _Rows:
    """The items and places of all editions concerned, read at once."""

    def __init__(self, pairs: list[tuple[Edition, Edition, Edition]]):
        below = [edition.pk for edition, _, _ in pairs]
        above = {pk for _, old, new in pairs for pk in (old.pk, new.pk)}
        self.items: dict[int, list[Item]] = {}
        self.places: dict[int, list[Placement]] = {}
        self.divergences: dict[int, list[Divergence]] = {}
        items = Item.objects.filter(edition__in=[*below, *above]).select_related("origin")
        places = Placement.objects.filter(edition__in=[*below, *above])
        diverged = Divergence.objects.filter(edition__in=below).select_related("decided_by")
        together(items, places, diverged)
        for item in items:
            self.items.setdefault(item.edition_id, []).append(item)
        for place in places:
            self.places.setdefault(place.edition_id, []).append(place)
        for row in diverged:
            self.divergences.setdefault(row.edition_id, []).append(row)

    def base(self, edition: Edition) -> list[Base]:
        at = {place.key: place for place in self.places.get(edition.pk, ())}
        items = self.items.get(edition.pk, ())
        return [base_of(item, at.get(item.key)) for item in items if item.change != Change.WITHDRAWN]

    def own(self, edition: Edition) -> list[Own]:
        return [own_of(item) for item in self.items.get(edition.pk, ()) if item.is_own]

    def order(self, edition: Edition) -> list[Place]:
        return [Place(p.key, p.under, p.position) for p in self.places.get(edition.pk, ()) if p.is_own]


def _compared(edition: Edition, old: Edition, new: Edition, rows: _Rows) -> Upstream:
    then, now = rows.base(old), rows.base(new)
    own, order = rows.own(edition), rows.order(edition)
    followed = edition.based_on_id == new.pk
    stored = rows.divergences.get(edition.pk, [])
    effects: dict = {row.key: row.decision or "waiting" for row in stored if followed or not row.decision}
    orphans = {(row.old or {}).get("key") for row in stored} - {None}
    if not followed:
        merged = merge(then, now, own, order)
        own, order = list(merged.own), list(merged.places)
        effects |= {conflict.key: "waiting" for conflict in merged.conflicts}
        orphans |= {str(orphan.base.key) for orphan in merged.orphans}
    found = resolve(now, own, order)
    by_key = {row.key: row for row in stored}
    homes = {item.key: item for item in (*then, *now)}
    asleep = {o.key for o in own if o.change == Change.WITHDRAWN}
    marker = Marker()
    revisions = tuple(
        Revision(each, effects.get(each.key) or _effect(each, found, asleep, orphans), found.get(each.key), homes,
                 by_key.get(each.key), marker, _beneath(each, found))
        for each in revised(then, now)
    )  # fmt: skip
    return Upstream(edition, old, new, followed, revisions)


def _effect(change: Revised, found: Contents, asleep: set, orphans: set) -> str:
    here = found.get(change.key)
    if here is not None and here.change == Change.WITHDRAWN:
        return "left_out" if here.is_own and here.reason != WENT_ALONG else "along"
    if change.new is None:
        return "orphan" if str(change.key) in orphans else "left_out" if change.key in asleep else "gone"
    if here is None or any(i.change == Change.DERIVED and i.base_key == change.key for i in found.items):
        return "derived"
    if here.change == Change.ADAPTED:
        return "same" if (here.heading, here.text) == (change.new.heading, change.new.text) else "own"
    return "new" if change.old is None else "follows"


def _beneath(change: Revised, found: Contents) -> tuple[str, ...]:
    if change.new is not None:
        return ()
    return tuple(item.heading or item.text for item in found.items if item.under == change.key)
