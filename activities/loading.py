"""What the press reported: dated ceremonies become held activities; undated ones and figures stay what they are."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from activities.models import Activity, AnnouncedFigure, CoHolder, PressNote
from campaigns.models import Campaign
from orgs.choices import Openness
from orgs.models import Region, Unit


@transaction.atomic
def load_press(press: Mapping, campaign: Campaign) -> None:
    """Load ceremonies, notes and announced figures; loading twice changes nothing."""
    source = press["source"]
    cited = {
        "source_title": source["title"],
        "source_publisher": source["publisher"],
        "published_on": dt.date.fromisoformat(source["published_on"]),
    }
    for row in press["ceremonies"]:
        _ceremony(row, campaign, f"{source['publisher']}{source['published_on']}《{source['title']}》")
    undated = {row["region"]: row for row in press["undated"]}
    for row in press["provinces"]:
        _note(row, undated.get(row["region"], {}), campaign, cited)
    for row in press["figures"]:
        _figure(row, campaign, cited)


def _note(row: Mapping, event: Mapping, campaign: Campaign, cited: Mapping) -> None:
    """What a paper said of a province; the day of the event is not known."""
    PressNote.objects.update_or_create(
        campaign=campaign,
        region=Region.objects.get(code=row["region"]),
        source_title=cited["source_title"],
        defaults={
            "headline": row["headline"],
            "theme": row["theme"] or "",
            "event": event.get("title") or "",
            "when": event.get("when") or "",
            "place": event.get("place") or "",
            "note": event.get("note") or "",
            **cited,
        },
    )


def _figure(row: Mapping, campaign: Campaign, cited: Mapping) -> None:
    AnnouncedFigure.objects.update_or_create(
        campaign=campaign,
        region=Region.objects.get(code=row["region"]),
        counted=row["kind"],
        source_title=cited["source_title"],
        defaults={
            "value": row["value"],
            "qualifier": row["qualifier"],
            "wording": row["wording"],
            "breakdown": row.get("breakdown") or [],
            "note": row.get("note") or "",
            **cited,
        },
    )


def _ceremony(row: Mapping, campaign: Campaign, source: str) -> None:
    unit = Unit.objects.get(region__code=row["region"], kind="lead")
    held_on = dt.date.fromisoformat(row["held_on"])
    activity, fresh = Activity.objects.get_or_create(
        campaign=campaign,
        unit=unit,
        title=row["title"],
        defaults={
            "held_on": held_on,
            "place": row["place"] or "",
            "sort": "publicity",
            "state": "accepted",
            "source": source,
            "text": row.get("note") or "",
            "openness": Openness.PUBLIC,
            "secrecy_reviewer": "公开报道，转载前已核对",
            "secrecy_reviewed_on": dt.date(2024, 10, 31),
        },
    )
    if fresh:
        for order, name in enumerate(row["holders"], start=1):
            CoHolder.objects.create(activity=activity, name=name, order=order)
