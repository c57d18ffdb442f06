"""The list of activities by region, unit, kind, state, action, dates, words, pictures and cases; all of it in the
address."""

from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from activities import asked as asking
from activities import report_scope
from activities.choices import CounterKind, Outcome, Sort, State
from activities.facets import UNSORTED, Found, find, total
from activities.models import Activity, Case, Counter, Photo
from activities.paging import arranged, order_of
from activities.querysets import ActivityQuerySet
from activities.report_counts import SUMS
from activities.wording import holding
from campaigns.models import Campaign, Edition
from campaigns.reading import contents
from orgs.models import Region, Unit, User
from orgs.querysets import below
from orgs.scoping import number

WITH, WITHOUT = "1", "0"
HAS = [(WITH, "有"), (WITHOUT, "无")]
GIVEN = [(name, name) for name in (*SUMS, *CounterKind.values)]


def _day(label: str, lookup: str) -> filters.DateFilter:
    return filters.DateFilter("held_on", lookup, label=label, widget=forms.DateInput(attrs={"type": "date"}))


def regions_of(request):
    """Regions the user's lead offices coordinate. Which of them are offered is the page's affair (`offering.py`)."""
    return Region.objects.filter(below(request.user.reach.paths if request else (), "path"))


def units_of(request):
    """Units of the coordinated regions, the own ones, and those the own ones hold activities with."""
    if not request:
        return Unit.objects.none()
    joint = Activity.objects.own_or_joint(request.user).values("unit")
    return Unit.objects.filter(Q(pk__in=Unit.objects.coordinated_by(request.user).values("pk")) | Q(pk__in=joint))


class RootFilter(filters.UUIDFilter):
    """An action by its root: what became of it at every level. Which are offered is the page's affair."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=forms.Select, **kwargs)


class ActivityFilter(filters.FilterSet):
    q = filters.CharFilter(label="文字", method="with_words", max_length=50)
    region = filters.ModelChoiceFilter(
        label="地区及以下", queryset=regions_of, to_field_name="code", method="within", empty_label="全部"
    )
    unit = filters.ModelChoiceFilter(label="单位", queryset=units_of, empty_label="全部")
    sort = filters.ChoiceFilter(
        label="类别", choices=[*Sort.choices, (UNSORTED, "未填类别")], method="of_sort", empty_label="全部"
    )
    state = filters.ChoiceFilter(label="状态", choices=State.choices, empty_label="全部")
    outcome = filters.ChoiceFilter(label="开展情况", choices=Outcome.choices, empty_label="全部")
    action = RootFilter("item_root", label="专项行动")
    since = _day("自", "gte")
    until = _day("至", "lte")
    photos = filters.ChoiceFilter(label="照片", choices=HAS, method="with_photos", empty_label="不限")
    case = filters.ChoiceFilter(label="典型案例", choices=HAS, method="with_case", empty_label="不限")
    counted = filters.ModelChoiceFilter(label="计入总结的单位", queryset=Unit.objects.all(), method="counted_by")
    part = filters.CharFilter(label="方案内容", method="of_part", max_length=60)
    given = filters.ChoiceFilter(label="填有数据", choices=GIVEN, method="with_figure")

    class Meta:
        model = Activity
        fields: list[str] = []

    def with_words(self, rows, name, value):
        words = value.split()[:5]
        for word in words:
            units = list(Unit.objects.filter(name__icontains=word).values_list("pk", flat=True))
            rows = rows.filter(holding(word, "title", "place", "text") | Q(unit__in=units))
        return rows

    def within(self, rows, name, region):
        # everything is below the nation: no join is needed to say so
        return rows.within(region.path) if region and region.depth > 1 else rows

    def of_sort(self, rows, name, value):
        return rows.filter(sort="" if value == UNSORTED else value)

    def with_photos(self, rows, name, value):
        shown = Exists(Photo.objects.filter(activity=OuterRef("pk"), correction=None))
        return rows.filter(shown if value == WITH else ~shown)

    def with_case(self, rows, name, value):
        """A case is the unit's alone until it is put forward: only those the person sees count."""
        told = Case.objects.visible_to(self.request.user).filter(activity__isnull=False).values("activity")
        return rows.filter(pk__in=told) if value == WITH else rows.exclude(pk__in=told)

    def counted_by(self, rows, name, unit):
        """What the unit's report counts."""
        return rows.filter(report_scope.counted(unit)) if unit else rows

    def of_part(self, rows, name, value):
        """`<edition>.<key>`: an item with what stands beneath it; `<edition>.beside`: what answers to none."""
        edition, _, part = value.partition(".")
        seen = Edition.objects.visible_to(self.request.user).filter(pk=number(edition)).first()
        return report_scope.rows_of_part(rows, contents(seen), part) if seen else rows.none()

    def with_figure(self, rows, name, value):
        """Activities that give a figure at all."""
        if value in SUMS:
            return rows.filter(**{f"{value}__isnull": False})
        return rows.filter(Exists(Counter.objects.filter(activity=OuterRef("pk"), kind=value))) if value else rows

    @cached_property
    def understood(self) -> dict:
        """The values that could be read; what could not is told in `form.errors` and changes nothing."""
        return self.form.cleaned_data if self.is_bound and self.form.is_valid() is not None else {}

    @property
    def chosen(self) -> dict[str, str]:
        return {name: self.understood.get(name) or "" for name in asking.FACETS}

    def wide(self) -> ActivityQuerySet:
        """The rows filtered by all but the facets, so that these can be counted."""
        rows = self.queryset.all()
        for name, value in self.understood.items():
            if name not in asking.FACETS:
                rows = self.filters[name].filter(rows, value)
        return rows


