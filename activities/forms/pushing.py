"""From what another system sends to the logging form, so that both are read and refused in the same words."""

from collections.abc import Mapping
from typing import Any

from django.utils.datastructures import MultiValueDict

from activities.choosing import offer
from activities.forms.logging import ActivityForm, initial_of
from activities.models import Activity
from activities.models.activity import PARTICIPATION
from activities.quantities import Quantity, display
from campaigns.models import Campaign
from orgs.models import Unit

PLAIN = ("title", "place", "sort", "text", "outcome", "outcome_reason", "under", "held_on", "ends_on")


def pushed(
    sent: Mapping[str, Any], *, unit: Unit, campaign: Campaign, activity: Activity | None = None
) -> ActivityForm:
    """The form filled with the activity's words (none for a new one) and, over them, those that were sent."""
    initial = initial_of(activity) if activity else {}
    data = {name: _text(initial.get(name)) for name in (*PLAIN, *PARTICIPATION)}
    data |= {name: _text(sent[name]) for name in data if name in sent}
    # co-holders that were not sent are kept by the caller as they are: a name may hold the sign that parts names here
    data["holders"] = "\n".join(sent.get("holders") or ())
    return ActivityForm(
        data, MultiValueDict(), unit=unit, campaign=campaign, offered=offer(unit, campaign), initial=initial
    )


def wrong(form: ActivityForm) -> dict[str, str]:
    """Field → what is wrong with it; "" for what is about no field."""
    return {"" if name == "__all__" else name: "".join(map(str, sentences)) for name, sentences in form.errors.items()}


def _text(value: Any) -> str:
    if isinstance(value, Quantity):
        return "" if value.value is None else display(value)
    return "" if value is None else str(value)
