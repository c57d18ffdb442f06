"""Which pictures belong together: by the day in a file's name, by the time taken, or by the order they came in.

The names that chats give (微信图片_…, mmexport…) tell when a picture was saved, which need not be the day it was taken:
they group pictures among themselves, but never part a picture from the only activity it can belong to.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

BEIJING = dt.timezone(dt.timedelta(hours=8))
_TAKEN = re.compile(
    r"(?:IMG|VID|PXL|DSC|MVIMG|PANO|BURST|HUAWEI|OPPO)[_\-]?(20[0-9]{2})[_\-]?([0-9]{2})[_\-]?([0-9]{2})", re.I
)
_NAMED = re.compile(r"(?<![0-9])(?:(20[0-9]{2})年)?([0-9]{1,2})月([0-9]{1,2})[日号]")
_SAVED = re.compile(r"(?<![0-9])(20[0-9]{2})[_\-.年]?([0-9]{2})[_\-.月]?([0-9]{2})")
_MOMENT = re.compile(r"(?:mmexport|wx_camera_|microMsg\.|IMG_?)([0-9]{13})(?![0-9])", re.I)


@dataclass(frozen=True, slots=True)
class Shot:
    """`day` is when it was taken (`sure`) or saved, None when nothing tells."""

    day: dt.date | None = None
    sure: bool = False


def shot(name: str, taken: dt.datetime | None, year: int) -> Shot:
    """What a picture's time taken, or else its name, says of its day; a day without a year is of `year`."""
    if taken is not None:
        return Shot(taken.astimezone(BEIJING).date(), sure=True)
    for pattern, sure in ((_TAKEN, True), (_NAMED, True), (_SAVED, False)):
        hit = pattern.search(name)
        if hit and (day := _day(hit[1] or str(year), hit[2], hit[3])):
            return Shot(day, sure)
    moment = _MOMENT.search(name)
    if moment:
        day = dt.datetime.fromtimestamp(int(moment[1]) / 1000, BEIJING).date()
        return Shot(day) if 2000 <= day.year <= 2100 else Shot()
    return Shot()


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Held:
    """An activity that waits for pictures: its days, and how many [图片] stand in its text."""

    first: dt.date | None
    last: dt.date | None
    signs: int = 0


@dataclass
class Shared:
    """Indexes of pictures: by activity; by day (None: not known) for those of none; `guessed` by their order alone."""

    groups: list[list[int]]
    days: dict[dt.date | None, list[int]]
    guessed: list[int]


def share(shots: Sequence[Shot], held: Sequence[Held]) -> Shared:
    """Every picture goes somewhere, and only to one place."""
    found = Shared([[] for _ in held], {}, [])
    loose: list[int] = []
    for index, each in enumerate(shots):
        at = _by_day(each, held)
        if at is not None:
            found.groups[at].append(index)
        elif each.day and (each.sure or not held) and not _only_undated(held):
            found.days.setdefault(each.day, []).append(index)
        else:
            loose.append(index)
    _by_order(loose, held, found)
    for group in found.groups:
        group.sort()
    return found


def _only_undated(held: Sequence[Held]) -> bool:
    return len(held) == 1 and held[0].first is None


def _by_day(each: Shot, held: Sequence[Held]) -> int | None:
    if each.day is None:
        return None
    fits = [n for n, h in enumerate(held) if h.first and h.first <= each.day <= (h.last or h.first)]
    return fits[0] if len(fits) == 1 else None


def _by_order(loose: list[int], held: Sequence[Held], found: Shared) -> None:
    """Signs in the text say how many each activity has; without them the one before, else the first, is taken."""
    if not loose:
        return
    if not held:
        found.days.setdefault(None, []).extend(loose)
        return
    wanted = [max(0, each.signs - len(found.groups[n])) for n, each in enumerate(held)]
    if sum(wanted) == len(loose):
        queue = iter(loose)
        for n, number in enumerate(wanted):
            found.groups[n] += [next(queue) for _ in range(number)]
        return
    for index in loose:
        before = [(other, n) for n, group in enumerate(found.groups) for other in group if other < index]
        found.groups[max(before)[1] if before else 0].append(index)
    found.guessed = loose if len(held) > 1 else []
