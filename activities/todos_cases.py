"""What 典型案例 ask of a person: answer those put forward to the office, complete those that came back."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse

from activities.models import PutForward
from campaigns.models import Campaign
from orgs.models import User
from orgs.todo import Todo
from orgs.together import together


def cases_to_do(user: User) -> Iterator[Todo]:
    """One query, however many cases there are; none for whose posts have nothing to do with them."""
    columns = [f"case__campaign__{name}" for name in ("year", "is_demo", "name")]
    waiting = PutForward.objects.awaiting(user).order_by().values_list(*columns).annotate(count=Count("pk"))
    returned = PutForward.objects.to_complete(user).select_related("case__unit", "case__campaign", "office")
    together(waiting, returned)
    for year, is_demo, name, count in waiting:
        slug = Campaign(year=year, is_demo=is_demo).slug
        url = f"{reverse('activities:cases')}?tab=received&campaign={slug}"
        yield Todo(title=f"{count}个典型案例待处理", url=url, verb="处理", campaign=name)
    for row in returned:
        yield Todo(
            title=f"补充完善典型案例：{row.case}",
            url=reverse("activities:edit_case", args=[row.case_id]),
            verb="修改",
            note=f"{row.office}的意见：{row.note}",
            unit=str(row.case.unit),
            campaign=str(row.case.campaign),
        )
