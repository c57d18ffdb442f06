"""Moments as an office says them."""

import datetime as dt

from django import template
from django.utils.timezone import localtime

register = template.Library()


@register.filter
def until(moment: dt.datetime) -> str:
    """The end of a term, Beijing time: midnight belongs to the day before (11月29日24时), as a due date does."""
    local = localtime(moment)
    if local.time() == dt.time():
        day = local.date() - dt.timedelta(days=1)
        return f"{day.month}月{day.day}日24时"
    return f"{local.month}月{local.day}日 {local:%H:%M}"
