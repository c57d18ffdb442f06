"""Answers made of rows (征集, 征求意见): saved as they are being written, written out as proposals or opinions when
they are handed in. From a seat, through a link, or entered by the asking office (代录): `Hand` says which. A request
answered by a report takes `text` and `given` (own fields) instead (`text_handing`)."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns import hand_ins, text_handing
from campaigns.answer_rows import opinions_text, proposals_text
from campaigns.ask_words import by_rows, is_collecting, words_of
from campaigns.choices import ANSWER_MOVES, GIVEN
from campaigns.fielding import Given
from campaigns.hands import Hand
from campaigns.models import Obligation, Report
from campaigns.reporting import StaleReport, is_open, refuse_closed, tell_asker, tell_unit
from campaigns.words import inside_quotes
from campaigns.written import write_out
from orgs import audit
from orgs.moves import advance

FROZEN = "这项答复已经报送，不能修改。如需修改，请联系对方退回。"


@transaction.atomic
def answer(
    *, obligation: Obligation, rows: list[dict], version: int, hand: Hand, finish: bool, text: str = "",
    given: Mapping[int, Given] | None = None,
) -> None:  # fmt: skip
    """Save, and hand in when asked to: both or neither, so that the version a form carries stays right."""
    if by_rows(obligation.request):
        save(obligation=obligation, rows=rows, version=version, hand=hand)
    else:
        text_handing.save(obligation=obligation, text=text, version=version, hand=hand, given=given)
    if finish:
        hand_in(obligation=obligation, hand=hand)


@transaction.atomic
def enter(
    *, obligation: Obligation, rows: list[dict], version: int, hand: Hand, text: str = "",
    given: Mapping[int, Given] | None = None
) -> None:  # fmt: skip
    """代录: hand in for the unit. A draft it had not handed in gives way; its words stay in the unit's own trail."""
    owed = lock(obligation)
    if not by_rows(owed.request):
        text_handing.make_way(obligation=owed, hand=hand, version=version)
    elif owed.report is not None and owed.report.rows and owed.report.version == version:
        words = owed.report.text[:2000]
        audit.record("答复·由代录替换的草稿", owed.report, by=hand.user, unit=owed.unit, words=words)
    answer(obligation=obligation, rows=rows, version=version, hand=hand, finish=True, text=text,
           given=given)  # fmt: skip


@transaction.atomic
def save(*, obligation: Obligation, rows: list[dict], version: int, hand: Hand) -> Report:
    """Keep the rows as they stand. Raises StaleReport when somebody else saved since `version`, ValidationError when
    it was handed in already."""
    owed = lock(obligation)
    report = owed.report or Report(campaign=owed.request.campaign, unit=owed.unit, title=_title(owed))
    text = proposals_text(rows) if is_collecting(owed.request) else opinions_text(rows)
    if report.version != version:
        raise StaleReport(report, report.title, text)
    report.rows, report.text, report.version, report.written_by = rows, text, report.version + 1, hand.user
    report.save()
    if owed.report is None:
        Obligation.objects.filter(pk=owed.pk).update(report=report)
    obligation.report = report
    audit.record(f"{_act(owed)}·保存", owed, by=hand.user, unit=owed.unit, **hand.trail)
    return report


@transaction.atomic
def hand_in(*, obligation: Obligation, hand: Hand) -> None:
    """报送 what was saved last; the first time counts, also when it is returned later.

    Raises ValidationError when there is neither a row nor a file, StaleState when somebody was first.
    """
    if not by_rows(obligation.request):
        text_handing.hand_in(obligation=obligation, hand=hand)
        return
    owed = lock(obligation)
    refuse_closed([owed])
    report, now = owed.report, timezone.now()
    if report is None or not (report.rows or owed.files.exists()):
        raise ValidationError(words_of(owed.request).nothing)
    by = None if hand.on_behalf else hand.user  # who entered it did not say it
    report.rows = write_out(owed, report.rows, by, _signature(owed, hand))
    report.handed_in_at = now
    report.save(update_fields=["rows", "handed_in_at"])
    first = owed.first_handed_in_at or now
    _advance(obligation, "hand_in", hand, report=report, first_handed_in_at=first)
    hand_ins.keep(obligation=obligation, report=report, by=hand.user, by_name=hand.name, files=owed.files.all())
    audit.record(
        f"{_act(owed)}·{'代录' if hand.on_behalf else '报送'}", owed, by=hand.user, unit=owed.unit, **hand.trail
    )
    _tell(obligation, hand)


@transaction.atomic
def declare_nil(*, obligation: Obligation, hand: Hand) -> None:
    """无建议, 无意见: an answer of its own, never late."""
    owed = lock(obligation)
    refuse_closed([owed])
    _advance(obligation, "declare_nil", hand)
    act = f"{_act(owed)}·{words_of(owed.request).nil}"
    audit.record(act, owed, by=hand.user, unit=owed.unit, **hand.trail)
    _tell(obligation, hand)


def _tell(obligation: Obligation, hand: Hand) -> None:
    """The office that asked has an answer; a unit learns what was entered for it."""
    tell_asker(obligation, "report_handed_in")
    if hand.on_behalf:
        tell_unit(obligation, "entered_for")


def lock(obligation: Obligation) -> Obligation:
    """The row under its lock, so that saving and handing in wait for each other. Raises ValidationError when it is
    with the asking office."""
    related = Obligation.objects.select_related("report", "unit", "request__campaign", "request__unit")
    owed = related.select_for_update(of=("self",)).get(pk=obligation.pk)
    if owed.state in GIVEN or (owed.report and not is_open(owed.report)):
        raise ValidationError(FROZEN)
    return owed


def _advance(obligation: Obligation, move: str, hand: Hand, **more) -> None:
    advance(obligation, move, ANSWER_MOVES, answered_by=hand.user, answered_as=hand.name, on_behalf=hand.on_behalf,
            return_reason="", **more)  # fmt: skip


def _act(owed: Obligation) -> str:
    return owed.request.get_kind_display()


def _title(owed: Obligation) -> str:
    return f"{owed.unit}对“{inside_quotes(str(owed.request))}”的{words_of(owed.request).answer}"[:150]


def _signature(owed: Obligation, hand: Hand) -> str:
    if hand.on_behalf:
        return f"{owed.unit}（代录）"
    return f"{owed.unit}（{hand.name}）" if hand.name else ""
