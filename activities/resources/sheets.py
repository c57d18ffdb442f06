"""活动明细 and 报送情况 as sheets: rows in the export's scope, as their resources' columns say them."""

from collections.abc import Callable, Iterator

from activities.extracting import in_pieces
from activities.resources.columns import NAMING, ActivityResource
from activities.resources.scope import Scope
from campaigns.resources import ObligationResource
from orgs import columns
from orgs.models import User
from orgs.workbooks import Block, Sheet

Asker = Callable[[], User]
Begin = Callable[[], None]
Wrote = Callable[[int], None]
FIRST = 2  # the row below the headings


def activity_sheet(
    scope: Scope,
    asker: Asker,
    begin: Begin,
    wrote: Wrote,
    rows: dict[int, int] | None = None,
    *,
    kind: type[ActivityResource] = ActivityResource,
) -> Sheet:
    """`rows` is filled with the row of each activity (id → row), which pictures are named by; `kind` has the
    columns."""
    resource = kind()

    def lines() -> Iterator[Block]:
        begin()
        number = FIRST
        for found, pks in in_pieces(scope.activities, asker):
            kept, block = columns.read(resource, found, pks)
            if rows is not None:
                rows.update(zip(kept, range(number, number + len(kept)), strict=True))
            number += len(kept)
            yield block
            wrote(len(kept))

    return Sheet("活动明细", resource.get_export_headers(), columns.widths(resource), lines(), kept=NAMING)


def obligation_sheet(scope: Scope, asker: Asker, begin: Begin, wrote: Wrote) -> Sheet:
    resource = ObligationResource()

    def lines() -> Iterator[list]:
        begin()
        for found, pks in in_pieces(scope.obligations, asker, 500):
            full = found.filter(pk__in=pks).select_related("unit__region", "request__unit")
            rows = {row.pk: row for row in full}
            yield from (resource.export_resource(rows[pk]) for pk in pks if pk in rows)
            wrote(len(rows))

    return Sheet("报送情况", resource.get_export_headers(), columns.widths(resource), lines())
