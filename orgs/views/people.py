"""People of a unit: seats, invitations, what happened."""

from django.contrib import messages as notes
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgs import inviting, seating, secretlinks
from orgs.forms.people import AcceptForm, InviteForm
from orgs.models import AuditEvent, Invitation, Seat, Unit, User
from orgs.scoping import UserRequest, fetch, number, require_role


@require_GET
@login_required
def manage(request: UserRequest) -> HttpResponse:
    require_role(request.user, "manager")
    seats = Seat.objects.managed_by(request.user).current().select_related("user", "unit")
    waiting = Invitation.objects.managed_by(request.user).waiting().select_related("unit", "invited_by")
    units = [
        {
            "unit": unit,
            "seats": [seat for seat in seats if seat.unit_id == unit.pk],
            "invitations": [invitation for invitation in waiting if invitation.unit_id == unit.pk],
        }
        for unit in Unit.objects.managed_by(request.user)
    ]
    return render(request, "orgs/manage.html", {"units": units, "runs": request.user.has_perm("orgs.view_status")})


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def invite(request: UserRequest) -> HttpResponse:
    """The link is in this one answer and nowhere else."""
    require_role(request.user, "manager")
    form = InviteForm(request.POST or None, user=request.user)
    made = _invited(form, request.user) if form.is_valid() else None
    if made is None:
        return render(request, "orgs/invite.html", {"form": form}, status=422 if form.is_bound else 200)
    invitation, link = made
    mailed = bool(invitation.email) and inviting.send(invitation=invitation, link=link)
    return render(request, "orgs/invited.html", {"invitation": invitation, "link": link, "mailed": mailed})


def _invited(form: InviteForm, by: User) -> tuple[Invitation, str] | None:
    try:
        return inviting.invite(**form.cleaned_data, by=by)
    except ValidationError as refused:
        form.add_error(None, refused)
    return None


@require_POST
@login_required
def revoke_invitation(request: UserRequest, pk: int) -> HttpResponse:
    found = fetch(Invitation.objects.managed_by(request.user), request.user, pk=pk)
    if inviting.revoke(invitation=found, by=request.user):
        notes.success(request, f"已撤回对{found.display_name}的邀请，原链接不能再用。")
    else:
        notes.info(request, "这个邀请已经使用、撤回或超过有效期。")
    return redirect("orgs:manage")


@require_POST
@login_required
def end_seat(request: UserRequest, pk: int) -> HttpResponse:
    seat = fetch(Seat.objects.managed_by(request.user).current(), request.user, pk=pk)
    try:
        seating.end(seat=seat, by=request.user)
    except ValidationError as refused:
        notes.error(request, refused.messages[0])
    else:
        notes.success(request, f"已结束{seat.user}在{seat.unit}的“{seat.get_role_display()}”岗位。")
    return redirect("orgs:manage")


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Used, revoked, late and invented links all answer alike."""
    try:
        if not secretlinks.guessed_too_often(request):
            return _answer(request, token)
    except inviting.InvitationGone:
        secretlinks.missed(request)
    return render(request, "orgs/invitation_gone.html", status=404)


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    found = inviting.find(token)
    if "join" in request.POST and request.user.is_authenticated:
        try:
            notes.success(request, f"您已取得新的岗位：{inviting.join(token=token, by=request.user)}。")
        except ValidationError as refused:
            notes.error(request, refused.messages[0])
        return redirect("orgs:home")
    form = AcceptForm(request.POST or None, invitation=found)
    if not form.is_valid():
        return render(request, "orgs/invitation.html", {"form": form, "invitation": found})
    inviting.accept(token=token, username=form.cleaned_data["username"], password=form.cleaned_data["password"])
    notes.success(request, "账号已开通，请用刚才设置的用户名和密码登录。")
    return redirect("account_login")


@require_GET
@login_required
def history(request: UserRequest) -> HttpResponse:
    require_role(request.user, "manager")
    events = AuditEvent.objects.managed_by(request.user).select_related("actor", "unit")
    units = Unit.objects.managed_by(request.user)
    unit = request.GET.get("unit", "")
    if unit:
        events = events.filter(unit=number(unit))
    page = Paginator(events, 50).get_page(request.GET.get("page"))
    return render(request, "orgs/history.html", {"page_obj": page, "units": units, "chosen": unit})
