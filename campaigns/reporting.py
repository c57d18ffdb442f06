"""A unit's answer: written once, handed in to one or several requests, accepted or returned by each."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from campaigns import after_hand_in, hand_ins, report_figures
from campaigns.ask_words import words_of
from campaigns.choices import ANSWER_MOVES, GIVEN, Answer, HandInDecision
from campaigns.fielding import complete, files_for, is_filled_in
from campaigns.hands import Hand
from campaigns.models import AnswerFile, FieldAnswer, Obligation, Report, ReportFile
from campaigns.obliging import seats_for
from campaigns.shutting import why_shut
from campaigns.words import tidy
from campaigns.workdays import today
from orgs import audit, outbox
from orgs.ids import public_id
from orgs.models import Seat, User
from orgs.moves import advance

FROZEN = "这份总结已经报送，不能修改。如需修改，请联系对方退回。"
IN_PARTS = "这份总结已分段起草，请在写作页修改正文；标题和附件仍在这里填写。"


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
def begin(*, obligation: Obligation, by: User | None) -> Report:
    """The report to write in for an obligation: the one begun already, or a fresh one of the unit.

    What another request holds stays as it was handed in: if this one was returned meanwhile, a copy is mended.
    """
    locked = Obligation.objects.select_for_update(of=("self",)).select_related("report").get(pk=obligation.pk)
    if locked.report is not None and (locked.state != Answer.RETURNED or is_open(locked.report)):
        return locked.report
    report = _copy(locked.report, locked, by) if locked.report is not None else _fresh(obligation, by)
    Obligation.objects.filter(pk=obligation.pk).update(report=report)
    obligation.report = report
    audit.record("总结·起草", report, by=by, unit=obligation.unit)
    return report


def _fresh(obligation: Obligation, by: User | None) -> Report:
    campaign = obligation.request.campaign
    title = default_title(obligation)
    return Report.objects.create(campaign=campaign, unit=obligation.unit, title=title, written_by=by)


def default_title(obligation: Obligation) -> str:
    return f"{obligation.unit}{obligation.request.campaign.year}年“质量月”活动总结"


@transaction.atomic
def apart(*, report: Report, obligation: Obligation, by: User | None) -> Report:
    """The obligation's report, for it alone: a copy when other requests hold the same."""
    if not report.obligations.exclude(pk=obligation.pk).exists():
        return report
    obligation.report = _copy(report, obligation, by)
    Obligation.objects.filter(pk=obligation.pk).update(report=obligation.report)
    return obligation.report


def _copy(old: Report, obligation: Obligation, by: User | None) -> Report:
    """Files given for own fields go along with their answer, and for no other request than theirs."""
    new = Report.objects.create(
        campaign=old.campaign, unit=old.unit, title=old.title, text=old.text, version=old.version, written_by=by,
        form=old.form, signer=old.signer, document_number=old.document_number, drafted_at=old.drafted_at,
    )  # fmt: skip
    _copy_parts(old, new)
    for file in files_for(old, [obligation]):
        copy = ReportFile.objects.create(
            report=new, file=file.file.name, name=file.name, size=file.size, digest=file.digest,
            is_sealed=file.is_sealed, added_by=by,
        )  # fmt: skip
        if FieldAnswer.objects.filter(obligation=obligation, file=file).update(file=copy):
            file.delete()  # the row: left in the old report without its field, it would be everybody's
    return new


def _copy_parts(old: Report, new: Report) -> None:
    """The parts go along with all they know, in their places; only their numbers in the database are new."""
    for part in old.parts.all():
        part.pk, part.public_id, part.report = None, public_id(), new
        part.save()


@transaction.atomic
def save(*, report: Report, title: str, text: str | None, version: int, by: User | None) -> Report:
    """Save the words; `text` None leaves the text as it is (it is written in parts).

    Raises StaleReport when `version` is not the one in the database, ValidationError when frozen.
    """
    lock(report)
    if not is_open(report):
        raise ValidationError(FROZEN)
    rows = Report.objects.filter(pk=report.pk, version=version)
    title, text = tidy(title), report.text if text is None else tidy(text)
    if not title:
        raise ValidationError("请填写标题。")
    if text != report.text and report.parts.exists():
        raise ValidationError(IN_PARTS)
    if not rows.update(title=title, text=text, version=F("version") + 1, changed_at=timezone.now(), written_by=by):
        report.refresh_from_db()
        raise StaleReport(report, title, text)
    report.refresh_from_db()
    audit.record("总结·保存", report, by=by, unit=report.unit)
    return report


