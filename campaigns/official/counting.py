"""Which of Word's own counts a numbered paragraph belongs to, so that what Word counts equals the sign on the page."""

import re
from dataclasses import dataclass, field

from docx.document import Document as Word

from campaigns.numbers import MOST, chinese_number
from campaigns.official.word_styles import count_from

_PATTERNS = (re.compile(r"([一二三四五六七八九十]+)、"), re.compile(r"（([一二三四五六七八九十]+)）"),
             re.compile(r"([0-9]+)\."), re.compile(r"（([0-9]+)）"))  # fmt: skip
_CHINESE = {chinese_number(n): n for n in range(1, MOST + 1)}


@dataclass
class Counter:
    """One numbering. `shapes`: for each level the index of its pattern."""

    word: Word
    numbering: int
    shapes: tuple[int, ...]
    current: int = 0
    counts: dict[int, int] = field(default_factory=dict)

    def number_of(self, level: int, sign: str) -> int | None:
        """The count for a sign at a level from 0; None: Word cannot count so, write it out."""
        found = _PATTERNS[self.shapes[level]].fullmatch(sign)
        wanted = (_CHINESE.get(found[1]) or (int(found[1]) if found[1].isascii() else None)) if found else None
        if wanted is None:
            return None
        if self.counts.get(level, 0) + 1 != wanted or not self.current:
            first = not self.current and wanted == 1
            self.current = self.numbering if first else self._further(level, wanted)
        self.counts = {each: count for each, count in self.counts.items() if each < level} | {level: wanted}
        return self.current

    def anew(self) -> None:
        """What follows is counted from one again, in a count of its own."""
        if self.current:
            self.current = count_from(self.word, self.numbering, {})
        self.counts = {}

    def _further(self, level: int, wanted: int) -> int:
        above = {each: count + 1 for each, count in self.counts.items() if each < level}
        return count_from(self.word, self.numbering, above | {level: wanted})
