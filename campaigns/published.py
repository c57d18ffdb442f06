"""What the public may read of a plan: its public editions, and of others only what is public itself.

A document repeats nothing of a parent that is not public: no words it was adapted from, no items it leaves out, no
link, no period taken from there. Words that were decided to be hidden are masked as they are read (`hiding.py`).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from campaigns.addressing import printed
from campaigns.hiding import NOTHING, Hidden, hidden_in, masked, readable
from campaigns.masking import mask
from campaigns.models import Campaign, Edition, Plan, Reference, Renumbering, Theme
from campaigns.reading import frozen, standing_in
from campaigns.resolving import Contents, Resolved

LINE = (
    "plan__unit__region",
    "plan__campaign",
    "plan__letterhead",
    "based_on__plan__unit__region",
    "based_on__based_on__plan__unit",
    "based_on__based_on__based_on__plan__unit",
)


@dataclass(frozen=True)
class Period:
    """Days of the activities, both included; `inherited_from` is the plan above that sets them, None when own."""

    starts_on: dt.date | None
    ends_on: dt.date | None
    inherited_from: Plan | None


def editions(campaign: Campaign) -> QuerySet[Edition]:
    """The public edition of each plan of a campaign, in administrative order."""
    found = readable().foremost().filter(plan__campaign=campaign)
    return found.select_related(*LINE).order_by("plan__unit__region__path", "plan__unit__order", "plan")


def themes(editions: Iterable[Edition]) -> dict[int, str]:
    """The theme's words of each edition (from `editions`), by its pk. One query."""
    hidden = {edition.pk: getattr(edition, "hidden", NOTHING) for edition in editions}
    found = Theme.objects.filter(edition__in=list(hidden)).values_list("edition", "text")
    return {edition: mask(text, hidden[edition]) for edition, text in found}


def edition(public_id: str, number: int | None = None) -> Edition | None:
    """A plan's public edition, the latest or the one with that number."""
    if "\0" in public_id:  # PostgreSQL takes none in a text
        return None
    renumbered = Exists(Renumbering.objects.filter(edition=OuterRef("pk")))
    found = readable().public().filter(plan__public_id=public_id).select_related(*LINE).annotate(renumbered=renumbered)
    return found.filter(number=number).first() if number is not None else found.order_by("-number").first()


def base(edition: Edition) -> Edition | None:
    """The edition above that this one was drawn up from, if the public may read it."""
    above = edition.based_on
    return above if above is not None and above.is_public and above.is_issued else None


def period(edition: Edition) -> Period:
    """The period of an edition whose line above is loaded (LINE): its own, else that of the nearest above."""
    source: Edition | None = edition
    while source is not None and source.starts_on is None and source.ends_on is None:
        source = base(source)
    if source is None:
        return Period(None, None, None)
    return Period(source.starts_on, source.ends_on, None if source is edition else source.plan)


class Document:
    """A public edition and what belongs to it; each part is read when it is first asked for, in one query."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.plan = edition.plan
        self.base = base(edition)
        self.period = period(edition)
        self.hidden: Hidden = getattr(edition, "hidden", NOTHING)

    @cached_property
    def contents(self) -> Contents:
        """The words as issued; each parent's item with its place in the parent, and those left out standing there."""
        if self.base is None:
            found = frozen(self.edition)
            items = tuple(replace(item, base=None) for item in found.items)
            return Contents(tuple(_covered(item, self.hidden, NOTHING) for item in items), ())
        found, above = standing_in(self.edition, self.base), self._hidden_above
        items = tuple(_covered(item, self.hidden, above) for item in found.items)
        return Contents(items, tuple(_covered(item, self.hidden | above, above) for item in found.withdrawn))

    @property
    def _hidden_above(self) -> Hidden:
        """What is hidden in the edition above: its words are shown beside those of this one."""
        known = {edition.pk: edition for edition in self._related}
        if self.base.pk in known:
            return known[self.base.pk].hidden
        return hidden_in([self.base.pk]).get(self.base.pk, NOTHING)

    @cached_property
    def parties(self) -> list:
        return masked(self.edition.parties.all(), self.hidden)

    def names(self, role: str) -> list[str]:
        """Who issues, is addressed, is copied to, in the document's order."""
        return printed(self.parties)[role]

    @cached_property
    def references(self) -> list[Reference]:
        """Basis documents, without plans of the portal that are not public; `is_linked`: can be read here."""
        public = Edition.objects.public().filter(plan=OuterRef("plan"))
        found = self.edition.references.annotate(is_linked=Exists(public)).select_related("plan")
        return masked(found.filter(Q(plan=None) | Q(is_linked=True)), self.hidden)

    @cached_property
    def renumberings(self) -> list:
        """Numbers that were put right, the latest first; who did it and why stays inside."""
        return list(self.edition.renumberings.all()) if getattr(self.edition, "renumbered", True) else []

    @cached_property
    def responsibilities(self) -> list:
        return masked(self.edition.responsibilities.all(), self.hidden)

    @cached_property
    def annex(self) -> list:
        return masked(self.edition.annex.all(), self.hidden)

    @cached_property
    def _related(self) -> list[Edition]:
        plan = self.plan
        wanted = Q(plan=plan) | Q(plan=plan.parent_id) | Q(plan__parent=plan)
        found = readable().public().filter(wanted).select_related("plan__unit__region", "plan__campaign")
        return list(found.order_by("plan__unit__region__path", "plan__unit__order", "plan", "-number"))

    @cached_property
    def editions(self) -> list[Edition]:
        """All public editions of the plan, the latest first."""
        return [edition for edition in self._related if edition.plan_id == self.plan.pk]

    @cached_property
    def above(self) -> Edition | None:
        """The main parent's public edition."""
        return next((edition for edition in self._related if edition.plan_id == self.plan.parent_id), None)

    @cached_property
    def below(self) -> list[Edition]:
        """Public editions of plans that have this one as their main parent, in administrative order."""
        found = [edition for edition in self._related if edition.plan.parent_id == self.plan.pk]
        return list({edition.plan_id: edition for edition in reversed(found)}.values())[::-1]


def _covered(item: Resolved, own: Hidden, above: Hidden) -> Resolved:
    """The item with its own words and those of the parent's item masked, each by what was hidden in its document."""
    if not own and not above:
        return item
    base = item.base and replace(item.base, heading=mask(item.base.heading, above), text=mask(item.base.text, above))
    return replace(item, heading=mask(item.heading, own), text=mask(item.text, own), base=base)
