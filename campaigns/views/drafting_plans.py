"""Plans as the workplace sees them: the list, one plan with its editions, starting one or declaring none needed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from campaigns import planning, plans_page
from campaigns.context import chosen, turn_to
from campaigns.forms.drafting import AgainForm, StartForm
from campaigns.models import DirectExecution, Plan
from campaigns.views.drafting_desk import ask_and_do, told
from campaigns.work_plan_page import editions_of, page_of, shown_edition
from orgs.models import Unit
from orgs.scoping import UserRequest, fetch, number, require

RELATED = ("campaign", "unit__region", "letterhead", "parent__unit")


@login_required
@require_GET
def plans(request: UserRequest) -> HttpResponse:
    user, campaign = request.user, chosen(request)
    if campaign is None:
        return render(
            request, "campaigns/plans.html", {"own": [], "above": [], "direct": [], "below": [], "orders": []}
        )
    board = plans_page.page_of(user, campaign) | {"may_draft": bool(user.reach.units("drafter"))}
    return render(request, "campaigns/plans.html", board)


@login_required
@require_GET
def work_plan(request: UserRequest, pk: int, number: int | None = None) -> HttpResponse:
    """The edition in force, or the one asked for; superseded ones stay readable."""
    found = Plan.objects.visible_to(request.user).select_related(*RELATED)
    plan = fetch(found, request.user, pk=pk)
    edition = shown_edition(editions_of(plan, request.user), number)
    require(request.user, "campaigns.view_plan", plan)
    turn_to(request, plan.campaign)
    if edition is None:
        raise Http404
    if edition.is_open:
        return redirect("campaigns:draft", edition.pk)
    if not request.user.has_perm("campaigns.compare_edition", edition):  # what they see is public: so is its page
        return redirect("campaigns:plan_edition", plan.public_id, edition.number)
    return render(request, "campaigns/work_plan.html", page_of(plan, edition, request.user))


@login_required
@ask_and_do
def start_plan(request: UserRequest) -> HttpResponse:
    user, campaign = request.user, chosen(request)
    own = plans_page.drafting_units(user)
    units = Unit.objects.coordinated_by(user).filter(pk__in=[unit.pk for unit in own])
    if campaign is None or not own:
        raise Http404
    parents = plans_page.workable(user, campaign, [unit.region.path for unit in own]).exclude(unit__in=units)
    earlier = plans_page.earlier_plans(user, campaign, units)
    form = StartForm(request.POST or None, units=units, parents=parents, earlier=earlier, initial=request.GET.dict())
    edition = _started(form, campaign, user) if form.is_valid() else None
    if edition:
        messages.success(request, "已建立草稿。未作修改的内容随上级方案，不必重写。")
        return redirect("campaigns:draft_last_year" if edition.last_year_id else "campaigns:draft", edition.pk)
    return render(request, "campaigns/start_plan.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_POST
def execute_directly(request: UserRequest, pk: int) -> HttpResponse:
    """`pk` is the plan above; the unit is one for which the person drafts."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    unit = get_object_or_404(plans_page.takers(request.user, plan), pk=number(request.POST.get("unit")))
    try:
        planning.execute_directly(unit=unit, plan=plan, by=request.user)
        messages.success(request, f"已声明：{unit}直接执行上级方案《{plan}》。")
    except ValidationError as refused:
        messages.error(request, "".join(refused.messages))
    return redirect("campaigns:plans")


@login_required
@require_POST
def stop_direct(request: UserRequest, pk: int) -> HttpResponse:
    declared = DirectExecution.objects.visible_to(request.user).filter(unit__in=request.user.reach.units())
    found = fetch(declared, request.user, "campaigns.draft_plan", pk=pk)
    planning.stop_direct_execution(declared=found, by=request.user)
    messages.success(request, "已撤销直接执行的声明，可以编制本级方案。")
    return redirect("campaigns:plans")


@login_required
@ask_and_do
@told
def start_again(request: UserRequest, pk: int) -> HttpResponse:
    """重新印发, 更正, 补充通知: a further edition, with a reason."""
    own = Plan.objects.visible_to(request.user).filter(unit__in=request.user.reach.units())
    plan = fetch(own, request.user, "campaigns.draft_plan", pk=pk)
    form = AgainForm(request.POST or None)
    if form.is_valid():
        try:
            edition = planning.start_again(plan=plan, by=request.user, **form.cleaned_data)
            return redirect("campaigns:draft_above" if edition.based_before_id else "campaigns:draft", edition.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    page = {"form": form, "plan": plan}
    return render(request, "campaigns/start_again.html", page, status=422 if form.errors else 200)


def _started(form: StartForm, campaign, user):
    try:
        return planning.start(campaign=campaign, by=user, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
    return None
