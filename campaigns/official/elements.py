"""A document in the terms of GB/T 9704-2012: what stands on paper, in which order, without saying how it is drawn."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

# What XML cannot hold, and signs that turn the reading direction: a page must read as it was approved.
_NEVER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]"
)


def clean(text: object) -> str:
    """The text in one line, without what cannot or must not be printed."""
    return " ".join(_NEVER.sub("", str(text or "")).split("\n")).replace("\r", "").replace("\t", " ").strip()


def lines_of(text: str) -> list[str]:
    return [line for line in (clean(line) for line in str(text or "").splitlines()) if line]


class Run(NamedTuple):
    """A stretch of text; `mark` is empty, "inserted", "deleted", "note" for words about the text,
    "lead" for the name that a paragraph begins with."""

    text: str
    mark: str = ""


class Block(NamedTuple):
    """A paragraph. `style`: heading, text, theme, duty, slogan, group, entry; numbered ones have level and sign."""

    style: str
    runs: tuple[Run, ...]
    level: int = 0  # 1 一、 2 （一） 3 1. 4 （1）; 0 is not numbered
    sign: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs if run.mark not in ("deleted", "note"))


def block(style: str, text: str, *, level: int = 0, sign: str = "", mark: str = "") -> Block:
    return Block(style, (Run(clean(text), mark),), level, sign)


class Table(NamedTuple):
    """`rows` are (cells,) or, when a group begins, a single cell that spans all columns."""

    columns: tuple[str, ...]
    widths: tuple[float, ...]  # shares of the type area
    rows: tuple[tuple[str, ...], ...]


class Picture(NamedTuple):
    """A JPEG; `caption` stands beneath it, `description` is what a reader who cannot see it is told."""

    data: bytes
    width: int  # pixels
    height: int
    caption: str = ""
    description: str = ""


class Pictures(NamedTuple):
    """Captioned pictures in the text: one alone in the middle, several two in a row."""

    pictures: tuple[Picture, ...]


Piece = Block | Table | Pictures


class Annex(NamedTuple):
    label: str  # 附件1
    title: str
    blocks: tuple[Block, ...] = ()
    table: Table | None = None


class Head(NamedTuple):
    """文头. `style`: none (清样), down, up, joint, letter, bulletin (简报); `name` is the issuer's mark without 文件.
    `beneath`: of a bulletin who brings it out and when."""

    style: str = "none"
    names: tuple[str, ...] = ()
    number: str = ""
    signers: tuple[str, ...] = ()
    beneath: tuple[str, str] = ("", "")


class Imprint(NamedTuple):
    copied: str = ""
    office: str = ""
    printed: str = ""


class LeftOut(NamedTuple):
    kind: str
    entries: tuple[tuple[str, str], ...]  # words, reason


@dataclass(frozen=True)
class Document:
    """Everything a renderer needs. `cover` is the notice by which a plan goes out; without one it is empty."""

    head: Head
    title: tuple[str, ...]
    addressees: str = ""
    cover: tuple[Block, ...] = ()
    subtitle: tuple[str, ...] = ()  # the plan's own title, under a cover
    body: tuple[Piece, ...] = ()
    annex_note: tuple[tuple[str, str], ...] = ()  # number, title
    signatures: tuple[str, ...] = ()
    seal_note: str = ""
    date: str = ""
    remarks: tuple[str, ...] = ()  # 附注
    annexes: tuple[Annex, ...] = ()
    imprint: Imprint = field(default_factory=Imprint)
    legend: tuple[str, ...] = ()  # 送审稿: what the marks mean, how many items of each kind
    left_out: tuple[LeftOut, ...] = ()
    name: str = ""  # what the file is called, without its ending
    tag: str = ""  # 送审稿

    @property
    def blocks(self) -> Iterable[Block]:
        yield from self.cover
        yield from (one for one in self.body if isinstance(one, Block))
        for annex in self.annexes:
            yield from annex.blocks


def width_of(text: str) -> float:
    """In signs of full width; figures and Latin letters are half as wide."""
    return sum(0.5 if sign.isascii() else 1 for sign in text)
