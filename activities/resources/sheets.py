"""活动明细 and 报送情况 as sheets: rows in the export's scope, as their resources' columns say them."""

from collections.abc import Callable, Iterator

from activities.extracting import in_pieces
from activities.resources.columns import ActivityResource
from activities.resources.scope import Scope
from campaigns.resources import ObligationResource
from orgs import columns
from orgs.models import User
from orgs.workbooks import Sheet

Asker = Callable[[], User]
Begin, Wrote = Callable[[], None], Callable[[int], None]
FIRST = 2  # the row below the headings


def activity_sheet(scope: Scope, asker: Asker, begin: Begin, wrote: Wrote, rows: dict[int, int] | None = None) -> Sheet:
    """`rows` is filled with the row of each activity (id → row), which pictures are named by."""
    resource = ActivityResource()
    numbered: dict[int, int] = {} if rows is None else rows

    def lines() -> Iterator[tuple]:
        begin()
        number = FIRST
        for found, pks in in_pieces(scope.activities, asker):
            piece = columns.values(resource, found, pks)
            if rows is not None:
                numbered.update((line[0], number + place) for place, line in enumerate(piece))
            number += len(piece)
            yield from columns.without_id(piece)
            wrote(len(piece))

    return Sheet("活动明细", resource.get_export_headers(), columns.widths(resource), lines())


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
