"""Answering by a link, without an account: one obligation, its files, and nothing else."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from campaigns import answer_links
from campaigns.answer_pages import link_page
from campaigns.forms.sheets import sheet_of
from campaigns.models import AnswerLink
from campaigns.views.answer_desk import LinkDesk
from campaigns.views.answers import download
from orgs.moves import StaleState
from orgs.secretlinks import LinkGone
from orgs.views.by_link import Door, address_of, is_looked_at

by_link = Door(answer_links.find, "answer/gone.html", "campaigns.answer_link")


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def answer_link(request: HttpRequest, link: AnswerLink, token: str) -> HttpResponse:
    """Looking uses nothing up, however often chat robots look; handing in does."""
    if answer_links.is_written_elsewhere(link):
        return render(request, "answer/elsewhere.html", {"owed": link.obligation}, status=409)
    if request.method == "POST":
        return _posted(request, link, token)
    if is_looked_at(request):
        answer_links.opened(link=link, address=address_of(request))
    return _page(request, link, token)


def _posted(request: HttpRequest, link: AnswerLink, token: str) -> HttpResponse:
    address, do = address_of(request), request.POST.get("do", "")

    def page(sheet, status: int = 200, **more) -> HttpResponse:
        return _page(request, answer_links.find(token), token, sheet, status, **more)

    def done(what: str) -> HttpResponse:
        return redirect(f"{request.path}?done={what}")

    if not answer_links.is_writable(link):
        return done("")
    if said := _small_act(link, address, do):
        return page(None, 422) if said == "shut" else done(said)
    return LinkDesk(request, link, address, page, done).posted()


def _small_act(link: AnswerLink, address: str, do: str) -> str:
    """无建议, 无意见, or a file taken back; says which."""
    try:
        if do == "nil":
            answer_links.declare_nil(link=link, address=address)
            return "nil"
    except StaleState:
        raise LinkGone from None
    except ValidationError:  # past its lock date: the page says so
        return "shut"
    if do.startswith("detach-"):
        answer_links.detach(link=link, public_id=do.removeprefix("detach-"), address=address)
        return "detached"
    return ""


def _page(request: HttpRequest, link: AnswerLink, token: str, sheet=None, status: int = 200, **more) -> HttpResponse:
    context = link_page(link, token) | {"check": by_link.check(token), "done": request.GET.get("done", "")}
    context["sheet"] = sheet or (sheet_of(link.obligation) if context["writable"] else None)
    return render(request, "answer/page.html", context | more, status=status)


@by_link
@require_safe
def answer_link_file(request: HttpRequest, link: AnswerLink, token: str, public_id: str) -> HttpResponseBase:
    """A file of this link's answer; another's is as unknown as one that never was."""
    shown = None if answer_links.is_written_elsewhere(link) else answer_links.file_of(link, public_id)
    if shown is None:
        raise LinkGone
    try:
        return download(shown, answer_links.hand(link, address_of(request)))
    except Http404:
        raise LinkGone from None
