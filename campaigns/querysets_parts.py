"""Questions to the tables of a report's parts, notes and hand-ins; the list twins of the predicates in `rules.py`."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

HANDED_IN = Q(report__obligations__state__in=("handed_in", "accepted"))


class ReportPartQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReportPartQuerySet":
        """Parts of the reports the user sees."""
        units = user.reach.units()
        to_own = HANDED_IN & Q(report__obligations__request__unit__in=units)
        return self.filter(Q(report__unit__in=units) | to_own).distinct()


class ReportNoteQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReportNoteQuerySet":
        """To the office that asked; to the unit once its answer came back, or was accepted: none that was written
        since it was handed in last."""
        units = user.reach.units()
        hand_ins = self.model.obligation.field.related_model.hand_ins.rel.related_model.objects
        latest = hand_ins.filter(obligation=OuterRef("obligation")).order_by("-number").values("at")[:1]
        told = ~Q(obligation__state="handed_in") | Q(latest=None) | Q(at__lt=F("latest"))
        rows = self.annotate(latest=Subquery(latest))
        return rows.filter(Q(obligation__request__unit__in=units) | (Q(obligation__unit__in=units) & told))


class ReportHandInQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReportHandInQuerySet":
        """To the unit, and to the office it was handed in to, also after it was returned: it was given to it."""
        units = user.reach.units()
        return self.filter(Q(obligation__unit__in=units) | Q(obligation__request__unit__in=units))
