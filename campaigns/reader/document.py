"""Reading a document: bytes in, a proposal out. Pure; no database, no clock."""

import re

from campaigns.reader import (
    aligning,
    annexes,
    closing,
    dates,
    extracting,
    heads,
    kinds,
    leftovers,
    opening,
    parts,
    preparing,
    references,
    sayings,
    slogans,
    summaries,
    tables,
    texttable,
)
from campaigns.reader.content import Builder
from campaigns.reader.lines import Paragraph, Source
from campaigns.reader.outline import Node, outline
from campaigns.reader.proposal import Activity, ParentDocument, Place, Proposal
from campaigns.reader.words import bare


def read(data: bytes, name: str, parent: ParentDocument | None = None) -> Proposal:
    """Propose a structured draft from a file, or from pasted text (`name` without a suffix).

    With `parent` every arrangement and action gets its likely ancestor there. Raises lines.Unreadable, whose text is
    a Chinese sentence, for everything that cannot be read.
    """
    source = extracting.extract(data, name)
    proposal = _Reading(source, parent).proposal()
    return aligning.align(proposal, parent) if parent else proposal


class _Reading:
    """One reading; the attributes are its stages."""

    def __init__(self, source: Source, parent: ParentDocument | None):
        self.source = source
        self.result = Proposal(source=[line.text for line in source.lines])
        known = " ".join(f"{item.name} {item.text}" for item in parent.items) if parent else ""
        prepared = preparing.prepare(source, known)
        self.lines, self.result.corrections = prepared.lines, prepared.corrections
        self.result.places = prepared.places

    def proposal(self) -> Proposal:
        paragraphs, grids = preparing.paragraphs(self.lines)
        last = closing.imprint(paragraphs)
        found = parts.split([p for p in paragraphs if p not in last])
        letter = found[0].paragraphs
        head = heads.read(letter)
        end = closing.read(letter)
        self.year = self._year(head, end)
        self.builder = Builder(self.result, self.year)
        self._head(head, end)
        own = {id(p) for p in (*head.used, *end.used, *end.other)}
        body = [p for p in letter if id(p) not in own]
        self._loose_slogans(body, found)
        plans = [part for part in found if part.kind == parts.PLAN]
        self._body(body, plans)
        for part in found[1:]:
            if part.kind == parts.ANNEX:
                self._annex(part)
        self._tables(paragraphs, grids, found)
        self._facts(letter, plans)
        leftovers.tell(self.result, self.source, paragraphs, self.builder.used)
        return self.result

    def _year(self, head: heads.Head, end: closing.Closing) -> int | None:
        """The year that dates without one belong to: of the title, the date of issue, the number, else the text."""
        found = re.search(r"(20[0-9]{2})年", dates.arabic(head.title or ""))
        if found:
            return int(found[1])
        if end.issued_on:
            return end.issued_on.year
        for text in (head.number or "", *(line.text for line in self.lines)):
            found = re.search(r"(20[0-9]{2})(?:年|〕)", dates.arabic(text))
            if found:
                return int(found[1])
        return None

    def _head(self, head: heads.Head, end: closing.Closing) -> None:
        result, take = self.result, self.builder.take
        result.title, result.document_number = head.title, head.number
        result.addressees = head.addressees
        named = heads.title_issuers(head.title or "")
        result.issuers = list(dict.fromkeys(end.issuers or named or head.letterheads[:1]))
        result.issued_on, result.attachments, result.contacts = end.issued_on, end.attachments, end.contacts
        take("title", head.title_at)
        take("document_number", [head.number_at] if head.number_at else [])
        take("addressees", head.addressees_at)
        known = " ".join(result.issuers)
        for paragraph, name in zip(head.letterheads_at, head.letterheads, strict=True):
            if name in known:
                take("letterhead", [paragraph])
        for what, where in (
            ("attachments", end.note_at),
            ("contacts", end.contacts_at),
            ("issuers", end.issuers_at),
            ("issued_on", [end.date_at] if end.date_at else []),
        ):
            take(what, where)

    def _loose_slogans(self, body: list[Paragraph], found: list[parts.Part]) -> None:
        """A list of slogans without a heading over it, when the document speaks of slogans at all."""
        if not any("口号" in p.text or "标语" in p.text for p in body):
            return
        if any(re.search("口号|标语", part.title) for part in found) or any(
            kinds.kind_of(node.heading) == kinds.SLOGANS for node in outline(body)[1]
        ):
            return
        told, used = slogans.loose(body)
        if told:
            self.result.slogans = told
            self.builder.take("slogans", used)
            for paragraph in [p for p in body if p in used]:
                body.remove(paragraph)

    def _body(self, body: list[Paragraph], plans: list[parts.Part]) -> None:
        lead, roots = outline(self._asked([p for p in body if not p.cells]))
        self.opening = [p.text for p in lead]
        self.builder.build(roots := self._plausible(roots))
        if roots and not plans:  # over a plan stands the notice that issues it
            self._opens(lead)
        for part in plans:
            self.builder.take("plan_title", part.head)
            self.result.plan_title = self.result.plan_title or part.title
            end = closing.read(part.paragraphs)
            self._plan_end(end)
            own = {id(p) for p in (*end.used, *end.other)}
            rest = [p for p in part.paragraphs if not p.cells and id(p) not in own]
            lead, roots = outline(self._asked(rest))
            self.opening += [p.text for p in lead]
            self.builder.build(roots)
            self._opens(lead)

    def _opens(self, lead: list[Paragraph]) -> None:
        self.builder.take("opening", told := opening.read(lead, self.builder.used))
        self.result.opening = "\n".join(p.text.strip() for p in told) or self.result.opening

    def _asked(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """Without the last paragraph when all it says is where summaries go: no part of what stands above it."""
        if len(paragraphs) < 3 or not summaries.is_alone(paragraphs[-1].text):
            return paragraphs
        self.builder.take("summary", paragraphs[-1:])
        return paragraphs[:-1]

    def _plausible(self, roots: list[Node]) -> list[Node]:
        """Without numbered lists that are no plan: text of a page that has neither plan nor notice in its title."""
        if any(kinds.kind_of(node.heading) != kinds.OTHER for node in roots):
            return roots
        if not self.result.title or not re.search(heads.KINDS, self.result.title):
            return []
        outermost = min((node.form for node in roots), default=0)
        return [node for node in roots if node.form == outermost]

    def _plan_end(self, end: closing.Closing) -> None:
        result = self.result
        result.attachments = result.attachments or end.attachments
        result.contacts = result.contacts + end.contacts
        result.issuers = result.issuers or end.issuers
        result.issued_on = result.issued_on or end.issued_on
        for what, where in (
            ("attachments", end.note_at),
            ("contacts", end.contacts_at),
            ("issuers", end.issuers_at),
            ("issued_on", [end.date_at] if end.date_at else []),
        ):
            self.builder.take(what, where)

    def _annex(self, part: parts.Part) -> None:
        texts = [p for p in part.paragraphs if not p.cells]
        head = "annex_title"
        if re.search("口号|标语", part.title) or any(re.match(r"(?:活动)?口号\s*[:：]?$", p.text) for p in texts[:4]):
            found, used = slogans.read(texts)
            self.result.slogans = self.result.slogans or found
            for paragraph in texts:
                theme = slogans.theme_of(paragraph.text)
                if theme:
                    self.result.theme = self.result.theme or theme
                    used.append(paragraph)
            self.builder.take("slogans", used)
        elif annexes.listed(texts):
            for activity, place in annexes.activities(texts, self.year):
                self._placed(activity, part)
                self.result.places.append(place)
                self.builder.used |= set(range(place.first, place.last + 1))
        elif not any(p.cells for p in part.paragraphs):
            head = ""
        if part.title and part.title not in self.result.attachments and not self._known_annex(part.title):
            self.result.attachments.append(part.title)
        if head or part.title or not part.paragraphs:
            self.builder.take("annex_title", part.head)

    def _known_annex(self, title: str) -> bool:
        return any(bare(title) in bare(name) or bare(name) in bare(title) for name in self.result.attachments)

    def _placed(self, activity: Activity, part: parts.Part | None) -> None:
        """An activity with the annex it stands in."""
        activity.annex, activity.annex_title = (part.number, part.title) if part else ("", "")
        self.result.activities.append(activity)

    def _tables(self, paragraphs: list[Paragraph], grids: dict, found: list[parts.Part]) -> None:
        result = self.result
        homes = {n: part for part in found if part.kind == parts.ANNEX for p in part.paragraphs for n in p.numbers}
        known = [a.heading for a in result.arrangements]
        known += [action.name for a in result.arrangements for action in a.actions]
        rows = [p for p in paragraphs if p.cells and id(p) not in grids]
        read = tables.read(rows)[0]
        for stand_in in (p for p in paragraphs if id(p) in grids):
            roles, pieces = grids[id(stand_in)]
            table = texttable.read(pieces, roles, known)
            table.numbers = list(stand_in.numbers)
            read.append(table)
        for table in read:
            made = list(tables.activities(table, self.year))
            if not made:
                continue
            self.builder.used |= {n for row in table.rows for n in row.numbers} | set(table.numbers)
            result.places += [Place("table_header", number, number) for number in table.numbers]
            for activity, place in made:
                self._placed(activity, homes.get(place.first))
                result.places.append(place)

    def _facts(self, letter: list[Paragraph], plans: list[parts.Part]) -> None:
        """Facts that stand in running text: theme, period, basis documents, what is to be handed in."""
        result = self.result
        plan = [p for part in plans for p in part.paragraphs]
        running = [p.text for p in (*letter, *plan) if not p.cells]
        lead = "\n".join(self.opening)
        official = bool(result.title and re.search(heads.KINDS, result.title))
        if official:
            prose = lead if any(a.heading for a in result.arrangements) or result.sections else "\n".join(running)
            result.references = references.read(prose, "\n".join(running), result.title or "")
        result.theme = result.theme or next((t for t in map(sayings.theme_in, running) if t), None)
        result.period = result.period or sayings.period_of(lead, running, self.year)
        due, to, sentence = summaries.read("\n".join(running), self.year) if official else (None, None, None)
        result.summary_due, result.summary_to = due, to
        if sentence:
            where = [p for p in (*letter, *plan) if sentence.strip() in p.text]
            numbers = [n for p in where for n in p.numbers]
            if numbers:
                result.places.append(Place("summary", min(numbers), max(numbers)))
