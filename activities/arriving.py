"""What was pasted or dropped, looked into: words, pictures with the day they tell, files kept as the source."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File

from activities import imaging
from activities.imaging import PhotoError
from activities.noticing import worddoc
from activities.noticing.pictures import Shot, shot
from campaigns.reader import extracting, limits
from campaigns.reader.lines import ON, Unreadable
from orgs import attachments

PICTURES = ("jpg", "jpeg", "png", "webp", "heic", "heif", "bmp", "gif")
LETTERS = 50_000
SLOW = {"pdf": 10, "doc": 3, "wps": 3}  # read while the person waits: a PDF takes up to 4 s, an old Word file 40
MOST_PICTURES, PICTURE_BYTES = 60, 200 * limits.MB  # of all that is pasted at once, also inside Word files


@dataclass
class Arrived:
    """`refused` are sentences for the person; a file that is refused costs the others nothing."""

    text: str
    pictures: list[tuple[File, Shot]] = field(default_factory=list)
    kept: list[File] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    room: int = PICTURE_BYTES
    left: int = 0  # pictures that found no room
    slow: dict[str, int] = field(default_factory=lambda: dict(SLOW))  # of each kind so many more are read

    @property
    def is_empty(self) -> bool:
        return not (self.text.strip() or self.pictures or self.kept)


def looked_into(text: str, files: Iterable[File], year: int) -> Arrived:
    """Words of Word, PDF and text files are added to those pasted; a day without a year is of `year`."""
    found = Arrived(plain(text))
    for file in files:
        try:
            _take(found, file, year)
        except ValidationError as refused:
            found.refused += refused.messages
        except Unreadable as unreadable:
            found.refused.append(f"{unreadable}文件已作为来源保存。")
    if found.left:
        bounds = f"一次最多保存{MOST_PICTURES}张照片，共{PICTURE_BYTES // limits.MB}MB"
        found.refused.append(f"{bounds}；另有{found.left}张没有保存，请分次提交。")
    if len(found.text) > LETTERS:
        found.refused.append(f"文字共{len(found.text)}字，只读取了前{LETTERS}字；其余请分次粘贴。")
        found.text = found.text[:LETTERS]
    return found


def plain(text: str) -> str:
    """As it is kept: one sign per line's end, and no NUL, which PostgreSQL does not take."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _take(found: Arrived, file: File, year: int) -> None:
    suffix = attachments.suffix(file.name or "")
    if suffix in PICTURES:
        _picture(found, file, year)
        return
    attachments.check(file, most=settings.ATTACHMENT_MAX_BYTES)
    found.kept.append(file)
    if suffix == "docx" and file.size <= limits.FILE * 5:
        free = max(0, MOST_PICTURES - len(found.pictures))
        summary = worddoc.read(file.read(), file.name or "", most=free, room=found.room)
        for name, data in summary.pictures:
            _picture(found, ContentFile(data, name=name), year)
        found.left += summary.left
        _add(found, summary.text)
    elif suffix == "txt" and file.size <= limits.TEXT_FILE:
        _add(found, _decoded(file.read()))
    elif suffix in SLOW:
        _document(found, file, suffix)
    file.seek(0)


def _document(found: Arrived, file: File, suffix: str) -> None:
    """The words of a .pdf, .doc or .wps, by the reader of notices; each is read in a process with limits."""
    name = (file.name or "")[-60:]
    if found.slow[suffix] == 0:
        raise Unreadable(f"一次最多读取{SLOW[suffix]}个.{suffix}文件，“{name}”没有读取，请分次提交，或把文字粘贴进来。")
    found.slow[suffix] -= 1
    lines = extracting.extract(file.read(), name).lines
    words = "".join(("" if line.flow == ON and at else "\n") + line.text for at, line in enumerate(lines))
    _add(found, words.strip())


def _picture(found: Arrived, file: File, year: int) -> None:
    if len(found.pictures) >= MOST_PICTURES or file.size > found.room:
        found.left += 1
        return
    found.room -= file.size  # also of one that is refused: it was unpacked
    try:
        most, pixels = settings.PHOTO_MAX_BYTES, settings.PHOTO_MAX_PIXELS
        taken = imaging.inspect(cast(BinaryIO, file), max_bytes=most, max_pixels=pixels).taken_at
    except PhotoError as error:
        found.refused.append(f"照片“{(file.name or '')[-40:]}”没有保存：{error}。")
        return
    file.seek(0)
    found.pictures.append((file, shot(file.name or "", taken, year)))


def _add(found: Arrived, words: str) -> None:
    found.text = f"{found.text}\n\n{plain(words)}" if found.text.strip() else plain(words)


def _decoded(data: bytes) -> str:
    for code in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    return ""
