"""Unit names as people paste them — from a chat, a table, a list with numbers — told apart and found. No database."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

MOST = 20000  # characters that are looked at
_NUMBER = re.compile(r"^[（(]?[0-9一二三四五六七八九十]{1,3}[)）.、．:：](?=\S)|^[（(]?[0-9]{1,4}[)）.、．]?$")
_SPLIT = re.compile(r"[、，,；;/|\s]+")
_ENDS = " 　。.：:；;，,、“”\"'《》@"
_HEADINGS = frozenset(("序号", "单位", "单位名称", "报送单位", "地区", "名称", "地市", "县区"))


@dataclass(frozen=True, slots=True)
class Called:
    """A unit and everything it is called; the first is what it is called back."""

    pk: int
    names: Sequence[str]


@dataclass(slots=True)
class Found:
    """`unknown` are the names nobody bears; `several` those that more than one unit bears, with these."""

    units: list[int] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    several: dict[str, list[str]] = field(default_factory=dict)

    @property
    def complaints(self) -> list[str]:
        """One sentence per name that was not understood."""
        found = [f"没有找到“{name}”：请核对名称，或在名单中勾选。" for name in self.unknown]
        found += [f"“{name}”可以指{'、'.join(units)}，请写全称。" for name, units in self.several.items()]
        return found


def find(text: str, among: Iterable[Called]) -> Found:
    """The units named in `text`, each once, in the order they are named.

    In a line with tabs (a table's row) one cell that is a unit's name is enough: the others are people or numbers.
    """
    index: dict[str, dict[int, str]] = {}
    for unit in among:
        for name in unit.names:
            index.setdefault(_plain(name), {})[unit.pk] = unit.names[0]
    index.pop("", None)
    found = Found()
    for line in text[:MOST].splitlines():
        cells = [_plain(cell) for cell in line.split("\t")]
        cells = [cell for cell in cells if cell]
        if cells and not (len(cells) > 1 and set(cells[:2]) & _HEADINGS) and cells[0] not in _HEADINGS:
            _row(cells, index, found) if "\t" in line.strip() else _list(line, index, found)
    return found


def _row(cells: list[str], index: dict, found: Found) -> None:
    named = [cell for cell in cells if cell in index]
    for name in named or [next((cell for cell in cells if not _NUMBER.fullmatch(cell)), "")]:
        _take(name, index, found)


def _list(line: str, index: dict, found: Found) -> None:
    whole = _plain(line)
    for name in [whole] if whole in index else [_plain(each) for each in _SPLIT.split(_unnumbered(line))]:
        _take(name, index, found)


def _take(name: str, index: dict, found: Found) -> None:
    if not name:
        return
    units = index.get(name, {})
    if len(units) == 1:
        found.units += [pk for pk in units if pk not in found.units]
    elif units:
        found.several[name[:40]] = sorted(units.values())
    elif name[:40] not in found.unknown:
        found.unknown.append(name[:40])


def _plain(name: str) -> str:
    return re.sub(r"\s+", "", _unnumbered(name)).strip(_ENDS)


def _unnumbered(text: str) -> str:
    """Without full-width forms, and without “1.”, “（二）” or “3、” before it; a mere number is empty."""
    plain = unicodedata.normalize("NFKC", text).strip(_ENDS)
    return _NUMBER.sub("", plain, count=1).strip(_ENDS)
