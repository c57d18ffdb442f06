"""What another system asks for, read: moments, places in the list, versions, states. Refusals are Chinese sentences."""

import datetime as dt
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from activities import handing
from activities.api_own_shapes import own_activity
from activities.choices import State
from activities.choosing import value_of
from activities.models import Activity
from activities.querysets import ActivityQuerySet
from campaigns.lookups import campaign_of
from campaigns.models import Campaign
from orgs.api_problems import Refusal
from orgs.lookups import BadParameter, Unknown
from orgs.models import ApiToken
from orgs.tokens import units_of

SINCE = "只要此时（含）以后有变动的，如2024-09-10T08:00:00+08:00，不写时区的为北京时间；不给出时为全部"
EARLIEST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
YEARS = range(2000, 2101)
MOST = 2**63 - 1


def own_campaign(name: str) -> Campaign:
    try:
        return campaign_of(name)
    except (BadParameter, Unknown) as error:
        raise Refusal(422, str(error), {"campaign": str(error)}) from None


def limited(rows: ActivityQuerySet, campaign: str, states: list[str]) -> ActivityQuerySet:
    """The rows of one campaign and of some states, when these are named."""
    strange = [state for state in states if state not in State.values]
    if strange:
        sentence = f"没有这种状态，state应为{'、'.join(State.values)}中的一个或几个。"
        raise Refusal(422, sentence, {"state": sentence})
    if campaign:
        rows = rows.filter(campaign=own_campaign(campaign))
    return rows.filter(state__in=states) if states else rows


def moment(text: str) -> dt.datetime:
    """A moment or a Beijing day's beginning. A `+` that was sent as it is arrives as a space."""
    if not text:
        return EARLIEST
    found = _parsed(text.strip().replace(" ", "+") if "T" in text else text.strip())
    if found is None or found.year not in YEARS:
        sentence = "changed_since应为时间，如：2024-09-10T08:00:00+08:00。"
        raise Refusal(422, sentence, {"changed_since": sentence})
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _parsed(text: str) -> dt.datetime | None:
    try:
        day = parse_date(text)
        return dt.datetime.combine(day, dt.time()) if day else parse_datetime(text)
    except ValueError:
        return None


def place(activity: Any) -> str:
    """Where the list went as far as this activity; opaque to others."""
    return urlsafe_b64encode(f"{activity.moment.isoformat()}~{activity.pk}".encode()).decode()


def place_of(cursor: str) -> tuple[dt.datetime, int]:
    try:
        at, _, pk = urlsafe_b64decode(cursor.encode("ascii")).decode("ascii").partition("~")
        found = dt.datetime.fromisoformat(at), int(pk)
        if found[0].year in YEARS and timezone.is_aware(found[0]) and 0 <= found[1] <= MOST:
            return found
    except ValueError:  # also what is no base64 or no ASCII
        pass
    sentence = "cursor应原样使用上一页返回的next。"
    raise Refusal(422, sentence, {"cursor": sentence})


def version_of(match: str) -> int | None:
    """The version in If-Match: `3`, `"3"`, or the ETag of an answer (`"3-…"`). None when there is none."""
    if not match.strip():
        return None
    found = re.fullmatch(r'(?:W/)?"?([0-9]{1,9})(?:-[0-9a-f]{1,64})?"?', match.strip(), re.ASCII)
    if not found:
        raise Refusal(422, 'If-Match应为所读到的version或ETag，如："3"。')
    return int(found[1])


def answer_for(activity: Activity) -> dict[str, Any]:
    return own_activity(activity, value_of(activity.item_key, activity.planned_as_id))


def questions_about(activity: Activity, token: ApiToken) -> list[dict[str, str]]:
    """What a person would be asked at hand-in. Of other units' records the unit and the day are named, no more."""
    asked = handing.asked_about(activity, None, own=set(units_of(token).values_list("pk", flat=True)))
    found = [{"field": question.field, "text": question.text} for question in asked.questions]
    for twin in asked.twins:
        named = f"“{twin.activity}”（{twin.activity.public_id}）" if twin.activity else "的一项活动"
        day, why = f"{twin.held_on.month}月{twin.held_on.day}日", "、".join(twin.why)
        found.append({"field": "", "text": f"可能与{twin.unit}{day}{named}重复：{why}。请核对，联合开展的只登记一次。"})
    return found
