"""What waits for a lead office, as one list: corrections first (they are few), then activities, oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.urls import reverse

from activities.models import Activity
from activities.querysets import ActivityQuerySet, CorrectionQuerySet

PER_PAGE = 50
ACTIVITY, CORRECTION = "activity", "correction"
Key = tuple[str, int]
ADDRESSES = {ACTIVITY: "activities:review_one", CORRECTION: "activities:correction_review"}


@dataclass(frozen=True)
class Entry:
    """One line of the list. `seen` is the moment of the hand-in shown."""

    key: Key
    activity: Activity
    at: str
    pictures: int
    is_current: bool

    @property
    def is_correction(self) -> bool:
        return self.key[0] == CORRECTION

    @property
    def url(self) -> str:
        return address(self.key)


@dataclass(frozen=True)
class Queue:
    """All that waits, by key; `entries` are those of one page."""

    keys: Sequence[Key]
    current: Key | None
    page: Page
    entries: Sequence[Entry]

    @property
    def place(self) -> int:
        """The current one's place from 1; 0 for one that does not wait (any more)."""
        return self.keys.index(self.current) + 1 if self.current in self.keys else 0

    @property
    def next_url(self) -> str:
        """The one after the current, else the first other one: what was passed over comes again at the end."""
        rest = [key for key in (*self.keys[self.place :], *self.keys) if key != self.current]
        return address(rest[0]) if rest else ""

    @property
    def previous_url(self) -> str:
        return address(self.keys[self.place - 2]) if self.place > 1 else ""


def address(key: Key) -> str:
    return reverse(ADDRESSES[key[0]], args=[key[1]])


def queue(
    activities: ActivityQuerySet,
    corrections: CorrectionQuerySet,
    *,
    current: Key | None = None,
    page: str | int | None = None,
) -> Queue:
    """The list with the page asked for, or the one the current one is on. At most four queries."""
    keys = [(CORRECTION, pk) for pk in corrections.values_list("pk", flat=True)]
    keys += [(ACTIVITY, pk) for pk in activities.values_list("pk", flat=True)]
    if current in keys and page is None:
        page = keys.index(current) // PER_PAGE + 1
    shown = Paginator(keys, PER_PAGE).get_page(page)
    if current is None and shown.object_list:
        current = shown.object_list[0]
    return Queue(keys, current, shown, _entries(shown.object_list, activities, corrections, current))


def _entries(keys, activities: ActivityQuerySet, corrections: CorrectionQuerySet, current: Key | None) -> list[Entry]:
    wanted: dict[str, list[int]] = {ACTIVITY: [], CORRECTION: []}
    for kind, pk in keys:
        wanted[kind].append(pk)
    found: dict[Key, tuple[Activity, str, int]] = {}
    pictures = Count("photos", filter=Q(photos__correction=None))
    for row in activities.filter(pk__in=wanted[ACTIVITY]).annotate(pictures=pictures) if wanted[ACTIVITY] else ():
        found[ACTIVITY, row.pk] = (row, _moment(row.handed_in_at), row.pictures)
    added = corrections.filter(pk__in=wanted[CORRECTION]).annotate(pictures=Count("photos"))
    for row in added if wanted[CORRECTION] else ():
        found[CORRECTION, row.pk] = (row.activity, _moment(row.handed_in_at), row.pictures)
    return [Entry(key, *found[key], is_current=key == current) for key in keys if key in found]


def _moment(at) -> str:
    return at.isoformat() if at else ""
