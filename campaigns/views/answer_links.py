"""Answering by a link, without an account: one obligation, its files, and nothing else.

No session and no cookie: the form proves that its page was opened with the link by a signature of the token, since
`no-referrer` makes browsers send neither the Origin nor the Referer that Django's own check asks for.
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from campaigns import answer_links
from campaigns.answer_links import LinkGone
from campaigns.answer_pages import link_page
from campaigns.forms.sheets import sheet_of
from campaigns.models import AnswerLink
from campaigns.views.answer_desk import LinkDesk
from campaigns.views.answers import address_of, download
from orgs import secretlinks
from orgs.moves import StaleState

View = Callable[..., HttpResponseBase]
PREFETCH = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ", "HTTP_X_PURPOSE")


def by_link(view: View) -> View:
    """Find the link; void ones of every kind answer alike. Nothing here is indexed, kept, or told to other sites."""

    @wraps(view)
    def inner(request: HttpRequest, token: str, **more) -> HttpResponseBase:
        answer = _opened(view, request, token, **more)
        answer["Referrer-Policy"], answer["X-Robots-Tag"] = "no-referrer", "noindex, nofollow, noarchive"
        return answer

    return csrf_exempt(never_cache(inner))


def _opened(view: View, request: HttpRequest, token: str, **more) -> HttpResponseBase:
    if request.method == "POST" and not constant_time_compare(request.POST.get("check", ""), check_of(token)):
        return render(request, "answer/gone.html", status=403)
    if secretlinks.guessed_too_often(request):
        return render(request, "answer/gone.html", status=404)
    try:
        return view(request, answer_links.find(token), token, **more)
    except LinkGone:
        secretlinks.missed(request)
        return render(request, "answer/gone.html", status=404)


def check_of(token: str) -> str:
    return salted_hmac("campaigns.answer_link", token).hexdigest()[:32]


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def answer_link(request: HttpRequest, link: AnswerLink, token: str) -> HttpResponse:
    """Looking uses nothing up, however often chat robots look; handing in does."""
    if answer_links.is_written_elsewhere(link):
        return render(request, "answer/elsewhere.html", {"owed": link.obligation}, status=409)
    if request.method == "POST":
        return _posted(request, link, token)
    if request.method == "GET" and not any("prefetch" in request.META.get(name, "") for name in PREFETCH):
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
        return done(said)
    return LinkDesk(request, link, address, page, done).posted()


def _small_act(link: AnswerLink, address: str, do: str) -> str:
    """无建议, 无意见, or a file taken back; says which."""
    try:
        if do == "nil":
            answer_links.declare_nil(link=link, address=address)
            return "nil"
    except StaleState:
        raise LinkGone from None
    if do.startswith("detach-"):
        answer_links.detach(link=link, public_id=do.removeprefix("detach-"), address=address)
        return "detached"
    return ""


def _page(request: HttpRequest, link: AnswerLink, token: str, sheet=None, status: int = 200, **more) -> HttpResponse:
    context = link_page(link, token) | {"check": check_of(token), "done": request.GET.get("done", "")}
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
