"""Questions to the tables that help drafting."""

from django.db import models


class AdaptationRuleQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AdaptationRuleQuerySet":
        return self.filter(unit__in=user.reach.units())


class ReadingQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReadingQuerySet":
        """A unit's own drafters only: an unissued document is nobody else's business."""
        return self.filter(unit__in=user.reach.units("drafter"))
