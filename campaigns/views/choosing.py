"""Which year's 质量月 the workplace shows."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from campaigns.models import Campaign
from orgs.scoping import UserRequest, safe_next


@require_POST
@login_required
def choose_campaign(request: UserRequest) -> HttpResponse:
    """Keep the choice for this log-in; a campaign that is not there is 404."""
    campaign = get_object_or_404(Campaign.objects.by_slug(request.POST.get("campaign", "")))
    request.session["campaign"] = campaign.slug
    return redirect(safe_next(request, "orgs:home"))
