"""The sheets of an export's workbook."""

from collections.abc import Callable, Iterator

from activities.extracting import in_pieces
from activities.resources.columns import ActivityResource
from activities.resources.scope import Scope
from orgs import columns
from orgs.models import User
from orgs.workbooks import Sheet

Asker = Callable[[], User]


def activity_sheet(scope: Scope, asker: Asker, written: Callable[[int], None]) -> Sheet:
    resource = ActivityResource()

    def rows() -> Iterator[tuple]:
        for found, pks in in_pieces(scope.activities, asker):
            piece = columns.values(resource, found, pks)
            yield from columns.without_id(piece)
            written(len(piece))

    return Sheet("活动明细", resource.get_export_headers(), columns.widths(resource), rows())
