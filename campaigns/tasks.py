from celery import shared_task

from campaigns import reminding, scheduling


@shared_task(name="campaigns.tasks.remind")
def remind() -> int:
    return reminding.remind()


@shared_task(name="campaigns.tasks.keep_times")
def keep_times() -> int:
    return scheduling.run()
