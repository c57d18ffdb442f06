"""Every change of a draft's items is a step that can be taken back: recorded here, in the transaction that makes it.

A verb that changes items runs inside `step`; steps inside a step are one. What a person types into one item without
a break counts as one step, however often it was saved on the way, and leaves one row in the audit trail per person,
item and ten minutes (docs/decisions.md).
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction
from django.utils import timezone

from campaigns import drafts, turning
from campaigns.drafts import refuse
from campaigns.models import Edition, Item, Placement, Turn
from campaigns.turning import Overtaken, Rows
from orgs import audit
from orgs.models import User
from orgs.together import together

ITEM = ("kind", "root", "heading", "text", "change", "origin_id", "reason", "is_own", "proposal_id", "previous_id")
PLACE = ("under", "position", "moved", "is_own")
TYPING = "修改"
PAUSE, AUDITED = dt.timedelta(minutes=2), dt.timedelta(minutes=10)  # a break ends a step; a row in the trail lasts
UNDO, REDO = "撤销", "恢复"

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class Step:
    """One change being made; the verb says what it is called."""

    edition: Edition
    by: User | None
    act: str = ""
    words: str = ""
    goes_on: Turn | None = None  # the step of typing that this save belongs to

    def did(self, act: str, words: str) -> None:
        self.act, self.words = act, words[:80]


_open: ContextVar[Step | None] = ContextVar("open_step", default=None)


@contextmanager
def step(edition: Edition, by: User | None, act: str = "", words: str = "") -> Iterator[Step]:
    """Lock the draft, let it be changed, record what changed of its items. `act` names it, else the last verb does.

    Raises NotEditable. Inside another step of the same draft it is a part of that one.
    """
    outer = _open.get()
    if outer is not None and outer.edition.pk == edition.pk:
        if outer.edition is not edition:
            drafts.open_for_editing(edition)
        yield outer
        return
    with transaction.atomic():
        drafts.open_for_editing(edition)
        before, found = rows_of(edition), Step(edition, by)
        token = _open.set(found)
        try:
            yield found
        finally:
            _open.reset(token)
        if act:
            found.did(act, words)
        _record(found, turning.difference(before, rows_of(edition)))


def recorded(verb: Callable[P, R]) -> Callable[P, R]:
    """Make a verb (keyword-only, with `edition` and `by`) a step."""

    @wraps(verb)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        edition, by = kwargs["edition"], kwargs["by"]
        with step(edition, by):  # type: ignore[arg-type]  # what every verb's signature says
            return verb(*args, **kwargs)

    return inner


def rows_of(edition: Edition) -> Rows:
    """All decisions and places of a draft as plain JSON values. One query."""
    items = edition.items.order_by("pk").values("key", *ITEM)
    places = edition.placements.order_by("pk").values("key", *PLACE)
    together(items, places)
    found: dict[str, dict[str, Any]] = {}
    for part, rows in (("item", items), ("place", places)):
        for values in rows:
            key = str(values.pop("key"))
            found.setdefault(key, {})[part] = _plain(values)
    return found


def said(edition: Edition, act: str, by: User, *, key: uuid.UUID, words: str, typing: bool = False, **details) -> None:
    """Name the open step and count the change; the audit row too, unless this save only goes on with what it says."""
    found = _open.get()
    if found is not None:
        found.did(act, words)
        found.goes_on = _typed_on(edition, key, by) if typing else None
    quiet = found is not None and found.goes_on is not None and _audited(edition, key, by)
    drafts.changed(edition, act, by, quiet=quiet, key=str(key), words=words[:80], **details)


def undo(*, edition: Edition, turn: int, by: User) -> Turn:
    """Take a step back, one's own or another's; taking back a step called 撤销 brings the change back (恢复).

    Raises NotEditable, ValidationError when it is taken back already or gone, and Overtaken when the same thing was
    changed since; nothing is written then.
    """
    with step(edition, by) as found:
        row = edition.turns.filter(pk=turn).first()
        refuse(row is None or row.undone_at, "这一步已经撤销过，或已不在这份草稿中。请刷新后再看。")
        assert row is not None
        write(edition, turning.undone(rows_of(edition), row.before, row.after))
        edition.turns.filter(pk=row.pk).update(undone_at=timezone.now())
        act = REDO if row.act.startswith(UNDO) else UNDO
        name = row.act.removeprefix(UNDO).removeprefix(REDO)
        found.did(f"{act}{name}", row.words)
        drafts.changed(edition, act, by, step=name, words=row.words, whose=str(row.by))
    return row


def write(edition: Edition, rows: Rows) -> None:
    """Make the draft's rows say what is given; other rows are not touched."""
    for key, parts in rows.items():
        if "item" in parts:
            _set(Item, edition, key, parts["item"])
        if "place" in parts:
            _set(Placement, edition, key, parts["place"])


def last_own(edition: Edition, by: User) -> Turn | None:
    """The step that 撤销 takes back next: the latest of one's own that is neither taken back nor a taking back."""
    return edition.turns.filter(by=by, undone_at=None).exclude(act__startswith=UNDO).last()


def own_among(latest: Iterable[Turn], by: User) -> Turn | None:
    """The same among steps read already, latest first."""
    return next((t for t in latest if t.by_id == by.pk and not t.undone_at and not t.act.startswith(UNDO)), None)


def _record(found: Step, change: tuple[Rows, Rows]) -> None:
    before, after = change
    last = found.goes_on
    if found.by is None:  # the portal itself, loading documents
        return
    if last is not None:
        before, after = turning.joined((last.before, last.after), change)
        if before:
            Turn.objects.filter(pk=last.pk).update(after=after, before=before, at=timezone.now())
        else:
            last.delete()  # typed and taken out again: nothing to take back
    elif before:
        Turn.objects.create(
            edition=found.edition, by=found.by, act=found.act, words=found.words, before=before, after=after
        )


def _typed_on(edition: Edition, key: uuid.UUID, by: User) -> Turn | None:
    """The step of typing that goes on: the person's last one, at this item alone, which nobody changed since."""
    last = edition.turns.filter(by=by).last()
    if last is None or last.act != TYPING or last.undone_at or last.at < timezone.now() - PAUSE:
        return None
    since = edition.turns.filter(pk__gt=last.pk, after__has_key=str(key))
    return last if set(last.after) == {str(key)} and not since.exists() else None


def _audited(edition: Edition, key: uuid.UUID, by: User) -> bool:
    since = timezone.now() - AUDITED
    rows = audit.history(edition).filter(details__key=str(key), at__gte=since)
    last = rows.last()
    return last is not None and last.actor_id == by.pk and last.act == f"方案·{TYPING}"


def _set(model: type[Item] | type[Placement], edition: Edition, key: str, values: Mapping[str, Any] | None) -> None:
    rows = model._base_manager
    if values is None:
        rows.filter(edition=edition, key=key).delete()
    else:
        rows.update_or_create(edition=edition, key=key, defaults=dict(values))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, uuid.UUID) else value for name, value in values.items()}


__all__ = ["Overtaken", "Step", "last_own", "own_among", "recorded", "rows_of", "said", "step", "undo", "write"]
