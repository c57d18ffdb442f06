"""审核: the steps of a round, passed one after the other, in the portal or recorded as done on paper.

Every verb locks the edition's row first, then moves the step it was shown by a conditional UPDATE: of two who act at
once the first wins. A round ends when all its steps are passed (the draft goes on to 签发) or by a return or recall.
"""

import datetime as dt
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from campaigns import looking
from campaigns.choices import EDITION_MOVES
from campaigns.models import Edition, Review, ReviewStep
from campaigns.rules import stands_for
from campaigns.telling import tell, tell_reviewer
from orgs import attachments, audit
from orgs.ids import public_id
from orgs.models import Seat, User
from orgs.moves import Rewritten, StaleState, advance

OWN_WORDS = "不能审核自己起草、修改或送审的方案。请由其他人审核，或登记线下审核。"


def begin(*, edition: Edition, steps: list[ReviewStep]) -> None:
    """Write down the round that a 送审 opens, and tell the first reviewer."""
    rows = [
        Review(edition=edition, round=edition.round, order=order, post=step.post, reviewer_id=step.reviewer_id)
        for order, step in enumerate(steps, start=1)
    ]
    Review.objects.bulk_create(rows)
    tell_reviewer(edition, edition.reviews.get(round=edition.round, order=1))


def steps_of(edition: Edition) -> list[ReviewStep]:
    """The unit's order of 审核. Raises ValidationError, naming the person, when one of it has no such post any more."""
    steps = list(ReviewStep.objects.filter(unit=edition.plan.unit_id).select_related("reviewer"))
    there = set(
        Seat.objects.current()
        .filter(unit=edition.plan.unit_id, role__in=("reviewer", "approver"))
        .values_list("user", flat=True)
    )
    gone = [f"{step.post}{step.reviewer}" for step in steps if step.reviewer_id not in there]
    if gone:
        raise ValidationError(f"审核顺序中的{'、'.join(gone)}已没有审核或签发岗位。请先在“审核顺序”中调整，再送审。")
    return steps


@transaction.atomic
def pass_(*, edition: Edition, by: User, note: str = "", seen: int | None = None) -> Edition:
    """审核通过 by the one whose turn it is, and who neither wrote in the draft nor submitted it (PermissionDenied).

    Raises StaleState when the step was decided meanwhile, Rewritten when the words are not those of version `seen`.
    """
    turn = _taken(edition, "pass")
    if not acts_at(by, edition, turn):
        raise PermissionDenied("现在轮到其他人审核。")
    hands = Edition.objects.filter(pk=edition.pk)
    if any(hands.drafted_by(person).exists() for person in {by.pk, turn.reviewer_id}):
        raise PermissionDenied(OWN_WORDS)
    if seen is not None and seen != Edition.objects.values_list("version", flat=True).get(pk=edition.pk):
        raise Rewritten(edition)
    _decide(turn, edition, "pass", state="passed", note=note.strip(), acted_by=by)
    audit.record(
        "方案·审核通过",
        edition,
        by=by,
        unit=edition.plan.unit,
        name=turn.post,
        reason=note.strip(),
        acting=_for_whom(turn, by),
        roles=("reviewer", "approver"),
    )
    looking.mark(edition=edition, by=by)
    _onward(edition, "pass")
    return edition


@transaction.atomic
def record(
    *,
    edition: Edition,
    by: User,
    post: str,
    done_on: dt.date,
    number: str = "",
    note: str = "",
    scan: File | None = None,
) -> Edition:
    """登记线下审核: the step whose turn it is was passed on paper. Who entered it is recorded; the scan stays private.

    Raises ValidationError when the day lies in the future (Beijing) or the post is missing, StaleState as `pass_`.
    """
    turn = _taken(edition, "record_review")
    if done_on > timezone.localdate():
        raise ValidationError("审核日期不能晚于今天。请核对审核单上的日期。")
    if not post.strip():
        raise ValidationError("请填写审核岗位，如“质量发展科负责人”。")
    facts = {"post": post.strip(), "done_on": done_on, "number": number.strip(), "note": note.strip()}
    if scan is not None:
        facts |= _stored(scan)
    _decide(turn, edition, "record_review", state="passed", is_outside=True, acted_by=by, **facts)
    audit.record("方案·登记线下审核", edition, by=by, unit=edition.plan.unit, name=post.strip(), number=number.strip(),
                 done_on=str(done_on))  # fmt: skip
    _onward(edition, "record_review")
    return edition


def close(*, edition: Edition, by: User | None, reason: str) -> str:
    """End the round by a return: at the step whose turn it is when it is the person's own, else at 签发.

    The steps that still waited are 未办理. For `signing.send_back`, inside its transaction; returns what its trail says
    of an absent reviewer.
    """
    turn, said = edition.turn, ""
    Edition.objects.select_for_update().get(pk=edition.pk)
    if turn is not None and by is not None and acts_at(by, edition, turn):
        _decide(turn, edition, "send_back", state="returned", note=reason, acted_by=by)
        said = _for_whom(turn, by)
    else:
        last = edition.reviews.filter(round=edition.round).order_by("order").last()
        edition.reviews.create(round=edition.round, order=last.order + 1 if last else 1, post="签发", reviewer=by,
                               state="returned", note=reason, acted_by=by, acted_at=timezone.now())  # fmt: skip
    drop(edition=edition)
    if by is not None:
        looking.mark(edition=edition, by=by)
    return said


def _for_whom(turn: Review, by: User) -> str:
    return f"代理{turn.reviewer}" if turn.reviewer_id != by.pk else ""


def acts_at(by: User, edition: Edition, turn: Review) -> bool:
    """The step is the person's, or of somebody absent for whom the person stands today."""
    return turn.reviewer_id == by.pk or stands_for(by, edition, turn.reviewer_id)


def drop(*, edition: Edition) -> None:
    """What still waits of the round will not be done: the draft was returned, taken back or signed."""
    edition.reviews.filter(state="waiting").update(state="dropped")


def _taken(edition: Edition, action: str) -> Review:
    """Lock the edition; the step that waited when the caller read it."""
    turn = edition.turn
    Edition.objects.select_for_update().get(pk=edition.pk)
    if turn is None:
        edition.refresh_from_db()
        raise StaleState(edition, EDITION_MOVES[action].label)
    return turn


def _decide(turn: Review, edition: Edition, action: str, **values) -> None:
    rows = Review.objects.filter(pk=turn.pk, state="waiting")
    if not rows.update(acted_at=timezone.now(), **values):
        edition.refresh_from_db()
        raise StaleState(edition, EDITION_MOVES[action].label)


def _onward(edition: Edition, action: str) -> None:
    """To the next reviewer; after the last one to the approvers."""
    edition.refresh_from_db()  # the steps in hand are those before
    if edition.turn is not None:
        tell_reviewer(edition, edition.turn)
        return
    advance(edition, action, EDITION_MOVES)
    tell(edition, "edition_submitted", ("approver",))


def _stored(scan: File) -> dict:
    """The scan, kept under a random name; what the row holds of it."""
    name = (scan.name or "审核单")[-150:]
    place = f"reviews/{timezone.localdate():%Y/%m}/{public_id()}{Path(name).suffix.lower()}"
    kept = attachments.cleaned(scan)
    return {"scan": Review._meta.get_field("scan").storage.save(place, kept), "scan_name": name}
