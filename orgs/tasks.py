from celery import shared_task

from orgs import calls, heartbeats, outbox, sealing


@shared_task(name="orgs.tasks.deliver")
def deliver() -> int:
    return outbox.deliver()


@shared_task(name="orgs.tasks.seal")
def seal() -> int:
    return sealing.seal()


@shared_task(name="orgs.tasks.sweep_calls")
def sweep_calls() -> int:
    return calls.sweep()


@shared_task(name="orgs.tasks.sweep_heartbeats")
def sweep_heartbeats() -> int:
    return heartbeats.sweep()
