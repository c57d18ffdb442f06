"""More of the demonstration: cases put forward and adopted, a pasted message sorted in part, views that people keep."""

from collections.abc import Sequence

from activities import case_disclosing, casework, materials, saved_views, sorting
from activities import logging as logs
from activities.arriving import Arrived
from activities.casework import ADOPTED, RETURNED
from activities.choices import Outcome, State
from activities.demoplans import Desk
from activities.models import Activity, Case, SavedView
from orgs.choices import Openness
from orgs.models import User

MESSAGE = (
    "（演示）各位领导，报一下我们的活动：\n"
    "{first}上午，（演示）市场监管所在演示文化广场开展“质量月”咨询服务活动，发放宣传资料400余份，群众近200人次参加。\n"
    "{second}，（演示）市场监管所走进演示职业学院举办质量小课堂，100余名师生参加。"
)
PARTS = {
    "background": "辖区小微企业多，缺少专职质量管理人员，遇到问题不知道找谁。（演示文本，内容均为编造）",
    "measures": "一是摸清需求，逐户登记；二是组队上门，开展质量诊断；三是定期回访，逐项销号。",
    "results": "帮助企业改进了现场管理和检验流程，形成了可以照着做的清单。",
}
VIEWS = {
    "fujian.manager": (
        ("待我审核的", "tab=region&state=handed_in"),
        ("有照片的活动", "tab=region&view=cards&photos=1"),
    ),
    "fuzhou.reporter": (("本单位草稿", "tab=own&state=draft"),),
}
FATES = ("", "", ADOPTED, RETURNED)  # one that waits is taken into the province's summary
NOTE = "请补充成效方面的数据。"


def add_extras(desk: Desk, done: Sequence[Activity]) -> None:
    _cases(desk, done)
    _message(desk)
    for username, views in VIEWS.items():
        if person := User.objects.filter(username=username).first():
            for name, query in views:
                if not SavedView.objects.filter(user=person, name=name).exists():
                    saved_views.keep(name=name, query=query, by=person)


def _cases(desk: Desk, done: Sequence[Activity]) -> None:
    """Two that wait for an answer, one adopted and public, one to be completed, one that is only written."""
    fit = [each for each in done if each.state == State.ACCEPTED and each.outcome == Outcome.HELD]
    city = [each for each in fit if each.unit.region.depth > desk.office("350000").region.depth]
    for number, activity in enumerate(city[: len(FATES) + 1]):
        case = _written(desk, activity)
        if number == len(FATES):
            return
        received = casework.put_forward(case=case, by=desk.clerk)
        if fate := FATES[number]:
            casework.answer(received=received, verdict=fate, note=NOTE if fate == RETURNED else "", by=desk.clerk)
        if fate == ADOPTED:
            _publish(desk, case)


def _publish(desk: Desk, case: Case) -> None:
    case.refresh_from_db()
    case_disclosing.disclose(
        case=case, version=case.version, openness=Openness.PUBLIC, reviewer="演示审查人", reviewed_on=desk.today,
        by=desk.clerk,
    )  # fmt: skip


def _written(desk: Desk, activity: Activity) -> Case:
    words = PARTS | {"title": f"{activity.title}：上门问需，逐项解决"[:120]}
    return casework.write(unit=activity.unit, campaign=desk.campaign, words=words, by=desk.clerk, activity=activity)


def _message(desk: Desk) -> None:
    """One activity of the message is confirmed, the other waits beside its source."""
    first, second = (f"{day.month}月{day.day}日" for day in (desk.day(-6), desk.day(-4)))
    arrived = Arrived(MESSAGE.format(first=first, second=second))
    fuzhou = desk.office("350100")
    material, _ = materials.take(arrived=arrived, unit=fuzhou, campaign=desk.campaign, by=desk.clerk)
    draft = material.activities.order_by("held_on").first()
    if draft is not None:
        words = {name: getattr(draft, name) for name in logs.WORDS}
        kinds = list(draft.counters.values_list("kind", flat=True))
        sorting.confirm(draft=draft, words=words, holders=[], counters=kinds, version=draft.version, by=desk.clerk)