@transaction.atomic
def hand_in(
    *, report: Report, obligations: Iterable[Obligation], by: User | None, figures: dict | None = None,
    hand: Hand | None = None,
) -> None:  # fmt: skip
    """报送 to the chosen requests at once. The first hand-in counts for the time, also when returned later.

    The figures freeze at this moment, as the registered counter gives them unless they are handed over; to each request
    it is written down word for word what was handed in. `hand` says who, where it is nobody at the unit's seat.
    """
    chosen, hand = list(obligations), hand or Hand(user=by)
    if not chosen:
        raise ValidationError("请至少选择一项报送要求。")
    refuse_closed(chosen)  # its locks before the report's, as everywhere
    lock(report)
    report.refresh_from_db(fields=["title", "text", "figures"])  # the caller's may be older than the lock
    complete(chosen)
    if _is_empty(report, chosen):
        raise ValidationError(words_of(chosen[0].request).nothing)
    now = timezone.now()
    if is_open(report):  # handed in to a further request, it stays as the first one got it
        report.handed_in_at = now
        report.figures = report_figures.figures_of(report.unit, report.campaign) if figures is None else figures
        report.save(update_fields=["handed_in_at", "figures"])
    for obligation in chosen:
        if obligation.unit_id != report.unit_id or obligation.request.campaign_id != report.campaign_id:
            raise ValidationError("只能用本单位的总结答复对本单位同一年度的报送要求。")
        _one_in(report, obligation, hand, obligation.first_handed_in_at or now)
    after_hand_in.run(report, hand.user)


def _is_empty(report: Report, chosen: list[Obligation]) -> bool:
    """Neither words nor a file, be it the report's or one that came by link or was entered from, nor an own field."""
    by_link = AnswerFile.objects.filter(obligation__in=chosen)
    return not (report.text.strip() or files_for(report, chosen).exists() or by_link.exists() or is_filled_in(chosen))


def _one_in(report: Report, obligation: Obligation, hand: Hand, first) -> None:
    advance(obligation, "hand_in", ANSWER_MOVES, report=report, first_handed_in_at=first, answered_by=hand.user,
            answered_as=hand.name, on_behalf=hand.on_behalf, return_reason="")  # fmt: skip
    files = [*files_for(report, [obligation]), *obligation.files.all()]
    hand_ins.keep(obligation=obligation, report=report, by=hand.user, by_name=hand.name, files=files)
    act = "总结·代录" if hand.on_behalf else "总结·报送"
    audit.record(act, obligation, by=hand.user, unit=report.unit, report=report.pk, **hand.trail)
    tell_asker(obligation, "report_handed_in")
    if hand.on_behalf:
        tell_unit(obligation, "entered_for")


@transaction.atomic
def declare_nil(*, obligation: Obligation, by: User) -> None:
    """本单位无相关活动, 本单位无相关材料: an answer of its own, never late."""
    refuse_closed([obligation])
    advance(obligation, "declare_nil", ANSWER_MOVES, answered_by=by, return_reason="")
    audit.record(f"总结·{words_of(obligation.request).nil}", obligation, by=by, unit=obligation.unit)
    tell_asker(obligation, "report_handed_in")


@transaction.atomic
def accept(*, obligation: Obligation, by: User) -> None:
    """审核通过, for this request; another request that the same report answers decides for itself."""
    advance(obligation, "accept", ANSWER_MOVES, accepted_by=by)
    hand_ins.settle(obligation=obligation, decision=HandInDecision.ACCEPTED, by=by)
    audit.record("总结·审核通过", obligation, by=by, unit=obligation.request.unit)
    tell_unit(obligation, "report_accepted")


@transaction.atomic
def send_back(*, obligation: Obligation, reason: str, by: User) -> None:
    """请补充完善, with a reason; the day of the first hand-in stays."""
    if not reason.strip():
        raise ValidationError("请写明需要补充的内容，填报单位据此修改。")
    advance(obligation, "send_back", ANSWER_MOVES, return_reason=reason.strip())
    hand_ins.settle(obligation=obligation, decision=HandInDecision.RETURNED, by=by, reason=reason.strip())
    audit.record("总结·请补充完善", obligation, by=by, unit=obligation.request.unit, reason=reason.strip())
    tell_unit(obligation, "report_returned")


def is_open(report: Report) -> bool:
    """May the words change? Not while any request has it, handed in or accepted."""
    return not report.obligations.filter(state__in=GIVEN).exists()


def refuse_closed(obligations: Iterable[Obligation]) -> None:
    """Raise ValidationError when one of these may not be answered now: withdrawn, let off, or past its lock date.

    As they stand in the database, under a lock, so that a 撤销 or an extension of this moment counts.
    """
    chosen = Obligation.objects.select_for_update(of=("self",)).filter(pk__in=[each.pk for each in obligations])
    for owed in chosen.select_related("request").order_by("pk"):
        if said := why_shut(owed, today()):
            raise ValidationError(said)


def lock(report: Report) -> None:
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
