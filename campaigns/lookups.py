"""Which campaign the open interface is asked about."""

from campaigns.models import Campaign
from orgs.lookups import BadParameter, Unknown


def campaign_of(name: str | None) -> Campaign:
    """The campaign of a year (the real one) or of an address such as 2026-demo; the latest real one when not named.

    Raises BadParameter for a wrong form, Unknown when there is none.
    """
    if not name:
        found = Campaign.objects.order_by("is_demo", "-year").first()
        if found is None:
            raise Unknown("还没有质量月活动的数据。")
        return found
    year, _, demo = name.partition("-")
    if not (year.isascii() and year.isdecimal() and len(year) == 4 and demo in ("", "demo") and name.count("-") < 2):
        raise BadParameter("年份应为四位数字，如：2024；演示数据在年份后加“-demo”。")
    found = Campaign.objects.by_slug(name).first()
    if found is None:
        raise Unknown(f"没有{name}年质量月的数据。")
    return found
