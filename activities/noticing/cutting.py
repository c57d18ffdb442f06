"""Several activities in one text: numbered, by dated sentences (“…。9月12日，…”), or in messages of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from activities.noticing.days import Day
from activities.noticing.titles import SAYS, is_heading, sign_of
from campaigns.reader.numbering import Sign
from campaigns.reader.words import CLOSING, OPENING

_TIME = (
    r"(?:(?:20[0-9]{2}[年/\-.])?[0-9]{1,2}[月/\-.][0-9]{1,2}日?\s*)?"
    r"(?:上午|下午|晚上|凌晨|中午|昨天|星期.|周.)?\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
)
# What the chat adds when several messages are copied: who and when, day rules, signs for pictures.
CHAT = re.compile(
    rf"\s*(?:\S{{1,20}}\s+{_TIME}|{_TIME}|[—\-\s]{{2,}}\s*20[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}\s*[—\-\s]{{2,}}"
    r"|(?!.*(?:时间|地点|名称|主题|人数|单位|内容|活动|情况|对象))[^\s：:，。]{2,8}[：:])\s*$"
)
PICTURE = re.compile(r"\[(?:图片|照片|Photo|Image)[^\]\n]{0,20}\]", re.IGNORECASE)
_ONLY_SIGNS = re.compile(r"\s*(?:\[[^\]\n]{1,12}\]\s*)+$")
_NAME = re.compile(r"\s*(?:[0-9一二三四五六七八九十]{1,3}[、.．]\s*)?活动(?:名称|主题)?\s*[：:]\s*\S{4}")
_LINKS = re.compile(r"\s*(?:(?:活动)?(?:时间|日期)\s*[：:]|另|此外|同时|随后|接着|还|（|\()?[，,\s]*(?:于|在)?")


@dataclass
class Sentence:
    start: int
    end: int
    opens_line: bool
    opens_message: bool
    day: Day | None  # with which it begins
    sign: Sign | None
    heading: bool
    says: bool
    names: bool  # 活动名称：…


@dataclass
class Block:
    """Sentences of one activity; `heading` are the lines before it that name it."""

    heading: list[Sentence] = field(default_factory=list)
    body: list[Sentence] = field(default_factory=list)

    @property
    def span(self) -> tuple[int, int]:
        every = [*self.heading, *self.body]
        return every[0].start, every[-1].end


def cut(text: str, dates: list[Day]) -> tuple[list[Block], list[tuple[int, int]]]:
    """Blocks, each one activity, and what stands outside them. A text that tells of nothing is one block."""
    every = list(_sentences(text, dates))
    numbered = _numbered(every, dates)
    blocks, left = _gathered(every, numbered)
    if sum(bool(block.body) for block in blocks) > 1 and sum(bool(block.heading) for block in blocks) == 1:
        lone = next(block for block in blocks if block.heading)
        if lone is blocks[0]:  # one heading above several activities is the heading of all
            left += [(line.start, line.end) for line in lone.heading]
            lone.heading = []
    return [block for block in blocks if block.body or block.heading], sorted(left)


def _gathered(every: list[Sentence], numbered: set[int]) -> tuple[list[Block], list[tuple[int, int]]]:
    blocks: list[Block] = []
    waiting: list[Sentence] = []
    left: list[tuple[int, int]] = []
    for sentence in every:
        if sentence.opens_message and _is_told(waiting):
            blocks.append(Block([], waiting))
            waiting = []
        if _starts(sentence, blocks, numbered, waiting):
            headings = [line for line in waiting if line.heading]
            left += [(line.start, line.end) for line in waiting if not line.heading]
            blocks.append(Block(headings, [sentence]))
            waiting = []
        elif not blocks or (sentence.heading and sentence.opens_line and not numbered):
            waiting.append(sentence)
        else:
            blocks[-1].body += [*waiting, sentence]
            waiting = []
    if blocks and not _is_told(waiting):
        blocks[-1].body += waiting
    elif waiting:
        blocks.append(Block([], waiting))
    return blocks, left


def _starts(sentence: Sentence, blocks: list[Block], numbered: set[int], waiting: list[Sentence]) -> bool:
    if numbered:
        return sentence.start in numbered
    if sentence.names:
        return True
    if sentence.heading and sentence.opens_line and sentence.day is None:
        return False
    if not blocks:
        return sentence.says or sentence.day is not None
    above = blocks[-1].body
    other = sentence.day is not None and sentence.opens_line and _other_day(sentence.day, above)
    if sentence.day is not None and (sentence.says or other):
        same = len(above) == 1 and above[0].heading and above[0].day and above[0].day.first == sentence.day.first
        return other or not same
    again = any(line.heading for line in waiting) or sentence.opens_message
    return again and sentence.says


def _other_day(day: Day, above: list[Sentence]) -> bool:
    """A line of its own with another date than the one above has: a further activity, whatever its verb."""
    told = [sentence.day for sentence in above if sentence.day]
    return bool(told) and all(day.first > each.last or day.last < each.first for each in told)


def _is_told(waiting: list[Sentence]) -> bool:
    """A message that is a heading alone tells of an activity."""
    return bool(waiting) and waiting[0].opens_message and waiting[0].heading and waiting[0].says


def _numbered(every: list[Sentence], dates: list[Day]) -> set[int]:
    """Where numbered entries begin, when at least two of them are dated: else the numbers count points, not events."""
    signed = [sentence for sentence in every if sentence.sign and sentence.opens_line]
    for form in dict.fromkeys(sentence.sign.form for sentence in signed if sentence.sign):
        alike = [sentence.start for sentence in signed if sentence.sign and sentence.sign.form == form]
        ends = [*alike[1:], every[-1].end]
        dated = [a for a, b in zip(alike, ends, strict=True) if any(a <= day.start < b for day in dates)]
        if len(dated) >= 2:
            return set(dated)
    return set()


def _sentences(text: str, dates: list[Day]) -> Iterator[Sentence]:
    at, message = 0, True
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        if not line.strip():
            continue
        if CHAT.match(line) or _ONLY_SIGNS.match(line):
            message = message or bool(CHAT.match(line))
            continue
        opens = True
        for first, last in _ends(text, start, start + len(line.rstrip())):
            words = text[first:last]
            sign = sign_of(words.lstrip()) if opens else None
            day = _day_at(text, first, last, sign, dates)
            whole = opens and last == start + len(line.rstrip())
            heading = whole and is_heading(words[len(words) - len(words.lstrip()) :])
            yield Sentence(
                first,
                last,
                opens,
                message and opens,
                day,
                sign,
                heading,
                bool(SAYS.search(words)),
                bool(_NAME.match(words)),
            )
            opens = message = False


def _day_at(text: str, first: int, last: int, sign: Sign | None, dates: list[Day]) -> Day | None:
    """The date with which a sentence begins, behind its number, 另 and the like."""
    words = text[first:last]
    at = first + len(words) - len(words.lstrip())
    starts = {at, at + (sign.length if sign else 0)}
    starts |= {hit.end() for each in tuple(starts) if (hit := _LINKS.match(text, each))}
    return next((day for day in dates if day.start in starts), None)


def _ends(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences between full stops outside quotation marks; an unclosed mark ends with its line."""
    first, depth = start, 0
    for at in range(start, end):
        if text[at] in OPENING:
            depth += 1
        elif text[at] in CLOSING:
            depth = max(0, depth - 1)
        elif text[at] in "。！!？?；;" and not depth:
            yield first, at + 1
            first = at + 1
    if first < end:
        yield first, end
