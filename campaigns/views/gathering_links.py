"""The office that asks: making answer links for contacts without an account, and taking them back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from campaigns import answer_links
from campaigns.ask_words import by_rows
from campaigns.choices import AWAITED
from campaigns.context import turn_to
from campaigns.forms.links import LinksForm
from campaigns.gathering_pages import in_protocol_order, links_page
from campaigns.models import AnswerLink, Obligation, Request
from orgs.scoping import UserRequest, fetch, require


def gathered(request: UserRequest, pk: int) -> Request:
    """A request answered by rows that the person's office made and the person gathers the answers of."""
    found = _asked(request, pk)
    if not by_rows(found):
        raise Http404
    return found


def _asked(request: UserRequest, pk: int) -> Request:
    rows = Request.objects.made_by(request.user).select_related("unit__region", "campaign", "edition__plan")
    found: Request = fetch(rows, request.user, "campaigns.gather_answers", pk=pk)
    turn_to(request, found.campaign)
    return found


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def links(request: UserRequest, pk: int) -> HttpResponse:
    """The addresses made are in this one answer and nowhere else."""
    asked = _asked(request, pk)
    owed = in_protocol_order(Obligation.objects.visible_to(request.user).counted().filter(request=asked), asked.unit)
    open_ones = [each for each in owed if each.state in AWAITED and asked.closed_at is None]
    form = LinksForm(request.POST or None, owed=open_ones)
    made = _made(request, form) if form.is_valid() else []
    status = 422 if form.errors else 200
    page = links_page(asked, AnswerLink.objects.visible_to(request.user).filter(obligation__request=asked))
    return render(request, "campaigns/answer_links.html", page | {"form": form, "made": made}, status=status)


def _made(request: UserRequest, form: LinksForm) -> list[dict]:
    found: list[dict] = []
    try:
        for owed, contact in form.contacts():
            lasts = form.cleaned_data["lasts"]
            link, address = answer_links.make(obligation=owed, contact=contact, lasts=lasts, by=request.user)
            found.append({"link": link, "address": address, "words": answer_links.words_to_send(link, address)})
    except ValidationError as refused:
        form.add_error(None, refused)
    return found


@require_POST
@login_required
def revoke(request: UserRequest, pk: int) -> HttpResponse:
    rows = AnswerLink.objects.visible_to(request.user).select_related("obligation__request__unit", "obligation__unit")
    link = fetch(rows, request.user, pk=pk)
    require(request.user, "campaigns.gather_answers", link.obligation.request)
    if answer_links.revoke(link=link, by=request.user):
        messages.success(request, f"已撤回发给{link.contact}的链接，原链接不能再用。")
    else:
        messages.info(request, "这个链接已经答复或撤回。")
    return redirect("campaigns:answer_links", pk=link.obligation.request_id)
