"""Joint activities: one record, several co-holders, each told when it is handed in."""

from django.urls import reverse
from django.utils import timezone

from activities.choices import HANDED_IN
from activities.models import Activity
from orgs import outbox
from orgs.choices import Channel
from orgs.models import Message, Seat
from orgs.outbox import Letter

KIND = "activity_joint"


def tell_partners(activity: Activity) -> None:
    """Tell the reporters of the co-holding units, in the portal, that it is there: they need not log it again."""
    partners = [holder.unit_id for holder in activity.co_holders.all() if holder.unit_id]
    if not partners:
        return
    seats = Seat.objects.current().filter(unit__in=partners, role__in=("reporter", "manager")).select_related("user")
    key = f"{KIND}:{activity.pk}:{timezone.now():%Y%m%d%H%M%S%f}"
    outbox.post(KIND, key=key, seats=seats, about={"activity": activity.pk}, channels=(Channel.PORTAL,))


def joint(message: Message) -> Letter:
    activity = Activity.objects.select_related("unit").get(pk=message.about["activity"])
    body = f"{activity.unit}报送了与贵单位联合开展的活动“{activity}”。这项活动只登记、只计一次，贵单位不必再登记。"
    return Letter(f"联合活动已报送：{activity}"[:200], body, reverse("activities:work_activity", args=[activity.pk]))


def still_matters(message: Message) -> bool:
    return Activity.objects.filter(pk=message.about["activity"], state__in=HANDED_IN).exists()


def register_all() -> None:
    outbox.register(KIND, render=joint, still_matters=still_matters)
