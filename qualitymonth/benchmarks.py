"""Benchmark of reminders: three steps for 3,222 units by three channels, and how fast one worker delivers them."""

import time
from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.test.utils import override_settings

from campaigns import reminding
from campaigns.models import Obligation
from orgs import outbox
from orgs.delivering import deliver
from orgs.models import Message, Seat
from qualitymonth.faults import scene
from qualitymonth.faults.sinks import Sinks

UNITS, SAMPLE, AWHILE = 3222, 300, 20.0


def bench_reminders() -> dict[str, object]:
    """What falls due at each of the three steps is posted by the tick as it runs in service."""
    sinks = Sinks()
    scene.build(UNITS, f"http://127.0.0.1:{sinks.http_port}")
    scene.owe("测量", UNITS)
    items = _items()
    alone = _seconds(lambda: outbox.post_many(items))
    singly = _seconds(lambda: _one_by_one(items[:SAMPLE]))
    Message.objects.all().delete()
    ticks = [_seconds(partial(reminding.remind, at)) for at in scene.MOMENTS]
    posted = Message.objects.count()
    mails, groups = _rate(sinks, "mail"), _rate(sinks, "robot")
    sinks.stop()
    return {
        "value": sum(ticks),
        "unit": "s for all reminders of three steps, as the tick posts them",
        "yardstick": f"posting them one by one ({SAMPLE} measured), without looking for what is due",
        "yardstick_value": singly / SAMPLE * len(items),
        "n": posted,
        "parts": {
            "posting alone, s": round(alone, 2),
            "ticks, s": [round(each, 2) for each in ticks],
            "mails/s of one worker to a local sink": round(mails, 1),
            "group messages/s of one worker to a local sink": round(groups, 1),
        },
    }


def _items() -> list[outbox.Item]:
    """What the three ticks post, without looking for what is due."""
    seats = {seat.unit_id: [seat] for seat in Seat.objects.select_related("user")}
    owed = Obligation.objects.order_by("pk").values_list("pk", "unit")
    return [
        outbox.Item("due", f"due:{pk}:{step}", seats[unit], {"obligation": pk, "step": step, "due_on": str(scene.DUE)})
        for step in (-5, -1, 1)
        for pk, unit in owed
    ]


def _one_by_one(items: list[outbox.Item]) -> None:
    for each in items:
        outbox.post(each.kind, key=f"one{each.key}", seats=each.seats, about=each.about)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    with transaction.atomic():
        work()
    return time.perf_counter() - start


def _rate(sinks: Sinks, channel: str) -> float:
    """Messages a second; those of the last step alone, the others having been overtaken."""
    Message.objects.exclude(about__step=1).delete()
    Message.objects.update(state="sent")
    Message.objects.filter(channel=channel).update(state="waiting")
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(
        EMAIL_BACKEND=smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=sinks.smtp_port, HOOKS_MAY_BE_LOCAL=True
    ):
        start = time.perf_counter()
        sent = deliver(AWHILE)
    return sent / (time.perf_counter() - start)
