"""照片目录: which picture belongs to which row, and what it is called in the ZIP. One walk for sheet, ZIP and 简报."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.core.files.storage import default_storage

from activities.extracting import PIECE
from activities.photo_files import name_of
from activities.resources.scope import Scope
from orgs.among import Among
from orgs.drawings import Picture
from orgs.filenames import safe
from orgs.models import User
from orgs.workbooks import Sheet

HEADINGS = ("行号", "编号", "地区", "填报单位", "活动", "日期", "说明", "摄影或来源", "拍摄时间", "照片文件名")
WIDTHS = (7, 20, 12, 24, 34, 12, 29, 16, 17, 34)  # with the pictures one page across
THUMBNAILS_MOST = 500  # a cell's picture is some 20 KiB
THUMBNAIL_HEIGHT = 72  # points of a row with a picture
FIELDS = (
    "pk", "activity_id", "activity__public_id", "activity__unit__region__name", "activity__unit__name",
    "activity__title", "activity__held_on", "caption", "credit", "taken_at", "alt", "stem", "has_full", "width",
    "height",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture with what is said of it; `row` is that of its activity in the sheet 活动明细."""

    row: int
    number: int  # among those of its activity
    activity: int
    public_id: str
    region: str
    unit: str
    title: str
    held_on: dt.date
    caption: str
    credit: str
    taken_at: dt.datetime | None
    alt: str
    stem: str
    has_full: bool
    width: int
    height: int

    @property
    def path(self) -> str:
        """Where it lies in the ZIP: 地区/行号 活动/行号-序号 说明.jpg, safe on Windows, below its limit of 260."""
        row = f"{self.row:04d}"
        words = f" {safe(self.caption, 30)}" if self.caption.strip() else ""
        return f"{safe(self.region, 20)}/{safe(f'{row} {self.title}', 40)}/{row}-{self.number:02d}{words}.jpg"

    @property
    def description(self) -> str:
        return self.alt or self.caption or self.title

    def largest(self) -> bytes | None:
        return (self.read("full") if self.has_full else None) or self.read("large")

    def read(self, size: str) -> bytes | None:
        """The file in one of the sizes; None when it is gone."""
        try:
            with default_storage.open(name_of(self.stem, size, "jpg")) as file:
                return file.read()
        except FileNotFoundError:
            return None


def shots(scope: Scope, asker: Callable[[], User], rows: Mapping[int, int]) -> Iterator[Shot]:
    """The pictures of these activities (id → row), in the order of the rows; what is visible is asked by the piece."""
    pks = list(rows)
    for at in range(0, len(pks), PIECE):
        piece = pks[at : at + PIECE]
        found = scope.photos(asker()).filter(Among("activity_id", piece)).order_by("order", "pk")
        by_activity: dict[int, list[tuple]] = {}
        for values in found.values_list(*FIELDS):
            by_activity.setdefault(values[1], []).append(values[1:])
        for pk in piece:
            for number, values in enumerate(by_activity.get(pk, ()), start=1):
                yield Shot(rows[pk], number, *values)


def photo_sheet(found: Iterator[Shot], begin: Callable[[], None], wrote: Callable[[int], None], *, thumbnails: bool):
    """The catalogue; with small pictures in its last column when asked for, in the first 500 rows."""
    placed: list[Picture] = []

    def rows() -> Iterator[tuple]:
        begin()
        for place, shot in enumerate(found, start=2):
            if thumbnails and len(placed) < THUMBNAILS_MOST:
                placed.append(_placed(shot, place))
            line = (shot.row, shot.public_id, shot.region, shot.unit, shot.title, shot.held_on, shot.caption,
                    shot.credit, shot.taken_at, shot.path)  # fmt: skip
            yield (*line, None) if thumbnails else line
            wrote(1)

    if not thumbnails:
        return Sheet("照片目录", HEADINGS, WIDTHS, rows())
    return Sheet("照片目录", (*HEADINGS, "照片"), (*WIDTHS, 20), rows(), pictures=placed, row_height=THUMBNAIL_HEIGHT)


def _placed(shot: Shot, row: int) -> Picture:
    high = THUMBNAIL_HEIGHT * 4 // 3 - 6  # pixels: a point is 4/3 of one
    wide = min(140, round(high * shot.width / max(shot.height, 1)))
    return Picture(row, len(HEADINGS), wide, high, shot.description, lambda: shot.read("thumb"))
