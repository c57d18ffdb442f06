"""Which jobs run how often: ticks that look into the database, so that a lost one costs only the wait for the next."""

SHORTEST_LIFE = 15  # seconds; a busy machine may take longer than a short period to hand a tick to a worker


def tick(task: str, seconds: int) -> dict[str, object]:
    """Every `seconds`; a tick that nobody took within that time is dropped, the next one does the same work."""
    return {"task": task, "schedule": seconds, "options": {"expires": max(seconds, SHORTEST_LIFE)}}


SCHEDULE = {
    "deliver": tick("orgs.tasks.deliver", 15),
    "seal": tick("orgs.tasks.seal", 60),
    "remind": tick("campaigns.tasks.remind", 60),
    "keep-times": tick("campaigns.tasks.keep_times", 30),
    "pulse": tick("qualitymonth.tasks.pulse", 15),
    "make-exports": tick("activities.tasks.make_exports", 15),
    "sweep-exports": tick("activities.tasks.sweep_exports", 3600),
    "sweep-calls": tick("orgs.tasks.sweep_calls", 3600),
    "sweep-uploads": tick("activities.tasks.sweep_uploads", 300),
    "work-imports": tick("activities.tasks.work_imports", 30),
    "sweep-imports": tick("activities.tasks.sweep_imports", 3600),
    "prepare-demo-year": tick("activities.tasks.prepare_demo_year", 60),
}


def every(seconds: int) -> dict[str, dict[str, object]]:
    """The schedule with one period for all jobs; as it stands when `seconds` is 0."""
    return {name: tick(str(entry["task"]), seconds) if seconds else entry for name, entry in SCHEDULE.items()}
