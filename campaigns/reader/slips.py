"""Slips of scanning and typing. A correction needs two witnesses: the characters are known to be confused with each
other, and only the corrected one gives a word of the trade. All corrections are told; a person can take them back."""

import re
from dataclasses import replace

from campaigns.reader import traditional
from campaigns.reader.lines import Line
from campaigns.reader.proposal import Correction
from campaigns.reader.vocabulary import CONFUSED, RARE, WORDS

_LONGEST = max(map(len, WORDS))
_AROUND = 8  # characters shown beside a correction
_NUMBER = r"[\u4e00-\u9fff]{2,16}〔(?:19|20)[0-9]{2}〕"
# Shapes that no text has on purpose, and what was meant.
_SHAPES = (
    (re.compile(r"(?<=[0-9])[·•](?=[0-9]{1,3}年)"), ""),
    (re.compile(r"(?<=[\u4e00-\u9fff])[|｜](?=\s*[\u4e00-\u9fff])"), ""),
    (re.compile(rf"(?<=[\u4e00-\u9fff])[Xx×](?={_NUMBER})"), "》（"),
    (re.compile(r"(?<=[\u4e00-\u9fff])[Xx×](?=[\u4e00-\u9fff]{2,16}[〔\[(（](?:19|20)[0-9]{2}[)）\]〕])"), "》（"),
    (re.compile(r"(?<=〔(?:19|20)[0-9]{2})[)）\]](?=\s*(?:[0-9]|$))"), "〕"),
    (re.compile(r"(?<=[\u4e00-\u9fff])[\[(（](?=(?:19|20)[0-9]{2}〕)"), "〔"),
    (re.compile(r"^[—–-]{1,2}(?=、)|(?<=^[（(])[—–-]{1,2}(?=[)）])"), "一"),
    (re.compile(r"(?<=[12])[OoＯ](?=[0-9]{2}年)|(?<=[123])[OoＯ](?=[日月])"), "0"),
    (re.compile(r"(?<=[月年])[lI](?=[0-9]?[日月])|(?<=[月年][123])[lI](?=[日月])"), "1"),
)


def mend(lines: list[Line], known: str = "") -> tuple[list[Line], list[Correction]]:
    """The lines as they were probably meant, and what was changed. `known` is text that spells words rightly, such as
    the parent plan's."""
    corrections: list[Correction] = []
    whole = "".join(line.text for line in lines) + known
    confused = CONFUSED | traditional.strays(whole)
    found = []
    for line in lines:
        text = _shapes(line, corrections)
        text = _words(text, line.number, whole, confused, corrections)
        found.append(replace(line, text=text) if text != line.text else line)
    return _in_order(found, corrections), corrections


def _shapes(line: Line, corrections: list[Correction]) -> str:
    text = line.text
    for pattern, meant in _SHAPES:
        for hit in reversed(list(pattern.finditer(text))):
            around = text[max(0, hit.start() - _AROUND) : hit.end() + _AROUND]
            corrections.append(Correction(hit[0], meant, around, line.number))
            text = text[: hit.start()] + meant + text[hit.end() :]
    return text


def _words(text: str, number: int, whole: str, confused: dict[str, str], corrections: list[Correction]) -> str:
    for index, char in enumerate(text):
        for meant in confused.get(char, ""):
            word = _word_with(text, index, meant)
            if word is None:
                continue
            applied = char in RARE or char not in CONFUSED or len(word) > 2
            if not applied and word not in whole:
                continue
            around = text[max(0, index - _AROUND) : index + _AROUND]
            corrections.append(Correction(char, meant, around, number, applied))
            if applied:
                text = text[:index] + meant + text[index + 1 :]
            break
    return text


def _word_with(text: str, index: int, meant: str) -> str | None:
    """The word of the trade that arises from the correction, unless what stands there already makes sense."""
    meant_text = text[:index] + meant + text[index + 1 :]
    for length in range(_LONGEST, 1, -1):
        for start in range(max(0, index - length + 1), min(index, len(text) - length) + 1):
            word = meant_text[start : start + length]
            if word in WORDS and not _sensible(text, index, start, start + length):
                return word
    return None


def _sensible(text: str, index: int, start: int, end: int) -> bool:
    """Whether a word of the trade already covers the character, or claims its neighbour (传统+年货 is no 统筹)."""
    for length in range(2, _LONGEST + 1):
        for begin in range(max(0, start - length + 1), end):
            stop = begin + length
            if text[begin:stop] in WORDS and (begin <= index < stop or (end - start == 2 and begin < start < stop)):
                return True
    return False


def _in_order(lines: list[Line], corrections: list[Correction]) -> list[Line]:
    """A scan may swap two lines: one closes a bracket that only the next one opens."""
    found = list(lines)
    for index in range(1, len(found) - 1):
        here, below = found[index], found[index + 1]
        if here.cells or below.cells or not _closes(here.text) or not _opens(below.text):
            continue
        above = "".join(line.text for line in found[max(0, index - 6) : index])
        if above.count("（") == above.count("）"):
            corrections.append(Correction(here.text[:20], below.text[:20], "两行次序颠倒", here.number))
            found[index], found[index + 1] = replace(below, gap=here.gap), replace(here, gap=below.gap)
    return found


def _closes(text: str) -> bool:
    first = re.search("[（）]", text)
    return bool(first) and first[0] == "）" and first.start() > 0  # type: ignore[index]


def _opens(text: str) -> bool:
    return text.rfind("（") > text.rfind("）")
