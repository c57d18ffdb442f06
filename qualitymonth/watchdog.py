"""What beat and workers tell of themselves, and what a worker does when it has gone deaf.

After a broker's restart, or when a firewall forgets a connection, a worker can wait for ever on a line on which
nothing will come, alive to every look from outside. It notices by itself: beat sends (its heartbeat in the database
says so), but nothing arrives here. Then it ends, and whoever keeps it running starts it anew.
"""

import logging
import os
import signal
import socket
import threading
import time
from typing import Any

from celery import signals
from django.conf import settings
from django.db import connection
from django.utils import timezone

from orgs import heartbeats
from orgs.models import Heartbeat
from qualitymonth import at_work

log = logging.getLogger(__name__)

BEAT, WORKER, JOB = "beat ", "worker ", "job "
LOOK, SAY = 5.0, 15.0  # seconds between two looks, and between two lines in the database
RECENT = 60.0  # seconds since beat's last line for which it counts as sending
GRACE = 20.0  # seconds a deaf worker may take to finish what it does
_last: dict[str, float] = {}  # when what was last written, or last heard, by this process's own clock
_began: dict[str, float] = {}


def connect() -> None:
    """Listen to Celery's signals; in a web process none of them comes."""
    signals.beat_init.connect(_beat_begins, weak=False)
    signals.worker_ready.connect(_worker_begins, weak=False)
    signals.task_received.connect(_heard, weak=False)
    signals.task_revoked.connect(_heard, weak=False)  # one that had expired came, too: of those there may be thousands
    signals.task_prerun.connect(_job_begins, weak=False)
    signals.task_postrun.connect(_job_over, weak=False)
    signals.task_success.connect(_job_done, weak=False)
    signals.task_failure.connect(_job_failed, weak=False)


def host() -> str:
    return socket.gethostname()[:40]


def is_deaf(*, silent: float, beat_seen: float | None, busy: bool) -> bool:
    """Whether ticks should have come: beat sent one less than a minute ago, none came here for longer than allowed,
    and no running job keeps this worker from taking any. Seconds; pure."""
    if beat_seen is None or beat_seen > RECENT:
        return False
    longest = settings.CELERY_TASK_TIME_LIMIT + settings.DEAF_SECONDS if busy else settings.DEAF_SECONDS
    return silent > longest


def _beat_begins(**kwargs: Any) -> None:
    signals.after_task_publish.connect(_published, weak=False)


def _published(**kwargs: Any) -> None:
    """In beat: the broker has taken a tick."""
    if _due("beat", SAY):
        _quietly(heartbeats.note, f"{BEAT}{host()}", did=f"进程{os.getpid()}")


def _worker_begins(sender: Any = None, **kwargs: Any) -> None:
    _last["heard"] = time.monotonic()
    name = str(getattr(sender, "hostname", "") or host())
    threading.Thread(target=_watch, args=[name], daemon=True, name="watchdog").start()


def _heard(**kwargs: Any) -> None:
    _last["heard"] = time.monotonic()


def _watch(name: str) -> None:
    while True:
        time.sleep(min(LOOK, settings.DEAF_SECONDS / 3))
        try:
            _look(name)
        except Exception as error:  # a database that is away must not end the watch
            log.warning("the watchdog could not look: %s", type(error).__name__)
        finally:
            connection.close()


def _look(name: str) -> None:
    silent, busy = time.monotonic() - _last["heard"], at_work.anybody()
    latest = (
        Heartbeat.objects.filter(name__startswith=BEAT).order_by("-seen_at").values_list("seen_at", flat=True).first()
    )
    seen = None if latest is None else abs((timezone.now() - latest).total_seconds())
    deaf = is_deaf(silent=silent, beat_seen=seen, busy=busy)
    if deaf or _due("worker", SAY):
        did = f"收不到任务已{silent:.0f}秒，自行重启" if deaf else f"进程{os.getpid()}，{silent:.0f}秒前收到任务"
        heartbeats.note(f"{WORKER}{name}", did=did)
    if deaf:
        heartbeats.failed(f"{WORKER}{name}", error=f"收不到任务{silent:.0f}秒，已自行重启")
        log.warning("no tick for %.0f s although beat sends: this worker ends to be started again", silent)
        _end()


def _end() -> None:
    """Ask this worker to stop; a talk with a broker that is not there may hang, so then by force."""
    force = threading.Timer(GRACE, os.kill, [os.getpid(), signal.SIGKILL])
    force.daemon = True
    force.start()
    os.kill(os.getpid(), signal.SIGTERM)
    _last["heard"] = time.monotonic() + GRACE


def _job_begins(task_id: str = "", **kwargs: Any) -> None:
    _began.clear()  # a process does one job at a time; what is left is of one that was cut off
    _began[task_id] = time.monotonic()
    at_work.begin()


def _job_over(**kwargs: Any) -> None:
    at_work.end()


def _job_done(sender: Any = None, result: Any = None, **kwargs: Any) -> None:
    name, took = _job(sender)
    # jobs that are rung for may run many times a minute; what they did nothing in need not be written each time
    if result or _due(name, SAY):
        did = _did(result)
        _quietly(heartbeats.note, name, did=did, took_ms=took)


def _job_failed(sender: Any = None, exception: Any = None, **kwargs: Any) -> None:
    # a database tells the values of the row that it refused after the first line
    said = str(exception).strip().partition("\n")[0]
    _quietly(heartbeats.failed, _job(sender)[0], error=f"{type(exception).__name__}: {said}")


def _job(sender: Any) -> tuple[str, int]:
    began = _began.get(sender.request.id or "", time.monotonic())
    return f"{JOB}{sender.name}", int((time.monotonic() - began) * 1000)


def _due(what: str, seconds: float) -> bool:
    now = time.monotonic()
    if now - _last.get(what, -seconds) < seconds:
        return False
    _last[what] = now
    return True


def _quietly(write: Any, *args: Any, **kwargs: Any) -> None:
    """What a process says of itself must not keep it from its work."""
    try:
        write(*args, **kwargs)
    except Exception as error:  # whatever the database has
        log.warning("a heartbeat was not written: %s", type(error).__name__)


def _did(result: object) -> str:
    """What a job gave back, in words: how many it dealt with, or whether there was anything to do."""
    if isinstance(result, bool):
        return "已办理" if result else "没有要办理的"
    return "" if result is None else f"处理{result}项" if isinstance(result, int) else str(result)
