"""What is done to the workers while reminders go out. Each returns what it counted."""

import datetime as dt
import random
import time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from campaigns import reminding
from orgs.choices import Channel
from orgs.doorbell import ring
from orgs.models import Heartbeat, Seat
from orgs.posting import DELIVER
from qualitymonth.faults import scene
from qualitymonth.faults.counting import Tally, drained
from qualitymonth.faults.place import Place, children_of, kill
from qualitymonth.faults.play import EACH, Play, until
from qualitymonth.faults.window import before_commit
from qualitymonth.watchdog import GRACE

CHANCE = random.Random(2024)  # noqa: S311  (no secret)
DEAF = "收不到任务"


def killed(play: Play) -> Tally:
    """`kill -9` all through three reminders; every fifth time on a whole worker, else on a process of its jobs."""
    request, done, busy = scene.owe("被杀", play.units), 0, 0
    start = time.monotonic()
    for step, moment in enumerate(scene.MOMENTS, start=1):
        play.at(moment)
        play.place.release()
        due, quota = step * EACH * play.units, play.kills * step // len(scene.MOMENTS)

        def over(due: int = due, quota: int = quota) -> bool:
            nonlocal done, busy
            ready = drained(request, due)
            if done < quota and _kill_one(play.place, whole=done % 5 == 4):
                done, busy = done + 1, busy + (not ready)
                time.sleep(CHANCE.uniform(0, 0.8))
            return ready and done >= quota

        until(over, play.patience)
    note = f"{busy} of them while messages waited"
    tally = Tally("kill -9 of workers", done, seconds=time.monotonic() - start, note=note)
    if done < play.kills:
        tally.wrong = f"patience was over after {done} of {play.kills} kills"
    return play.counted(tally, request, steps=len(scene.MOMENTS))


def _kill_one(place: Place, *, whole: bool) -> bool:
    """Only one that is up counts."""
    busy = [main for main in place.mains() if children_of(main)]
    if not busy:
        return False
    return kill(CHANCE.choice(busy)) if whole else kill(CHANCE.choice(place.children() or busy))


def emptied(play: Play) -> Tally:
    """The queue is emptied again and again while reminders go out."""
    request, lost, times = scene.owe("清空", play.units), 0, 5
    play.at(scene.MOMENTS[0])
    play.place.release()
    start = time.monotonic()
    for _ in range(times):
        lost += _empty(play.place)
        time.sleep(1)
    due = EACH * play.units
    play.wait(request, due)
    note = f"{lost} waiting tasks lost"
    return play.counted(Tally("queue emptied", times, seconds=time.monotonic() - start, note=note), request)


def _empty(place: Place) -> int:
    if place.own:
        return place.own.flush()
    files = list(settings.QUEUE_DIR.glob("*.msg"))
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def broker_away(play: Play) -> Tally | None:
    """Redis is killed, stays away, comes back empty; meanwhile reminders fall due and a verb rings the bell."""
    if play.place.own is None:
        return None
    play.place.release()
    time.sleep(2)
    play.place.own.kill()
    play.at(scene.MOMENTS[0])
    request = scene.owe("断开", play.units)
    start = time.monotonic()
    with transaction.atomic():
        ring(DELIVER)
    rang = time.monotonic() - start
    time.sleep(play.pause)
    play.place.own.start()
    due = EACH * play.units
    back = play.wait(request, due)
    note = f"away {play.pause:.0f} s, drained {back:.0f} s after its return, a request that rings took {rang:.2f} s"
    return play.counted(Tally("Redis killed, back empty", 1, seconds=back, note=note), request)


