"""填报链接: made and taken back by an office; behind each, without an account, one form for one activity."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from activities import contact_links, entering
from activities.choosing import offer
from activities.forms.links import ContactForm, LinkForm
from activities.forms.logging import asked_initial, initial_of
from activities.fulfilling import entries_of
from activities.handing import Asked
from activities.logging import StaleActivity
from activities.models import ActivityLink
from activities.scoping import campaign_of
from orgs.moves import StaleState
from orgs.scoping import REFUSAL, UserRequest, fetch, require
from orgs.views.by_link import Door, address_of, is_looked_at

LISTED = 200


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def links(request: UserRequest) -> HttpResponse:
    """The address made is in this one answer and nowhere else."""
    campaign, units = campaign_of(request), list(entering.current_units_of(request.user))
    if not units:
        raise PermissionDenied(REFUSAL)
    entries = list(entries_of([unit.pk for unit in units], campaign))
    form = LinkForm(request.POST or None, units=entering.current_units_of(request.user), entries=entries)
    made = _made(request, form, campaign) if form.is_valid() else None
    sent = ActivityLink.objects.visible_to(request.user).filter(campaign=campaign)
    listed = contact_links.listed(sent.select_related("unit", "entry", "activity", "sent_by")[:LISTED])
    context = {"form": form, "made": made, "links": listed}
    return render(request, "activities/links/links.html", context, status=422 if form.errors else 200)


def _made(request: UserRequest, form: LinkForm, campaign) -> dict[str, Any]:
    data = form.cleaned_data
    require(request.user, "activities.send_link", data["unit"])
    office = entering.office_of(request.user, data["unit"])
    link, address = contact_links.make(**data, office=office, campaign=campaign, by=request.user)
    return {"link": link, "words": contact_links.words_to_send(link, address)}


@require_POST
@login_required
def revoke(request: UserRequest, pk: int) -> HttpResponse:
    rows = ActivityLink.objects.visible_to(request.user).select_related("unit", "office")
    link = fetch(rows, request.user, "activities.revoke_link", pk=pk)
    if contact_links.revoke(link=link, by=request.user):
        messages.success(request, f"已撤回发给{link.contact}的链接，原链接不能再用。")
    else:
        messages.info(request, "这个链接已经报送或撤回。")
    return redirect("activities:links")


by_link = Door(contact_links.find, "activities/links/gone.html", "activities.contact_link")


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, link: ActivityLink, token: str) -> HttpResponse:
    """Looking uses nothing up, however often chat robots look; handing in does."""
    if contact_links.is_elsewhere(link):
        return render(request, "activities/links/elsewhere.html", {"link": link}, status=409)
    if link.used_at is not None:
        return render(request, "activities/links/done.html", {"link": link})
    if request.method == "POST":
        return _posted(request, link, token)
    if is_looked_at(request):
        contact_links.opened(link=link, address=address_of(request))
    return _page(request, link, token)


def _posted(request: HttpRequest, link: ActivityLink, token: str) -> HttpResponse:
    form = _form(link, request.POST, request.FILES)
    if not form.is_valid():
        files = request.FILES.getlist("photos")
        refused = contact_links.keep_photos(link=link, typed=request.POST, files=files)
        return _page(request, link, token, form, 422, refused=refused)
    try:
        refused, asked = _saved(request, link, form)
    except (StaleActivity, StaleState, ValidationError) as wrong:
        return _again(request, link, token, form, wrong)
    if refused or asked:
        now = contact_links.find(token)
        return _page(request, now, token, refused=refused, asked=asked, status=409 if asked else 200)
    return redirect(f"{request.path}?done=saved")


def _saved(request: HttpRequest, link: ActivityLink, form: ContactForm) -> tuple[list[str], Asked | None]:
    """Words, then pictures, then the hand-in when asked for and no picture was refused.

    The sentences of those that were, and what the hand-in waits for.
    """
    address, version = address_of(request), form.cleaned_data["version"] or 0
    contact_links.save(link=link, words=form.words(), version=version, address=address)
    refused = contact_links.add_photos(link=link, files=request.FILES.getlist("photos"))
    contact_links.remove_photos(link=link, names=request.POST.getlist("drop"))
    asked = None
    if "hand_in" in request.POST and not refused:
        asked = contact_links.hand_in(link=link, address=address, sure=request.POST.getlist("sure"))
    return refused, asked


def _again(request: HttpRequest, link: ActivityLink, token: str, form: ContactForm, wrong: Exception) -> HttpResponse:
    """In another tab it was saved meanwhile: what was typed stands in the form; sending it again decides."""
    now = contact_links.find(token)
    if now.activity is not None:
        form.see(now.activity.version)
    return _page(request, now, token, form, 409, refused=getattr(wrong, "messages", [str(wrong)]))


def _form(link: ActivityLink, *data, **options) -> ContactForm:
    return ContactForm(*data, link=link, offered=offer(link.unit, link.campaign), **options)


def _page(request: HttpRequest, link: ActivityLink, token: str, form: ContactForm | None = None, status: int = 200,
          *, asked: Asked | None = None, **more) -> HttpResponse:  # fmt: skip
    if form is None:
        offered = offer(link.unit, link.campaign)
        initial = initial_of(link.activity) if link.activity else asked_initial({}, link.entry, offered)
        form = ContactForm(link=link, offered=offered, initial=initial)
    photos = list(link.activity.photos.all()) if link.activity else []
    context = {"link": link, "form": form, "photos": photos, "check": by_link.check(token), "refused": []}
    sure = request.POST.getlist("sure")
    context |= {"questions": [*asked.with_ticks(sure).values()] if asked else [], "sure": sure}
    context["twins"] = asked.twins if asked else []
    context["done"] = request.GET.get("done", "") if request.method == "GET" else ""
    return render(request, "activities/links/page.html", context | more, status=status)
