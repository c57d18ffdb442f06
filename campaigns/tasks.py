from celery import shared_task

from campaigns import escalating, releasing, reminding, scheduling


@shared_task(name="campaigns.tasks.remind")
def remind() -> int:
    return reminding.remind()


@shared_task(name="campaigns.tasks.tell_overdue")
def tell_overdue() -> int:
    return escalating.tell_overdue()


@shared_task(name="campaigns.tasks.keep_times")
def keep_times() -> int:
    return scheduling.run()


@shared_task(name="campaigns.tasks.keep_asked")
def keep_asked() -> list[int]:
    return list(releasing.keep_asked())
