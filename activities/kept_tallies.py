"""Each unit's tally, kept: a country's year is 300,000 activities, and its sum is asked for page by page.

Triggers (`tally_triggers`) note whose tally may have changed, in the transaction of the change itself. Who asks counts
those anew; a tick adds them up and strikes the notes out. So what is read is never older than the tables, whether the
tick runs or not.
"""

import hashlib
from collections.abc import Sequence
from itertools import chain

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from activities.models import TallyChange, UnitTally
from activities.rolling import COLUMNS, EMPTY, Tally
from activities.tallying import by_unit
from campaigns.models import Campaign
from orgs.among import Among
from orgs.models import Unit
from orgs.together import together

SHAPE = hashlib.sha256(" ".join(COLUMNS).encode()).hexdigest()[:16]
PIECE = 20_000  # notes struck out in one transaction


def of_each(campaigns: Sequence[Campaign], inside: Q) -> list[list[tuple[str, Tally]]]:
    """For each campaign (tree path, tally) of every unit that `inside` names. One query, and two for each campaign in
    which something changed since a tick."""
    asked = [(_of(TallyChange, campaign, inside).distinct(), _of(UnitTally, campaign, inside, "shape", "numbers"))
             for campaign in campaigns]  # fmt: skip
    together(*chain.from_iterable(asked))  # of one moment: a tick that comes between would hide a change
    return [_tallies(campaign, *rows) for campaign, rows in zip(campaigns, asked, strict=True)]


def _of(model: type[Model], campaign: Campaign, inside: Q, *more: str) -> QuerySet:
    rows = model._default_manager.filter(inside, campaign=campaign).order_by()
    return rows.values_list("unit_id", "unit__region__path", *more)


def _tallies(campaign: Campaign, changes: QuerySet, kept: QuerySet) -> list[tuple[str, Tally]]:
    changed, found = dict(changes), []
    for unit, path, shape, numbers in kept:
        if shape != SHAPE:
            changed[unit] = path
        elif unit not in changed:
            found.append((path, tuple(map(int, numbers.split()))))
    counted = by_unit(changed, campaign) if changed else {}
    return found + [(changed[unit], each) for unit, each in counted.items()]


def add_up() -> int:
    """Count anew the units whose tally changed; returns how many."""
    done = 0
    for campaign in Campaign.objects.filter(pk__in=TallyChange.objects.order_by().values("campaign")):
        while piece := _add_up_piece(campaign):
            done += piece
    TallyChange.objects.exclude(campaign__in=Campaign.objects.order_by().values("pk")).delete()
    return done


@transaction.atomic
def _add_up_piece(campaign: Campaign) -> int:
    # one at a time: two that count together could write the older count over the newer
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    notes = dict(TallyChange.objects.filter(campaign=campaign).order_by("pk").values_list("pk", "unit_id")[:PIECE])
    units = set(notes.values())
    counted = by_unit(units, campaign)
    rows = [
        UnitTally(campaign=campaign, unit_id=pk, shape=SHAPE, numbers=" ".join(map(str, counted.get(pk, EMPTY))))
        for pk in Unit.objects.filter(Among("pk", units)).order_by().values_list("pk", flat=True)
    ]
    UnitTally.objects.bulk_create(
        rows,
        batch_size=1_000,
        update_conflicts=True,
        unique_fields=["campaign", "unit"],
        update_fields=["shape", "numbers"],
    )
    TallyChange.objects.filter(Among("pk", notes)).delete()
    return len(units)
