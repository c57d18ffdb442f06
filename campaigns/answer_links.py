"""Answer links: a contact without an account answers one obligation by a secret address.

It works until the answer is handed in, then shows what was answered, and ends at its time. Whoever holds the link can
read a draft written with it, the office that made it included; what people at the unit's seats write stays theirs.
"""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from campaigns import answer_files, answering, handing
from campaigns.choices import AWAITED
from campaigns.fielding import Given
from campaigns.hands import Hand
from campaigns.models import AnswerFile, AnswerLink, Obligation
from campaigns.workdays import BEIJING
from orgs import audit, secretlinks
from orgs.models import User
from orgs.moves import StaleState
from orgs.secretlinks import LinkGone, digest, token

FORTNIGHT = dt.timedelta(days=14)
AFTER_DUE = dt.timedelta(days=3)
RELATED = ("obligation__unit__region", "obligation__request__unit", "obligation__request__campaign",
           "obligation__report", "obligation__answered_by")  # fmt: skip


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
    if obligation.state not in AWAITED or obligation.request.closed_at is not None:
        raise ValidationError(f"{obligation.unit}已经答复或不必再答复，不需要链接。")
    if expires_at <= now:
        raise ValidationError("截止日期后第3日已过，请改选“14天内有效”。")
    link = AnswerLink.objects.create(
        obligation=obligation, contact=contact, digest=digest(secret), sent_by=by, expires_at=expires_at
    )
    unit = obligation.request.unit
    audit.record("答复链接·发出", obligation, by=by, unit=unit, link=link.pk, to=contact, until=expires_at.isoformat())
    return link, secretlinks.address("campaigns:answer_link", secret)


@transaction.atomic
def revoke(*, link: AnswerLink, by: User) -> bool:
    """撤回: the link is void at once; False when it was already, or was answered."""
    if not secretlinks.revoke(link):
        return False
    owed = link.obligation
    audit.record("答复链接·撤回", owed, by=by, unit=owed.request.unit, link=link.pk, to=link.contact)
    return True


def find(secret: str) -> AnswerLink:
    """The link of a secret, while it opens anything. Raises LinkGone. Looking changes nothing."""
    good = AnswerLink.objects.filter(obligation__request__closed_at=None, obligation__released_at=None)
    link = secretlinks.living(good, secret).select_related(*RELATED).first()
    if link is None or (link.used_at is None and link.obligation.state not in AWAITED) or _overtaken(link):
        raise LinkGone
    return link


def _overtaken(link: AnswerLink) -> bool:
    """Answered with this link, but answered anew since by somebody else."""
    owed = link.obligation
    return link.used_at is not None and owed.state not in AWAITED and owed.answered_as != link.contact


def is_writable(link: AnswerLink) -> bool:
    return link.used_at is None


def is_written_elsewhere(link: AnswerLink) -> bool:
    """Somebody at the unit's seat is writing the answer: that draft is not shown to whoever holds a link."""
    report = link.obligation.report
    return link.used_at is None and report is not None and report.written_by_id is not None


@transaction.atomic
def opened(*, link: AnswerLink, address: str) -> None:
    """A person looked at it; the first time is kept on the link, each time in the trail."""
    secretlinks.opened(link)
    owed = link.obligation
    audit.record("答复链接·打开", owed, by=None, unit=owed.request.unit, **hand(link, address).trail)


@transaction.atomic
def answer(
    *, link: AnswerLink, rows: list[dict], version: int, address: str, finish: bool, text: str = "",
    given: Mapping[int, Given] | None = None,
) -> None:  # fmt: skip
    """Save, or hand in and use the link up. Raises as `handing` does, and LinkGone when it was used or revoked."""
    secretlinks.still(link)
    by = hand(link, address)
    handing.answer(obligation=link.obligation, rows=rows, version=version, hand=by, finish=finish, text=text,
                   given=given)  # fmt: skip
    if finish:
        _use_up(link)


@transaction.atomic
def declare_nil(*, link: AnswerLink, address: str) -> None:
    secretlinks.still(link)
    handing.declare_nil(obligation=link.obligation, hand=hand(link, address))
    _use_up(link)


@transaction.atomic
def attach_own(*, link: AnswerLink, files: Mapping[int, File]) -> None:
    """Keep files given for the request's own fields (field id → file)."""
    secretlinks.still(link)
    answering.keep_field_files(obligation=link.obligation, files=files, by=None)


@transaction.atomic
def attach(*, link: AnswerLink, file, address: str, is_sealed: bool = False) -> AnswerFile:
    secretlinks.still(link)
    by = hand(link, address)
    return answer_files.attach(obligation=link.obligation, file=file, hand=by, is_sealed=is_sealed)


def hand(link: AnswerLink, address: str) -> Hand:
    return Hand(name=link.contact, link=link, address=address)


def _use_up(link: AnswerLink) -> None:
    if not secretlinks.use_up(link):
        raise StaleState(link.obligation, "报送")


def words_to_send(link: AnswerLink, address: str) -> str:
    """What to paste into a chat: what, by when, how long, whose it is."""
    owed = link.obligation
    title = owed.request.title.replace("“", "‘").replace("”", "’")  # quotes within quotes
    asked = owed.request
    cost = f"，约{asked.minutes}分钟" if asked.minutes else ""
    return (
        f"{link.contact}您好：{asked.unit}“{title}”，请{owed.unit}于{owed.due_on.month}月{owed.due_on.day}日前答复。"
        f"{secretlinks.how_to(link, address, '即可填写', cost)}"
    )


def file_of(link: AnswerLink, public_id: str) -> AnswerFile | None:
    """A file of the obligation, of what came by link or was handed in with it; none of another's."""
    related = AnswerFile.objects.select_related("obligation__unit", "obligation__request")
    return related.filter(obligation=link.obligation_id, public_id=public_id, added_by=None).first()


def detach(*, link: AnswerLink, public_id: str, address: str) -> None:
    """Take back a file that came by link; one that is gone stays gone."""
    found = file_of(link, public_id)
    if found is not None:
        secretlinks.still(link)
        answer_files.detach(file=found, hand=hand(link, address))
