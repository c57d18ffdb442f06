"""Working days as China's offices count them, and the day it is in Beijing.

The State Council announces each year's days off and make-up working days; the
chinesecalendar package holds them from 2004 to its last year. Everything here
takes plain dates. `extra` is a table kept by managers (day → is it a working
day?), and wins over the package.
"""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

import chinese_calendar
from django.utils import timezone

from orgs.beijing import BEIJING

NO_EXTRA: Mapping[dt.date, bool] = MappingProxyType({})

_ONE_DAY = dt.timedelta(days=1)
_SATURDAY = 5
# The package's own is_workday() walks through all its days at every call.
_DAYS_OFF = frozenset(chinese_calendar.holidays)
_MAKE_UP_DAYS = frozenset(chinese_calendar.workdays)
_YEARS = range(min(_DAYS_OFF).year, max(_DAYS_OFF).year + 1)


def today() -> dt.date:
    """The date in Beijing now, whatever TZ and TIME_ZONE say."""
    return day_of(timezone.now())


def day_of(moment: dt.datetime) -> dt.date:
    """The date in Beijing at an aware moment. Naive moments raise ValueError."""
    if timezone.is_naive(moment):
        raise ValueError("a moment without a time zone has no day in Beijing")
    return moment.astimezone(BEIJING).date()


def known(year: int, extra: Mapping[dt.date, bool] = NO_EXTRA) -> bool:
    """Whether the year's days off are known; if not, weekdays are assumed and the screen says so.

    A year the package lacks counts as known once `extra` holds both a day off
    and a make-up working day in it, as every year's announcement does.
    """
    if year in _YEARS:
        return True
    differing = {works for day, works in extra.items() if day.year == year and works != _by_weekday(day)}
    return differing == {True, False}


def is_workday(day: dt.date, extra: Mapping[dt.date, bool] = NO_EXTRA) -> bool:
    """Whether offices work on that day. A datetime raises TypeError: its day depends on the zone."""
    if isinstance(day, dt.datetime):
        raise TypeError("a day is asked for, not a moment")
    if day in extra:
        return extra[day]
    if day in _MAKE_UP_DAYS:
        return True
    return day not in _DAYS_OFF and _by_weekday(day)


def add_workdays(day: dt.date, n: int, extra: Mapping[dt.date, bool] = NO_EXTRA) -> dt.date:
    """The n-th working day after `day`, before it if n is negative; `day` itself if n is 0.

    The day one starts from is never counted, whether it is a working day or not.
    """
    step = _ONE_DAY if n > 0 else -_ONE_DAY
    for _ in range(abs(n)):
        day += step
        while not is_workday(day, extra):
            day += step
    return day


def last_workday_on_or_before(day: dt.date, extra: Mapping[dt.date, bool] = NO_EXTRA) -> dt.date:
    """`day` if offices work on it, else the working day before."""
    return day if is_workday(day, extra) else add_workdays(day, -1, extra)


def _by_weekday(day: dt.date) -> bool:
    return day.weekday() < _SATURDAY
