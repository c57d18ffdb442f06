"""What the benchmark of 进度总览 measures: pages for the nation, a province, a county, over two years of a country."""

import gc
import resource
import time
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from activities import figures, scratch
from campaigns.models import Campaign
from orgs.models import Region, User

ACTIVITIES, PHOTOS, REQUESTS = 300_000, 100_000, 30
LEVELS = ("nation", "province", "county")
PAGES = ("overview", "overview_rows", "overview_activities", "overview_coverage", "overview_last_year")
Times = dict[str, list[tuple[float, float]]]


def prepare() -> tuple[Campaign, dict[str, User]]:
    """Two of a country's years, so that 与上年对照 has both in full, and somebody at the first office of each
    level; fifty units have changed something that no tick has added up."""
    campaign = scratch.tree()
    people = dict(zip((level for level, _ in scratch.SHAPE), scratch.people(), strict=True))
    scratch.notice(campaign)
    scratch.reports(campaign)
    scratch.activities(campaign, ACTIVITIES)
    scratch.extras(campaign, photos=PHOTOS)
    scratch.year_before(campaign, ACTIVITIES, PHOTOS)
    scratch.settle()
    scratch.disturb(campaign)
    return campaign, people


def pages(people: dict[str, User], requests: int = REQUESTS) -> Times:
    """Of each kind of page and request the seconds that passed and the processor's seconds of this process; the first
    of each kind, which reads templates, is left out."""
    gc.collect()
    gc.freeze()  # as the server does after its start (qualitymonth/wsgi.py)
    found: Times = {}
    for level in LEVELS:
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(people[level], backend="django.contrib.auth.backends.ModelBackend")
        for page in PAGES:
            address = reverse(f"activities:{page}")
            found[f"{level}: {page}"] = [seconds_of(client.get, address) for _ in range(requests + 1)][1:]
    return found


def line_by_line(campaign: Campaign) -> float:
    """Seconds of the nation's figures and its provinces' as pages are often written: each line counted by itself."""
    start = time.perf_counter()
    for path in Region.objects.filter(depth__lte=2).values_list("path", flat=True):
        figures.roll_up_units(campaign, figures.places_of(path)).of(path)
    return time.perf_counter() - start


def seconds_of(ask: Callable[[str], Any], address: str, status: int = 200) -> tuple[float, float]:
    """Of one request, what passed and the processor's time of this process."""
    start, used = time.perf_counter(), _used()
    answer = ask(address)
    took = time.perf_counter() - start, _used() - used
    if answer.status_code != status:
        raise AssertionError(f"{address} answered {answer.status_code}")
    return took


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
