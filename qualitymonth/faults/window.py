"""The one window in which a message may come twice: between the other side's OK and our COMMIT."""

import random
import time
from collections.abc import Collection

from campaigns import reminding
from campaigns.models import Request
from orgs.choices import Channel, Delivery
from orgs.models import Message
from qualitymonth.faults import scene
from qualitymonth.faults.counting import Tally, drained, rows_of, sink_id
from qualitymonth.faults.play import EACH, Play, until

CHANCE = random.Random(2024)  # noqa: S311  (no secret)
UNITS = 600  # enough messages for the kills of a full run to fall far apart
SETTLED = 1.5  # seconds after which a COMMIT that was under way when its process died is done, if it ever will be


def before_commit(play: Play) -> Tally:
    """For some messages the sinks, as soon as they have said OK, kill the process that sent: it has no time to write
    that down. These, and no others, come a second time, with the same id."""
    play.place.hold()
    play.at(scene.MOMENTS[0])
    units = min(play.units, UNITS)
    request = scene.owe("提交前", units)
    reminding.remind()  # written before anybody sends, so that the ids are known
    rows = {sink_id(row): row.pk for row in rows_of(request).exclude(channel=Channel.PORTAL)}
    condemned = CHANCE.sample(sorted(rows), min(len(rows) // 4, max(10, play.kills // 2)))
    play.sinks.arrived.condemn(condemned)
    start = time.monotonic()
    play.place.release()
    hits = _hits(play, request, rows, EACH * units)
    killed = len(play.sinks.arrived.killed)
    took, note = time.monotonic() - start, f"{killed} killed by the sinks after their OK, {len(hits)} before the COMMIT"
    tally = play.counted(Tally("kill -9 between OK and COMMIT", len(hits), seconds=took, note=note), request)
    tally.wrong = tally.wrong or _wrong(play, rows, hits)
    return tally


def _hits(play: Play, request: Request, rows: dict[str, int], due: int) -> set[str]:
    """Wait until all has gone; returns those whose row, some time after the kill, did not say that it was sent."""
    killed, judged = play.sinks.arrived.killed, dict[str, bool]()

    def over() -> bool:
        for name in [name for name, since in killed.copy().items() if time.monotonic() - since > SETTLED]:
            if name not in judged:
                row = Message.objects.get(pk=rows[name])
                # looked at late, it may have been sent again already: then its claim was taken back in between
                judged[name] = row.state != Delivery.SENT or row.attempts > 0
        return len(judged) == len(killed) and drained(request, due)

    until(over, play.patience)
    return {name for name, hit in judged.items() if hit}


def _wrong(play: Play, names: Collection[str], hits: set[str]) -> str:
    twice = {name for name in names if play.sinks.arrived.by_id[name].times == 2}
    if not hits:
        return "no kill fell into the window"
    return "" if twice == hits else f"{len(hits)} were hit, {len(twice)} came twice, {len(hits & twice)} are the same"
