"""The dates of a person's units as an iCalendar file (RFC 5545): what they owe, what they ask, the campaigns.

No alarms: reminding is the portal's, and a calendar's own would go on after the answer was handed in. Titles and dates
only, no names of people; what is answered drops out.
"""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from campaigns.deadline import caution
from campaigns.models import Campaign, Obligation, Request
from campaigns.workdays import today
from orgs.models import User

PAST = dt.timedelta(days=60)  # how long what is over stays
MOST = 1_000  # of each sort
ONE_DAY = dt.timedelta(days=1)


def dates_file(user: User) -> bytes:
    """All-day events with stable UIDs; the same bytes as long as nothing changed. Four queries."""
    file = Calendar()
    file.add("prodid", "-//Quality Month portal//CN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", "质量月报送日程")
    file.add("x-wr-timezone", "Asia/Shanghai")
    file.add("refresh-interval;value=duration", "PT6H")
    file.add("x-published-ttl", "PT6H")
    for events in (_owed(user), _asked(user), _campaigns()):
        for event in events:
            file.add_component(event)
    return file.to_ical()


def _owed(user: User) -> Iterator[Event]:
    rows = Obligation.objects.owed_by(user).unanswered().filter(released_at=None, due_on__gte=today() - PAST)
    for row in rows.select_related("unit", "request__unit").order_by("due_on", "pk")[:MOST]:
        asked, may = row.request, "（可不报）" if row.optional else ""
        lines = [f"报送单位：{row.unit}", f"要求单位：{asked.unit}", f"用途：{asked.why}" if asked.why else "",
                 f"停止接收：{row.locks_on}24时" if row.locks_on else "", caution(row.due_on)]  # fmt: skip
        url = reverse("campaigns:obligation", args=[row.pk])
        title, days = f"截止：{asked.title}{may}", (row.due_on, row.due_on)
        yield _event(f"owed-{row.pk}", title, days, made=asked.created_at, lines=lines, url=url)


def _asked(user: User) -> Iterator[Event]:
    rows = Request.objects.made_by(user).filter(closed_at=None, due_on__gte=today() - PAST)
    for row in rows.select_related("unit").order_by("due_on", "pk")[:MOST]:
        lines = [f"要求单位：{row.unit}", f"用途：{row.why}" if row.why else ""]
        url = reverse("campaigns:request", args=[row.pk])
        days = (row.due_on, row.due_on)
        yield _event(f"asked-{row.pk}", f"收齐：{row.title}", days, made=row.created_at, lines=lines, url=url)


def _campaigns() -> Iterator[Event]:
    for row in Campaign.objects.filter(ends_on__gte=today() - PAST).order_by("starts_on", "pk"):
        made = dt.datetime.combine(row.starts_on, dt.time(), dt.UTC)
        days = (row.starts_on, row.ends_on)
        yield _event(f"campaign-{row.slug}", str(row), days, made=made, lines=[], url=reverse("orgs:home"))


def _event(
    uid: str, title: str, days: tuple[dt.date, dt.date], *, made: dt.datetime, lines: list[str], url: str
) -> Event:
    event = Event()
    event.add("uid", f"{uid}@{settings.BASE_HOST}")
    event.add("dtstamp", made.astimezone(dt.UTC))
    event.add("summary", title)
    event.add("dtstart", days[0])
    event.add("dtend", days[1] + ONE_DAY)  # the day after the last
    event.add("transp", "TRANSPARENT")
    words = "\n".join(line for line in lines if line)
    if words:
        event.add("description", words)
    event.add("url", settings.BASE_URL.rstrip("/") + url)
    return event
