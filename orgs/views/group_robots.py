"""Robots of chat groups (群机器人) at the units a manager looks after."""

from django.contrib import messages as notes
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgs import group_robots
from orgs.forms.group_robots import RobotForm
from orgs.letters import NotSent
from orgs.models import Robot, User
from orgs.scoping import UserRequest, fetch, require_role


@require_GET
@login_required
def listing(request: UserRequest) -> HttpResponse:
    require_role(request.user, "manager")
    found = Robot.objects.managed_by(request.user).select_related("unit", "made_by")
    alive = [robot for robot in found if robot.disabled_at is None]
    ended = [robot for robot in found if robot.disabled_at is not None]
    return render(request, "orgs/group_robots.html", {"alive": alive, "ended": ended[:50]})


@never_cache
@sensitive_post_parameters("url", "secret")
@require_http_methods(["GET", "POST"])
@login_required
def add(request: UserRequest) -> HttpResponse:
    require_role(request.user, "manager")
    form = RobotForm(request.POST or None, user=request.user)
    robot = _added(form, request.user) if form.is_valid() else None
    if robot is None:
        return render(request, "orgs/group_robot_new.html", {"form": form}, status=422 if form.is_bound else 200)
    notes.success(request, f"已登记“{robot.name}”。请点“发送测试消息”，看群里是否收到。")
    return redirect("orgs:robots_of_groups")


def _added(form: RobotForm, by: User) -> Robot | None:
    try:
        return group_robots.add(**form.cleaned_data, by=by)
    except ValidationError as refused:
        form.add_error(None, refused)
    return None


@require_POST
@login_required
def trial(request: UserRequest, pk: int) -> HttpResponse:
    robot = fetch(Robot.objects.managed_by(request.user), request.user, "orgs.manage_robot", pk=pk)
    try:
        group_robots.trial(robot=robot, by=request.user)
    except NotSent as refused:
        notes.error(request, f"“{robot.name}”没有收到测试消息：{refused}。")
    else:
        notes.success(request, f"测试消息已发到“{robot.name}”，请到群里查看。")
    return redirect("orgs:robots_of_groups")


@require_POST
@login_required
def end(request: UserRequest, pk: int) -> HttpResponse:
    robot = fetch(Robot.objects.managed_by(request.user), request.user, "orgs.manage_robot", pk=pk)
    if group_robots.end(robot=robot, by=request.user):
        notes.success(request, f"已停用“{robot.name}”，此后不再向该群发送。")
    else:
        notes.info(request, "这个群机器人已经停用。")
    return redirect("orgs:robots_of_groups")
