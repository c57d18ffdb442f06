"""The activities' message kinds: how each reads, where it leads, and whether it still matters when it is sent."""

from django.urls import reverse

from activities.choices import State
from activities.models import Activity
from orgs.models import Message
from orgs.outbox import Letter, register


def _activity(message: Message) -> Activity:
    return Activity.objects.select_related("unit", "entered_by").get(pk=message.about["activity"])


def handed_in(message: Message) -> Letter:
    activity = _activity(message)
    body = f"{activity.unit}报送了活动“{activity}”，请审核。"
    return Letter(f"活动待审核：{activity}"[:200], body, reverse("activities:review_one", args=[activity.pk]))


def accepted(message: Message) -> Letter:
    activity = _activity(message)
    return Letter(f"活动审核通过：{activity}"[:200], f"活动“{activity}”已审核通过。", _page(activity))


def returned(message: Message) -> Letter:
    activity = _activity(message)
    body = f"活动“{activity}”请补充完善后重新报送，已填写的内容和照片都在。\n\n意见：{activity.return_reason}"
    return Letter(f"活动请补充完善：{activity}"[:200], body, _page(activity))


def entered(message: Message) -> Letter:
    activity = _activity(message)
    body = (
        f"{activity.entered_by}根据材料为本单位代录了活动“{activity}”。请核对；需要修改的，修改后即由本单位接着办理。"
    )
    return Letter(f"代录了一项活动：{activity}"[:200], body, _page(activity))


def _page(activity: Activity) -> str:
    return reverse("activities:work_activity", args=[activity.pk])


def _in_state(state: str):
    return lambda message: Activity.objects.filter(pk=message.about["activity"], state=state).exists()


def _exists(message: Message) -> bool:
    return Activity.objects.filter(pk=message.about["activity"]).exists()


def register_all() -> None:
    register("activity_handed_in", render=handed_in, still_matters=_in_state(State.HANDED_IN))
    register("activity_accepted", render=accepted, still_matters=_in_state(State.ACCEPTED))
    register("activity_entered", render=entered, still_matters=_exists)
    register("activity_returned", render=returned, still_matters=_in_state(State.RETURNED))
