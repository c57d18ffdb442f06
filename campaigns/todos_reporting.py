"""What 报送 asks of a person: answers owed, answers returned, hand-ins and 延期 waiting for a decision. Three
queries."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse

from campaigns.choices import Answer, Extending
from campaigns.models import Extension, Obligation
from orgs.models import User
from orgs.todo import Todo


def owed(user: User) -> Iterator[Todo]:
    """Obligations of the units where the person reports or manages, until they are answered; not what is optional."""
    rows = Obligation.objects.unanswered().filter(unit__in=user.reach.units("reporter", "manager"), optional=False)
    for each in rows.select_related("unit", "request__campaign", "request__unit"):
        returned = each.state == Answer.RETURNED
        yield Todo(
            title=f"{each.request.title}（{each.request.unit}）",
            url=reverse("campaigns:obligation", args=[each.pk]),
            verb="补充完善" if returned else "报送",
            due_on=each.due_on,
            note=f"意见：{each.return_reason}" if returned else each.request.why,
            unit=str(each.unit),
            campaign=str(each.request.campaign),
        )


def to_decide(user: User) -> Iterator[Todo]:
    """One line per request with hand-ins that wait for 审核通过 or a return."""
    rows = Obligation.objects.counted().filter(
        state=Answer.HANDED_IN, request__unit__in=user.reach.units("manager", "reviewer", "approver")
    )
    named = ("request", "request__title", "request__unit__name", "request__campaign__name")
    for pk, title, unit, campaign, count in (
        rows.order_by("request").values_list(*named).annotate(count=Count("pk")).values_list(*named, "count")
    ):
        yield Todo(
            title=f"{title}：{count}个单位已报送，待审核",
            url=reverse("campaigns:request", args=[pk]) + "?state=waiting",
            verb="审核",
            unit=unit,
            campaign=campaign,
        )


def extensions(user: User) -> Iterator[Todo]:
    """One line per request with units that ask for a later date."""
    waiting = Extension.objects.filter(
        decision=Extending.ASKED, obligation__released_at=None, obligation__request__closed_at=None,
        obligation__request__unit__in=user.reach.units("manager", "reviewer", "approver"),
    )  # fmt: skip
    request = "obligation__request"
    named = (request, f"{request}__title", f"{request}__unit__name", f"{request}__campaign__name")
    rows = waiting.order_by(request).values_list(*named).annotate(count=Count("pk"))
    for pk, title, unit, campaign, count in rows.values_list(*named, "count"):
        yield Todo(
            title=f"{title}：{count}个单位申请延期",
            url=reverse("campaigns:request", args=[pk]) + "?state=extension",
            verb="答复",
            unit=unit,
            campaign=campaign,
        )
