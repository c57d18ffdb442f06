"""A unit's answer: written once, handed in to one or several requests, accepted or returned by each."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from campaigns.choices import ANSWER_MOVES, Answer
from campaigns.models import Obligation, Report, ReportFile
from campaigns.obliging import seats_for
from campaigns.words import tidy
from orgs import attachments, audit, outbox
from orgs.models import Seat, User
from orgs.moves import advance

EMPTY = "总结还没有内容：请填写正文或添加附件；确无活动的，可选“本单位无相关活动”。"


class StaleReport(Exception):
    """Somebody else saved the report since the form was opened; the words the person typed are carried along."""

    def __init__(self, report: Report, title: str, text: str):
        super().__init__("在您填写期间，其他人保存了这份总结。")
        self.report, self.title, self.text = report, title, text

    @property
    def theirs(self) -> str:
        return f"{self.report.title}\n\n{self.report.text}"

    @property
    def mine(self) -> str:
        return f"{self.title}\n\n{self.text}"

    @property
    def when(self) -> str:
        return f"{timezone.localtime(self.report.changed_at):%Y年%m月%d日%H:%M}"


@transaction.atomic
def begin(*, obligation: Obligation, by: User) -> Report:
    """The report to write in for an obligation: the one begun already, or a fresh one of the unit.

    What another request holds stays as it was handed in: if this one was returned meanwhile, a copy is mended.
    """
    locked = Obligation.objects.select_for_update(of=("self",)).select_related("report").get(pk=obligation.pk)
    if locked.report is not None and (locked.state != Answer.RETURNED or is_open(locked.report)):
        return locked.report
    report = _copy(locked.report, by) if locked.report is not None else _fresh(obligation, by)
    Obligation.objects.filter(pk=obligation.pk).update(report=report)
    obligation.report = report
    audit.record("总结·起草", report, by=by, unit=obligation.unit)
    return report


def _fresh(obligation: Obligation, by: User) -> Report:
    campaign = obligation.request.campaign
    title = default_title(obligation)
    return Report.objects.create(campaign=campaign, unit=obligation.unit, title=title, written_by=by)


def default_title(obligation: Obligation) -> str:
    return f"{obligation.unit}{obligation.request.campaign.year}年“质量月”活动总结"


def _copy(old: Report, by: User) -> Report:
    new = Report.objects.create(
        campaign=old.campaign, unit=old.unit, title=old.title, text=old.text, version=old.version, written_by=by
    )
    for file in old.files.all():
        ReportFile.objects.create(report=new, file=file.file.name, name=file.name, size=file.size, added_by=by)
    return new


@transaction.atomic
def save(*, report: Report, title: str, text: str, version: int, by: User) -> Report:
    """Save the words. Raises StaleReport when `version` is not the one in the database, ValidationError when frozen."""
    _lock(report)
    if not is_open(report):
        raise ValidationError("这份总结已经报送，不能修改。如需修改，请联系上级退回。")
    rows = Report.objects.filter(pk=report.pk, version=version)
    title, text = tidy(title), tidy(text)
    if not title:
        raise ValidationError("请填写标题。")
    if not rows.update(title=title, text=text, version=F("version") + 1, changed_at=timezone.now(), written_by=by):
        report.refresh_from_db()
        raise StaleReport(report, title, text)
    report.refresh_from_db()
    audit.record("总结·保存", report, by=by, unit=report.unit)
    return report


@transaction.atomic
def attach(*, report: Report, file: File, by: User) -> ReportFile:
    """Attach a checked file (see `orgs.attachments`); it is kept privately under a random name."""
    _lock(report)
    if not is_open(report):
        raise ValidationError("这份总结已经报送，不能再添加附件。")
    name = (file.name or "附件")[-150:]
    file = attachments.cleaned(file)
    row = ReportFile(report=report, name=name, size=file.size, added_by=by)
    suffix = "." + name.rpartition(".")[2].lower()[:8] if "." in name else ""
    row.file.save(f"reports/{timezone.localdate():%Y/%m}/{row.public_id}{suffix}", file)
    audit.record("总结·添加附件", report, by=by, unit=report.unit, name=name)
    return row


@transaction.atomic
def detach(*, file: ReportFile, by: User) -> None:
    _lock(file.report)
    if not is_open(file.report):
        raise ValidationError("这份总结已经报送，不能删除附件。")
    audit.record("总结·删除附件", file.report, by=by, unit=file.report.unit, name=file.name)
    storage, stored = file.file.storage, str(file.file.name)
    file.delete()
    if not ReportFile.objects.filter(file=stored).exists():  # a copy of the report may hold the same file
        transaction.on_commit(lambda: storage.delete(stored))


def note_download(*, file: ReportFile, by: User) -> None:
    """Who looked at what stands in the trail."""
    audit.record("总结·下载附件", file.report, by=by, unit=file.report.unit, name=file.name)


@transaction.atomic
def hand_in(*, report: Report, obligations: Iterable[Obligation], by: User, figures: dict | None = None) -> None:
    """报送 to the chosen requests at once. The first hand-in counts for the time, also when returned later.

    `figures` is what the activities app counted at this moment; it freezes with the hand-in.
    """
    chosen = list(obligations)
    if not chosen:
        raise ValidationError("请至少选择一项报送要求。")
    _lock(report)
    if not report.text.strip() and not report.files.exists():
        raise ValidationError(EMPTY)
    refuse_closed(chosen)
    now = timezone.now()
    if is_open(report):  # handed in to a further request, it stays as the first one got it
        Report.objects.filter(pk=report.pk).update(handed_in_at=now, figures=figures or {})
    for obligation in chosen:
        if obligation.unit_id != report.unit_id or obligation.request.campaign_id != report.campaign_id:
            raise ValidationError("只能用本单位的总结答复对本单位同一年度的报送要求。")
        first = obligation.first_handed_in_at or now
        advance(obligation, "hand_in", ANSWER_MOVES, report=report, first_handed_in_at=first, answered_by=by,
                return_reason="")  # fmt: skip
        audit.record("总结·报送", obligation, by=by, unit=report.unit, report=report.pk)
        tell_asker(obligation, "report_handed_in")


@transaction.atomic
def declare_nil(*, obligation: Obligation, by: User) -> None:
    """本单位无相关活动: an answer of its own, never late."""
    refuse_closed([obligation])
    advance(obligation, "declare_nil", ANSWER_MOVES, answered_by=by, return_reason="")
    audit.record("总结·本单位无相关活动", obligation, by=by, unit=obligation.unit)
    tell_asker(obligation, "report_handed_in")


@transaction.atomic
def accept(*, obligation: Obligation, by: User) -> None:
    """审核通过, for this request; another request that the same report answers decides for itself."""
    advance(obligation, "accept", ANSWER_MOVES, accepted_by=by)
    audit.record("总结·审核通过", obligation, by=by, unit=obligation.request.unit)
    tell_unit(obligation, "report_accepted")


@transaction.atomic
def send_back(*, obligation: Obligation, reason: str, by: User) -> None:
    """请补充完善, with a reason; the day of the first hand-in stays."""
    if not reason.strip():
        raise ValidationError("请写明需要补充的内容，填报单位据此修改。")
    advance(obligation, "send_back", ANSWER_MOVES, return_reason=reason.strip())
    audit.record("总结·请补充完善", obligation, by=by, unit=obligation.request.unit, reason=reason.strip())
    tell_unit(obligation, "report_returned")


def is_open(report: Report) -> bool:
    """May the words change? Not while any request has it, handed in or accepted."""
    return not report.obligations.filter(state__in=(Answer.HANDED_IN, Answer.ACCEPTED)).exists()


def refuse_closed(obligations: Iterable[Obligation]) -> None:
    """Raise ValidationError when one of the requests was withdrawn."""
    if any(obligation.request.closed_at is not None for obligation in obligations):
        raise ValidationError("这项报送要求已撤销，不必再报送。")


def _lock(report: Report) -> None:
    """Writing and handing in wait for each other: nothing is written into what was handed in a moment ago."""
    Report.objects.select_for_update().get(pk=report.pk)


def tell_asker(obligation: Obligation, kind: str) -> None:
    """Tell those who decide at the asking unit."""
    seats = Seat.objects.current().filter(unit=obligation.request.unit, role__in=("manager", "reviewer"))
    _post(kind, obligation, seats.select_related("user"))


def tell_unit(obligation: Obligation, kind: str) -> None:
    """Tell those who answer for the unit."""
    _post(kind, obligation, seats_for(obligation))


def _post(kind: str, obligation: Obligation, seats) -> None:
    stamp = f"{timezone.now():%Y%m%d%H%M%S%f}"
    outbox.post(kind, key=f"{kind}:{obligation.pk}:{stamp}", seats=seats, about={"obligation": obligation.pk})
