"""From the drafter's desk to the signature: 送审, 退回修改, 签发, or a recorded 线下签批."""

import datetime as dt
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from campaigns import looking, registering, reviewing
from campaigns.choices import EDITION_MOVES
from campaigns.models import Edition, SignOff
from campaigns.rebasing import refuse_undecided
from campaigns.rules import signs_for_another_hand
from campaigns.telling import tell
from orgs import audit
from orgs.ids import public_id
from orgs.models import User
from orgs.moves import Rewritten, advance


@transaction.atomic
def submit(*, edition: Edition, by: User) -> Edition:
    """送审: hand the draft to the unit's reviewers in their order, or to its approvers where there is no such order.

    Raises ValidationError when it has no title, dates conflict, or somebody in the order has left that post.
    """
    _complete(edition)
    steps = reviewing.steps_of(edition)
    first = {"submitted_by": by, "submitted_at": timezone.now(), "return_reason": "", "round": F("round") + 1}
    advance(edition, "submit_for_review" if steps else "submit", EDITION_MOVES, **first)
    edition.refresh_from_db(fields=["round"])
    audit.record("方案·送审", edition, by=by, unit=edition.plan.unit, roles=("drafter",))
    if steps:
        reviewing.begin(edition=edition, steps=steps)
    else:
        tell(edition, "edition_submitted", ("approver",))
    return edition


@transaction.atomic
def recall(*, edition: Edition, by: User) -> Edition:
    """撤回送审: the drafter takes the draft back before it is decided on."""
    advance(edition, "recall", EDITION_MOVES)
    reviewing.drop(edition=edition)
    audit.record("方案·撤回送审", edition, by=by, unit=edition.plan.unit)
    return edition


@transaction.atomic
def send_back(*, edition: Edition, reason: str, by: User) -> Edition:
    """退回修改: with a reason, into the drafters' to-dos. It ends the round of 审核 and stays in its history.

    Raises StaleState when the person's own step of 审核 was decided meanwhile.
    """
    if not reason.strip():
        raise ValidationError("请写明退回的意见，起草人据此修改。")
    said = reviewing.close(edition=edition, by=by, reason=reason.strip())
    SignOff.objects.filter(edition=edition).delete()
    advance(edition, "send_back", EDITION_MOVES, return_reason=reason.strip())
    registering.withdraw(edition=edition)
    audit.record(
        "方案·退回修改", edition, by=by, unit=edition.plan.unit, reason=reason.strip(), roles=("approver",), acting=said
    )
    tell(edition, "edition_returned", ("drafter",))
    return edition


@transaction.atomic
def sign(*, edition: Edition, by: User, note: str = "", seen: int | None = None) -> Edition:
    """签发 in the portal, by a person who neither wrote in it nor submitted it (PermissionDenied otherwise).

    `seen` is the version that the person read: Rewritten when it was taken back and changed meanwhile.
    """
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if Edition.objects.filter(pk=locked.pk).drafted_by(by).exists() or not signs_for_another_hand(by, locked):
        raise PermissionDenied("不能签发自己起草、修改或送审的方案。请由本单位另一位签发人办理，或登记线下签批。")
    if seen is not None and seen != locked.version:
        raise Rewritten(edition)
    advance(edition, "sign", EDITION_MOVES)
    SignOff.objects.create(edition=edition, by=by, note=note)
    looking.mark(edition=edition, by=by)
    audit.record("方案·签发", edition, by=by, unit=edition.plan.unit, roles=("approver",))
    tell(edition, "edition_signed", ("drafter",))
    return edition


@transaction.atomic
def record_signing(
    *, edition: Edition, signer: str, signed_on: dt.date, by: User, number: str = "", scan: File | None = None
) -> Edition:
    """登记线下签批: signed on paper or in the bureau's own OA. Who entered it is recorded; the scan is kept privately.

    Raises ValidationError when the day of signing lies in the future (Beijing) or the post of the signer is missing.
    """
    _complete(edition)
    if signed_on > timezone.localdate():
        raise ValidationError("签批日期不能晚于今天。请核对签批件上的日期。")
    if not signer.strip():
        raise ValidationError("请填写签批人职务，如“局长”“分管副局长”。")
    advance(edition, "record_signing", EDITION_MOVES)
    sign_off = SignOff(
        edition=edition, offline=True, by=by, signer=signer.strip(), number=number.strip(), signed_on=signed_on
    )
    if scan is not None:
        sign_off.scan_name = (scan.name or "签批件")[-150:]
        sign_off.scan.save(f"{public_id()}{Path(sign_off.scan_name).suffix.lower()}", scan, save=False)
    sign_off.save()
    audit.record("方案·登记线下签批", edition, by=by, unit=edition.plan.unit, number=number, signed_on=str(signed_on))
    tell(edition, "edition_signed", ("drafter",))
    return edition


def _complete(edition: Edition) -> None:
    if not edition.title.strip():
        raise ValidationError("请先填写标题，再送审或登记签批。")
    if edition.asks and not edition.summary_due:
        raise ValidationError("已勾选须报送总结的单位，但没有填写报送日期。请填写日期，或取消勾选。")
    refuse_undecided(edition)
