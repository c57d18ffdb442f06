"""The filter of the public list of plans."""

from django import forms
from django.db.models import Q, QuerySet

from campaigns.hiding import titled
from orgs.choices import Level
from orgs.forms.filtering import PublicFilter


class PlanFilter(PublicFilter):
    level = forms.ChoiceField(label="层级", required=False, choices=[("", "全部"), *Level.choices])
    q = forms.CharField(label="单位、地区或标题", required=False, max_length=50)

    def narrow(self, editions: QuerySet) -> QuerySet:
        """The editions that fit; all of them when nothing was chosen."""
        chosen = self.chosen
        if "level" in chosen:
            editions = editions.filter(plan__unit__region__level=chosen["level"])
        if "q" in chosen:
            word = chosen["q"].strip()
            fits = titled(word) | Q(plan__unit__name__icontains=word)
            editions = editions.filter(fits | Q(plan__unit__region__name__icontains=word))
        return editions
