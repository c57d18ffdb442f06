"""The frame's own job: a pulse that tells /readyz that beat and a worker are alive."""

from celery import shared_task

from qualitymonth import pulse


@shared_task(name="qualitymonth.tasks.pulse")
def beat_pulse() -> None:
    pulse.note()
