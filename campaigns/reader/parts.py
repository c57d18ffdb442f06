"""Cutting a file into the letter, the plan it issues, and its annexes."""

import re
from dataclasses import dataclass, field

from campaigns.reader import annexes, closing
from campaigns.reader.lines import Paragraph
from campaigns.reader.numbering import sign_of
from campaigns.reader.words import bare

LETTER, PLAN, ANNEX = "letter", "plan", "annex"
_PLAN = re.compile(r"(?:方案|计划|要点|安排|措施)$")
_SHEET = re.compile(r"(?:安排表|一览表|汇总表|计划表|统计表|登记表|任务表|活动表|分工表|回执|报名表|口号|标语|名单)$")


@dataclass
class Part:
    kind: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    title: str = ""
    head: list[Paragraph] = field(default_factory=list)  # the paragraphs that name the part

    @property
    def number(self) -> str:
        """2 of 附件2; empty when it bears none."""
        named = closing.annex_head(self.head[0]) if self.head else None
        return named[0] if named else ""


def split(paragraphs: list[Paragraph]) -> list[Part]:
    """The parts in order; the first is always the letter."""
    names = _named(paragraphs)
    noted = {id(p) for p in closing.read(paragraphs).note_at}
    parts = [Part(LETTER)]
    index = 0
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        taken = 0
        if id(paragraph) not in noted and index:
            taken = _open(paragraphs, index, parts, names)
        if taken:
            index += taken
        else:
            parts[-1].paragraphs.append(paragraph)
            index += 1
    for part in parts:
        if part.kind != LETTER and _PLAN.search(part.title):
            sheet = annexes.listed(part.paragraphs) or not _has_parts(part)
            part.kind = ANNEX if sheet and not part.title.endswith("方案") else PLAN
    return [part for part in parts if part.paragraphs or part.head or part.kind == LETTER]


def _named(paragraphs: list[Paragraph]) -> dict[str, str]:
    """Titles that the letter announces: of its annexes, and of the plan it issues (关于印发《…》的通知)."""
    names = {bare(title): title for title in closing.read(paragraphs).attachments if len(title) > 3}
    for paragraph in paragraphs[:12]:
        if re.search("印发|下发|制定", paragraph.text):
            for title in re.findall("《([^《》]{4,60})》", paragraph.text):
                if _PLAN.search(title):
                    names[bare(title)] = title
    return names


def _open(paragraphs: list[Paragraph], index: int, parts: list[Part], names: dict[str, str]) -> int:
    """Open a part when one begins at `index`; how many paragraphs its head takes."""
    here = paragraphs[index]
    annex = closing.annex_head(here)
    if annex:
        title, more = annex[1], 0
        if not title:
            title, more = _title_at(paragraphs, index + 1, names)
        parts.append(Part(ANNEX, [], title, paragraphs[index : index + 1 + more]))
        return 1 + more
    title, more = _announced(paragraphs, index, names)
    if more and not sign_of(here.text):
        last = parts[-1]
        if last.kind == ANNEX and not last.paragraphs and not last.title:
            last.title, last.head = title, last.head + paragraphs[index : index + more]
        else:
            kind = PLAN if _PLAN.search(title) and not _SHEET.search(title) else ANNEX
            parts.append(Part(kind, [], title, paragraphs[index : index + more]))
        return more
    return 0


def _announced(paragraphs: list[Paragraph], index: int, names: dict[str, str]) -> tuple[str, int]:
    """Whether one to three short paragraphs together are a title that the letter announces."""
    text = ""
    for count, paragraph in enumerate(paragraphs[index : index + 3], 1):
        if paragraph.cells or len(paragraph.text) > 60 or paragraph.text[-1] in "。：；":
            break
        text += paragraph.text
        if bare(text) in names:
            return names[bare(text)], count
    return "", 0


def _title_at(paragraphs: list[Paragraph], index: int, names: dict[str, str]) -> tuple[str, int]:
    """The title under 附件2: what is announced, else one or two short paragraphs without marks."""
    title, more = _announced(paragraphs, index, names)
    if more:
        return title, more
    text = ""
    for count, paragraph in enumerate(paragraphs[index : index + 2], 1):
        short = 4 <= len(paragraph.text) <= 50 and not re.search("[。；：，]", paragraph.text)
        if paragraph.cells or not short or sign_of(paragraph.text) or closing.annex_head(paragraph):
            return text, count - 1
        text += paragraph.text
        if _SHEET.search(text) or _PLAN.search(text) or re.search("活动$|情况$|任务$", text):
            return text, count
    return (text, 1) if text else ("", 0)


def _has_parts(part: Part) -> bool:
    return sum(1 for p in part.paragraphs if not p.cells and sign_of(p.text)) >= 2 and not any(
        p.cells for p in part.paragraphs[:3]
    )
