"""Each unit's tally, kept: a country's year is 300,000 activities, and its sum is asked for page by page.

Triggers (`tally_triggers`) note whose tally may have changed, in the transaction of the change itself. Who asks counts
those anew; a tick adds them up and strikes the notes out. So what is read is never older than the tables, whether the
tick runs or not.
"""

import hashlib

from django.db import transaction
from django.db.models import Q

from activities.models import TallyChange, UnitTally
from activities.rolling import COLUMNS, EMPTY, Tally
from activities.tallying import by_unit
from campaigns.models import Campaign
from orgs.among import Among
from orgs.models import Unit
from orgs.together import together

SHAPE = hashlib.sha256(" ".join(COLUMNS).encode()).hexdigest()[:16]
PIECE = 20_000  # notes struck out in one transaction


def of_each(campaign: Campaign, inside: Q) -> dict[int, Tally]:
    """Unit → its tally, of the units that `inside` names. One query; three when something changed since a tick."""
    notes = TallyChange.objects.filter(inside, campaign=campaign).order_by()
    changes = notes.values_list("unit_id", flat=True).distinct()
    kept = UnitTally.objects.filter(inside, campaign=campaign).order_by().values_list("unit_id", "shape", "numbers")
    together(changes, kept)  # of one moment: a tick that comes between would hide a change
    changed, found = set(changes), dict[int, Tally]()
    for unit, shape, numbers in kept:
        if shape != SHAPE:
            changed.add(unit)
        elif unit not in changed:
            found[unit] = tuple(map(int, numbers.split()))
    return found | by_unit(changed, campaign) if changed else found


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
