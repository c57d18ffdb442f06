"""The campaign a page is about: named by the address, else chosen in the workplace, else the latest real one."""

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest

from campaigns.models import Campaign


def campaign(request: HttpRequest) -> dict:
    """`campaigns` (real ones first, latest first) and `campaign` (None in an empty database). One query a request."""
    found = known(request)
    return {"campaigns": found, "campaign": chosen(request, found)}


def known(request: HttpRequest) -> list[Campaign]:
    """All campaigns, asked for once in a request."""
    if not hasattr(request, "known_campaigns"):
        request.known_campaigns = list(Campaign.objects.all())
    return request.known_campaigns


def named(request: HttpRequest, slug: str) -> Campaign:
    """The campaign with that name in the address, else 404."""
    found = next((campaign for campaign in known(request) if campaign.slug == slug), None)
    if found is None:
        raise Http404("no campaign by that name")
    return found


def chosen(request: HttpRequest, found: list[Campaign] | None = None) -> Campaign | None:
    """The campaign of this request among `found` (all, when not given)."""
    found = known(request) if found is None else found
    match = getattr(request, "resolver_match", None)
    slug = match.kwargs.get("slug") if match else None
    # a public page depends on its address alone, so that it can be cached whole for everybody
    # a request that was refused at the door has no session yet
    if slug is None and request.path.startswith("/work/") and hasattr(request, "session"):
        slug = _asked(request, found) or request.session.get("campaign")
    return next((c for c in found if c.slug == slug), found[0] if found else None)


def turn_to(request: HttpRequest, campaign: Campaign) -> None:
    """The page is about something of `campaign`: the frame shows it, and the lists reached from here follow."""
    latest = known(request)[0]
    if request.session.get("campaign", latest.slug) != campaign.slug:
        request.session["campaign"] = campaign.slug


def _asked(request: HttpRequest, found: list[Campaign]) -> str | None:
    """Named by a form, which stays with the campaign it was opened for whatever another tab does, or by a link."""
    slug = _posted(request) or request.GET.get("campaign")
    asked = next((campaign for campaign in found if campaign.slug == slug), None)
    if asked is not None:
        turn_to(request, asked)
    return slug if asked else None


def _posted(request: HttpRequest) -> str | None:
    try:
        return request.POST.get("campaign")
    except SuspiciousOperation:  # too large to be read: the page that says so asks as well
        return None
