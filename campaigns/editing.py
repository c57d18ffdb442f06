"""Editing an open edition. Each verb stores one decision of the unit; nothing else of the document is copied.

All verbs are steps that can be taken back (`turns.recorded`): they lock the edition and refuse one that is not being
drafted (`NotEditable`). Given the fingerprint of the words the person saw (`seen`), they refuse to overwrite somebody
else's change (`StaleWords`).
"""

import uuid

from django.core.exceptions import ValidationError

from campaigns import turns
from campaigns.choices import Change, Kind
from campaigns.drafts import NotEditable
from campaigns.models import Edition, Item, Placement
from campaigns.reading import contents
from campaigns.resolving import PARENT_KIND, Resolved
from campaigns.turns import ITEMS, recorded
from campaigns.words import seen_of, tidy
from orgs.models import User

__all__ = ["NotEditable", "StaleWords", "adapt", "add", "derive", "keep", "move", "restore", "withdraw"]


class StaleWords(Exception):
    """Somebody else changed the item since the form was opened; both texts are carried, nothing was written."""

    def __init__(self, current: Resolved, heading: str, text: str):
        super().__init__("在您编辑期间，其他人修改了这一条。")
        self.current, self.heading, self.text = current, heading, text


@recorded(ITEMS)
def adapt(
    *,
    edition: Edition,
    key: uuid.UUID,
    heading: str,
    text: str,
    by: User,
    seen: str | None = None,
    typing: bool = False,
) -> Item:
    """Give an item own words: 结合本级调整 for one taken over, a plain change for one of the unit's own.

    While a person is `typing`, saves that follow each other are one step and one row of the audit trail.
    """
    item = _find(edition, key)
    heading, text = tidy(heading), tidy(text)
    _unchanged(item, seen, heading, text)
    _not_empty(item.kind, heading, text)
    change = Change.ADAPTED if item.change in (Change.INHERITED, Change.ADAPTED, Change.WITHDRAWN) else item.change
    row = _decide(edition, item, change=change, heading=heading, text=text, reason="")
    _changed(edition, "修改", item, by, typing=typing)
    return row


@recorded(ITEMS)
def restore(*, edition: Edition, key: uuid.UUID, by: User, seen: str | None = None) -> None:
    """Return an item to the parent's words; what was left out stands again. An item without a parent stays."""
    item = _find(edition, key)
    _as_seen(item, seen)
    if item.base is None or item.change == Change.DERIVED:
        raise ValidationError("本级新增的内容没有上级原文可恢复；如不需要，请删除。")
    edition.items.filter(key=key).delete()
    _changed(edition, "恢复沿用上级", item, by)


@recorded(ITEMS)
def keep(*, edition: Edition, key: uuid.UUID, by: User) -> Item:
    """Keep the parent's item beside an own one derived from it (otherwise the derived one takes its place)."""
    base = edition.based_on.items.filter(key=key).first() if edition.based_on else None
    if base is None:
        raise ValidationError("上级方案中没有这一条。")
    row, _ = edition.items.update_or_create(
        key=key, defaults={"kind": base.kind, "root": base.root, "change": Change.INHERITED, "origin": base}
    )
    _changed(edition, "保留上级内容", row, by)
    return row


@recorded(ITEMS)
def withdraw(*, edition: Edition, key: uuid.UUID, by: User, reason: str = "", seen: str | None = None) -> Item | None:
    """Leave a parent's item out (本级未列入), with all that stands beneath it; remove an item of the unit's own."""
    before = contents(edition)
    item = _find(edition, key)
    _as_seen(item, seen)
    if item.base is None or item.change == Change.DERIVED:
        _remove(edition, item, by)
        return None
    row = _decide(edition, item, change=Change.WITHDRAWN, heading="", text="", reason=tidy(reason))
    _settle(edition, [i.key for i in before.of(item.kind, item.under) if i.key != key])
    _changed(edition, "本级未列入", item, by, reason=reason)
    return row


@recorded(ITEMS)
def add(
    *, edition: Edition, kind: str, by: User, heading: str = "", text: str = "", under: uuid.UUID | None = None
) -> Item:
    """Add an item of the unit's own (本级新增), at the end of its siblings."""
    heading, text = tidy(heading), tidy(text)
    _not_empty(kind, heading, text)
    key = uuid.uuid4()
    row = edition.items.create(key=key, root=key, kind=kind, heading=heading, text=text, change=Change.ADDED)
    if kind in PARENT_KIND:
        _place(edition, key, _home(edition, kind, under), len(contents(edition).of(kind, under)))
    _changed(edition, "新增", row, by)
    return row


