"""定时印发 and 定时公开: done at a set time by a tick that asks what is due and not yet done.

A server that slept does what is late at once. The row is claimed by a conditional update in the transaction of the deed
itself, so two ticks do it once. The person who set the time must still hold the right at that moment; else it is left,
the time is taken off, and the unit is told.
"""

import datetime as dt
import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns import issuing, registering
from campaigns.choices import STANDING, State
from campaigns.models import Edition
from campaigns.telling import tell_left
from orgs import audit
from orgs.choices import Openness
from orgs.models import User
from orgs.moves import StaleState

log = logging.getLogger(__name__)
ISSUE, DISCLOSE = "印发", "公开"


@transaction.atomic
def set_issue(
    *,
    edition: Edition,
    at: dt.datetime,
    by: User,
    document_number: str | None = None,
    signed_on: dt.date | None = None,
    confirmed: bool = True,
) -> Edition:
    """Issue a signed edition at a moment to come; number and 成文日期, when given, are registered now.

    Raises ValidationError for a moment that has passed or doubts that were not confirmed, StaleState when it is not
    signed (any more).
    """
    _to_come(at)
    if not confirmed and (found := issuing.doubts(edition, signed_on=signed_on)):
        raise ValidationError(found)
    if document_number is not None:
        registering.register(edition=edition, document_number=document_number, signed_on=signed_on, by=by)
    if not Edition.objects.filter(pk=edition.pk, state=State.SIGNED).update(issue_at=at, issue_set_by=by):
        edition.refresh_from_db()
        raise StaleState(edition, "定时印发")
    edition.issue_at, edition.issue_set_by = at, by
    audit.record("方案·定时印发", edition, by=by, unit=edition.plan.unit, name=spoken(at))
    return edition


@transaction.atomic
def cancel_issue(*, edition: Edition, by: User) -> bool:
    """Take the time off again; False when there is none, for instance because it was just issued."""
    rows = Edition.objects.filter(pk=edition.pk, state=State.SIGNED, issue_at__isnull=False)
    if not rows.update(issue_at=None, issue_set_by=None):
        return False
    audit.record("方案·取消定时印发", edition, by=by, unit=edition.plan.unit)
    return True


@transaction.atomic
def set_disclosure(
    *, edition: Edition, at: dt.datetime, by: User, reviewer: str, reviewed_on: dt.date | None
) -> Edition:
    """Make an issued edition public at a moment to come. 保密审查 and the decisions on what looks like personal data
    must be there now, and are asked again then. Raises ValidationError."""
    _to_come(at)
    issuing.check_disclosure(edition=edition, reviewer=reviewer, reviewed_on=reviewed_on)
    rows = Edition.objects.filter(pk=edition.pk, state=State.ISSUED).exclude(openness=Openness.PUBLIC)
    values = {"secrecy_reviewer": reviewer.strip(), "secrecy_reviewed_on": reviewed_on}
    if not rows.update(disclose_at=at, disclose_set_by=by, **values):
        raise ValidationError("文件已经公开，或已被替代、废止，不能定时公开。")
    edition.refresh_from_db()
    audit.record("方案·定时公开", edition, by=by, unit=edition.plan.unit, name=spoken(at), reviewer=reviewer.strip())
    return edition


@transaction.atomic
def cancel_disclosure(*, edition: Edition, by: User) -> bool:
    rows = Edition.objects.filter(pk=edition.pk, disclose_at__isnull=False).exclude(openness=Openness.PUBLIC)
    if not rows.update(disclose_at=None, disclose_set_by=None):
        return False
    audit.record("方案·取消定时公开", edition, by=by, unit=edition.plan.unit)
    return True


def run() -> int:
    """Do everything that is due; how many editions were issued or made public. Safe in several workers at once."""
    now = timezone.now()
    to_issue = Edition.objects.filter(issue_at__lte=now, state=State.SIGNED)
    to_disclose = Edition.objects.filter(disclose_at__lte=now, state__in=STANDING)
    done = sum(_do(pk, ISSUE) for pk in list(to_issue.order_by("issue_at", "pk").values_list("pk", flat=True)))
    return done + sum(
        _do(pk, DISCLOSE) for pk in list(to_disclose.order_by("disclose_at").values_list("pk", flat=True))
    )


def spoken(at: dt.datetime) -> str:
    """2024年8月14日9:00（北京时间）."""
    here = timezone.localtime(at)
    return f"{here.year}年{here.month}月{here.day}日{here.hour}:{here.minute:02d}（北京时间）"


def _do(pk: int, what: str) -> bool:
    """One edition; another tick that is quicker leaves nothing to do here. An error of ours is tried again."""
    try:
        with transaction.atomic():
            edition = _claimed(pk, what)
            return edition is not None and _done(edition, what)
    except Exception:  # one edition's trouble must not keep the others waiting; the tick comes again
        log.exception("scheduled %s of edition %s failed", what, pk)
        return False


def _claimed(pk: int, what: str) -> Edition | None:
    """The edition, its time taken off and who set it at hand, or None when somebody else was first."""
    at, setter = ("issue_at", "issue_set_by") if what == ISSUE else ("disclose_at", "disclose_set_by")
    edition = Edition.objects.select_related("plan__unit__region", setter).get(pk=pk)
    rows = Edition.objects.filter(pk=pk, **{f"{at}__lte": timezone.now()})
    return edition if rows.update(**{at: None, setter: None}) else None


def _done(edition: Edition, what: str) -> bool:
    by = edition.issue_set_by if what == ISSUE else edition.disclose_set_by
    try:
        with transaction.atomic():
            _ask_right(edition, by, "issue" if what == ISSUE else "disclose")
            if what == ISSUE:
                issuing.issue(edition=edition, by=by)
            else:
                _disclose(edition, by)
    except (ValidationError, StaleState, PermissionDenied) as refused:
        reason = "".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
        audit.record(f"方案·定时{what}", edition, by=None, unit=edition.plan.unit, reason=f"没有办理：{reason}")
        tell_left(edition, what, reason)
        return False
    return True


def _disclose(edition: Edition, by: User | None) -> None:
    issuing.disclose(
        edition=edition,
        openness=Openness.PUBLIC,
        by=by,
        reviewer=edition.secrecy_reviewer,
        reviewed_on=edition.secrecy_reviewed_on,
    )


def _ask_right(edition: Edition, by: User | None, act: str) -> None:
    if by is None or not by.has_perm(f"campaigns.{act}_edition", edition):
        raise PermissionDenied(f"设定时间的{by or '人员'}现在已没有办理的权限")


def _to_come(at: dt.datetime) -> None:
    if at <= timezone.now():
        raise ValidationError("所定时间已过。请填写以后的时间（北京时间），或直接办理。")
