"""Which ladder holds for an office that asks: its own, else that of the nearest unit above, else the portal's."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from campaigns.ladder import Rungs
from campaigns.models import Ladder
from orgs.models import Unit


@dataclass(frozen=True)
class Held:
    """The ladder that holds, whose it is (None: nobody set one), and whether it is the unit's own."""

    rungs: Rungs
    source: Ladder | None = None
    is_own: bool = False


def usual() -> Rungs:
    """The ladder of this installation, where no office set another."""
    return Rungs(steps=tuple(sorted(settings.REMINDER_STEPS)))


class Ladders:
    """All ladders of some campaigns, read in one query; then any number of offices may be looked up."""

    def __init__(self, campaigns: Iterable[int]) -> None:
        rows = Ladder.objects.filter(campaign__in=set(campaigns)).select_related("unit__region", "changed_by")
        self.by_unit: dict[tuple[int, int], Ladder] = {}
        self.by_path: dict[tuple[int, str], Ladder] = {}
        for row in rows:
            self.by_unit[row.campaign_id, row.unit_id] = row
            if row.unit.is_lead:
                self.by_path[row.campaign_id, row.unit.region.path] = row

    def of(self, unit: Unit, campaign: int) -> Held:
        """The nearest: the unit's own, its bureau's, its region's lead office's, then those of the regions above.

        `unit` comes with its region. No query.
        """
        own = self.by_unit.get((campaign, unit.pk))
        row = own or self.above(unit, campaign)
        return Held(usual()) if row is None else Held(rungs_of(row), row, row is own)

    def above(self, unit: Unit, campaign: int) -> Ladder | None:
        """The one that would hold if the unit had none of its own."""
        within = self.by_unit.get((campaign, unit.within_id)) if unit.within_id else None
        if within is not None:
            return within
        path = unit.region.path[:-4] if unit.is_lead else unit.region.path
        ends = range(len(path), 0, -4)
        return next((row for end in ends if (row := self.by_path.get((campaign, path[:end])))), None)


def rungs_of(row: Ladder) -> Rungs:
    return Rungs(tuple(sorted(row.steps)), row.tell_manager, row.tell_above)
