"""What an import's page shows: how far it is, the preview by kind and page, what may be done."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator

from activities import importing_preview
from activities.choices import JobState
from activities.importing_preview import DOUBT
from activities.importing_result import CHANGED, KINDS, LEFT, NEW, SAME, WRONG
from activities.models import WorkbookImport

PER_PAGE = 50
LABELS = {NEW: "新增", CHANGED: "修改", SAME: "相同", WRONG: "错误", LEFT: "不导入"}
BUSY = (JobState.WAITING, JobState.RUNNING, JobState.WRITING)
FIRST = (WRONG, CHANGED, NEW, LEFT, SAME)  # what a person looks at first


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    count: int
    current: bool

    @property
    def url(self) -> str:
        return f"?kind={self.name}"


def context(job: WorkbookImport, asked: Any) -> dict[str, Any]:
    """Everything the page needs; `asked` is the address's query."""
    counts = {kind: job.counts.get(kind, 0) for kind in KINDS}
    found: dict[str, Any] = {
        "job": job,
        "busy": job.state in BUSY,
        "counts": counts,
        "percent": min(99, 100 * job.done // job.total) if job.total else 0,
        "may_cancel": job.state in (JobState.WAITING, JobState.RUNNING, JobState.READY),
    }
    if job.state == JobState.READY:
        found |= _preview(job, counts, asked)
    return found


def _preview(job: WorkbookImport, counts: dict[str, int], asked: Any) -> dict[str, Any]:
    doubtful = job.counts.get(DOUBT, 0)
    kind = asked.get("kind") if asked.get("kind") in (*KINDS, DOUBT) else next((k for k in FIRST if counts[k]), NEW)
    notes, lines = importing_preview.load(job, kind)
    takes_spans = bool(job.counts.get("options", {}).get("takes_spans"))
    return {
        "notes": notes,
        "kind": kind,
        "tabs": [Tab(each, LABELS[each], counts[each], each == kind) for each in KINDS if counts[each] or each == kind]
        + ([Tab(DOUBT, "请核对", doubtful, kind == DOUBT)] if doubtful or kind == DOUBT else []),
        "doubtful": doubtful,
        "page_obj": Paginator(lines, PER_PAGE).get_page(asked.get("page")),
        "page_query": f"kind={kind}",
        "may_confirm": not counts[WRONG] and bool(counts[NEW] + counts[CHANGED]),
        "vague": job.counts.get("vague", 0),
        "takes_spans": takes_spans,
    }
