"""What a unit did last year, beside this year's draft: shown item by item, taken over when asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from campaigns import drafts, editing
from campaigns.choices import Change, Kind
from campaigns.comparing import Span, spans
from campaigns.drafts import open_for_editing, refuse
from campaigns.models import AnnexEntry, Edition, Item
from campaigns.reading import contents, frozen
from campaigns.resolving import Contents, Resolved
from campaigns.yearly import Named, answering, move_year, same_day
from orgs.models import User


@dataclass(frozen=True)
class Habit:
    """What last year's plan did of its own, and the item of this draft it would touch (None: it would be new)."""

    last: Resolved
    now: Resolved | None
    heading: str
    text: str

    @property
    def kind(self) -> str:
        return Kind(self.last.kind).label

    @property
    def did(self) -> str:
        return Change(self.last.change).label

    @property
    def leaves_out(self) -> bool:
        return self.last.change == Change.WITHDRAWN

    @property
    def heading_spans(self) -> list[Span]:
        return self._spans("heading")

    @property
    def text_spans(self) -> list[Span]:
        return self._spans("text")

    def _spans(self, name: str) -> list[Span]:
        mine = getattr(self, name)
        if self.now is None or self.last.change == Change.DERIVED:
            return [Span("same", mine)] if mine else []
        return spans(getattr(self.now, name), mine)


def habits(edition: Edition, found: Contents) -> list[Habit]:
    """Where last year's plan had its own way and this draft does not yet; in last year's order."""
    if edition.last_year is None:
        return []
    last, standing = edition.last_year, {i.key: i for i in (*found.items, *found.withdrawn)}
    then, now = last.plan.campaign.year, edition.plan.campaign.year
    written = frozen(last)
    answers = answers_of(last, standing.values())
    shown = []
    for item in (*written.items, *written.withdrawn):
        here = standing.get(answers.get(item.key))
        habit = Habit(item, here, move_year(item.heading, then, now), move_year(item.text, then, now))
        if item.change != Change.INHERITED and not _done(habit, found):
            shown.append(habit)
    return shown


def _done(habit: Habit, found: Contents) -> bool:
    if habit.leaves_out:
        return habit.now is None or habit.now.change in (Change.WITHDRAWN, Change.DERIVED, Change.ADDED)
    return any((i.kind, i.heading, i.text) == (habit.last.kind, habit.heading, habit.text) for i in found.items)


@transaction.atomic
def bring_annex(*, edition: Edition, by: User) -> int:
    """Copy last year's annex rows, days moved to this year; returns how many. Raises ValidationError when some are
    there already."""
    open_for_editing(edition)
    last = edition.last_year
    if last is None:
        raise ValidationError("这份草稿没有参照上年方案。")
    refuse(edition.annex.exists(), "附件已有内容。需要上年某一项活动的，请在附件中逐条新增。")
    then, now = last.plan.campaign.year, edition.plan.campaign.year
    keys = {str(old): new for old, new in answers_of(last, contents(edition).items).items()}
    rows = []
    for entry in last.annex.all():
        entry.pk, entry.edition, entry.proposal, entry._state.adding = None, edition, None, True
        entry.starts_on, entry.ends_on = same_day(entry.starts_on, then, now), same_day(entry.ends_on, then, now)
        for name in ("list_title", "title", "content"):
            setattr(entry, name, move_year(getattr(entry, name), then, now))
        entry.item_key = keys.get(str(entry.item_key))
        rows.append(entry)
    AnnexEntry.objects.bulk_create(rows)
    drafts.changed(edition, "带入上年附件", by, number=len(rows))
    return len(rows)


@transaction.atomic
def bring(*, edition: Edition, keys: Iterable[UUID], by: User) -> int:
    """Do with the chosen items as last year: take its words, leave out what it left out, add what it had besides.

    Returns how many were changed. Raises NotEditable, ValidationError.
    """
    open_for_editing(edition)
    rows = {row.key: row for row in edition.last_year.items.select_related("origin")}
    wanted, done = set(keys), 0
    for habit in habits(edition, contents(edition)):
        if habit.last.key not in wanted:
            continue
        _take(edition, habit, rows[habit.last.key], by)
        done += 1
    return done


def _take(edition: Edition, habit: Habit, row: Item, by: User) -> None:
    kind, heading, text = row.kind, habit.heading, habit.text
    if habit.leaves_out:
        editing.withdraw(edition=edition, key=habit.now.key, reason=row.reason, by=by)
    elif row.change != Change.DERIVED and habit.now is not None:
        editing.adapt(edition=edition, key=habit.now.key, by=by, heading=heading, text=text)
    else:
        base = habit.now.base if habit.now is not None else None
        if row.change == Change.DERIVED and base is not None:
            new = editing.derive(edition=edition, base=base.key, kind=kind, by=by, heading=heading, text=text)
        else:
            new = editing.add(edition=edition, kind=kind, by=by, heading=heading, text=text)
        Item.objects.filter(pk=new.pk).update(previous=row)


def answers_of(last: Edition, items: Iterable[Resolved]) -> dict[UUID, UUID]:
    """Key of last year's item → key of this year's that answers it.

    What came from the level above is known by what that called it then, for that is what comes again; a derived one
    answers to the item it carried out.
    """
    items = list(items)
    sources = [i.pk or (i.base.pk if i.base else None) for i in items]
    made_from = Item.objects.filter(pk__in=sources, previous__isnull=False).values_list("key", "previous__key")
    lineage = dict(made_from)
    now = [Named(i.key, i.kind, _called(i), lineage.get(i.key)) for i in items]
    found = frozen(last)
    then = [*found.items, *found.withdrawn]
    answers = answering([Named(i.key, i.kind, _called(i)) for i in then if i.change != Change.DERIVED], now)
    for item in then:
        if item.change == Change.DERIVED and item.base:  # several may carry out one item, so each looks for itself
            answers |= answering([Named(item.key, item.base.kind, item.base.heading or item.base.text)], now)
    return answers


def _called(item: Resolved) -> str:
    above = item.base if item.base and item.change != Change.DERIVED else item
    return above.heading or above.text
