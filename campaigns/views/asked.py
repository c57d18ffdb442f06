"""The request that a page of the asking office is about."""

from campaigns.context import turn_to
from campaigns.models import Request
from orgs.scoping import UserRequest, fetch


def request_of(request: UserRequest, pk: int, permission: str = "") -> Request:
    """404 unless a unit of the person made it, 403 without the permission; the workplace turns to its campaign."""
    rows = Request.objects.made_by(request.user).select_related("unit__region", "campaign")
    found = fetch(rows, request.user, permission, pk=pk)
    turn_to(request, found.campaign)
    return found
