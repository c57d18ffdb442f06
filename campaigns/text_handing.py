"""A report's text given without a seat: by a contact's link, or entered by the asking office (代录). `handing` leads
here for requests that are answered by a report."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from campaigns import fielding, reporting
from campaigns.fielding import Given
from campaigns.hands import Hand
from campaigns.models import Obligation, Report
from orgs import audit


@transaction.atomic
def save(
    *, obligation: Obligation, text: str, version: int, hand: Hand, given: Mapping[int, Given] | None = None
) -> Report:
    """Keep the words, and what was given for the request's own fields. Raises StaleReport when somebody else saved
    since `version`, ValidationError when it is handed in."""
    report = obligation.report
    if report is None and version:
        raise ValidationError("这份总结已重新开始填写，请刷新后再填。")
    report = reporting.begin(obligation=obligation, by=hand.user)
    reporting.save(report=report, title=report.title, text=text, version=version, by=hand.user)
    fielding.keep(obligation=obligation, given=given or {})
    audit.record("总结·保存", obligation, by=hand.user, unit=obligation.unit, **hand.trail)
    return report


@transaction.atomic
def hand_in(*, obligation: Obligation, hand: Hand) -> None:
    """报送 to this request alone. Raises as `reporting.hand_in`."""
    report = reporting.begin(obligation=obligation, by=hand.user)
    reporting.hand_in(report=report, obligations=[obligation], by=hand.user, hand=hand)


@transaction.atomic
def make_way(*, obligation: Obligation, hand: Hand, version: int) -> None:
    """代录: what the unit was writing itself gives way; its words stay in the unit's own trail."""
    report = obligation.report
    if report is None or report.version != version or not (report.text or report.parts.exists()):
        return
    reporting.lock(report)
    if not reporting.is_open(report):
        return
    report = reporting.apart(report=report, obligation=obligation, by=hand.user)
    audit.record("答复·由代录替换的草稿", report, by=hand.user, unit=obligation.unit, words=report.text)
    report.parts.all().delete()
