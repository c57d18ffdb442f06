"""The demonstration a year before: the same kind of month, a third as much of it, all of it settled; for 与上年对照."""

import datetime as dt
import random

from activities.demologs import one, settle
from activities.demoplans import Desk, write_upper_plans
from campaigns.models import Campaign
from orgs.models import Unit

NUMBER = 60
FATES = ("accepted", "public")
CODES = ("350100", "350200", "350300", "350500", "350600", "350800", "350102", "350103", "350203", "350802")


def live_last_year(desk: Desk) -> None:
    """Write the upper documents and log what was held; `desk` is of that year. Nothing is asked or left to do."""
    write_upper_plans(desk, asking=False)
    chance = random.Random(desk.campaign.year)  # noqa: S311  (made-up data, no secret)
    units = Unit.objects.select_related("region").order_by("region__path", "order", "pk")
    offices = units.filter(kind="lead", region__code__in=CODES)
    among = [*offices, *offices, *units.filter(region__code="350000", kind__in=("lead", "member"))]
    for number in range(NUMBER):
        activity = one(desk, number, chance.choice(among), _day(desk.campaign, chance), chance)
        settle(desk, activity, FATES[number % len(FATES)], chance)


def _day(campaign: Campaign, chance: random.Random) -> dt.date:
    """A day of the month, which every campaign of the demonstration has; most activities fall on its beginning."""
    length = (campaign.ends_on - campaign.starts_on).days
    return campaign.starts_on + dt.timedelta(days=min(chance.randint(0, length), chance.randint(0, length)))