@dataclass(frozen=True)
class Listing:
    """A list as its address asks for it: `scope` is all the tab stands on, `found` what the conditions leave."""

    asked: QueryDict
    tab: str
    tabs: tuple[str, ...]
    scope: ActivityQuerySet
    filter: ActivityFilter
    found: Found

    @property
    def view(self) -> str:
        return asking.view_of(self.asked)

    @property
    def counted(self) -> Unit | None:
        """The unit for whose report these count, where the address asks for such."""
        return self.filter.understood.get("counted")

    @property
    def total(self) -> int:
        return total(self.found.counts, self.filter.chosen)


def listing(*, user: User, campaign: Campaign, asked: QueryDict) -> Listing:
    """What the page shows to this person: one query to count, none yet for the rows."""
    tabs = (asking.OWN, asking.REGION) if user.reach.paths else (asking.OWN,)
    tab = tab_of(user, asked)
    scope = scope_for(user=user, campaign=campaign, tab=tab)
    given = asked if asking.filtered(asked) else None
    narrowed = ActivityFilter(given, scope, request=SimpleNamespace(user=user, GET=asked))
    found = find(narrowed.wide(), narrowed.chosen, by_words=bool(narrowed.understood.get("q")))
    return Listing(asked, tab, tabs, scope, narrowed, found)


def tab_of(user: User, asked: QueryDict) -> str:
    """The tab asked for, where there is one. What a report counts is looked for where the person sees all of it."""
    if not user.reach.paths:
        return asking.OWN
    unit = number(asked.get("counted"))
    if unit and "tab" not in asked:
        own = unit in user.reach.units() and unit not in user.reach.offices()
        return asking.OWN if own else asking.REGION
    return asking.REGION if asked.get("tab") == asking.REGION else asking.OWN


def scope_for(*, user: User, campaign: Campaign, tab: str) -> ActivityQuerySet:
    """All activities a tab stands on: those of the own units, or those handed in within the coordinated regions."""
    rows = Activity.objects.filter(campaign=campaign)
    return rows.coordinated_by(user) if tab == asking.REGION else rows.own_or_joint(user)


def rows_for(*, user: User, campaign: Campaign, query: str) -> ActivityQuerySet:
    """The activities that a list's address (`tab`, filters, `order`) shows to this person, wherever it is asked again;
    all of them, where the page itself shows the latest finds of a search."""
    asked = QueryDict(query)
    rows = scope_for(user=user, campaign=campaign, tab=tab_of(user, asked))
    found = ActivityFilter(asked, rows, request=SimpleNamespace(user=user, GET=asked)).qs
    return arranged(found, order_of(asked))
