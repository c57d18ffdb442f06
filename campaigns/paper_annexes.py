"""The annexes of a document as it is read on paper: its slogans and its lists of planned activities. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from campaigns.models import AnnexEntry
from campaigns.numbers import ordinal

COLUMNS = ("content", "starts_on", "place", "lead", "support", "note")


@dataclass(frozen=True)
class Annex:
    """The slogans, or one list of activities by who holds them: plain when there are only titles, else a table."""

    number: str  # empty when it is the only one
    title: str
    slogans: tuple = ()  # entries of the paper
    groups: tuple[tuple[str, str, list[AnnexEntry]], ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return len(self.slogans) or sum(len(rows) for _, _, rows in self.groups)

    @property
    def anchor(self) -> str:
        return "part-slogan" if self.slogans else f"annex{self.number}"


def filled(rows: Iterable[AnnexEntry], columns: Iterable[str]) -> tuple[str, ...]:
    """Those of the columns that at least one row fills."""
    rows = list(rows)
    return tuple(column for column in columns if any(getattr(row, column) for row in rows))


def annexes_of(slogans: tuple, slogans_title: str, rows: Iterable[AnnexEntry]) -> list[Annex]:
    """The annexes in the order of their numbers; slogans bear the first number that no list of activities has."""
    lists: dict[tuple[str, str], dict[str, list[AnnexEntry]]] = {}
    for row in rows:
        lists.setdefault((row.list, row.list_title), {}).setdefault(row.unit_name, []).append(row)
    found = [_annex_list(number, title, named) for (number, title), named in lists.items()]
    if slogans:
        taken = {annex.number for annex in found}
        free = next(str(n) for n in count(1) if str(n) not in taken) if found else ""
        found.append(Annex(free, slogans_title, slogans=slogans))
    return sorted(found, key=lambda annex: (not annex.number.isdecimal(), annex.number.zfill(4)))


def _annex_list(number: str, title: str, named: Mapping[str, list[AnnexEntry]]) -> Annex:
    rows = [row for group in named.values() for row in group]
    groups = ((ordinal(n), name, group) for n, (name, group) in enumerate(named.items(), start=1))
    return Annex(number, title or "活动安排", groups=tuple(groups), columns=filled(rows, COLUMNS))
