"""The activities' message kinds: how each reads, where it leads, and whether it still matters when it is sent."""

from django.urls import reverse
from django.utils import timezone

from activities import notices_importing
from activities.choices import Correcting, JobState, State
from activities.models import Activity, Correction, ExportFile
from campaigns.words import inside_quotes
from orgs.choices import Topic
from orgs.models import Message
from orgs.outbox import Letter, register


def _activity(message: Message) -> Activity:
    return Activity.objects.select_related("unit", "entered_by").get(pk=message.about["activity"])


def handed_in(message: Message) -> Letter:
    activity = _activity(message)
    body = f"{activity.unit}报送了活动“{inside_quotes(str(activity))}”，请审核。"
    return Letter(f"活动待审核：{activity}"[:200], body, reverse("activities:review_one", args=[activity.pk]))


def accepted(message: Message) -> Letter:
    activity = _activity(message)
    body = f"活动“{inside_quotes(str(activity))}”已审核通过。"
    return Letter(f"活动审核通过：{activity}"[:200], body, _page(activity))


def returned(message: Message) -> Letter:
    activity = _activity(message)
    body = f"活动“{inside_quotes(str(activity))}”请补充完善后重新报送，已填写的内容和照片都在。"
    body += f"\n\n意见：{activity.return_reason}"
    return Letter(f"活动请补充完善：{activity}"[:200], body, _page(activity))


def correction_handed_in(message: Message) -> Letter:
    correction = _correction(message)
    activity = correction.activity
    body = f"{activity.unit}报送了对活动“{inside_quotes(str(activity))}”的更正，请审核。审核通过前，原内容不变。"
    return Letter(
        f"活动更正待审核：{activity}"[:200], body, reverse("activities:correction_review", args=[correction.pk])
    )


def correction_accepted(message: Message) -> Letter:
    activity = _activity(message)
    body = f"对活动“{inside_quotes(str(activity))}”的更正已审核通过，现在显示和统计的是更正后的内容。"
    if not activity.is_public:
        body += "需要公开的，请确定公开属性。"
    return Letter(f"活动更正已通过：{activity}"[:200], body, _page(activity))


def correction_returned(message: Message) -> Letter:
    correction = _correction(message)
    activity = correction.activity
    body = f"对活动“{inside_quotes(str(activity))}”的更正请补充完善后重新报送；在此之前，原内容不变。"
    body += f"\n\n意见：{correction.return_reason}"
    return Letter(f"活动更正请补充完善：{activity}"[:200], body, reverse("activities:correct", args=[activity.pk]))


def _correction(message: Message) -> Correction:
    return Correction.objects.select_related("activity__unit").get(pk=message.about["correction"])


def _correction_in(state: str):
    return lambda message: Correction.objects.filter(pk=message.about["correction"], state=state).exists()


def export_done(message: Message) -> Letter:
    export = ExportFile.objects.get(pk=message.about["export"])
    body = f"“{export.name}”已生成，共{export.rows}行（张），24小时内可在“导出”页面下载，仅您本人可以打开。"
    return Letter(f"导出已完成：{export.name}"[:200], body, reverse("activities:exports"))


def _still_there(message: Message) -> bool:
    alive = ExportFile.objects.filter(pk=message.about["export"], state=JobState.DONE)
    return alive.filter(expires_at__gt=timezone.now()).exists()


def entered(message: Message) -> Letter:
    activity = _activity(message)
    body = f"{activity.entered_by}根据材料为本单位代录了活动“{inside_quotes(str(activity))}”。"
    body += "请核对；需要修改的，修改后即由本单位接着办理。"
    return Letter(f"代录了一项活动：{activity}"[:200], body, _page(activity))


def _page(activity: Activity) -> str:
    return reverse("activities:work_activity", args=[activity.pk])


def _in_state(state: str):
    return lambda message: Activity.objects.filter(pk=message.about["activity"], state=state).exists()


def _exists(message: Message) -> bool:
    return Activity.objects.filter(pk=message.about["activity"]).exists()


def register_all() -> None:
    notices_importing.register_all()
    register("activity_handed_in", render=handed_in, still_matters=_in_state(State.HANDED_IN), topic=Topic.ARRIVED)
    register("activity_accepted", render=accepted, still_matters=_in_state(State.ACCEPTED), topic=Topic.DECIDED)
    register("activity_entered", render=entered, still_matters=_exists)
    register("activity_returned", render=returned, still_matters=_in_state(State.RETURNED), topic=Topic.DECIDED)
    register(
        "correction_handed_in",
        render=correction_handed_in,
        still_matters=_correction_in(Correcting.HANDED_IN),
        topic=Topic.ARRIVED,
    )
    register(
        "correction_accepted",
        render=correction_accepted,
        still_matters=_correction_in(Correcting.ACCEPTED),
        topic=Topic.DECIDED,
    )
    register(
        "correction_returned",
        render=correction_returned,
        still_matters=_correction_in(Correcting.RETURNED),
        topic=Topic.DECIDED,
    )
    register("export_done", render=export_done, still_matters=_still_there)
