"""Setting the stage: sinks, Redis, relay, processes; all of it is gone afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from qualitymonth.faults.place import OwnRedis, Place
from qualitymonth.faults.play import Play
from qualitymonth.faults.relay import Relay
from qualitymonth.faults.sinks import Sinks

WORKERS, BEATS = 4, 2


@contextmanager
def played(*, units: int, kills: int, pause: float, patience: float) -> Iterator[Play]:
    sinks = Sinks()
    os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{sinks.smtp_port}"
    own = relay = None
    if settings.REDIS_URL:
        own = OwnRedis(int(settings.REDIS_URL.rsplit(":", 1)[1].partition("/")[0]))
        own.start()
        relay = Relay(own.port)
    place = Place(own=own, relay=relay, workers=WORKERS if own else 2, beats=BEATS)
    try:
        yield Play(place, sinks, units=units, kills=kills, pause=pause, patience=patience)
    finally:
        place.stop()
        if own and relay:
            relay.stop()
            own.kill()
        sinks.stop()
