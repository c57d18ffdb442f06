"""From the outline to theme, period, sections, arrangements and requirements."""

import re

from campaigns.reader import arranging, dates, duties, kinds, passages, points, sayings, slogans
from campaigns.reader.lines import Paragraph
from campaigns.reader.outline import Node
from campaigns.reader.proposal import Passage, Place, Proposal

_LABEL_LINE = re.compile(r"^(?:活动)?主题\s*[:：是为]")

_CALL = 14  # characters of a call such as 加强组织领导，压实工作责任


class Builder:
    """Fills a proposal from outline nodes; `used` are the source lines that found a place."""

    def __init__(self, proposal: Proposal, year: int | None):
        self.proposal, self.year = proposal, year
        self.used: set[int] = set()
        self.arranged = False  # a part of its own lists what is to be held
        self.does = False  # most parts under words of their own are things to be held: so are the others

    def take(self, what: str, paragraphs: list[Paragraph], doubt: str = "") -> None:
        numbers = {number for paragraph in paragraphs for number in paragraph.numbers}
        if numbers:
            self.used |= numbers
            self.proposal.places.append(Place(what, min(numbers), max(numbers), doubt))

    def build(self, roots: list[Node]) -> None:
        """Every root in its place; what no rule knows is told by its own words."""
        told = [(node, self._kind(node)) for node in roots]
        own = [node for node, kind in told if kind == kinds.OTHER and not kinds.asks(node.heading)]
        self.does = len(own) >= 4 and sum(kinds.does(node.heading) for node in own) > len(own) * 0.6
        has_arrangements = any(kind == kinds.ARRANGEMENTS for _, kind in told)
        turns = any(kind == kinds.CONTENT and passages.holds(node) for node, kind in told)
        self.arranged = has_arrangements or turns or bool(self.proposal.arrangements)
        for node, kind in told:
            if self._mixed(node, kind):
                continue
            turned = kind == kinds.CONTENT and not has_arrangements and passages.holds(node)
            self._put(node, kinds.ARRANGEMENTS if turned else kind)

    def _mixed(self, node: Node, kind: str) -> bool:
        """二、活动主题和时间 or 一、总体要求 with （一）活动主题 （二）活动时间 below: each by its own heading."""
        facts = (kinds.THEME, kinds.PERIOD, kinds.SLOGANS)
        if kind not in (*facts, kinds.CONTENT, kinds.OTHER) or not any(
            kinds.kind_of(child.heading) in facts for child in node.children
        ):
            return False
        if node.own:
            self.proposal.sections.append(Passage(node.heading, node.own))
        self.take("heading", [node.paragraph, *node.body])
        for child in node.children:
            own = self._kind(child)
            self._put(child, kinds.CONTENT if own == kinds.OTHER else own)
        return True

    def _kind(self, node: Node) -> str:
        kind = kinds.kind_of(node.heading)
        if kind in (kinds.SCHEDULE, kinds.PERIOD, kinds.ARRANGEMENTS) and re.search(
            "安排|步骤|进度|阶段", node.heading
        ):
            stages = [c for c in node.children if re.search("阶段|时间|筹备|总结|月", c.heading)]
            if node.children and len(stages) * 2 > len(node.children):
                return kinds.SCHEDULE
        return kind

    def _put(self, node: Node, kind: str) -> None:
        place = {
            kinds.THEME: self._theme,
            kinds.SLOGANS: self._slogans,
            kinds.PERIOD: self._period,
            kinds.ARRANGEMENTS: self._arrangements,
            kinds.REQUIREMENTS: self._requirements,
            kinds.SUMMARY: self._requirements,
            kinds.CONTENT: self._sections,
            kinds.SCHEDULE: self._sections,
        }.get(kind)
        if place:
            place(node)
        else:
            self._by_words(node)

    def _by_words(self, node: Node) -> None:
        """A part under words of its own: 一、举办启动仪式 is an arrangement, 二、加强组织领导 a requirement."""
        asks = kinds.asks(node.heading)
        children = [child for child in node.children if child.heading]
        if asks and not duties.notes(node.text):
            self._requirement(node)
        elif len(children) >= 2 and passages.holds(node) and not node.start:
            self._arrangements(node)
        elif kinds.does(node.heading) or duties.notes(node.text):
            self._arrangement(node)
        elif not node.heading and re.search("要|须|请", node.start[:60]):
            self._requirement(node)
        elif self.does:
            self._arrangement(node)
        else:
            self.proposal.sections.append(Passage(node.heading, node.text))
            self.take("section", node.paragraphs)

    def _theme(self, node: Node) -> None:
        """The theme part; slogans may stand in it as well."""
        lines = [line for p in (node.start, *(b.text for b in node.body)) for line in [p.strip()] if line]
        theme = next((t for t in map(sayings.theme_in, lines) if t), None)
        if theme is None and lines:
            first = _LABEL_LINE.sub("", lines[0]).strip("“”。 ：:")
            theme = first if 4 <= len(first) <= 50 and "。" not in first else None
        if theme and not self.proposal.theme:
            self.proposal.theme = theme
        whole = theme and len("".join(lines)) <= len(theme) + 30
        self.take("theme", [node.paragraph, *(node.body if whole else node.body[:0])])
        if not whole:
            self.used -= {n for p in [*([node.paragraph] if node.start else []), *node.body] for n in p.numbers}
        found, used = slogans.read([child.paragraph for child in node.children])
        if len(found) >= 3:
            self.proposal.slogans = self.proposal.slogans or found
            self.take("slogans", used)

    def _slogans(self, node: Node) -> None:
        rest = [p for p in node.paragraphs if p is not node.paragraph]
        if node.start:
            rest.insert(0, Paragraph(node.start, list(node.paragraph.numbers)))
        found, used = slogans.read(rest)
        if found:
            self.proposal.slogans = self.proposal.slogans or found
            self.take("slogans", [node.paragraph, *used])

    def _period(self, node: Node) -> None:
        text = dates.arabic(node.text)
        span = sayings.period_in(text, self.year)
        if span is None:
            self.proposal.sections.append(Passage(node.heading, node.text))
            self.take("section", node.paragraphs)
            return
        self.proposal.period = self.proposal.period or span
        plain = len(re.sub(r"[0-9年月日至到—\-～~。，、（）自从起止全整个底前]", "", text)) <= 8
        if not plain:  # more than the time is said: keep the words as well
            self.proposal.sections.append(Passage(node.heading, node.text))
        self.take("period", node.paragraphs)

    def _sections(self, node: Node) -> None:
        staged = [child for child in node.children if any(passages.to_do(deeper) for deeper in child.children)]
        if staged and not self.arranged and kinds.kind_of(node.heading) != kinds.CONTENT:
            self._stages(node)
            return
        self._passages(node, self.proposal.sections, "section")

    def _requirements(self, node: Node) -> None:
        headed = [child for child in node.children if child.heading]
        if not node.children or (headed and node.own):
            for text, paragraph in self._own(node):
                self.proposal.requirements += [passages.point_of(part) for part in points.several(text) or [text]]
                self.take("requirement", [paragraph])
        for child in node.children:
            self._requirement(child, last=child is node.children[-1])
        self.take("requirement", [node.paragraph])

    def _own(self, node: Node) -> list[tuple[str, Paragraph]]:
        return [(node.start, node.paragraph)] * bool(node.start) + [(p.text, p) for p in node.body]

    def _requirement(self, node: Node, *, last: bool = False) -> None:
        tail = node.body if last and node.start and not node.children else []
        kept = [p for p in node.body if p not in tail]
        if node.heading and node.paragraph.text.endswith("。") and len(node.paragraphs) == 1 and not node.start:
            self.proposal.requirements.append(_sentence(node.heading))
            self.take("requirement", node.paragraphs)
            return
        whole = Node(node.heading, node.form, node.value, node.paragraph, node.start, kept, node.children)
        self.proposal.requirements.append(Passage(node.heading, whole.text))
        self.proposal.requirements += [Passage("", p.text) for p in tail]
        self.take("requirement", node.paragraphs)

    def _stages(self, node: Node) -> None:
        """Stages under which everything to be held is listed, in a plan that lists it nowhere else."""
        self.take("heading", [node.paragraph, *node.body])
        for child in node.children:
            held = [deeper for deeper in child.children if passages.to_do(deeper)]
            rest = [p for p in child.paragraphs[1:] if not any(p in deeper.paragraphs for deeper in held)]
            text = "\n".join(part for part in (child.start, *(p.text for p in rest)) if part)
            self.proposal.sections.append(passages.dated_apart(child.heading, text))
            self.take("section", [child.paragraph, *rest])
            for deeper in held:
                self._arrangement(deeper)

    def _passages(self, node: Node, into: list[Passage], what: str) -> None:
        headed = [child for child in node.children if child.heading and child.form != points.POINT]
        if len(headed) >= 2:
            if node.own:
                into.append(Passage(node.heading, node.own))
            into += [passages.dated_apart(child.heading, child.text) for child in node.children]
        else:
            into.append(Passage(node.heading, node.text))
        self.take(what, node.paragraphs)

    def _arrangements(self, node: Node) -> None:
        if not node.children and not node.own and kinds.kind_of(node.heading) == kinds.ARRANGEMENTS:
            self.take("heading", [node.paragraph])  # over a table
            return
        if not node.children:
            self._arrangement(node)
            return
        if node.own and len(node.own) > 4:
            self.proposal.sections.append(Passage(node.heading, node.own))
        self.take("heading", [node.paragraph, *node.body])
        for child in node.children:
            if kinds.asks(child.heading) and not duties.notes(child.text) and not kinds.does(child.heading):
                self._requirement(child)
            else:
                self._arrangement(child)

    def _arrangement(self, node: Node) -> None:
        found = arranging.arrangement_of(node)
        self.proposal.arrangements.append(found)
        doubt = "" if found.actions else "没有认出具体活动，请补充"
        self.take("arrangement", node.paragraphs, doubt)


def _sentence(words: str) -> Passage:
    """A point that is one sentence: a call of a few words heads, a longer sentence is the text itself."""
    return Passage(words) if len(words) <= _CALL else Passage("", f"{words}。")
