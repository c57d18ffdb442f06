from celery import shared_task

from orgs import outbox, sealing


@shared_task(name="orgs.tasks.deliver")
def deliver() -> int:
    return outbox.deliver()


@shared_task(name="orgs.tasks.seal")
def seal() -> int:
    return sealing.seal()
