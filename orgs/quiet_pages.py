"""What the pages of 消息设置 show: a line per topic, a box per channel."""

from collections.abc import Iterable
from typing import Any

from orgs.channels import sms
from orgs.choices import Channel, Topic
from orgs.models import Unit, User
from orgs.quieting import CHOOSABLE, Choice, everything, insisted_for

ABOUT = {
    Topic.OWED: "上级、牵头单位新提出的征集、征求意见和报送要求，以及改期、撤销",
    Topic.REMINDER: "截止前后的提醒，以及对方人工提醒",
    Topic.OVERDUE: "本单位或下级逾期未报送的清单，每天最多一份",
    Topic.DECIDED: "报送的内容审核通过、退回或请补充完善，延期申请的答复，被采用的段落和案例",
    Topic.ARRIVED: "有单位报送、申请延期或推荐案例，等待办理",
    Topic.DOCUMENTS: "方案、通知的审核、签发、印发和接收",
    Topic.OTHER: "代理、交接等",
}
CHANNELS = [(channel.value, channel.label) for channel in CHOOSABLE]


def quiet_page(user: User) -> dict[str, Any]:
    off = set(user.quiet.values_list("topic", "channel"))
    insisted = insisted_for(user)
    return {
        "lines": _lines(everything() - off, insisted),
        "channels": CHANNELS,
        "insisted": sorted(set(insisted.values())),
        "sms_on": sms.is_on(),
    }


def switched_off(user: User, posted: Iterable[str]) -> set[Choice]:
    """What the posted boxes leave off. Boxes of what a unit insists on are not posted: those stay as they were."""
    insisted = set(insisted_for(user))
    before = set(user.quiet.values_list("topic", "channel"))
    return (everything() - chosen(posted) - insisted) | (before & insisted)


def insisted_page(units: Iterable[Unit]) -> dict[str, Any]:
    found = [
        {"unit": unit, "lines": _lines({(row.topic, row.channel) for row in unit.insisted.all()}, {})} for unit in units
    ]
    return {"units": found, "channels": CHANNELS}


def chosen(posted: Iterable[str]) -> set[Choice]:
    """The boxes that were ticked, each posted as `topic:channel`; anything else is passed over."""
    return {(topic, channel) for topic, _, channel in (each.partition(":") for each in posted)} & everything()


def _lines(on: set[Choice], insisted: dict[Choice, str]) -> list[dict[str, Any]]:
    return [
        {
            "label": topic.label,
            "about": ABOUT[topic],
            "boxes": [_box(topic, channel, on, insisted) for channel in CHOOSABLE],
        }
        for topic in Topic
    ]


def _box(topic: Topic, channel: Channel, on: set[Choice], insisted: dict[Choice, str]) -> dict[str, Any]:
    by = insisted.get((topic.value, channel.value), "")
    return {
        "value": f"{topic.value}:{channel.value}",
        "label": f"{topic.label}：{channel.label}",
        "channel": channel.label,
        "on": (topic.value, channel.value) in on or bool(by),
        "by": by,
    }
