"""Which jobs run how often: ticks that look into the database, so that a lost one costs only the wait for the next."""

import datetime as dt

from celery.schedules import schedstate, schedule

SHORTEST_LIFE = 15  # seconds; a busy machine may take longer than a short period to hand a tick to a worker
AHEAD = dt.timedelta(seconds=2)


class Every(schedule):
    """As Celery's own; but a last run that lies ahead was noted by a clock that has been put back, and is forgotten:
    beat would be silent until the clock has caught up with it."""

    def is_due(self, last_run_at: dt.datetime) -> schedstate:
        if self.maybe_make_aware(last_run_at) > self.now() + AHEAD:
            return schedstate(is_due=True, next=self.seconds)
        return super().is_due(last_run_at)


def tick(task: str, seconds: int) -> dict[str, object]:
    """Every `seconds`; a tick that nobody took within that time is dropped, the next one does the same work."""
    return {"task": task, "schedule": Every(seconds), "options": {"expires": max(seconds, SHORTEST_LIFE)}}


SCHEDULE = {
    "deliver": tick("orgs.tasks.deliver", 15),
    "seal": tick("orgs.tasks.seal", 60),
    "remind": tick("campaigns.tasks.remind", 60),
    "tell-overdue": tick("campaigns.tasks.tell_overdue", 60),
    "keep-times": tick("campaigns.tasks.keep_times", 30),
    "keep-asked": tick("campaigns.tasks.keep_asked", 3600),
    "pulse": tick("qualitymonth.tasks.pulse", 15),
    "add-up": tick("activities.tasks.add_up", 15),
    "make-exports": tick("activities.tasks.make_exports", 15),
    "sweep-exports": tick("activities.tasks.sweep_exports", 3600),
    "sweep-calls": tick("orgs.tasks.sweep_calls", 3600),
    "sweep-uploads": tick("activities.tasks.sweep_uploads", 300),
    "work-imports": tick("activities.tasks.work_imports", 30),
    "sweep-imports": tick("activities.tasks.sweep_imports", 3600),
    "sweep-heartbeats": tick("orgs.tasks.sweep_heartbeats", 3600),
    "prepare-demo-year": tick("activities.tasks.prepare_demo_year", 60),
}


def every(seconds: int) -> dict[str, dict[str, object]]:
    """The schedule with one period for all jobs; as it stands when `seconds` is 0."""
    return {name: tick(str(entry["task"]), seconds) if seconds else entry for name, entry in SCHEDULE.items()}
