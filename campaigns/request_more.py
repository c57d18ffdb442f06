"""What the office that asked sees of a request beside who has answered: what it asks, its history, what may be done."""

from typing import Any

from campaigns.choices import AskedOf
from campaigns.field_table import table
from campaigns.models import Request
from campaigns.owed_ahead import events_of, told
from orgs.models import User
from orgs.together import bring, together


def request_more(request: Request, user: User) -> dict[str, Any]:
    """Three queries at most, however many units owe an answer."""
    alive = request.closed_at is None
    released = (
        request.obligations.exclude(released_at=None)
        .select_related("unit")
        .order_by("unit__region__path", "unit__order", "unit")
    )
    events = events_of(request)
    together(released, events, *bring(request, "fields"))
    return {
        "rules": "、".join(AskedOf(rule).label for rule in request.rules if rule in AskedOf.values),
        "own_table": table(request),
        "released": released,
        "request_events": [told(each) for each in events],
        "may_change": alive and user.has_perm("campaigns.ask_units", request),
        "may_extend": alive and user.has_perm("campaigns.extend_request", request),
    }  # fmt: skip
