"""常用筛选: a person's saved lists."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from activities import asked as asking
from activities import saved_views as verbs
from activities.models import SavedView
from orgs.scoping import UserRequest, fetch


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def saved_views(request: UserRequest) -> HttpResponse:
    """All of them; POST of `name` and `query` keeps another one and shows it."""
    if request.method != "POST":
        return _page(request)
    name, query = request.POST.get("name", ""), request.POST.get("query", "")
    try:
        kept = verbs.keep(name=name, query=query, by=request.user)
    except ValidationError as error:
        return _page(request, keeping=True, error=error.messages[0], name=name, query=asking.but(asking.of(query))[1:])
    messages.success(request, f"已保存为“{kept.name}”，列表上方可随时打开。")
    return redirect(f"{reverse('activities:list')}?{kept.query}")


@login_required
@require_POST
def saved_view(request: UserRequest, pk: int) -> HttpResponse:
    """POST of `do`: rename (with `name`), up, down or delete."""
    view = fetch(SavedView.objects.visible_to(request.user), request.user, pk=pk)
    try:
        _change(request, view, request.POST.get("do", ""))
    except ValidationError as error:
        return _page(request, wrong=view.pk, error=error.messages[0], name=request.POST.get("name", ""))
    return redirect("activities:saved_views")


def _change(request: UserRequest, view: SavedView, do: str) -> None:
    if do == "rename":
        verbs.rename(view=view, name=request.POST.get("name", ""), by=request.user)
    elif do in ("up", "down"):
        verbs.move(view=view, up=do == "up", by=request.user)
    elif do == "delete":
        verbs.delete(view=view, by=request.user)
        messages.success(request, f"已删除常用筛选“{view.name}”。")


def _page(request: UserRequest, **more: object) -> HttpResponse:
    plain = {"error": "", "name": "", "query": "", "wrong": None, "keeping": False}
    context: dict[str, object] = {"saved": SavedView.objects.visible_to(request.user), **plain, **more}
    return render(request, "activities/saved_views.html", context, status=422 if more else 200)
