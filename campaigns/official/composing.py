"""From an edition laid out (`paper.Paper`) and its head to a document of GB/T 9704-2012. Pure: plain values."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from campaigns.choices import Change
from campaigns.official import sentences
from campaigns.official.annexing import annex_of, annex_title
from campaigns.official.elements import Block, Document, Head, Imprint, LeftOut, block, clean
from campaigns.official.marking import entry_blocks
from campaigns.official.sentences import Basis, day
from campaigns.official.titles import title_lines
from campaigns.paper import Paper, Part

MOST_STACKED = 10  # §7.2.4 lets the main issuer stand alone; more names than these leave no room for the text
FORMS = {"clean": "清样", "review": "送审稿", "red": "套红", "sheet": "发文稿纸"}
HEADS = {"down": "下行文", "up": "上行文", "joint": "联合发文", "letter": "信函"}


@dataclass(frozen=True)
class Facts:
    """What surrounds the items: the head of an edition, the names in the document's order, the sentences' basis."""

    basis: Basis
    title: str
    office: str
    number: str = ""
    issuers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    copied: tuple[str, ...] = ()
    seal_note: str = ""
    signed_on: dt.date | None = None
    printed_on: dt.date | None = None
    contacts: tuple[dict, ...] = ()
    excerpt: str = ""  # what is said of a text that is not the whole one
    disclosure: str = ""  # 主动公开 …; empty while it is not decided
    above: str = ""  # the parent's title, for the legend of the 送审稿
    signers: tuple[str, ...] = field(default=())


def compose(paper: Paper, facts: Facts, *, form: str = "clean", head: str = "down") -> Document:
    """`form`: clean, review, red; `head` is how the red head stands and says nothing without one."""
    marked = form == "review"
    basis, year = facts.basis, facts.basis.year
    red = form == "red"
    issued = bool(facts.issuers) or red
    signatures = tuple(clean(name) for name in facts.issuers or ((facts.office,) if red else ()))
    body = [
        *_paragraphs(sentences.opening(basis)),
        *_text(paper, marked=marked),
        *_paragraphs(sentences.closing(basis)),
    ]
    subtitle = title_lines(clean(basis.plan_title)) if basis.plan_title else ()
    return Document(
        head=_head(facts, head) if red else Head(number=clean(facts.number)),
        title=title_lines(clean(facts.title)) or ("（尚无标题）",),
        addressees=f"{'、'.join(clean(name) for name in facts.addressees)}：" if facts.addressees else "",
        cover=tuple(_paragraphs(sentences.cover(basis))),
        subtitle=subtitle,
        body=tuple(body),
        annex_note=tuple((clean(annex.number), annex_title(annex, year)) for annex in paper.annexes),
        signatures=signatures,
        seal_note=f"（{clean(facts.seal_note)}）" if facts.seal_note and signatures else "",
        date=day(facts.signed_on),
        remarks=tuple(_remarks(facts)),
        annexes=tuple(annex_of(annex, year, marked=marked) for annex in paper.annexes),
        imprint=_imprint(facts) if issued else Imprint(),
        legend=tuple(_legend(paper, facts)) if marked else (),
        left_out=tuple(_left_out(paper)) if marked else (),
        name=clean(facts.title) or "质量月文件",
        tag=FORMS["review"] if marked else "",
    )


def _head(facts: Facts, style: str) -> Head:
    names = tuple(clean(name) for name in facts.issuers) or (clean(facts.office),)
    several = style in ("joint", "up") and len(names) <= MOST_STACKED
    signers = tuple(clean(name) for name in facts.signers) if style == "up" else ()
    return Head(style, names if several else names[:1], clean(facts.number), signers)


def _paragraphs(words: Iterable[str]) -> Iterator[Block]:
    return (block("text", text) for text in words if text)


def _text(paper: Paper, *, marked: bool) -> Iterator[Block]:
    for part in paper.parts:
        if part.number:
            yield block("heading", part.title.partition("、")[2], level=1, sign=f"{part.number}、")
            yield from _part(part, marked=marked)


def _part(part: Part, *, marked: bool) -> Iterator[Block]:
    for entry in part.entries:
        yield from entry_blocks(entry, 2, marked=marked)
        for action in entry.actions:
            yield from entry_blocks(action, 3, marked=marked)
    if part.loose:
        yield block("heading", "其他专项行动", level=0)
    for entry in part.loose:
        yield from entry_blocks(entry, 3, marked=marked)


def _remarks(facts: Facts) -> Iterator[str]:
    """附注, in brackets below the date (§7.3.7)."""
    yield from (f"（{words}）" for words in sentences.contacts(facts.contacts))
    said = [f"此件{facts.disclosure}" if facts.disclosure else "", f"本文为{facts.excerpt}" if facts.excerpt else ""]
    if any(said):
        yield f"（{clean('；'.join(words for words in said if words))}）"


def _imprint(facts: Facts) -> Imprint:
    copied = f"抄送：{'，'.join(clean(name) for name in facts.copied)}。" if facts.copied else ""
    printed = f"{day(facts.printed_on)}印发" if facts.printed_on else ""
    return Imprint(copied, clean(facts.office), printed)


def _legend(paper: Paper, facts: Facts) -> Iterator[str]:
    if facts.above:
        yield f"本稿以《{clean(facts.above)}》为底：加下划线的为本级增写，加删除线的为上级原文中本级删去的文字。"
    else:
        yield "本方案没有上级方案，全部内容为本级编制。"
    yield " · ".join(f"{Change(change).label} {count} 项" for change, count in paper.tally)


def _left_out(paper: Paper) -> Iterator[LeftOut]:
    for group in paper.left_out:
        rows = tuple((clean(entry.sign + entry.words), clean(entry.item.reason)) for entry in group.entries)
        yield LeftOut(clean(group.kind), rows)
