"""The period as a plan says it: its own, else the parent's, else the campaign's; with where it comes from."""

import datetime as dt
from dataclasses import dataclass

from campaigns.deadline import spoken
from campaigns.models import Edition


@dataclass(frozen=True)
class Period:
    starts_on: dt.date
    ends_on: dt.date
    source: str = ""  # empty = the plan's own

    def __str__(self) -> str:
        return f"{spoken(self.starts_on)}至{spoken(self.ends_on)}"


def period_of(edition: Edition) -> Period:
    """Beijing days, both included. Climbs only while nobody states a period: one query a level, mostly none."""
    step: Edition | None = edition
    while step is not None:
        if step.starts_on and step.ends_on:
            return Period(step.starts_on, step.ends_on, "" if step.pk == edition.pk else f"《{step}》")
        step = step.based_on
    campaign = edition.plan.campaign
    return Period(campaign.starts_on, campaign.ends_on, campaign.name)


def inherited_period(edition: Edition) -> Period:
    """What holds when the plan itself states none."""
    above = edition.based_on
    if above is None:
        campaign = edition.plan.campaign
        return Period(campaign.starts_on, campaign.ends_on, campaign.name)
    found = period_of(above)
    return Period(found.starts_on, found.ends_on, found.source or f"《{above}》")
