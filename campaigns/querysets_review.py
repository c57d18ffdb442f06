"""Questions to the tables about review, opinions and receipts; each `visible_to` is a permission's list twin."""

from django.db import models
from django.db.models import Q


class ReviewStepQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReviewStepQuerySet":
        return self.filter(unit__in=user.reach.units())


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReviewQuerySet":
        return self.filter(edition__plan__unit__in=user.reach.units())


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CommentQuerySet":
        """Of one's own unit's drafts, others' opinions while handed in to it; and those one's own unit gave."""
        units = user.reach.units()
        given = Q(obligation=None) | Q(obligation__state__in=("handed_in", "accepted"))
        return self.filter((given & Q(edition__plan__unit__in=units)) | Q(obligation__unit__in=units)).distinct()


class ReceiptQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReceiptQuerySet":
        units = user.reach.units()
        return self.filter(Q(unit__in=units) | Q(edition__plan__unit__in=units))


class AnswerLinkQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AnswerLinkQuerySet":
        return self.filter(obligation__request__unit__in=user.reach.units())


class AnswerFileQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AnswerFileQuerySet":
        """One's own unit's; others' while handed in to the user's unit."""
        units = user.reach.units()
        given = Q(obligation__state__in=("handed_in", "accepted"))
        return self.filter(Q(obligation__unit__in=units) | (given & Q(obligation__request__unit__in=units)))
