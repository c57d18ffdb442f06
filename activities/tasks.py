from celery import shared_task

from activities import demoyear, export_jobs, exporting, importing, kept_tallies, uploading
from activities.resources.making import make


@shared_task(name="activities.tasks.prepare_demo_year")
def prepare_demo_year() -> bool:
    return demoyear.prepare_demo_year()


@shared_task(name="activities.tasks.add_up")
def add_up() -> int:
    return kept_tallies.add_up()


@shared_task(name="activities.tasks.make_exports")
def make_exports() -> int:
    return export_jobs.run(make)


@shared_task(name="activities.tasks.sweep_exports")
def sweep_exports() -> int:
    return exporting.sweep()


@shared_task(name="activities.tasks.sweep_uploads")
def sweep_uploads() -> int:
    return uploading.sweep()


@shared_task(name="activities.tasks.work_imports")
def work_imports() -> int:
    return importing.work()


@shared_task(name="activities.tasks.sweep_imports")
def sweep_imports() -> int:
    return importing.sweep()
