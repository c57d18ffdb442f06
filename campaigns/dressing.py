"""As what a report goes out: 文稿格式, 签发人, 发文字号. The words of the text are another matter (`reporting`)."""

from django.core.exceptions import ValidationError
from django.db import transaction

from campaigns.choices import ReportForm
from campaigns.models import Report
from campaigns.numbers import EXAMPLE, NumberError, parse, suggest
from campaigns.reporting import FROZEN, is_open, lock
from campaigns.words import tidy
from orgs import audit
from orgs.models import User


@transaction.atomic
def dress(*, report: Report, form: str, signer: str, document_number: str, by: User) -> None:
    """Set them, as long as nobody has the report. The number comes from the bureau's own register, never from here.

    Raises ValidationError when the report is handed in or the number is malformed (GB/T 9704-2012 §7.2.5).
    """
    lock(report)
    if not is_open(report):
        raise ValidationError(FROZEN)
    if form not in ReportForm.values:
        raise ValidationError("请选择文稿格式。")
    number = _checked(tidy(document_number))
    report.form, report.signer, report.document_number = form, tidy(signer), number
    report.save(update_fields=["form", "signer", "document_number"])
    audit.record("总结·文稿格式", report, by=by, unit=report.unit, form=form, signer=report.signer, number=number)


def _checked(number: str) -> str:
    if not number:
        return ""
    try:
        return str(parse(number))
    except NumberError as wrong:
        meant = suggest(number)
        raise ValidationError(f"{wrong}{f'是否为“{meant}”？' if meant else f'如“{EXAMPLE}”。'}") from None
