"""Beat's scheduler: Celery's own, which also goes on when the clock is put back.

Celery keeps the next time of every job in a heap. When the clock goes back, the job that is first due is put in front
of all others, whose times lie ahead now, and none of them is looked at until the clock has caught up.
"""

import datetime as dt
from typing import Any

from celery.beat import PersistentScheduler

from qualitymonth.schedule import AHEAD


class Scheduler(PersistentScheduler):
    """Works out all times anew when the clock has gone back."""

    latest: dt.datetime | None = None

    def tick(self, *args: Any, **kwargs: Any) -> float:
        now = self.app.now()
        if self.latest is not None and now < self.latest - AHEAD:
            self._heap = None
        self.latest = now
        return float(super().tick(*args, **kwargs))
