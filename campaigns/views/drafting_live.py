"""What the open page of a draft asks while somebody works on it: save these words, who else is here, where it is from.

Answers are JSON for the page's own script, with ready pieces of the page in `parts` by the id of what they replace.
"""

from collections.abc import Callable
from functools import partial, wraps
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from campaigns import editing, opening, presence
from campaigns.drafts import NotEditable
from campaigns.forms.drafting import ItemForm, OpeningForm
from campaigns.opening import Opening
from campaigns.paper import Entry
from campaigns.picking import pickable
from campaigns.views.drafting_desk import Desk
from campaigns.words import seen_of
from orgs.scoping import UserRequest

GONE = "这一条已不在方案中，可能刚被其他人删除。您输入的文字还在这里，如仍需要，可以复制后新增一条。"
SOMEBODY_ELSE = "这台电脑上已换了人员登录，为免记到他人名下，没有保存。请用原来的账号登录后再保存，或复制文字。"


def plainly(view: Callable) -> Callable:
    """Turn “no longer being drafted” into an answer the script shows beside the words, which stay (409)."""

    @wraps(view)
    def inner(request: UserRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotEditable as refused:
            return JsonResponse({"stopped": str(refused)}, status=409)

    return inner


@login_required
@require_POST
@plainly
def save(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    """Words as they are typed, by the same verb as the form; `who` guards against another's log-in in between."""
    desk = Desk(request, pk)
    if request.POST.get("who", "") != str(request.user.pk):
        return JsonResponse({"stopped": SOMEBODY_ELSE}, status=409)
    entry = _standing(desk, key)
    return _typed(desk, ItemForm.of(entry.item, data=request.POST), "adapt", entry, partial(editing.adapt, key=key))


@login_required
@require_POST
@plainly
def save_opening(request: UserRequest, pk: int) -> HttpResponse:
    desk = Desk(request, pk)
    if request.POST.get("who", "") != str(request.user.pk):
        return JsonResponse({"stopped": SOMEBODY_ELSE}, status=409)
    return _typed(desk, OpeningForm.of(desk.opening, data=request.POST), "opening", desk.opening, opening.write)


@login_required
@require_POST
def here(request: UserRequest, pk: int) -> HttpResponse:
    """I have it open (and write in `key`); who else has, and whether the draft is still what my page shows."""
    desk = Desk(request, pk, "campaigns.view_edition")
    if request.POST.get("leave"):
        presence.leave(edition=desk.edition, by=request.user)
        return HttpResponse(status=204)
    presence.here(edition=desk.edition, by=request.user, key=_key(request.POST.get("key", "")))
    others = presence.others(desk.edition, request.user)
    shown = [{"name": str(each.user), "key": str(each.key or "")} for each in others]
    edition = desk.edition
    return JsonResponse({"others": shown, "version": edition.version, "editable": edition.is_editable,
                         "state": edition.get_state_display()})  # fmt: skip


@login_required
@require_GET
def source(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    """Where one item comes from, for the right column."""
    desk = Desk(request, pk, "campaigns.view_edition")
    entry = desk.entry(key)
    return render(request, "campaigns/_origin.html", desk.context(current=entry, entry=entry, **desk.told_by(key)))


@login_required
@require_GET
def units(request: UserRequest, pk: int) -> HttpResponse:
    """Units of the own branch whose name has the words in it, for the picker."""
    desk = Desk(request, pk)
    found = pickable(desk.edition.plan.unit, request.GET.get("q", ""))
    return JsonResponse({"units": [{"name": unit.name, "where": where} for unit, where in found]})


def _typed(desk: Desk, form, name: str, entry: Entry | Opening, verb: Callable) -> HttpResponse:
    """Saved, or why not: what is wrong, or both texts when somebody else was first."""
    if form.is_valid() and desk.tried(form, verb, typing=True, **form.cleaned_data):
        return _saved(Desk(desk.request, desk.edition.pk), entry.item.key)
    if not desk.stale:
        return JsonResponse({"errors": [each for errors in form.errors.values() for each in errors]}, status=422)
    return JsonResponse({"both": desk.panel(name, form, entry.anchor, entry, alone=True).text}, status=409)


def _standing(desk: Desk, key: UUID) -> Entry:
    try:
        return desk.entry(key)
    except NotEditable:
        raise NotEditable(GONE) from None
    except Http404:
        raise


def _saved(desk: Desk, key: UUID | str) -> JsonResponse:
    entry = desk.find(key)
    if entry is None:
        raise NotEditable(GONE)
    # without the frame's context: these pieces need neither the bell nor the rail
    around = {"request": desk.request, "csrf_token": get_token(desk.request)}
    context = desk.context(entry=entry, current=entry, oob=True) | around
    pieces = {"saved": "_saved", "length": "_length", "counts": "_counts", "undo": "_undo", "origin": "_origin",
              f"mark-{key}": "_opening_mark" if key == Opening.key else "_words_mark",
              f"o-{key}": "_outline_line"}  # fmt: skip
    parts = {name: render_to_string(f"campaigns/{part}.html", context) for name, part in pieces.items()}
    return JsonResponse({"seen": seen_of(entry.item), "version": desk.edition.version, "parts": parts})


def _key(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
