"""Comparing what was due with what arrived, obligation by obligation: one that came too often cannot stand in for one
that did not come."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from django.db.models import Max, Min, QuerySet

from campaigns.models import Request
from orgs.channels.mail import digest, message_id
from orgs.choices import Channel, Delivery
from orgs.models import Message
from qualitymonth.faults.scene import DUE
from qualitymonth.faults.sinks import Came

KIND = "due"
CHANNELS = (Channel.PORTAL, Channel.MAIL, Channel.ROBOT)


@dataclass
class Tally:
    """One kind of provocation. `inside`: repeats of messages whose sender was dead by then and had not written down
    that they left. `outside`: all else that came and should not have: other repeats, other reminders, other kinds.
    `wrong` says in words what else is not as promised."""

    provocation: str
    times: int
    due: int = 0
    posted: int = 0
    arrived: int = 0
    lost: int = 0
    inside: int = 0
    outside: int = 0
    seconds: float = 0.0
    note: str = ""
    wrong: str = ""

    def line(self) -> dict[str, object]:
        return asdict(self) | {"seconds": round(self.seconds, 1)}

    def is_bad(self) -> bool:
        return bool(self.lost or self.outside or self.wrong)


def rows_of(request: Request) -> QuerySet[Message]:
    """All that was posted about it, of whatever kind."""
    ends = request.obligations.aggregate(first=Min("pk"), last=Max("pk"))  # they were made in one go
    return Message.objects.filter(about__obligation__gte=ends["first"], about__obligation__lte=ends["last"])


def count(
    tally: Tally, request: Request, arrived: Mapping[str, Came], *,
    steps: int = 1, channels: Collection[str] = CHANNELS,
) -> int:  # fmt: skip
    """Add what the rows and the sinks say: each obligation was to be reminded of `steps` times by each of `channels`.
    Returns how many of the sinks' deliveries this explains."""
    heard: defaultdict[tuple[int, str], list[tuple[str, object]]] = defaultdict(list)
    explained = 0
    for row in rows_of(request).only("key", "kind", "channel", "state", "attempts", "about", "sent_at"):
        came = _came(row, arrived)
        tally.posted += 1
        if came.times:
            heard[row.about["obligation"], row.channel].append((row.kind, row.about["step"]))
        inside = min(came.excused, row.attempts)
        tally.inside += inside
        tally.outside += max(0, came.times - 1) - inside
        explained += came.times if row.channel != Channel.PORTAL else 0
        if len(came.fields) > 1:
            tally.wrong = f"{row.key} came with ids that differ: {came.fields}"
        if row.sent_at and row.sent_at.year != DUE.year:
            tally.wrong = f"{row.key} was sent at {row.sent_at}: its process did not see the harness's clock"
    for obligation in request.obligations.values_list("pk", flat=True):
        for channel in CHANNELS:
            found = heard.pop((obligation, channel), [])
            wanted = steps if channel in channels else 0
            right = min(wanted, len({step for kind, step in found if kind == KIND}))
            tally.due += wanted
            tally.arrived += right
            tally.lost += wanted - right
            tally.outside += len(found) - right
    if waiting := _on_their_way(request):
        tally.wrong = tally.wrong or f"{waiting} had still to go when patience was over"
    tally.outside += sum(map(len, heard.values()))  # by a channel, or about something, that was not asked for
    return explained


def sink_id(row: Message) -> str:
    """What the other side knows the message by."""
    return message_id(row.key) if row.channel == Channel.MAIL else digest(row.key)


def _came(row: Message, arrived: Mapping[str, Came]) -> Came:
    if row.channel == Channel.PORTAL:
        return Came(times=int(row.state == Delivery.SENT))
    return arrived.get(sink_id(row)) or Came()


def drained(request: Request, due: int) -> bool:
    """Whether as many rows as are due are there, and none of them is on its way any more."""
    return rows_of(request).count() >= due and not _on_their_way(request)


def _on_their_way(request: Request) -> int:
    return rows_of(request).filter(state__in=(Delivery.WAITING, Delivery.SENDING)).count()
