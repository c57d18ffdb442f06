"""Messages about imports: ready to be looked at, written, or failed. They lead to the import's page."""

from django.urls import reverse

from activities.choices import JobState
from activities.models import WorkbookImport
from orgs.models import Message
from orgs.outbox import Letter, register


def _job(message: Message) -> WorkbookImport:
    return WorkbookImport.objects.get(pk=message.about["import"])


def _page(job: WorkbookImport) -> str:
    return reverse("activities:import_one", args=[job.public_id])


def ready(message: Message) -> Letter:
    job = _job(message)
    counts = job.counts
    body = (
        f"“{job.name}”已核对：新增{counts['new']}行，修改{counts['changed']}行，错误{counts['wrong']}行。请查看预览。"
    )
    return Letter(f"导入待确认：{job.name}"[:200], body, _page(job))


def done(message: Message) -> Letter:
    job = _job(message)
    body = f"“{job.name}”已导入：新增{job.counts['new']}项，修改{job.counts['changed']}项。"
    return Letter(f"导入完成：{job.name}"[:200], body, _page(job))


def failed(message: Message) -> Letter:
    job = _job(message)
    return Letter(f"导入未完成：{job.name}"[:200], f"“{job.name}”没有导入。{job.message}", _page(job))


def _in_state(*states: str):
    return lambda message: WorkbookImport.objects.filter(pk=message.about["import"], state__in=states).exists()


def register_all() -> None:
    register("import_ready", render=ready, still_matters=_in_state(JobState.READY))
    register("import_done", render=done, still_matters=_in_state(JobState.DONE))
    register("import_failed", render=failed, still_matters=_in_state(JobState.FAILED))
