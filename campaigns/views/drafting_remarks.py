"""意见 on a draft: on an item or on the whole, answered, resolved, opened again. With htmx in place, else the page."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from campaigns import commenting
from campaigns.forms.reviewing import RemarkForm
from campaigns.models import Comment
from campaigns.views.drafting_desk import Desk, ask_and_do, told
from orgs.scoping import UserRequest, fetch, require


@login_required
@ask_and_do
@told
def remark(request: UserRequest, pk: int, key: UUID | None = None) -> HttpResponse:
    """Open the form at the item, or at the whole; then write the remark."""
    desk = Desk(request, pk, "campaigns.comment_edition")
    if key is not None and desk.paper.find(key) is None:
        raise Http404
    if "close" in request.GET:
        return _shown(desk, key, None)
    form = RemarkForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and desk.tried(form, commenting.comment, key=key, **form.cleaned_data)
    ):
        return _done(desk, key, "意见已提出。")
    return _shown(desk, key, form)


@login_required
@require_POST
@told
def reply(request: UserRequest, pk: int) -> HttpResponse:
    """`pk` is the remark's."""
    found, desk = _remark(request, pk)
    form = RemarkForm(request.POST)
    if form.is_valid():
        commenting.reply(comment=found, by=request.user, **form.cleaned_data)
        return _done(desk, found.key, "已回复。")
    return _shown(desk, found.key, form, answered=found.pk)


@login_required
@require_POST
@told
def resolve(request: UserRequest, pk: int) -> HttpResponse:
    found, desk = _remark(request, pk)
    first = commenting.resolve(comment=found, by=request.user)
    return _done(desk, found.key, "已标为处理。" if first else "这条意见刚才已由其他人标为处理。")


@login_required
@require_POST
@told
def reopen(request: UserRequest, pk: int) -> HttpResponse:
    found, desk = _remark(request, pk)
    first = commenting.reopen(comment=found, by=request.user)
    return _done(desk, found.key, "已重新打开。" if first else "这条意见没有标为处理。")


def _remark(request: UserRequest, pk: int) -> tuple[Comment, Desk]:
    """A remark of the unit's own people on a draft of theirs, and its desk."""
    own = Comment.objects.visible_to(request.user).filter(obligation=None)
    mine = own.filter(edition__plan__unit__in=request.user.reach.units()).select_related("edition__plan__unit")
    found = fetch(mine, request.user, pk=pk)
    require(request.user, "campaigns.comment_edition", found.edition)
    return found, Desk(request, found.edition_id, "campaigns.comment_edition")


def _done(desk: Desk, key: UUID | None, words: str) -> HttpResponse:
    if desk.request.htmx:
        return _shown(desk, key, None, said=words)
    messages.success(desk.request, words)
    return redirect(f"{desk.url}#{_anchor(key)}")


def _shown(desk: Desk, key: UUID | None, form: RemarkForm | None, **more) -> HttpResponse:
    """The item's remarks alone for htmx, with the panel and the outline's count; else the whole page."""
    place = str(key or "")
    entry = desk.paper.find(key) if key else None
    more |= {"remark_form": form, "remark_at": _anchor(key), "remark_key": place, "remark_entry": entry}
    wrong = form is not None and bool(form.errors)
    page = "campaigns/_remarks_answer.html" if desk.request.htmx else "campaigns/draft.html"
    answer = render(desk.request, page, desk.context(**more), status=422 if wrong else 200)
    answer["HX-Push-Url"] = "false"
    return answer


def _anchor(key: UUID | None) -> str:
    return f"c-{key}" if key else "c-whole"
