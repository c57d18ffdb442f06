"""登记: the document's number from the bureau's own register and its 成文日期, after the signature; and putting a
number right later. A number is typed, never made up; it is optional, because real documents go out without one."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.choices import EDITION_MOVES, STANDING, State
from campaigns.models import Edition, GivenNumber, Plan, Renumbering
from campaigns.numbers import DocumentNumber, NumberError, parse, suggest
from orgs import audit
from orgs.models import User
from orgs.moves import advance


@transaction.atomic
def register(
    *, edition: Edition, by: User | None, document_number: str = "", signed_on: dt.date | None = None
) -> Edition:
    """Enter number and 成文日期 of a signed edition; may be done again until it is issued.

    Raises StaleState unless it is signed, ValidationError when the number is malformed or given to another plan, or
    the day lies in the future (Beijing).
    """
    before = Edition.objects.select_for_update().get(pk=edition.pk).document_number
    number = document_number.strip()
    if signed_on and signed_on > timezone.localdate():
        raise ValidationError("成文日期不能晚于今天。请按签发件上的日期填写。")
    claim(plan=edition.plan, number=number)
    advance(edition, "register", EDITION_MOVES, document_number=number, signed_on=signed_on, registered_by=by,
            registered_at=timezone.now())  # fmt: skip
    if before != number:
        _release(edition.plan, before)
    audit.record("方案·登记", edition, by=by, unit=edition.plan.unit, number=number, name=_day(signed_on))
    return edition


@transaction.atomic
def correct_number(*, edition: Edition, document_number: str, reason: str, by: User) -> Edition:
    """更正发文字号, also after issue: the old number stays in the history and is shown; everything else stays frozen.

    Raises ValidationError without a reason, without a change, for a malformed number, or one given to another plan.
    """
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    number, before = document_number.strip(), locked.document_number
    if locked.state not in (*STANDING, State.SIGNED) or (locked.state == State.SIGNED and not locked.registered_at):
        raise ValidationError("登记以后的发文字号才需要更正；还没有登记的，请在登记时填写。")
    if not reason.strip():
        raise ValidationError("请写明更正的原因，如“与登记簿核对，序号误录”。")
    if number == before:
        raise ValidationError("填写的发文字号与现在的相同，没有更正。")
    claim(plan=edition.plan, number=number)
    Edition.objects.filter(pk=edition.pk).update(document_number=number)
    edition.document_number = number
    Renumbering.objects.create(edition=edition, before=before, after=number, reason=reason.strip(), by=by)
    _release(edition.plan, before)
    step = f"{before or '（无）'}→{number or '（无）'}"
    audit.record("方案·更正发文字号", edition, by=by, unit=edition.plan.unit, number=step, reason=reason.strip())
    return edition


def withdraw(*, edition: Edition) -> None:
    """A returned edition is no longer registered nor set for a time, and its number is free again; in the caller's
    transaction."""
    cleared = dict.fromkeys(("registered_by", "registered_at", "issue_at", "issue_set_by"))
    Edition.objects.filter(pk=edition.pk).update(**cleared)
    for name in cleared:
        setattr(edition, name, None)
    _release(edition.plan, edition.document_number)


def claim(*, plan: Plan, number: str) -> None:
    """Take the number for the plan, in the caller's transaction; no number takes nothing. Of two at the same moment
    the database lets one through, the other gets the ValidationError."""
    if not number:
        return
    found = _parsed(number)
    key = {"code": found.code, "year": found.year, "serial": found.serial}
    entry, _ = GivenNumber.objects.get_or_create(**key, defaults={"plan": plan})
    if entry.plan_id != plan.pk:
        raise ValidationError(
            f"发文字号“{found}”已用于其他文件。请到“{found.code}”的发文登记簿核对：{found.year}年的{found.serial}号是哪一份，"
            "再改正这里或请对方更正。"
        )


def claim_as_issued(*, plan: Plan, number: str) -> None:
    """The same for a number that was never registered here, as documents loaded from files bring it: one in a form that
    cannot be read stays as it stands in the original."""
    try:
        _parsed(number)
    except ValidationError:
        return
    claim(plan=plan, number=number)


def _release(plan: Plan, number: str) -> None:
    """Give back a number that no registered or issued edition of the plan bears any more."""
    borne = Edition.objects.filter(plan=plan, document_number=number)
    if not number or borne.filter(state__in=(*STANDING, State.SIGNED)).exists():
        return
    try:
        found = _parsed(number)
    except ValidationError:
        return
    GivenNumber.objects.filter(plan=plan, code=found.code, year=found.year, serial=found.serial).delete()


def _parsed(number: str) -> DocumentNumber:
    try:
        return parse(number)
    except NumberError as wrong:
        better = suggest(number)
        raise ValidationError(f"{wrong}{f'（应为 {better}？）' if better else ''}") from None


def _day(day: dt.date | None) -> str:
    return f"成文日期{day.year}年{day.month}月{day.day}日" if day else ""
