"""意见: remarks of a unit's own people on its draft, with replies. Remarking is not editing.

The words stay as they are, the edition's version does not move, and nobody becomes a drafter by it.
"""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.drafts import NotEditable
from campaigns.models import Comment, Edition
from campaigns.reading import contents
from campaigns.words import tidy
from orgs import audit
from orgs.models import User

QUOTED = 200  # characters of the words as they stood


@transaction.atomic
def comment(*, edition: Edition, text: str, by: User, key: uuid.UUID | None = None) -> Comment:
    """Remark on an item, or on the whole (`key` None); the item's words of now are quoted.

    Raises NotEditable once the edition is issued, ValidationError without words or for an item that is gone.
    """
    _open(edition)
    words = _wanted(text)
    quote = ""
    if key is not None:
        item = contents(edition).get(key)
        if item is None:
            raise ValidationError("这一条已不在方案中，可能刚被删除。可以改为对全文提意见。")
        quote = f"{item.heading} {item.text}".strip()[:QUOTED]
    made = Comment.objects.create(edition=edition, key=key, quote=quote, text=words, by=by)
    audit.record("方案·意见", edition, by=by, unit=edition.plan.unit, item=str(key or ""), reason=words[:60])
    return made


@transaction.atomic
def reply(*, comment: Comment, text: str, by: User) -> Comment:
    """Answer a remark; an answer to an answer stands under the same remark."""
    edition, words = comment.edition, _wanted(text)
    _open(edition)
    root = comment.reply_to or comment
    made = Comment.objects.create(edition=edition, key=root.key, text=words, by=by, reply_to=root)
    audit.record("方案·意见", edition, by=by, unit=edition.plan.unit, item=str(root.key or ""), reason=words[:60])
    return made


@transaction.atomic
def resolve(*, comment: Comment, by: User) -> bool:
    """标为已处理; False when somebody was first."""
    return _turn(comment, by, "意见已处理", open_now=True)


@transaction.atomic
def reopen(*, comment: Comment, by: User) -> bool:
    """重新打开; False when it is open already."""
    return _turn(comment, by, "意见重新打开", open_now=False)


def _turn(comment: Comment, by: User, act: str, *, open_now: bool) -> bool:
    _open(comment.edition)
    rows = Comment.objects.filter(pk=comment.pk, resolved_at__isnull=open_now)
    values = (
        {"resolved_by": by, "resolved_at": timezone.now()} if open_now else {"resolved_by": None, "resolved_at": None}
    )
    moved = bool(rows.update(**values))
    if moved:
        audit.record(f"方案·{act}", comment.edition, by=by, unit=comment.edition.plan.unit, reason=comment.text[:60])
    return moved


def _open(edition: Edition) -> None:
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if not locked.is_open:
        raise NotEditable(f"“{locked}”当前为“{locked.get_state_display()}”，不能再提意见。已提的意见仍可查看。")


def _wanted(text: str) -> str:
    words = tidy(text)
    if not words:
        raise ValidationError("请填写意见。")
    return words
