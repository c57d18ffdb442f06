"""The Celery application of the harness: the portal's own, with a clock that a file in the data directory puts forward
or back in all processes at once.

Only the clock of the wall moves. time.monotonic() stays as it is, as on a machine whose date is set.
"""

import datetime as dt
import os
from pathlib import Path
from typing import Any

from celery.worker import request as celery_request
from django.utils import timezone

from qualitymonth.celery import app
from qualitymonth.faults import senders

__all__ = ["app", "install", "offset", "set_offset"]

_real_now = timezone.now


def _file() -> Path:
    return Path(os.environ["QM_DATA_DIR"]) / "clock"


def offset() -> dt.timedelta:
    """How far the harness's clock is ahead of the machine's."""
    try:
        return dt.timedelta(seconds=float(_file().read_text(encoding="ascii")))
    except (FileNotFoundError, ValueError):
        return dt.timedelta(0)


def set_offset(ahead: dt.timedelta) -> None:
    draft = _file().with_suffix(".part")
    draft.write_text(str(ahead.total_seconds()), encoding="ascii")
    draft.replace(_file())


class _Datetime(dt.datetime):
    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Any:
        return dt.datetime.now(tz) + offset()


def install() -> None:
    """All that asks for the time in our code goes through Django; beat and the ticks' expiry through Celery."""
    timezone.now = lambda: _real_now() + offset()
    app.now = lambda: dt.datetime.now(app.timezone) + offset()
    celery_request.datetime = _Datetime


install()
senders.install()
