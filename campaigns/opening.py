"""开头段, the first paragraph of the text (根据…): made from what the document cites and when it is held, until the
unit writes its own. A step of the draft like any change of an item: it can be taken back, the first to save wins."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from campaigns import turns
from campaigns.drafts import refuse
from campaigns.editing import StaleWords
from campaigns.models import Edition, Reference
from campaigns.official import sentences
from campaigns.official.around import basis_of
from campaigns.period import Period, period_of
from campaigns.turns import OPENING, OPENING_KEY, TYPING, recorded
from campaigns.words import seen_of, tidy
from orgs.models import User

LONGEST = 4000  # signs; the whole of a document for special tasks should stay within as many


@dataclass(frozen=True)
class Opening:
    """The paragraph as it stands, and as it would be made; read by templates like an item and like its entry."""

    text: str
    made: str
    is_own: bool

    key: ClassVar[str] = OPENING_KEY
    kind: ClassVar[str] = "opening"
    anchor: ClassVar[str] = f"i-{OPENING_KEY}"
    words: ClassVar[str] = "开头段"
    heading: ClassVar[str] = ""
    change: ClassVar[str] = ""

    @property
    def item(self) -> "Opening":
        return self

    @property
    def seen(self) -> str:
        return seen_of(self)


def opening_of(edition: Edition, references: Iterable[Reference], period: Period) -> Opening:
    """Of a draft. No query beside those for what is handed over."""
    basis = basis_of(edition, references, period.starts_on, period.ends_on)
    made = "\n".join(sentences.opening(replace(basis, written=None)))
    own = edition.opening
    return Opening(made if own is None else own, made, own is not None)


def standing(edition: Edition) -> Opening:
    """The same, read from the database. One query, and one a level while nobody states a period."""
    return opening_of(edition, edition.references.all(), period_of(edition))


@recorded(OPENING)
def write(*, edition: Edition, by: User, text: str, seen: str | None = None, typing: bool = False) -> None:
    """Give the document a first paragraph in the unit's own words; no words at all = it has none.

    Raises NotEditable, StaleWords when somebody else changed it since it was `seen`, ValidationError when too long.
    """
    text = tidy(text)
    refuse(len(text) > LONGEST, f"开头段最多{LONGEST}个字，请核对是否误粘贴了其他内容。")
    now = standing(edition)
    if text != now.text:
        _as_seen(now, seen, text)
        edition.opening = text
        edition.save(update_fields=["opening"])
    turns.said(edition, TYPING, by, key=OPENING_KEY, words=f"开头段：{text}", typing=typing)


@recorded(OPENING)
def restore(*, edition: Edition, by: User, seen: str | None = None) -> None:
    """恢复自动: made from the basis again, and following it."""
    now = standing(edition)
    _as_seen(now, seen, now.made)
    edition.opening = None
    edition.save(update_fields=["opening"])
    turns.said(edition, "恢复自动生成", by, key=OPENING_KEY, words="开头段")


def freeze(edition: Edition) -> None:
    """At issue: what was made stands written down. Own words are on the edition already."""
    if edition.opening is None:
        edition.opening_issued = standing(edition).made
        edition.save(update_fields=["opening_issued"])


def _as_seen(now: Opening, seen: str | None, text: str) -> None:
    if seen is not None and seen != now.seen:
        raise StaleWords(now, "", text)  # type: ignore[arg-type]  # it is read like an item
