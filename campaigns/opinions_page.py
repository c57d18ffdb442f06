"""意见汇总: every item of the circulated draft with its words then and now, and all opinions on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from campaigns.choices import GIVEN, Answer
from campaigns.circulating import entries
from campaigns.gathering_pages import in_protocol_order
from campaigns.models import Comment, Obligation, Request
from campaigns.opinions import OUTCOMES, Decision, given, seen_of
from campaigns.reading import contents
from orgs.models import Unit


@dataclass
class Line:
    """One opinion; `decision` is what was typed but not kept, `theirs` what somebody else decided meanwhile."""

    opinion: Comment
    unit: Unit
    who: str
    decision: Decision | None = None
    theirs: str = ""

    @property
    def seen(self) -> str:
        return seen_of(self.opinion)

    @property
    def outcome(self) -> str:
        return self.decision.outcome if self.decision else self.opinion.outcome

    @property
    def note(self) -> str:
        return self.decision.note if self.decision else self.opinion.outcome_note

    @property
    def outcome_label(self) -> str:
        return OUTCOMES.get(self.opinion.outcome, "")


@dataclass
class About:
    """An item with the opinions on it; `now` are its words in the draft today, empty when it stands there no more."""

    key: str
    name: str
    then: str
    now: str
    lines: list[Line] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return bool(self.key) and self.now != self.then


def summary(request: Request, typed: Mapping[int, Decision] | None = None, stale: list[Comment] | None = None) -> dict:
    """Items in reading order, the whole first; units in protocol order; constant queries."""
    owed = in_protocol_order(request.obligations.counted(), request.unit)
    place = {each.pk: number for number, each in enumerate(owed)}
    others = {opinion.pk: _said(opinion) for opinion in stale or ()}
    found = {about.key: about for about in _items(request)}
    opinions = list(given(request).select_related("by"))
    for opinion in sorted(opinions, key=lambda each: place[each.obligation_id or 0]):
        line = Line(opinion, opinion.obligation.unit, _who(opinion), (typed or {}).get(opinion.pk))
        line.theirs = others.get(opinion.pk, "")
        found[str(opinion.key or "")].lines.append(line)
    shown, wrote = [about for about in found.values() if about.lines], {each.obligation_id for each in opinions}
    return {
        "request_": request, "abouts": shown, "total": len(opinions), "outcomes": OUTCOMES.items(),
        "undecided": sum(not opinion.outcome for opinion in opinions),
        "nil": _names(owed, Answer.NIL), "silent": _names(owed, Answer.OPEN, Answer.RETURNED),
        "by_file": [each.unit for each in owed if _answered(each) and each.pk not in wrote],
    }  # fmt: skip


def _items(request: Request) -> list[About]:
    now = {}
    if request.edition is not None:
        now = {str(item.key): f"{item.heading}\n{item.text}".strip() for item in contents(request.edition).items}
    found = [About("", "总体意见", "", "")]
    for entry in entries(request.circulated):
        then = "\n".join([entry["heading"], *entry["lines"]]).strip()
        name = f"{entry['sign']}{entry['heading'] or ''.join(entry['lines'])}"
        found.append(About(entry["key"], name, then, now.get(entry["key"], "")))
    return found


def _who(opinion: Comment) -> str:
    return opinion.author or str(opinion.obligation.unit if opinion.obligation else "")


def _said(opinion: Comment) -> str:
    label = OUTCOMES.get(opinion.outcome, "待定")
    return f"{label}；{opinion.outcome_note}" if opinion.outcome_note else label


def _answered(owed: Obligation) -> bool:
    return owed.state in GIVEN


def _names(owed: list[Obligation], *states: str) -> list[str]:
    return [str(each.unit) for each in owed if each.state in states]
