"""From paragraphs to a tree of numbered parts, whatever mixture of signs a document uses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from campaigns.reader import kinds, points, slogans
from campaigns.reader.lines import Paragraph
from campaigns.reader.numbering import ARABIC, CHINESE, Sign, sign_of, strip_sign
from campaigns.reader.words import split_outside

HEADING = 48  # characters of a heading at most
RUN_IN = 42


@dataclass
class Node:
    """A numbered or headed part. `start` is what follows the heading in the same paragraph."""

    heading: str
    form: int
    value: int
    paragraph: Paragraph
    start: str = ""
    body: list[Paragraph] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [self.paragraph, *self.body, *(p for child in self.children for p in child.paragraphs)]

    @property
    def text(self) -> str:
        """Everything under the heading, deeper parts with their signs, a line for each paragraph."""
        parts = [self.start, *(p.text for p in self.body)]
        for child in self.children:
            parts.append(child.paragraph.text)
            parts += [p.text for p in child.paragraphs[1:]]
        return "\n".join(part for part in parts if part)

    @property
    def own(self) -> str:
        """The text before the first deeper part."""
        return "\n".join(part for part in (self.start, *(p.text for p in self.body)) if part)

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()


def outline(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Node]]:
    """What stands before the first part, and the parts."""
    lead: list[Paragraph] = []
    roots: list[Node] = []
    stack: list[Node] = []
    bare = _bare_headings(paragraphs)
    counted = points.runs(paragraphs)
    last = 0
    for index, paragraph in enumerate(paragraphs):
        sign = sign_of(paragraph.text) if not paragraph.cells else None
        if index in bare:
            node = Node(paragraph.text.strip("：: "), bare[index], 0, paragraph)
        elif index in counted:
            heading, start = _point(paragraph.text)
            node = Node(heading, points.POINT, counted[index], paragraph, start)
        elif sign and not _by_chance(sign, stack, last):
            last = sign.value if sign.form == ARABIC else last
            heading, start = split_heading(paragraph.text[sign.length :], _after(paragraph.head, sign))
            node = Node(heading, sign.form, sign.value, paragraph, start)
        elif stack:
            stack[-1].body.append(paragraph)
            continue
        else:
            lead.append(paragraph)
            continue
        _place(node, stack, roots)
    return lead, roots


def _place(node: Node, stack: list[Node], roots: list[Node]) -> None:
    """Under the nearest part of an outer form. A form met for the first time goes one level deeper."""
    forms = [above.form for above in stack]
    if node.form in forms:
        del stack[forms.index(node.form) :]
    else:
        # Forms have a customary order; a document that opens with 1. and goes on with （一） keeps its own.
        while stack and stack[-1].form > node.form and not (node.value == 1 and node.form != CHINESE):
            stack.pop()
    (stack[-1].children if stack else roots).append(node)
    stack.append(node)


def _by_chance(sign: Sign, stack: list[Node], last: int) -> bool:
    """A figure that starts a paragraph by chance. Lists may go on over several parts: （一）1. 2. （二）3. 4."""
    if sign.form != ARABIC or sign.value <= 3 or sign.value == last + 1:
        return False
    return not any(node.form == ARABIC for above in stack for node in (above, *above.children[-1:]))


def _point(text: str) -> tuple[str, str]:
    """A point that calls for something is cut after the call, any other one like a numbered part."""
    asked = points.cut(text)
    return asked if asked and kinds.asks(asked[0]) else split_heading(points.strip(text))


def _after(head: str, sign: Sign) -> str:
    """The bold start without its sign."""
    return head[sign.length :].strip() if len(head) > sign.length else ""


def split_heading(text: str, head: str = "") -> tuple[str, str]:
    """A run-in heading and the text after it. Empty heading: the paragraph is plain text."""
    text = text.strip()
    if head and text.startswith(head) and len(head) <= HEADING + 12:
        rest = text[len(head) :].lstrip("。：: ")
        return head.rstrip("。：:；， "), rest
    first = split_outside(text, "。！？")[0]
    if len(first) < len(text):
        colon = split_outside(first, "：")[0]
        if len(colon) < len(first) and len(colon) <= 20 and not re.search("[，；]", colon):
            return colon, text[len(colon) + 1 :].strip()
        if len(first) <= RUN_IN and first.count("，") <= 2:
            rest = text[len(first) + 1 :].strip()
            return (first, rest) if rest else _whole(first, text)
        return "", text
    colon = split_outside(text, "：")[0]
    if len(colon) < len(text) and len(colon) <= 20 and not re.search("[，；]", colon):
        return colon, text[len(colon) + 1 :].strip()
    return (text.rstrip("：:；;，"), "") if len(text) <= HEADING else ("", text)


def _whole(first: str, text: str) -> tuple[str, str]:
    """A paragraph of one closed sentence: a heading when it is short, else text."""
    return (first, "") if len(first) <= 28 else ("", text)


def _bare_headings(paragraphs: list[Paragraph]) -> dict[int, int]:
    """Paragraphs that are headings without a sign: by style, or by the words every plan uses for its parts."""
    signed = [sign_of(p.text) for p in paragraphs if not p.cells]
    known = [i for i, p in enumerate(paragraphs) if not p.cells and not sign_of(p.text) and kinds.is_known(p.text)]
    forms = [s.form for s in signed if s]
    if CHINESE in forms and not any(s and s.form == CHINESE and s.value == 1 for s in signed):
        return dict.fromkeys(known, CHINESE)
    if CHINESE not in forms and len(known) >= 2:
        return dict.fromkeys(known, CHINESE)
    lists = (i for i in known if kinds.kind_of(paragraphs[i].text) == kinds.SLOGANS)
    return {i: CHINESE for i in lists if slogans.is_slogan(strip_sign(_next(paragraphs, i)))}


def _next(paragraphs: list[Paragraph], index: int) -> str:
    return paragraphs[index + 1].text if index + 1 < len(paragraphs) else ""
