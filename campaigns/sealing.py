"""盖章扫描件: the sealed copy of a report, kept apart from its other files. It may follow after the hand-in, until the
report is accepted; the text stays as it was handed in."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction

from campaigns import attaching, hand_ins, reporting
from campaigns.choices import Answer
from campaigns.models import Report, ReportFile
from orgs import audit
from orgs.attachments import suffix
from orgs.models import User

SUFFIXES = ("pdf", "jpg", "jpeg", "png", "ofd")
WRONG = "盖章扫描件应为PDF、OFD或者JPEG、PNG图片，“{}”不能作为扫描件。{}"
HOW = {
    **dict.fromkeys(("heic", "heif"), "请在手机上用“扫描文稿”存为PDF，或者把照片另存为JPEG，再选择。"),
    **dict.fromkeys(("tif", "tiff", "bmp", "webp"), "请用扫描软件或看图软件另存为PDF或JPEG，再选择。"),
}
LOCKED = "“{}”可能设有密码或权限保护，请确认对方不用密码就能打开；打不开的，请换成未加密的文件再补充一份。"
ACCEPTED = "总结已审核通过，不能再补充盖章扫描件。确需补充的，请联系对方。"
HELD = (
    "这份总结同时报送给{}，对方已审核通过，不能再补充盖章扫描件。还需要扫描件的单位，请联系其退回："
    "退回后在另存的一份中补充，已通过的不受影响。"
)
FILES = 5


def refusal(name: str) -> str:
    """Why a file of that name is no scan, and what to do; empty when it may be one."""
    kind = suffix(name)
    return "" if kind in SUFFIXES else WRONG.format(name, HOW.get(kind, "其他材料请作为附件上传。"))


@transaction.atomic
def seal(*, report: Report, file: File, by: User) -> ReportFile:
    """Keep a checked file (`orgs.attachments`) as the report's sealed scan.

    Raises ValidationError when it is no scan, when there are too many, or when a request accepted the report.
    """
    # their locks first, as everywhere: an acceptance of this moment counts
    owed = report.obligations.select_for_update(of=("self",)).select_related("request__unit")
    owed_by_it = list(owed.order_by("pk"))
    reporting.lock(report)
    if said := refusal(file.name or ""):
        raise ValidationError(said)
    accepted = [owed.request.unit.name for owed in owed_by_it if owed.state == Answer.ACCEPTED]
    if accepted:
        waits = any(owed.state == Answer.HANDED_IN for owed in owed_by_it)
        raise ValidationError(HELD.format("、".join(accepted)) if waits else ACCEPTED)
    if report.files.filter(is_sealed=True).count() >= FILES:
        raise ValidationError(f"盖章扫描件最多{FILES}个，请合并成一个文件。")
    row = attaching.keep_file(report=report, file=file, by=by, is_sealed=True)
    for each in (each for each in owed_by_it if each.state == Answer.HANDED_IN):
        hand_ins.add_file(obligation=each, file=row)
        audit.record("总结·补充盖章扫描件", each, by=by, unit=report.unit, reason=row.name)
    audit.record("总结·添加盖章扫描件", report, by=by, unit=report.unit, name=row.name)
    return row


def seal_all(*, report: Report, files: Iterable[File], by: User) -> list[str]:
    """Each for itself; the names kept."""
    return [seal(report=report, file=file, by=by).name for file in files]


def may_seal(report: Report | None) -> bool:
    """Not any more once a request accepted it."""
    # .all() so that what the page has read already answers
    return report is not None and all(owed.state != Answer.ACCEPTED for owed in report.obligations.all())
