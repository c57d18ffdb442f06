"""A list of activities as an iCalendar file (RFC 5545), on record."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from icalendar import Calendar, Event

from activities.choices import Outcome
from activities.models import Activity
from campaigns.models import Campaign
from orgs import audit
from orgs.models import User

MOST = 2_000  # events in one file
STATUS = {
    Outcome.HELD: "CONFIRMED",
    Outcome.PLANNED: "CONFIRMED",
    Outcome.POSTPONED: "TENTATIVE",
    Outcome.CANCELLED: "CANCELLED",
}


@transaction.atomic
def take(*, rows: Iterable[Activity], campaign: Campaign, by: User) -> bytes:
    """The rows (with `unit`) as whole-day events; who took how many stands in the audit trail."""
    events = [_event(row) for row in rows]
    audit.record("活动·日历文件", campaign, by=by, rows=len(events))
    file = Calendar()
    file.add("prodid", "-//Quality Month portal//CN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", f"{campaign}活动")
    file.add("x-wr-timezone", "Asia/Shanghai")
    for event in events:
        file.add_component(event)
    return file.to_ical()


def _event(row: Activity) -> Event:
    event = Event()
    event.add("uid", f"{row.public_id}@{settings.BASE_HOST}")
    event.add("dtstamp", row.changed_at.astimezone(dt.UTC))
    event.add("summary", row.title)
    event.add("dtstart", row.held_on)
    event.add("dtend", (row.ends_on or row.held_on) + dt.timedelta(days=1))  # the day after the last
    event.add("status", STATUS[Outcome(row.outcome)])
    event.add("transp", "TRANSPARENT")
    if row.place:
        event.add("location", row.place)
    state = "" if row.outcome == Outcome.HELD else f"（{row.get_outcome_display()}）"
    event.add("description", f"{row.unit}{state}")
    event.add("url", settings.BASE_URL.rstrip("/") + reverse("activities:work_activity", args=[row.pk]))
    return event
