"""What the activities ask of a person: mend what came back, review what was handed in, tick off what was planned."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from activities.choices import Correcting, State
from activities.fulfilling import open_count
from activities.models import Activity, Correction
from campaigns.models import Campaign
from orgs.models import Unit, User
from orgs.todo import Todo


def activities_to_do(user: User) -> Iterator[Todo]:
    """At most nine queries, however many activities there are."""
    yield from _returned(user)
    yield from _returned_corrections(user)
    yield from _awaiting(user)
    yield from _awaiting_corrections(user)
    yield from _planned(user)


def _returned(user: User) -> Iterator[Todo]:
    rows = Activity.objects.logged_by(user).filter(state=State.RETURNED).select_related("unit", "campaign")
    for activity in rows:
        yield Todo(
            title=f"补充完善：{activity}",
            url=reverse("activities:edit", args=[activity.pk]),
            verb="修改",
            note=f"意见：{activity.return_reason}",
            unit=str(activity.unit),
            campaign=str(activity.campaign),
        )


def _returned_corrections(user: User) -> Iterator[Todo]:
    units = user.reach.units("reporter", "manager")  # not `logged_by`: who entered it for them does not correct it
    accepted = Activity.objects.filter(unit__in=units, state=State.ACCEPTED)
    rows = Correction.objects.filter(activity__in=accepted, state=Correcting.RETURNED)
    for correction in rows.select_related("activity__unit", "activity__campaign"):
        activity = correction.activity
        yield Todo(
            title=f"补充完善更正：{activity}",
            url=reverse("activities:correct", args=[activity.pk]),
            verb="修改",
            note=f"意见：{correction.return_reason}",
            unit=str(activity.unit),
            campaign=str(activity.campaign),
        )


def _awaiting_corrections(user: User) -> Iterator[Todo]:
    columns = [f"activity__campaign__{name}" for name in ("year", "is_demo", "name")]
    waiting = Correction.objects.awaiting(user).order_by().values_list(*columns)
    for year, is_demo, name, count in waiting.annotate(count=Count("pk")):
        slug = Campaign(year=year, is_demo=is_demo).slug
        url = f"{reverse('activities:review')}?campaign={slug}"
        yield Todo(title=f"{count}项活动更正待审核", url=url, verb="审核", campaign=name)


def _awaiting(user: User) -> Iterator[Todo]:
    waiting = (
        Activity.objects.awaiting(user).order_by().values_list("campaign__year", "campaign__is_demo", "campaign__name")
    )
    for year, is_demo, name, count in waiting.annotate(count=Count("pk")):
        slug = Campaign(year=year, is_demo=is_demo).slug
        url = f"{reverse('activities:review')}?campaign={slug}"
        yield Todo(title=f"{count}项活动待审核", url=url, verb="审核", campaign=name)


def _planned(user: User) -> Iterator[Todo]:
    today = timezone.localdate()
    units = user.reach.units("reporter", "manager")
    for campaign in Campaign.objects.filter(starts_on__lte=today, ends_on__gte=today) if units else ():
        counts = open_count(units, campaign)
        for unit in Unit.objects.filter(pk__in=counts):
            yield Todo(
                title=f"方案附件所列活动还有{counts[unit.pk]}项未登记开展情况",
                url=f"{reverse('activities:annex')}?unit={unit.pk}&campaign={campaign.slug}",
                verb="登记",
                due_on=campaign.ends_on,
                unit=str(unit),
                campaign=str(campaign),
            )
