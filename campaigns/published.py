"""What the public may read of a plan: its public editions, and of others only what is public itself.

A document repeats nothing of a parent that is not public: no words it was adapted from, no items it leaves out, no
link, no period taken from there.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from campaigns.models import Campaign, Edition, Plan, Reference, Theme
from campaigns.reading import frozen, standing_in
from campaigns.resolving import Contents

LINE = (
    "plan__unit__region",
    "plan__campaign",
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
    found = Edition.objects.foremost().filter(plan__campaign=campaign)
    return found.select_related(*LINE).order_by("plan__unit__region__path", "plan__unit__order", "plan")


def themes(editions: Iterable[Edition]) -> dict[int, str]:
    """The theme's words of each edition, by its pk. One query."""
    found = Theme.objects.filter(edition__in=[edition.pk for edition in editions])
    return dict(found.values_list("edition", "text"))


def edition(public_id: str, number: int | None = None) -> Edition | None:
    """A plan's public edition, the latest or the one with that number."""
    if "\0" in public_id:  # PostgreSQL takes none in a text
        return None
    found = Edition.objects.public().filter(plan__public_id=public_id).select_related(*LINE)
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

    @cached_property
    def contents(self) -> Contents:
        """The words as issued; each parent's item with its place in the parent, and those left out standing there."""
        found = frozen(self.edition)
        if self.base is None:
            return Contents(tuple(replace(item, base=None) for item in found.items), ())
        return standing_in(found, self.base)

    @cached_property
    def parties(self) -> list:
        return list(self.edition.parties.all())

    def names(self, role: str) -> list[str]:
        """Who issues, is addressed, is copied to, in the document's order."""
        return [party.name for party in self.parties if party.role == role]

    @cached_property
    def references(self) -> list[Reference]:
        """Basis documents, without plans of the portal that are not public; `is_linked`: can be read here."""
        public = Edition.objects.public().filter(plan=OuterRef("plan"))
        found = self.edition.references.annotate(is_linked=Exists(public)).select_related("plan")
        return list(found.filter(Q(plan=None) | Q(is_linked=True)))

    @cached_property
    def responsibilities(self) -> list:
        return list(self.edition.responsibilities.all())

    @cached_property
    def annex(self) -> list:
        return list(self.edition.annex.all())

    @cached_property
    def _related(self) -> list[Edition]:
        plan = self.plan
        wanted = Q(plan=plan) | Q(plan=plan.parent_id) | Q(plan__parent=plan)
        found = Edition.objects.public().filter(wanted).select_related("plan__unit__region", "plan__campaign")
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
