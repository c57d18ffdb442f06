"""What the benchmark of the list measures: pages for the nation, a province and a county, every view, usual filters."""

import math
import time
from collections.abc import Iterable

from django.core.paginator import Paginator
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from activities import scratch
from activities.asked import FACETS
from activities.choices import HANDED_IN, Outcome, Sort, State
from activities.models import Activity
from campaigns.models import Campaign
from orgs.models import Region, User

ACTIVITIES, PHOTOS, REQUESTS = 300_000, 100_000, 30
LEVELS = ("nation", "province", "county")
ADDRESSES = {
    "list": "",
    "cards": "&view=cards",
    "month": "&view=calendar&month=2024-09",
    "week": "&view=calendar&week=2024-09-09",
    "timeline": "&view=timeline",
    "gallery": "&view=gallery",
    "facets": "&state=handed_in&sort=brands",
    "days": "&since=2024-09-10&until=2024-09-12",
    "with photos": "&photos=1",
    "without photos": "&photos=0",
    "with case": "&case=1",
    "last handed in": "&order=handed_in",
    "last changed": "&order=changed",
    "by place": "&order=place",
    "frequent word": "&q=实验",
    "absent word": "&q=龙舟",
    "Latin word": "&q=qc",
}
Times = dict[str, list[float]]


def prepare() -> tuple[Campaign, dict[str, User]]:
    """A country's year, and somebody at the first office of each level."""
    campaign = scratch.tree()
    people = dict(zip((level for level, _ in scratch.SHAPE), scratch.people(), strict=True))
    scratch.notice(campaign)
    scratch.reports(campaign)
    scratch.activities(campaign, ACTIVITIES)
    scratch.extras(campaign, photos=PHOTOS)
    scratch.settle()
    return campaign, people


def pages(campaign: Campaign, people: dict[str, User], requests: int = REQUESTS) -> Times:
    """Seconds of each request, kind of page by kind of page; the first of each kind, which reads templates, is left
    out."""
    found: Times = {}
    for level in LEVELS:
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(people[level], backend="django.contrib.auth.backends.ModelBackend")
        for name, query in (ADDRESSES | _more(campaign, level)).items():
            address = f"{reverse('activities:list')}?tab=region{query}"
            took = [_seconds(client, address) for _ in range(requests + 1)]
            found[f"{level}: {name}"] = took[1:]
    return found


def plainly(campaign: Campaign) -> float:
    """Seconds of the queries of a page as lists are often written: a count for each facet's value and for the pages,
    the rows by offset."""
    start = time.perf_counter()
    rows = Activity.objects.filter(campaign=campaign, state__in=HANDED_IN, unit__region__path__startswith="0001")
    for name, values in zip(FACETS, (Sort.values, State.values, Outcome.values), strict=True):
        for value in values:
            rows.filter(**{name: value}).aggregate(number=Count("pk"))
    list(Paginator(rows.select_related("unit").prefetch_related("photos"), 30).get_page(200))
    return time.perf_counter() - start


def p95(took: Iterable[float]) -> float:
    """The time that 19 of 20 requests do not exceed."""
    ordered = sorted(took)
    return ordered[math.ceil(len(ordered) * 0.95) - 1]


def _more(campaign: Campaign, level: str) -> dict[str, str]:
    """What depends on the data: an action, a deep page, and for the nation the regions below."""
    rows = Activity.objects.filter(campaign=campaign, state__in=HANDED_IN).order_by("held_on", "pk")
    root = rows.exclude(item_root=None).values_list("item_root", flat=True).first()
    found = {"action": f"&action={root}", "action's gallery": f"&view=gallery&action={root}"}
    if level == "nation":
        middle = rows.filter(held_on__gte=scratch.FIRST).values_list("pk", flat=True)[0]
        found["deep page"] = f"&after={middle}&n=200000"
        for name, code in Region.objects.filter(path__in=("00010005", "000100050001", "0001000500010001")).values_list(
            "level", "code"
        ):
            found[f"of a {name}"] = f"&region={code}"
    return found


def _seconds(client: Client, address: str) -> float:
    start = time.perf_counter()
    answer = client.get(address)
    took = time.perf_counter() - start
    if answer.status_code != 200:
        raise AssertionError(f"{address} answered {answer.status_code}")
    return took
