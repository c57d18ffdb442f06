from celery import shared_task

from campaigns import reminding


@shared_task(name="campaigns.tasks.remind")
def remind() -> int:
    return reminding.remind()
