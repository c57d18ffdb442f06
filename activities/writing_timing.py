"""What the benchmark of writing a summary measures: a province's and the nation's, drafted from a country's year."""

import time
from functools import partial

from django.test import Client
from django.urls import reverse

from activities import figures, scratch
from activities.overview_timing import ACTIVITIES, PHOTOS, Times, seconds_of
from campaigns import own_summary
from campaigns.models import Campaign, Obligation, Report
from orgs.models import User

LEVELS, REQUESTS, DRAFTS = ("nation", "province"), 30, 5
PAGES = {"writing": "campaigns:writing", "before drafting": "activities:draft_report", "compose": "activities:compose"}


def prepare() -> tuple[Campaign, dict[str, User], dict[str, Obligation]]:
    """A country's year, where 3,222 summaries lie with the nation, and what two offices write themselves."""
    campaign = scratch.tree()
    people = dict(zip((level for level, _ in scratch.SHAPE), scratch.people(), strict=True))
    scratch.notice(campaign)
    scratch.reports(campaign)
    of_the_nation = {"unit__region__depth": 1}  # handed in there like all others; here it is still to be written
    Obligation.objects.filter(**of_the_nation).delete()
    Report.objects.filter(**of_the_nation).delete()
    scratch.activities(campaign, ACTIVITIES)
    scratch.extras(campaign, photos=PHOTOS)
    scratch.settle()
    owed = {level: _owed(people[level], campaign) for level in LEVELS}
    return campaign, people, owed


def pages(people: dict[str, User], owed: dict[str, Obligation], requests: int = REQUESTS) -> Times:
    """Of each page, and of drafting, the seconds that passed and this process's seconds; the first is left out."""
    found: Times = {}
    for level, each in owed.items():
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(people[level], backend="django.contrib.auth.backends.ModelBackend")
        address = reverse(PAGES["before drafting"], args=[each.pk])
        sent = partial(client.post, data={"draft": "1"})  # an empty form would count as none
        found[f"{level}: drafting"] = [seconds_of(sent, address, 302) for _ in range(DRAFTS + 1)][1:]
        for name, view in PAGES.items():
            address = reverse(view, args=[each.pk])
            found[f"{level}: {name}"] = [seconds_of(client.get, address) for _ in range(requests + 1)][1:]
    return found


def number_by_number(campaign: Campaign, owed: Obligation) -> float:
    """Seconds of a report's numbers as they are often counted: each that its parts name by a statement of its own."""
    held = figures.held(campaign, owed.unit.region.path)
    owed.refresh_from_db()
    parts = owed.report.parts.all() if owed.report else ()
    start = time.perf_counter()
    for part in parts:
        for _ in part.sources:
            held.count()
    return time.perf_counter() - start


def _owed(user: User, campaign: Campaign) -> Obligation:
    """The office's own summary, which nobody above asks for."""
    unit = next(iter(own_summary.offices_of(user)))
    return own_summary.begin(unit=unit, campaign=campaign, by=user)
