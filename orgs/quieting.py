"""免打扰: by which channels a person wants messages of a topic, within what the unit requires.

In-portal messages are always written: they disturb nobody, and nothing is lost.
"""

from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.db.models import Q

from orgs import audit
from orgs.among import Among
from orgs.choices import Channel, Topic
from orgs.models import Insisted, Quiet, Seat, Unit, User

CHOOSABLE = (Channel.MAIL, Channel.SMS)  # what comes to a person; a robot speaks to a group
Choice = tuple[str, str]  # topic, channel


def wanted(seats: Sequence[Seat], topic: str, channels: Iterable[str]) -> set[tuple[int, str]]:
    """(seat, channel) by which a message of the topic is to be written: all but what the seat's holder has switched
    off and neither the seat's unit nor the bureau it is a section of insists on. At most two queries."""
    channels = list(channels)
    off = _off(seats, topic, channels)
    quiet = {user for user, _ in off}
    kept = _insisted({seat.unit_id for seat in seats if seat.user_id in quiet}, topic) if off else set()
    return {
        (seat.pk, channel)
        for seat in seats
        for channel in channels
        if is_wanted(channel, switched_off=(seat.user_id, channel) in off, insisted=(seat.unit_id, channel) in kept)
    }


def is_wanted(channel: str, *, switched_off: bool, insisted: bool) -> bool:
    return channel == Channel.PORTAL or insisted or not switched_off


def _off(seats: Sequence[Seat], topic: str, channels: Collection[str]) -> set[tuple[int, str]]:
    asked = [channel for channel in channels if channel in CHOOSABLE]
    if not (seats and asked):
        return set()
    rows = Quiet.objects.filter(Among("user", {seat.user_id for seat in seats}), topic=topic, channel__in=asked)
    return set(rows.values_list("user", "channel"))


def _insisted(units: Collection[int], topic: str) -> set[tuple[int, str]]:
    rows = Insisted.objects.filter(Q(unit__in=units) | Q(unit__sections__in=units), topic=topic)
    found: set[tuple[int, str]] = set()
    for unit, section, channel in rows.values_list("unit", "unit__sections", "channel"):
        found |= {(unit, channel), (section, channel)}
    return found


def insisted_for(user: User) -> dict[Choice, str]:
    """What the units where the person sits insist on, with the name of one that does."""
    units = Unit.objects.filter(seats__in=user.seats.current()).distinct()
    rows = Insisted.objects.filter(Q(unit__in=units) | Q(unit__sections__in=units)).select_related("unit")
    return {(row.topic, row.channel): str(row.unit) for row in rows}


def everything() -> set[Choice]:
    return {(topic, channel) for topic in Topic.values for channel in CHOOSABLE}


@transaction.atomic
def prefer(*, user: User, off: Collection[Choice]) -> None:
    """Switch off exactly these for the person; all others are on. What a unit insists on comes all the same.

    Unknown topics and channels are passed over, and in-portal messages cannot be switched off.
    """
    before = set(user.quiet.values_list("topic", "channel"))
    after = _known(off)
    _gone(user.quiet.all(), before - after)
    Quiet.objects.bulk_create(
        [Quiet(user=user, topic=topic, channel=channel) for topic, channel in sorted(after - before)],
        ignore_conflicts=True,
    )
    if before != after:
        audit.record("账号·消息设置", user, by=user, off=[":".join(each) for each in sorted(after)])


@transaction.atomic
def insist(*, unit: Unit, on: Collection[Choice], by: User) -> None:
    """Require exactly these of everybody who sits at the unit or a section of it."""
    before = set(unit.insisted.values_list("topic", "channel"))
    after = _known(on)
    _gone(unit.insisted.all(), before - after)
    Insisted.objects.bulk_create(
        [Insisted(unit=unit, topic=topic, channel=channel) for topic, channel in sorted(after - before)],
        ignore_conflicts=True,
    )
    if before != after:
        audit.record("单位·必收消息", unit, by=by, unit=unit, on=[":".join(each) for each in sorted(after)])


def _known(chosen: Collection[Choice]) -> set[Choice]:
    return set(chosen) & everything()


def _gone(rows, which: set[Choice]) -> None:
    for topic, channel in which:
        rows.filter(topic=topic, channel=channel).delete()
