"""Files that come with an answer by rows: what a unit or contact attached, or the paper it was entered from."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from campaigns.discarding import was_handed_in
from campaigns.handing import lock
from campaigns.hands import Hand
from campaigns.models import AnswerFile, Obligation
from orgs import attachments, audit

FILES = 10  # of one answer


@transaction.atomic
def attach(*, obligation: Obligation, file: File, hand: Hand, is_sealed: bool = False) -> AnswerFile:
    """Keep a checked file (see `orgs.attachments`) privately under a random name; `is_sealed`: as 盖章扫描件."""
    owed = lock(obligation)
    name = (file.name or "附件")[-150:]
    if owed.files.count() >= FILES:
        raise ValidationError(f"一项答复最多{FILES}个附件，“{name}”没有保存。可以打成一个ZIP压缩包再上传。")
    file = attachments.cleaned(file)
    row = AnswerFile(obligation=owed, name=name, size=file.size, digest=attachments.digest(file), is_sealed=is_sealed,
                     added_by=hand.user)  # fmt: skip
    suffix = "." + attachments.suffix(name)[:8] if "." in name else ""
    row.file.save(f"answers/{timezone.localdate():%Y/%m}/{row.public_id}{suffix}", file)
    audit.record("答复·添加附件", owed, by=hand.user, unit=owed.unit, name=name, **hand.trail)
    return row


def source_text(text: str) -> ContentFile:
    """Words pasted from a chat or a mail, to be kept as the source of what was entered."""
    return ContentFile(text.encode("utf-8"), name=f"来源文字{timezone.localtime():%m%d%H%M}.txt")


@transaction.atomic
def detach(*, file: AnswerFile, hand: Hand) -> None:
    """Take a file back, as long as the answer is not handed in. What went out with an earlier hand-in stays stored."""
    owed = lock(file.obligation)
    audit.record("答复·删除附件", owed, by=hand.user, unit=owed.unit, name=file.name, **hand.trail)
    storage, stored = file.file.storage, str(file.file.name)
    file.delete()
    if not was_handed_in(owed, stored):
        transaction.on_commit(lambda: storage.delete(stored))


def note_download(*, file: AnswerFile, hand: Hand) -> None:
    """Who looked at what stands in the trail."""
    audit.record(
        "答复·下载附件", file.obligation, by=hand.user, unit=file.obligation.unit, name=file.name, **hand.trail
    )
