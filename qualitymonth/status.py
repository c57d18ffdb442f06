"""系统状态: whether beat and workers are alive, what each job last did, what waits, what failed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from orgs import heartbeats
from orgs.choices import Channel
from orgs.models import Heartbeat
from orgs.scoping import UserRequest, require
from qualitymonth.celery import app
from qualitymonth.watchdog import BEAT, JOB, WORKER

SILENT = 60  # seconds after which a process that writes every quarter of a minute counts as gone
LATE = 3  # periods a job may miss before it is called late, and never less than SILENT
NAMES = {
    "deliver": "发送邮件、短信和群消息", "seal": "封存操作记录", "remind": "到期提醒", "keep-times": "定时印发、公开",
    "tell-overdue": "逾期后告知管理人员", "keep-asked": "核对应报单位",
    "pulse": "心跳", "make-exports": "制作导出文件", "sweep-exports": "清理导出文件", "sweep-calls": "清理接口调用记录",
    "sweep-uploads": "清理未完成的上传", "work-imports": "导入表格", "sweep-imports": "清理导入文件",
    "add-up": "汇总各单位数字", "prepare-demo-year": "准备演示数据", "sweep-heartbeats": "清理过期的状态记录",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One process or job; `state` is a word of the page's states."""

    name: str
    state: str
    label: str
    seen_at: dt.datetime | None = None
    did: str = ""
    took_ms: int | None = None
    period: int = 0
    failed_at: dt.datetime | None = None
    error: str = ""

    @property
    def every(self) -> str:
        """The period in the largest unit that holds it whole."""
        for seconds, word in ((3600, "小时"), (60, "分钟")):
            if self.period % seconds == 0:
                return f"{self.period // seconds} {word}"
        return f"{self.period} 秒"


@never_cache
@require_GET
@login_required
def status(request: UserRequest) -> HttpResponse:
    require(request.user, "orgs.view_status", None)
    rows = {row.name: row for row in Heartbeat.objects.all()}
    context = {
        "beats": processes(rows.values(), BEAT), "workers": processes(rows.values(), WORKER), "jobs": jobs(rows),
        "queue": queue_depth(), "channels": channels(), "now": timezone.now(),
        "broker": "Redis" if settings.REDIS_URL else "文件队列",
    }  # fmt: skip
    return render(request, "work/status.html", context)


def processes(rows: Iterable[Heartbeat], kind: str) -> list[Line]:
    """Those of one kind; one that was ended by an update is listed until it has been away for a day."""
    now, found = timezone.now(), []
    for row in rows:
        away = (now - row.seen_at).total_seconds()
        if row.name.startswith(kind) and away < 24 * 3600:
            alive = away <= SILENT
            label = "正常" if alive else "已停止或失去联系"
            state, name = "sent" if alive else "failed", row.name.removeprefix(kind)
            found.append(Line(name, state, label, row.seen_at, row.did, failed_at=row.failed_at, error=row.error))
    return found


def jobs(rows: dict[str, Heartbeat]) -> list[Line]:
    """Every job of the schedule, also one that has never run."""
    return [
        _job(name, entry, rows.get(f"{JOB}{entry['task']}")) for name, entry in settings.CELERY_BEAT_SCHEDULE.items()
    ]


def _job(name: str, entry: dict[str, Any], row: Heartbeat | None) -> Line:
    period, title = int(entry["schedule"].seconds), NAMES.get(name, name)
    if row is None:
        return Line(title, "waiting", "尚未运行", period=period)
    failing = row.failed_at is not None and row.failed_at >= row.seen_at
    late = (timezone.now() - row.seen_at).total_seconds() > max(SILENT, LATE * period)
    state, label = ("failed", "失败") if failing else ("failed", "迟了") if late else ("sent", "正常")
    return Line(title, state, label, row.seen_at, row.did, row.took_ms, period, row.failed_at, row.error)


def queue_depth() -> int | None:
    """Tasks that wait in the broker; None when it cannot be asked."""
    if not settings.REDIS_URL:
        return sum(1 for _ in settings.QUEUE_DIR.glob("*.msg"))
    try:
        with app.connection_for_read(connect_timeout=2) as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
            return int(broker.default_channel.client.llen(app.conf.task_default_queue))
    except Exception:  # whatever a broker that is away raises
        return None


def channels() -> list[dict[str, Any]]:
    labels = dict(Channel.choices)
    return [row | {"label": labels[row["channel"]]} for row in heartbeats.outbox_by_channel()]