@recorded(ITEMS)
def derive(
    *,
    edition: Edition,
    base: uuid.UUID,
    kind: str,
    by: User,
    heading: str = "",
    text: str = "",
    under: uuid.UUID | None = None,
    beside: bool = False,
) -> Item:
    """Add an own item that carries out a parent's item in its own way (细化落实).

    It takes the parent item's place, or stands `beside` it.
    """
    origin = edition.based_on.items.filter(key=base).first() if edition.based_on else None
    if origin is None or origin.change == Change.WITHDRAWN:
        raise ValidationError("上级方案中没有这一条，无法据以细化。请改用“新增”。")
    heading, text = tidy(heading), tidy(text)
    _not_empty(kind, heading, text)
    row = edition.items.create(
        root=origin.root, kind=kind, heading=heading, text=text, change=Change.DERIVED, origin=origin
    )
    if under is not None and kind in PARENT_KIND:
        home = _home(edition, kind, under)
        _place(edition, row.key, home, max(len(contents(edition).of(kind, home)) - 1, 0))
    if beside:
        keep(edition=edition, key=base, by=by)
    _changed(edition, "细化落实", row, by)
    return row


@recorded(ITEMS)
def move(*, edition: Edition, key: uuid.UUID, position: int, by: User, under: uuid.UUID | None = None) -> None:
    """Give an item a rank (from 0) among its siblings, for actions under any arrangement of the document."""
    item = _find(edition, key)
    if item.change == Change.WITHDRAWN:
        raise ValidationError("本级未列入的内容没有位置；请先恢复。")
    home = _home(edition, item.kind, under)
    before = contents(edition)
    left = [i.key for i in before.of(item.kind, item.under) if i.key != key]
    joined = [i.key for i in before.of(item.kind, home) if i.key != key]
    joined.insert(max(position, 0), key)
    _place(edition, key, home, joined.index(key))
    if home != item.under:
        _settle(edition, left)
    _settle(edition, joined)
    _changed(edition, "移动", item, by)


def _find(edition: Edition, key: uuid.UUID) -> Resolved:
    item = contents(edition).get(key)
    if item is None:
        raise ValidationError("这一条已不在方案中，可能刚被其他人删除。请刷新后再看。")
    return item


def _unchanged(item: Resolved, seen: str | None, heading: str, text: str) -> None:
    if (heading, text) != (item.heading, item.text) or item.change == Change.WITHDRAWN:
        _as_seen(item, seen, heading, text)


def _as_seen(item: Resolved, seen: str | None, heading: str = "", text: str = "") -> None:
    if seen is not None and seen != seen_of(item):
        raise StaleWords(item, heading, text)


def _not_empty(kind: str, heading: str, text: str) -> None:
    if not heading and not text:
        raise ValidationError(f"{Kind(kind).label}的内容不能为空；不需要这一条时，请选“本级不列入”。")


def _decide(edition: Edition, item: Resolved, **values) -> Item:
    origin = item.base.pk if item.base else None
    defaults = {"kind": item.kind, "root": item.root, "origin_id": origin, "is_own": True, **values}
    return edition.items.update_or_create(key=item.key, defaults=defaults)[0]


def _remove(edition: Edition, item: Resolved, by: User) -> None:
    if contents(edition).of("action", item.key) and item.kind == Kind.ARRANGEMENT:
        raise ValidationError("这项重点安排下还有专项行动。请先把它们移到其他安排下或删除。")
    edition.items.filter(key=item.key).delete()
    edition.placements.filter(key=item.key).delete()
    _changed(edition, "删除", item, by)


def _home(edition: Edition, kind: str, under: uuid.UUID | None) -> uuid.UUID | None:
    if kind not in PARENT_KIND or under is None:
        return None
    parent = next((i for i in contents(edition).items if i.key == under), None)
    if parent is None or parent.kind != PARENT_KIND[kind]:
        raise ValidationError("所选的重点安排不在本方案中。请重新选择。")
    return under


def _place(edition: Edition, key: uuid.UUID, under: uuid.UUID | None, position: int) -> None:
    Placement.objects.update_or_create(
        edition=edition, key=key, defaults={"under": under, "position": position, "is_own": True}
    )


def _settle(edition: Edition, siblings: list[uuid.UUID]) -> None:
    """Make the decided ranks among siblings say what the list says; those not decided follow by themselves."""
    rank = {key: position for position, key in enumerate(siblings)}
    rows = [row for row in edition.placements.filter(is_own=True) if row.key in rank and row.position != rank[row.key]]
    for row in rows:
        row.position = rank[row.key]
    Placement.objects.bulk_update(rows, ["position"])


def _changed(edition: Edition, act: str, item: Resolved | Item, by: User, **details) -> None:
    turns.said(edition, act, by, key=item.key, words=item.heading or item.text, **details)
