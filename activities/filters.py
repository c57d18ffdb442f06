"""The list of activities by region, unit, kind, state, dates, words and pictures; all of it in the address."""

from types import SimpleNamespace

import django_filters as filters
from django import forms
from django.db.models import Q
from django.http import QueryDict

from activities.choices import Outcome, Sort, State
from activities.models import Activity
from activities.querysets import ActivityQuerySet
from campaigns.models import Campaign
from orgs.models import Region, Unit, User
from orgs.querysets import below

WITH, WITHOUT = "1", "0"


def _day(label: str, lookup: str) -> filters.DateFilter:
    return filters.DateFilter("held_on", lookup, label=label, widget=forms.DateInput(attrs={"type": "date"}))


def regions_of(request):
    """Regions the user's lead offices coordinate, those one level below, and the one asked for if it lies within."""
    paths = request.user.reach.paths if request else ()
    depths = {len(path) // Region.steplen + 1 for path in paths}
    asked = request.GET.get("region", "") if request else ""
    near = Q(depth__lte=max(depths, default=0)) | Q(code=asked)
    return Region.objects.filter(below(paths, "path")).filter(near)


def units_of(request):
    """Units that have activities the user sees."""
    seen = Activity.objects.visible_to(request.user) if request else Activity.objects.none()
    return Unit.objects.filter(pk__in=seen.values("unit"))


class ActivityFilter(filters.FilterSet):
    q = filters.CharFilter(label="文字", method="with_words", max_length=50)
    region = filters.ModelChoiceFilter(
        label="地区及以下", queryset=regions_of, to_field_name="code", method="within", empty_label="全部"
    )
    unit = filters.ModelChoiceFilter(label="单位", queryset=units_of, empty_label="全部")
    sort = filters.ChoiceFilter(label="类别", choices=Sort.choices, empty_label="全部")
    state = filters.ChoiceFilter(label="状态", choices=State.choices, empty_label="全部")
    outcome = filters.ChoiceFilter(label="开展情况", choices=Outcome.choices, empty_label="全部")
    since = _day("自", "gte")
    until = _day("至", "lte")
    photos = filters.ChoiceFilter(
        label="照片", choices=[(WITH, "有"), (WITHOUT, "无")], method="with_photos", empty_label="不限"
    )

    class Meta:
        model = Activity
        fields: list[str] = []

    def with_words(self, rows, name, value):
        return rows.filter(
            Q(title__icontains=value) | Q(text__icontains=value) | Q(place__icontains=value)
            | Q(unit__name__icontains=value)
        )  # fmt: skip

    def within(self, rows, name, region):
        return rows.within(region.path) if region else rows

    def with_photos(self, rows, name, value):
        shown = rows.filter(pk__in=rows.model.photos.field.model.objects.values("activity"))
        return shown if value == WITH else rows.exclude(pk__in=shown.values("pk"))


def rows_for(*, user: User, campaign: Campaign, query: str) -> ActivityQuerySet:
    """The activities that a list's address (`tab` and filters) shows to this person, wherever it is asked again."""
    asked = QueryDict(query)
    rows = Activity.objects.filter(campaign=campaign)
    rows = rows.coordinated_by(user) if asked.get("tab") == "region" else rows.own_or_joint(user)
    return ActivityFilter(asked, rows, request=SimpleNamespace(user=user, GET=asked)).qs
