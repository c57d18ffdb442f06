"""The filter of the public list of activities."""

from django import forms
from django.db.models import Q, QuerySet

from activities.choices import Sort
from activities.hiding import without_leaks
from orgs.forms.filtering import PublicFilter
from orgs.models import Region


class PublicActivityFilter(PublicFilter):
    """Region (a province, or whatever region the address names), kind, words."""

    region = forms.ChoiceField(label="地区", required=False)
    sort = forms.ChoiceField(label="类别", required=False, choices=[("", "全部"), *Sort.choices])
    q = forms.CharField(label="活动、单位或地点", required=False, max_length=50)

    def __init__(self, data=None) -> None:
        super().__init__(data)
        asked = (data or {}).get("region", "")
        regions = Region.objects.filter(Q(depth=2) | Q(code=asked))
        self.regions = {region.code: region for region in regions}
        choices = [(code, region.short_name) for code, region in self.regions.items()]
        self.fields["region"].choices = [("", "全国"), *choices]

    def narrow(self, activities: QuerySet) -> QuerySet:
        """The activities that fit; all of them when nothing was chosen."""
        chosen = self.chosen
        if "region" in chosen:
            activities = activities.within(self.regions[chosen["region"]].path)
        if "sort" in chosen:
            activities = activities.filter(sort=chosen["sort"])
        if "q" in chosen:
            word = chosen["q"].strip()
            fits = Q(title__icontains=word) | Q(place__icontains=word) | Q(text__icontains=word)
            activities = without_leaks(activities.filter(fits | Q(unit__name__icontains=word)), word)
        return activities
