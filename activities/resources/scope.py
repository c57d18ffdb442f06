"""Which rows an export holds: a unit's own (with all below, for a lead office), or those a list's address shows."""

from dataclasses import dataclass

from django.db.models import QuerySet

from activities import extracting
from activities.filters import rows_for
from activities.gathering import SHOWN
from activities.models import Activity, Case, Photo
from campaigns.models import Campaign, Obligation
from orgs.models import Unit, User


@dataclass(frozen=True, slots=True)
class Scope:
    """`query` is a list's address (its filters and tab); empty = all of the unit's."""

    unit: Unit
    campaign: Campaign
    query: str = ""

    def activities(self, user: User) -> QuerySet[Activity]:
        if not self.query:
            return extracting.activities(user=user, unit=self.unit, campaign=self.campaign)
        return extracting.exportable(rows_for(user=user, campaign=self.campaign, query=self.query), user)

    def photos(self, user: User) -> QuerySet[Photo]:
        return Photo.objects.visible_to(user).filter(SHOWN)

    def cases(self, user: User) -> QuerySet[Case]:
        if not self.query:
            return extracting.cases(user=user, unit=self.unit, campaign=self.campaign)
        seen = Case.objects.visible_to(user).values("pk")
        return Case.objects.filter(pk__in=seen, activity__in=self.activities(user).order_by().values("pk"))

    def obligations(self, user: User) -> QuerySet[Obligation]:
        """None for a list: its filters say nothing of them."""
        if self.query:
            return Obligation.objects.none()
        return extracting.obligations(user=user, unit=self.unit, campaign=self.campaign)
