"""The living year: a demo campaign of the current year, made by code, with dates about today, clearly marked 演示.

Nothing of it has any part in a real campaign. Made by the worker after the first page is served, in one transaction,
so that half a year never shows; a second worker finds it there and does nothing.
"""

import datetime as dt
import io
import logging

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from activities import demowords as words
from activities import imaging, picturing
from activities.demoanswers import receive_documents
from activities.demoextras import add_extras
from activities.demolastyear import live_last_year
from activities.demologs import log_activities
from activities.demopictures import draw
from activities.demoplans import Desk, write_plans
from activities.demoreports import answer_requests
from activities.imaging import Prepared
from campaigns.models import Campaign, Plan
from campaigns.yearly import same_day
from orgs.choices import Channel, Delivery
from orgs.models import Message, User

log = logging.getLogger(__name__)

PICTURES = 90
BEFORE, AFTER = 14, 16  # days of the demo month before and after today
CLERK = "demo.clerk"
UNREAD = 8  # messages per seat that are left to be read


def prepare_demo_year() -> bool:
    """Make the demo campaign of this Beijing year unless it is there, or demonstrations are not allowed here.

    Returns whether it was made. Does nothing before the 2024 campaign and the demo accounts are loaded.
    """
    today = timezone.localdate()
    if not settings.DEMO_ALLOWED or _is_there(today.year) or not _foundation():
        return False
    # drawn before the transaction begins: on SQLite everybody else's writing waits for it
    pictures = [imaging.prepare(io.BytesIO(draw(today.year * 1000 + n))) for n in range(PICTURES)]
    try:
        return _make(today, pictures)
    except IntegrityError:
        if _is_there(today.year):
            return False  # another worker was first
        raise


def _is_there(year: int) -> bool:
    return Campaign.objects.filter(year=year, is_demo=True).exists()


def _foundation() -> bool:
    real = Plan.objects.filter(campaign__year=2024, campaign__is_demo=False, unit__region__code="350000")
    return real.exists() and User.objects.filter(username="fujian.manager").exists()


def _make(today: dt.date, pictures: list[Prepared]) -> bool:
    stems: list[str] = []
    try:
        with transaction.atomic():
            if _is_there(today.year):
                return False
            last = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            by = clerk()
            make_year_before(today, by)
            desk = Desk(_campaign(today), by, today, stems)
            write_plans(desk)
            receive_documents(desk)
            add_extras(desk, log_activities(desk, pictures))
            answer_requests(desk)
            _quieten(last)
    except BaseException:
        picturing.discard(stems)  # rows roll back, files do not
        raise
    log.info("the demo year %s stands", today.year)
    return True


def make_year_before(today: dt.date, by: User) -> None:
    """Something to compare with, unless the demonstration of that year was made in its time."""
    day = same_day(today, today.year, today.year - 1) or today
    if not _is_there(day.year):
        live_last_year(Desk(_campaign(day), by, day))


def _campaign(today: dt.date) -> Campaign:
    return Campaign.objects.create(
        year=today.year,
        is_demo=True,
        name=f"{today.year}年“质量月”（演示）",
        theme=words.THEME,
        starts_on=today - dt.timedelta(days=BEFORE),
        ends_on=today + dt.timedelta(days=AFTER),
        note=words.NOTE,
    )


def clerk() -> User:
    """Who entered it all: a made-up person who cannot log in."""
    person, fresh = User.objects.get_or_create(
        username=CLERK, defaults={"display_name": "演示录入", "is_active": False}
    )
    if fresh:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return person


def _quieten(last: int) -> None:
    """Leave each seat a handful of unread messages and no mail: two hundred activities would bury the mailbox."""
    made = Message.objects.filter(pk__gt=last)
    made.filter(channel=Channel.MAIL).update(state=Delivery.OBSOLETE)
    portal = made.filter(channel=Channel.PORTAL)
    for seat in portal.order_by().values_list("seat", flat=True).distinct():
        newest = list(portal.filter(seat=seat).order_by("-pk").values_list("pk", flat=True)[:UNREAD])
        portal.filter(seat=seat).exclude(pk__in=newest).update(read_at=timezone.now())
