"""One run of the harness: its clock, its waiting, its counting."""

import datetime as dt
import time
from collections.abc import Callable, Collection

from django.db import OperationalError
from django.utils import timezone

from campaigns.models import Request
from qualitymonth.faults import clock
from qualitymonth.faults.counting import CHANNELS, Tally, count, drained
from qualitymonth.faults.place import Place
from qualitymonth.faults.sinks import Sinks

EACH = len(CHANNELS)  # messages of one reminder to one unit
QUIET = 3.0  # seconds in which nothing more may come before it is counted


class Play:
    """The place, the sinks, and how large it is. `patience` is the longest wait for the last message, in seconds."""

    def __init__(self, place: Place, sinks: Sinks, *, units: int, kills: int, pause: float, patience: float) -> None:
        self.place, self.sinks, self.units = place, sinks, units
        self.kills, self.pause, self.patience = kills, pause, patience
        self.few = min(units, 60)
        self.explained = 0

    def at(self, moment: dt.datetime) -> None:
        clock.set_offset(clock.offset() + moment - timezone.now())

    def wait(self, request: Request, due: int) -> float:
        """Until all has gone out, or patience is over; returns how many seconds it took."""
        start = time.monotonic()
        until(lambda: drained(request, due), self.patience)
        return time.monotonic() - start

    def counted(self, tally: Tally, request: Request, *, steps: int = 1, channels: Collection[str] = CHANNELS) -> Tally:
        """When nothing more comes, stop all and count: one that is sent a second time may be on its way yet when its
        row says that it was sent."""
        before = -1
        while before != (before := self.sinks.arrived.total):
            time.sleep(QUIET)
        self.place.hold()
        self.explained += count(tally, request, self.sinks.arrived.by_id, steps=steps, channels=channels)
        return tally

    def unexplained(self) -> int:
        """Deliveries that came after they were counted, or are about nothing that was provoked."""
        return self.sinks.arrived.total - self.explained


def until(condition: Callable[[], bool], seconds: float) -> None:
    """Wait for it, at the longest so long."""
    end = time.monotonic() + seconds
    while not _holds(condition) and time.monotonic() < end:
        time.sleep(0.5)


def _holds(condition: Callable[[], bool]) -> bool:
    try:
        return condition()
    except OperationalError:  # SQLite, while others write all the time: asked again
        return False
