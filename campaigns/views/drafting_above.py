"""上级已修订: what the parent changed and what it means here; take it over, decide one by one or all at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from campaigns import following
from campaigns.above_page import REASON, first_words, page_of
from campaigns.context import turn_to
from campaigns.editing import StaleWords
from campaigns.forms.drafting import AgainForm
from campaigns.forms.following import AllForm, DecisionForm
from campaigns.models import Edition, Plan
from campaigns.revisions import Revision
from campaigns.views.drafting_desk import Desk, told
from orgs.scoping import UserRequest, fetch, number


@login_required
@require_GET
def draft_above(request: UserRequest, pk: int) -> HttpResponse:
    """Of a draft; `?rewrite=` opens the form for new words at one of the divergences."""
    desk = Desk(request, pk, "campaigns.view_edition")
    if desk.edition.is_issued:
        return redirect("campaigns:plan_above", desk.edition.plan_id)
    return _page(desk, opened=number(request.GET.get("rewrite"), 0))


@login_required
@require_GET
def plan_above(request: UserRequest, pk: int) -> HttpResponse:
    """Of the plan in force, for its own unit: what a further edition would begin with. A draft has its own page."""
    own = Plan.objects.visible_to(request.user).filter(unit__in=request.user.reach.units())
    plan = fetch(own.select_related("campaign", "unit__region"), request.user, "campaigns.view_plan", pk=pk)
    turn_to(request, plan.campaign)
    if draft := plan.open_edition:
        return redirect("campaigns:draft_above", draft.pk)
    if plan.current is None:
        raise Http404
    found = Edition.objects.visible_to(request.user).select_related("plan__unit", "based_on__plan__unit")
    page = page_of(found.get(pk=plan.current.pk), request.user)
    page["again"] = AgainForm(initial={"reason": REASON}) if page["may"] else None
    return render(request, "campaigns/above.html", page | {"crumbs": _crumbs(plan)})


@login_required
@require_POST
@told
def follow(request: UserRequest, pk: int) -> HttpResponse:
    desk = Desk(request, pk, "campaigns.edit_edition")
    try:
        merged = following.follow(edition=desk.edition, by=request.user)
        left = (
            f"还有{len(merged.conflicts)}处两级都有改动，请逐条选定。" if merged.conflicts else "没有需要选定的内容。"
        )
        messages.success(request, f"已更新到上级现行稿。{left}")
    except ValidationError as refused:
        messages.error(request, "".join(refused.messages))
    return redirect("campaigns:draft_above", pk)


@login_required
@require_POST
@told
def decide(request: UserRequest, pk: int, row: int) -> HttpResponse:
    """保留本级, 沿用上级 or 另行起草 of one divergence."""
    desk = Desk(request, pk)
    divergence = desk.edition.divergences.filter(pk=row).first()
    if divergence is None:
        raise Http404
    form = DecisionForm(request.POST, kind=divergence.kind)
    if form.is_valid() and desk.tried(form, _decided, divergence=divergence, **form.cleaned_data):
        return _page(desk, said=f"已{dict(divergence.DECISIONS)[form.cleaned_data['decision']]}。")
    return _page(desk, opened=row, form=form)


@login_required
@require_POST
@told
def reopen(request: UserRequest, pk: int, row: int) -> HttpResponse:
    """重新选定: a decision made by mistake is open again."""
    desk = Desk(request, pk)
    divergence = desk.edition.divergences.filter(pk=row).first()
    if divergence is None:
        raise Http404
    divergence.edition = desk.edition
    following.reopen(divergence=divergence, by=request.user)
    return _page(desk, said="已重新打开，请再选定。")


@login_required
@require_POST
@told
def decide_all(request: UserRequest, pk: int) -> HttpResponse:
    """全部保留本级 or 全部沿用上级, for those that stood on the page; the button asks once more before."""
    desk = Desk(request, pk)
    form = AllForm(request.POST)
    if form.is_valid() and desk.tried(form, following.decide_all, **form.cleaned_data):
        return _page(desk, said=f"已逐条记录，共{desk.result}处。")
    return _page(desk, said="请重新选择。")


def _decided(*, edition: Edition, divergence, **values):
    divergence.edition = edition
    return following.decide(divergence=divergence, **values)


def _page(desk: Desk, *, opened: int = 0, form=None, said: str = "") -> HttpResponse:
    """The page; after a decision with htmx its changing part alone, without it a redirect to what waits next."""
    request = desk.request
    shown = page_of(desk.edition, request.user) | {"crumbs": _crumbs(desk.edition.plan), "said": said}
    if said and not request.htmx:
        messages.success(request, said)
        return redirect(f"{reverse('campaigns:draft_above', args=[desk.edition.pk])}#{shown['next'] or 'above'}")
    shown |= _opened(shown, opened, form, desk)
    status = 409 if desk.stale else 422 if form is not None and form.errors else 200
    answer = render(request, "campaigns/_above.html" if request.htmx else "campaigns/above.html", shown, status=status)
    answer["HX-Push-Url"] = "false"
    return answer


def _opened(shown: dict, opened: int, form, desk: Desk) -> dict:
    """The form for new words, open at one row: what was typed, else the proposal."""
    rows = shown["up"].waiting if shown["up"] and shown["may"] else []
    row: Revision | None = next((each for each in rows if each.divergence and each.divergence.pk == opened), None)
    if row is None or (form is not None and form.data.get("decision") != "rewrite"):
        return {"opened": 0, "form": None, "stale_row": opened if desk.stale else 0}
    seen = {"seen": following.seen_here(row.here)}
    if form is None:
        first = first_words(row) | seen | {"decision": "rewrite"}
        form = DecisionForm(kind=row.change.item.kind, initial=first)
    elif isinstance(desk.stale, StaleWords):
        form.data = form.data.copy()
        form.data["seen"] = seen["seen"]
    return {"opened": opened, "form": form, "stale_row": opened if desk.stale else 0}


def _crumbs(plan: Plan) -> list[dict]:
    return [{"label": "方案", "url": reverse("campaigns:plans")}, {"label": str(plan.unit), "url": ""}]
