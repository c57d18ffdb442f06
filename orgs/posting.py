"""Posting: verbs write message rows in their own transaction; delivery (`delivering.py`) is another step.

Each app registers its kinds in `AppConfig.ready()`. In-portal messages are delivered by being written (exactly once);
the rest is sent at least once, always with the same id.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from orgs import quieting, reaching
from orgs.channels import sms
from orgs.choices import Channel, Delivery, Topic
from orgs.doorbell import ring
from orgs.letters import Letter
from orgs.models import Message, Robot, Seat, Unit

DELIVER = "orgs.tasks.deliver"
USUAL = (Channel.PORTAL, Channel.MAIL)
PIECE = 2000  # rows written in one statement


@dataclass(frozen=True)
class Kind:
    """`load` may read what many messages of the kind render from at once and leave it in each one's `loaded`."""

    render: Callable[[Message], Letter]
    still_matters: Callable[[Message], bool]
    topic: str = Topic.OTHER
    channels: tuple[str, ...] = USUAL
    load: Callable[[Sequence[Message]], None] | None = None


@dataclass(frozen=True)
class Item:
    """One message to be posted to several seats. `units` are those whose chat groups are told; default: the seats'."""

    kind: str
    key: str
    seats: Sequence[Seat]
    about: dict
    channels: tuple[str, ...] | None = None
    units: Sequence[Unit] = field(default=())

    def uses(self) -> tuple[str, ...]:
        channels = KINDS[self.kind].channels if self.channels is None else self.channels
        return tuple(each for each in dict.fromkeys(channels) if each != Channel.SMS or sms.is_on())

    def groups(self) -> set[int]:
        if Channel.ROBOT not in self.uses():
            return set()
        return {unit.pk for unit in self.units} or {seat.unit_id for seat in self.seats}


KINDS: dict[str, Kind] = {}


def register(
    name: str, *, render: Callable[[Message], Letter], still_matters: Callable[[Message], bool],
    topic: str = Topic.OTHER, channels: tuple[str, ...] = USUAL,
    load: Callable[[Sequence[Message]], None] | None = None,
) -> None:  # fmt: skip
    """Make a kind of message known. `still_matters` is asked again at the moment of sending."""
    KINDS[name] = Kind(render, still_matters, topic, channels, load)


def post(
    kind: str, *, key: str, seats: Iterable[Seat], about: dict, channels: tuple[str, ...] | None = None,
    units: Sequence[Unit] = (),
) -> None:  # fmt: skip
    """Write one message per seat and channel, inside the caller's transaction. The key makes a repeat harmless."""
    post_many([Item(kind, key, list(seats), about, channels, units)])


def post_many(items: Iterable[Item]) -> int:
    """The same for many at once, with a handful of queries however many; returns how many rows were to be written.

    The seats must come with their users.
    """
    items = list(items)
    made = [(item, rows) for item, rows in zip(items, _addressed(items), strict=True) if rows]
    _load([(item, rows[0]) for item, rows in made])
    now = timezone.now()
    for item, rows in made:
        letter = KINDS[item.kind].render(rows[0])  # the same for every seat and channel
        for row in rows:
            row.subject, row.body, row.url = letter.subject[:200], letter.body, letter.url
            if row.channel == Channel.PORTAL:
                row.state, row.sent_at = Delivery.SENT, now
    flat = [row for _, rows in made for row in rows]
    if flat:
        Message.objects.bulk_create(flat, ignore_conflicts=True, batch_size=PIECE)
        ring(DELIVER)
    return len(flat)


def retry(message: Message) -> bool:
    """Put a failed message back into the queue; False when it has not failed (any more)."""
    rows = Message.objects.filter(pk=message.pk, state=Delivery.FAILED)
    again = rows.update(state=Delivery.WAITING, attempts=0, error="", not_before=None)
    ring(DELIVER)
    return bool(again)


def retract(kind: str, *, seats: Iterable[Seat], **about: int) -> None:
    """What these seats were told of this kind about the same thing is over: off the lists in the portal, and not sent
    where it still waits. The rows stay, as 已无需发送. Inside the caller's transaction."""
    named = {f"about__{name}": value for name, value in about.items()}
    rows = Message.objects.filter(seat__in=seats, kind=kind, **named)
    rows.filter(Q(channel=Channel.PORTAL, state=Delivery.SENT) | Q(state=Delivery.WAITING)).update(
        state=Delivery.OBSOLETE
    )


def _addressed(items: Sequence[Item]) -> Iterator[list[Message]]:
    """For each item its rows, still without words: who wants it and can be reached by which channel."""
    seats = list({seat.pk: seat for item in items for seat in item.seats}.values())
    no_mail, no_mobile = reaching.unreachable(seats, {channel for item in items for channel in item.uses()})
    unreachable = {(pk, Channel.MAIL) for pk in no_mail} | {(pk, Channel.SMS) for pk in no_mobile}
    wanted = {key: pairs - unreachable for key, pairs in _wanted(items).items()}
    robots = _robots(set().union(*(item.groups() for item in items)))
    for item in items:
        pairs = wanted[_sort(item)]
        rows = [
            Message(kind=item.kind, key=f"{item.key}:{seat.pk}:{channel}", seat=seat, channel=channel, about=item.about)
            for seat in item.seats
            for channel in item.uses()
            if (seat.pk, channel) in pairs
        ]
        rows += [
            Message(kind=item.kind, key=f"{item.key}:r{robot.pk}", robot=robot, channel=Channel.ROBOT, about=item.about)
            for unit in sorted(item.groups())
            for robot in robots.get(unit, ())
        ]
        yield rows


def _sort(item: Item) -> tuple[str, tuple[str, ...]]:
    return KINDS[item.kind].topic, tuple(each for each in item.uses() if each != Channel.ROBOT)


def _wanted(items: Sequence[Item]) -> dict[tuple[str, tuple[str, ...]], set[tuple[int, str]]]:
    """Asked once for all items about the same topic by the same channels."""
    seats: dict[tuple[str, tuple[str, ...]], dict[int, Seat]] = {}
    for item in items:
        seats.setdefault(_sort(item), {}).update({seat.pk: seat for seat in item.seats})
    return {
        (topic, channels): quieting.wanted(list(found.values()), topic, channels)
        for (topic, channels), found in seats.items()
    }


def _robots(units: set[int]) -> dict[int, list[Robot]]:
    found: dict[int, list[Robot]] = {}
    if units:
        for robot in Robot.objects.filter(unit__in=units, disabled_at=None).order_by("pk"):
            found.setdefault(robot.unit_id, []).append(robot)
    return found


def _load(firsts: Sequence[tuple[Item, Message]]) -> None:
    for kind in {item.kind for item, _ in firsts}:
        load = KINDS[kind].load
        if load and len(firsts) > 1:
            load([message for item, message in firsts if item.kind == kind])
