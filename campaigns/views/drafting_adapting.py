"""调整用语: the unit's rules, and what they propose for a draft, one before/after each."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from campaigns import adaptation
from campaigns.forms.adapting import RuleForm
from campaigns.models import AdaptationRule
from campaigns.plans_page import drafting_units
from campaigns.views.drafting_desk import Desk, ask_and_do, told
from orgs.models import Unit
from orgs.scoping import UserRequest, fetch


@login_required
@ask_and_do
def rules(request: UserRequest) -> HttpResponse:
    """The rules of the units for which the person drafts."""
    units = Unit.objects.coordinated_by(request.user).filter(pk__in=[u.pk for u in drafting_units(request.user)])
    if not units:
        raise Http404
    form = RuleForm(request.POST or None, units=units)
    if form.is_valid() and _added(form, request.user):
        messages.success(request, "已保存。起草时按此提出调整建议，逐条确认后才会修改。")
        return redirect("campaigns:adaptation_rules")
    kept = AdaptationRule.objects.visible_to(request.user).filter(unit__in=units).select_related("unit")
    page = {"form": form, "rules": kept, "several": len(units) > 1}
    return render(request, "campaigns/adaptation_rules.html", page, status=422 if form.errors else 200)


@login_required
@require_POST
def remove_rule(request: UserRequest, pk: int) -> HttpResponse:
    rule = fetch(AdaptationRule.objects.visible_to(request.user), request.user, "campaigns.draft_plan", pk=pk)
    adaptation.remove_rule(rule=rule, by=request.user)
    messages.success(request, "已删除。以前据此调整过的文字不变。")
    return redirect("campaigns:adaptation_rules")


@login_required
@ask_and_do
@told
def draft_adapting(request: UserRequest, pk: int) -> HttpResponse:
    """Proposals for the whole document; nothing changes but what is chosen and sent."""
    desk = Desk(request, pk, "campaigns.edit_edition" if request.method == "POST" else "campaigns.draft_plan")
    if request.method == "POST":
        accepted, declined = _decided(request.POST, "take"), _decided(request.POST, "leave")
        outcome = adaptation.settle(edition=desk.edition, accepted=accepted, declined=declined, by=request.user)
        _say(request, outcome)
        return redirect("campaigns:draft_adapting", pk)
    kept = list(desk.edition.plan.unit.adaptation_rules.all())
    proposals = adaptation.adaptations_of((entry.item for entry in desk.paper.entries()), kept)
    shown = {"tab": "adapting", "proposals": proposals, "all": "all" in request.GET, "rules": kept}
    return render(request, "campaigns/draft_adapting.html", desk.context(**shown))


def _added(form: RuleForm, user) -> bool:
    try:
        adaptation.add_rule(by=user, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


def _decided(data, wanted: str) -> dict[UUID, str]:
    """Key → fingerprint of the items with this choice; what our page did not make is passed over."""
    found = {}
    for name, value in data.items():
        choice, _, seen = value.partition(":")
        try:
            if choice == wanted:
                found[UUID(name)] = seen
        except ValueError:
            continue
    return found


def _say(request: UserRequest, outcome: adaptation.Outcome) -> None:
    if outcome.adapted or outcome.kept:
        kept = f"，{outcome.kept}条保持上级文字" if outcome.kept else ""
        messages.success(request, f"已调整{outcome.adapted}条{kept}。")
    if outcome.left:
        names = "、".join(f"“{words[:20]}”" for words in outcome.left if words)
        messages.warning(
            request, f"{len(outcome.left)}条在您查看期间已被修改，没有调整{'：' + names if names else ''}。"
        )
    if not (outcome.adapted or outcome.kept or outcome.left):
        messages.info(request, "没有选“调整”或“不改”，未作修改。")