def deaf(play: Play) -> Tally | None:
    """The workers' lines to Redis go dead without a word: the watchdog has to notice."""
    if play.place.relay is None:
        return None
    relay = play.place.relay
    play.place.release()
    until(lambda: relay.lines() >= 2 * len(play.place.mains()) > 0, 60)
    time.sleep(5)  # each has begun to listen
    Heartbeat.objects.filter(name__startswith="worker ").delete()  # what an earlier provocation made them say
    before, muted = play.place.restarts, relay.mute()
    play.at(scene.MOMENTS[0])
    request = scene.owe("失聪", play.few)
    took = play.wait(request, EACH * play.few)

    def restarts() -> int:
        return play.place.restarts - before

    def noticed() -> int:
        return Heartbeat.objects.filter(name__startswith="worker ", error__contains=DEAF).count()

    until(lambda: restarts() >= noticed() > 0, GRACE + 10)  # each first finishes what it has in hand
    said, ended = noticed(), restarts()
    note = f"{muted} connections dead, {ended} restarts, {said} workers say why"
    tally = Tally("workers gone deaf", 1, seconds=took, note=note)
    if not ended >= said > 0:
        tally.wrong = "no worker noticed, or one that did was not started again"
    return play.counted(tally, request)


def down_for_26_hours(play: Play) -> Tally:
    """All is down over a due time; the clock is 26 hours on when it comes back."""
    play.place.hold()
    play.at(scene.MOMENTS[0] - dt.timedelta(hours=2))
    request = scene.owe("停机", play.few)
    play.at(scene.MOMENTS[0] + dt.timedelta(hours=24))
    play.place.release()
    due = EACH * play.few
    took = play.wait(request, due)
    return play.counted(Tally("down 26 h over a due time", 1, seconds=took), request)


def clock_back(play: Play) -> Tally:
    """The clock goes 26 hours back and forward under running processes: nothing twice, and work goes on meanwhile."""
    request = scene.owe("拨钟", play.few)
    play.at(scene.MOMENTS[0])
    play.place.release()
    start, due = time.monotonic(), EACH * play.few
    play.wait(request, due)
    play.at(scene.MOMENTS[0] - dt.timedelta(hours=26))
    meanwhile = scene.owe("拨回后", play.few)
    meanwhile.obligations.update(due_on=dt.date(2024, 10, 9))  # of its steps the first alone is due on both days
    went = play.wait(meanwhile, due)
    play.at(scene.MOMENTS[0] + dt.timedelta(hours=1))
    time.sleep(5)
    tally = Tally("clock 26 h back and forward", 2, seconds=time.monotonic() - start)
    back = play.counted(tally, meanwhile).arrived
    tally.note = f"after the jump back {back} of {due} new ones arrived within {went:.0f} s"
    return play.counted(tally, request)


def answered_between(play: Play) -> Tally:
    """Reminders are written, then everything is answered, then they could be sent: no mail, no group message."""
    play.place.hold()
    play.at(scene.MOMENTS[0])
    request = scene.owe("已答复", play.few)
    reminding.remind()
    scene.answer(request)
    play.place.release()
    took = play.wait(request, EACH * play.few)
    found = Tally("answered between posting and sending", play.few, seconds=took, note="due: in-portal only")
    return play.counted(found, request, channels=[Channel.PORTAL])


def moved_between(play: Play) -> Tally:
    """The people leave their posts in between: no mail; the unit's group is still told."""
    play.place.hold()
    play.at(scene.MOMENTS[0])
    request = scene.owe("调动", play.few)
    reminding.remind()
    units = request.obligations.values("unit")
    seats = Seat.objects.filter(unit__in=units, ended_at=None)
    numbers = list(seats.values_list("pk", flat=True))
    seats.update(ended_at=timezone.now())
    play.place.release()
    took = play.wait(request, EACH * play.few)
    Seat.objects.filter(pk__in=numbers).update(ended_at=None)
    found = Tally("people moved in between", play.few, seconds=took, note="due: in-portal and group")
    return play.counted(found, request, channels=[Channel.PORTAL, Channel.ROBOT])


def two_beats(play: Play) -> Tally:
    """All runs have two beats; here nothing else happens, for one reminder of all."""
    request = scene.owe("双时钟", play.units)
    play.at(scene.MOMENTS[0])
    play.place.release()
    due = EACH * play.units
    took = play.wait(request, due)
    return play.counted(Tally(f"two beats, {len(play.place.mains())} workers", 1, seconds=took), request)


ALL = (
    two_beats, killed, before_commit, emptied, broker_away, deaf, down_for_26_hours, clock_back, answered_between,
    moved_between,
)  # fmt: skip
