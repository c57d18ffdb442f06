"""What the page 导出 shows of a person's files: how far each is; and whether the browser can download."""

from django.db.models import QuerySet
from django.forms import Form

from activities.choices import ExportFormat, JobState
from activities.exporting import AT_WORK
from activities.models import ExportFile

JOBS = "export-jobs"  # the part that asks for itself again while something is being made
MARKS = {JobState.DONE: "accepted", JobState.FAILED: "failed", JobState.RUNNING: "sending"}
MEASURES = {ExportFormat.PICTURES: "张", ExportFormat.BRIEF: "张"}


def jobs(visible: QuerySet[ExportFile]) -> dict:
    """`files`, the latest first, and whether one is `working`. One query."""
    files = list(visible.select_related("unit", "campaign"))
    for file in files:
        file.mark = MARKS.get(JobState(file.state), file.state)
        file.measure = MEASURES.get(ExportFormat(file.format), "行")
        file.can_cancel = file.state in AT_WORK
        file.can_again = file.state in (JobState.FAILED, JobState.CANCELLED)
        file.shown_of = min(file.done, file.rows)
    return {"files": files, "working": any(file.can_cancel for file in files), "jobs_id": JOBS}


def page(agent: str, form: Form, found: dict) -> dict:
    """With the form; the files stand before it unless the person came from a list, or has something to mend.

    WeChat's web view (`agent` is the browser's word for itself) opens no downloads on many phones.
    """
    asking = form.is_bound or "scope" in form.fields
    files_first = bool(found["files"]) and not asking
    return {"form": form, "in_wechat": "MicroMessenger" in agent, "files_first": files_first, **found}
