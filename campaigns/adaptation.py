"""A unit's own words for those of the level above: kept from year to year, proposed for a draft, applied when asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from campaigns import editing
from campaigns.adapting import propose
from campaigns.choices import Change, Kind
from campaigns.comparing import Span, spans
from campaigns.drafts import refuse
from campaigns.editing import StaleWords
from campaigns.models import AdaptationRule, Edition
from campaigns.numbers import sign
from campaigns.reading import contents
from campaigns.resolving import Resolved
from campaigns.words import seen_of, tidy
from orgs import audit
from orgs.models import Unit, User

MOST_RULES = 200  # a unit's list that a person still oversees


@dataclass(frozen=True)
class Adaptation:
    """What the rules would make of one item that still reads as in the plan above."""

    item: Resolved
    sign: str
    heading: str
    text: str

    @property
    def kind(self) -> str:
        return Kind(self.item.kind).label

    @property
    def heading_spans(self) -> list[Span]:
        return spans(self.item.heading, self.heading)

    @property
    def text_spans(self) -> list[Span]:
        return spans(self.item.text, self.text)

    @property
    def seen(self) -> str:
        return seen_of(self.item)


@dataclass
class Outcome:
    """How many items were adapted, kept as they are, or left because somebody changed them meanwhile."""

    adapted: int = 0
    kept: int = 0
    left: list[str] = field(default_factory=list)


@transaction.atomic
def add_rule(*, unit: Unit, old: str, new: str, by: User) -> AdaptationRule:
    """Keep a rule. Raises ValidationError when one part is empty, or the unit has a rule for these words."""
    old, new = tidy(old), tidy(new)
    refuse(not old or not new, "上级用语和本级用语都要填写。")
    rules = unit.adaptation_rules
    refuse(rules.count() >= MOST_RULES, f"调整用语最多{MOST_RULES}条，请先删除不再使用的。")
    order = (rules.aggregate(last=Max("order"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            rule = rules.create(old=old, new=new, order=order, added_by=by)
    except IntegrityError:
        raise ValidationError(f"“{old}”已有一条调整用语，请先删除原有的一条。") from None
    audit.record("调整用语·新增", rule, by=by, unit=unit, words=str(rule))
    return rule


@transaction.atomic
def remove_rule(*, rule: AdaptationRule, by: User) -> None:
    """Drop a rule; what was adapted by it stays."""
    audit.record("调整用语·删除", rule, by=by, unit=rule.unit, words=str(rule))
    rule.delete()


def adaptations(edition: Edition) -> list[Adaptation]:
    """What the unit's rules propose for the items taken over word for word and not yet decided on, in reading order."""
    return adaptations_of(contents(edition).items, edition.plan.unit.adaptation_rules.all())


def adaptations_of(items: Iterable[Resolved], rules: Iterable[AdaptationRule]) -> list[Adaptation]:
    """The same for what was read already."""
    pairs = [(rule.old, rule.new) for rule in rules]
    undecided = (i for i in items if pairs and i.change == Change.INHERITED and not i.is_own)
    found = (_adapted(item, pairs) for item in undecided)
    return [each for each in found if (each.heading, each.text) != (each.item.heading, each.item.text)]


@transaction.atomic
def settle(*, edition: Edition, accepted: Mapping[UUID, str], declined: Iterable[UUID] = (), by: User) -> Outcome:
    """Give the accepted items (key → fingerprint seen) the proposed words; the declined stay as above, explicitly.

    An item that somebody changed since it was shown is left as it is and named. Raises NotEditable.
    """
    offered = {each.item.key: each for each in adaptations(edition)}
    outcome = Outcome()
    for key, seen in accepted.items():
        each = offered.get(key)
        try:
            if each is None or each.seen != seen:
                outcome.left.append(each.item.heading or each.item.text if each else "")
                continue
            editing.adapt(edition=edition, key=key, heading=each.heading, text=each.text, by=by, seen=seen)
            outcome.adapted += 1
        except StaleWords as stale:
            outcome.left.append(stale.current.heading or stale.current.text)
    for key in declined:
        if key in offered and key not in accepted:
            editing.keep(edition=edition, key=key, by=by)
            outcome.kept += 1
    return outcome


def _adapted(item: Resolved, rules: list[tuple[str, str]]) -> Adaptation:
    heading, text = propose(item.heading, rules), propose(item.text, rules)
    return Adaptation(item, sign(item.kind, item.position), heading, text)
