"""What plans ask of a person: drafts that came back, decisions to make, plans above to work from."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from campaigns.choices import State
from campaigns.models import Campaign, Edition, Plan
from campaigns.plans_page import from_above
from orgs.models import User
from orgs.todo import Todo

# state → who acts on it, what the button says, what the line says
OPEN_STEPS = {
    State.RETURNED: (("drafter",), "修改", "已退回：{}"),
    State.SUBMITTED: (("approver",), "签发", "待签发：{}"),
    State.SIGNED: (("drafter", "approver"), "印发", "已签发，待印发：{}"),
}


def plan_todos(user: User) -> Iterable[Todo]:
    """Three queries for editions, three more for each campaign that is not over."""
    yield from _steps(user)
    for campaign in _running(user):
        yield from _to_take_up(user, campaign)


def _steps(user: User) -> Iterator[Todo]:
    found = Edition.objects.visible_to(user).filter(plan__unit__in=user.reach.units(), state__in=OPEN_STEPS)
    # nobody signs the own draft; it is for another to do
    own = set(found.filter(state=State.SUBMITTED).drafted_by(user).values_list("pk", flat=True))
    for edition in found.select_related("plan__unit", "plan__campaign"):
        roles, verb, line = OPEN_STEPS[State(edition.state)]
        if edition.plan.unit_id in user.reach.units(*roles) and edition.pk not in own:
            name = "issue_draft" if edition.state == State.SIGNED else "draft"
            address = reverse(f"campaigns:{name}", args=[edition.pk])
            yield _todo(edition.plan, line.format(edition), address, verb, edition.return_reason[:60])


def _running(user: User) -> Iterable[Campaign]:
    """The latest campaign of each kind; past ones ask for no new plan."""
    if not user.reach.units("drafter"):
        return []
    newest: dict[bool, Campaign] = {}
    for campaign in Campaign.objects.all():
        newest.setdefault(campaign.is_demo, campaign)
    return newest.values()


def _to_take_up(user: User, campaign: Campaign) -> Iterator[Todo]:
    done: set[int] = set()
    for row in from_above(user, campaign):
        for unit in row.takers:
            if unit.pk not in done:  # the nearest plan above is the one to work from
                done.add(unit.pk)
                address = reverse("campaigns:work_plan", args=[row.plan.pk])
                note = "可据此编制本级方案，或声明直接执行上级方案。"
                yield Todo(f"上级已印发：{row.edition}", address, "据此编制", note=note,
                           unit=str(unit), campaign=str(campaign))  # fmt: skip


def _todo(plan: Plan, title: str, url: str, verb: str, note: str = "") -> Todo:
    return Todo(title, url, verb, note=note, unit=str(plan.unit), campaign=str(plan.campaign))
