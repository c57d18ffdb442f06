"""Answer links: a contact without an account answers one obligation by a secret address.

It works until the answer is handed in, then shows what was answered, and ends at its time. Whoever holds the link can
read a draft written with it, the office that made it included; what people at the unit's seats write stays theirs.
"""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from campaigns import answer_files, handing
from campaigns.choices import Answer
from campaigns.handing import Hand
from campaigns.models import AnswerFile, AnswerLink, Obligation
from campaigns.workdays import BEIJING
from orgs import audit
from orgs.models import User
from orgs.moves import StaleState
from orgs.secretlinks import digest, token

FORTNIGHT = dt.timedelta(days=14)
AFTER_DUE = dt.timedelta(days=3)
OPEN = (Answer.OPEN, Answer.RETURNED)
RELATED = ("obligation__unit__region", "obligation__request__unit", "obligation__request__campaign",
           "obligation__report", "obligation__answered_by")  # fmt: skip


class LinkGone(Exception):
    """Unknown, revoked, past its time, or overtaken by another answer; which of these is nobody's business."""


def ends_at(lasts: str, due_on: dt.date, now: dt.datetime) -> dt.datetime:
    """Until when a link works: 14 days from now, or 24:00 Beijing of the third day after the due date (`due`)."""
    if lasts == "due":
        return dt.datetime.combine(due_on + AFTER_DUE + dt.timedelta(days=1), dt.time(), BEIJING)
    return now + FORTNIGHT


@transaction.atomic
def make(*, obligation: Obligation, contact: str, lasts: str, by: User) -> tuple[AnswerLink, str]:
    """Make a link for one contact; returns it and the address, which cannot be had again."""
    now, secret = timezone.now(), token()
    expires_at = ends_at(lasts, obligation.due_on, now)
    if obligation.state not in OPEN or obligation.request.closed_at is not None:
        raise ValidationError(f"{obligation.unit}已经答复或不必再答复，不需要链接。")
    if expires_at <= now:
        raise ValidationError("截止日期后第3日已过，请改选“14天内有效”。")
    link = AnswerLink.objects.create(
        obligation=obligation, contact=contact, digest=digest(secret), sent_by=by, expires_at=expires_at
    )
    unit = obligation.request.unit
    audit.record("答复链接·发出", obligation, by=by, unit=unit, link=link.pk, to=contact, until=expires_at.isoformat())
    return link, settings.BASE_URL + reverse("campaigns:answer_link", args=[secret])


@transaction.atomic
def revoke(*, link: AnswerLink, by: User) -> bool:
    """撤回: the link is void at once; False when it was already, or was answered."""
    rows = AnswerLink.objects.filter(pk=link.pk, revoked_at=None, used_at=None)
    if not rows.update(revoked_at=timezone.now()):
        return False
    owed = link.obligation
    audit.record("答复链接·撤回", owed, by=by, unit=owed.request.unit, link=link.pk, to=link.contact)
    return True


def find(secret: str) -> AnswerLink:
    """The link of a secret, while it opens anything. Raises LinkGone. Looking changes nothing."""
    good = AnswerLink.objects.filter(digest=digest(secret), revoked_at=None, expires_at__gt=timezone.now())
    link = good.filter(obligation__request__closed_at=None).select_related(*RELATED).first()
    if link is None or (link.used_at is None and link.obligation.state not in OPEN) or _overtaken(link):
        raise LinkGone
    return link


def _overtaken(link: AnswerLink) -> bool:
    """Answered with this link, but answered anew since by somebody else."""
    owed = link.obligation
    return link.used_at is not None and owed.state not in OPEN and owed.answered_as != link.contact


def is_writable(link: AnswerLink) -> bool:
    return link.used_at is None


def is_written_elsewhere(link: AnswerLink) -> bool:
    """Somebody at the unit's seat is writing the answer: that draft is not shown to whoever holds a link."""
    report = link.obligation.report
    return link.used_at is None and report is not None and report.written_by_id is not None


@transaction.atomic
def opened(*, link: AnswerLink, address: str) -> None:
    """A person looked at it; the first time is kept on the link, each time in the trail."""
    AnswerLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=timezone.now())
    owed = link.obligation
    audit.record("答复链接·打开", owed, by=None, unit=owed.request.unit, **hand(link, address).trail)


@transaction.atomic
def answer(*, link: AnswerLink, rows: list[dict], version: int, address: str, finish: bool) -> None:
    """Save, or hand in and use the link up. Raises as `handing` does, and LinkGone when it was used or revoked."""
    _still(link)
    by = hand(link, address)
    handing.answer(obligation=link.obligation, rows=rows, version=version, hand=by, finish=finish)
    if finish:
        _use_up(link)


@transaction.atomic
def declare_nil(*, link: AnswerLink, address: str) -> None:
    _still(link)
    handing.declare_nil(obligation=link.obligation, hand=hand(link, address))
    _use_up(link)


@transaction.atomic
def attach(*, link: AnswerLink, file, address: str) -> AnswerFile:
    _still(link)
    return answer_files.attach(obligation=link.obligation, file=file, hand=hand(link, address))


def hand(link: AnswerLink, address: str) -> Hand:
    return Hand(name=link.contact, link=link, address=address)


def _still(link: AnswerLink) -> None:
    """Under a lock: of two hand-ins at once, or one beside a 撤回, one gets it."""
    rows = AnswerLink.objects.select_for_update().filter(pk=link.pk, used_at=None, revoked_at=None)
    if rows.filter(expires_at__gt=timezone.now()).first() is None:
        raise LinkGone


def _use_up(link: AnswerLink) -> None:
    if not AnswerLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()):
        raise StaleState(link.obligation, "报送")


def words_to_send(link: AnswerLink, address: str) -> str:
    """What to paste into a chat: what, by when, how long, whose it is."""
    owed = link.obligation
    title = owed.request.title.replace("“", "‘").replace("”", "’")  # quotes within quotes
    asked, until = owed.request, timezone.localtime(link.expires_at - dt.timedelta(seconds=1))
    cost = f"，约{asked.minutes}分钟" if asked.minutes else ""
    return (
        f"{link.contact}您好：{asked.unit}“{title}”，请{owed.unit}于{owed.due_on.month}月{owed.due_on.day}日前答复。"
        f"打开下面的链接即可填写{cost}，不用注册登录。链接只供您本人使用，请勿转发，"
        f"{until.month}月{until.day}日前有效：\n{address}"
    )


def file_of(link: AnswerLink, public_id: str) -> AnswerFile | None:
    """A file of the obligation, of what came by link or was handed in with it; none of another's."""
    related = AnswerFile.objects.select_related("obligation__unit", "obligation__request")
    return related.filter(obligation=link.obligation_id, public_id=public_id, added_by=None).first()


def detach(*, link: AnswerLink, public_id: str, address: str) -> None:
    """Take back a file that came by link; one that is gone stays gone."""
    found = file_of(link, public_id)
    if found is not None:
        _still(link)
        answer_files.detach(file=found, hand=hand(link, address))
