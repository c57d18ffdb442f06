"""提出报送要求: asking chosen units for something, without a plan."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from campaigns.context import chosen
from campaigns.views.ask_desk import AskDesk
from orgs.scoping import UserRequest, acting_unit, require


@require_http_methods(["GET", "POST"])
@login_required
def request_new(request: UserRequest) -> HttpResponse:
    unit, campaign = acting_unit(request, "drafter", "manager"), chosen(request)
    require(request.user, "campaigns.ask_units", unit)
    if campaign is None:
        raise Http404
    desk = AskDesk(request, unit, campaign)
    return desk.posted() if request.method == "POST" else desk.fresh()
