"""Shapes of the interface by key about a unit's own activities: what is given, and what is taken.

What is taken refuses names it does not know: a wrong name that is passed over would be a figure lost in silence.
"""

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StrictInt

from activities.api_shapes import SORTS, ParticipationShape
from activities.choices import CounterKind, Outcome, State
from activities.models import Activity, Photo
from activities.models.activity import PARTICIPATION
from orgs.api_problems import FieldProblem
from orgs.api_shapes import UnitShape, unit_shape

MOST_PEOPLE = 2_147_483_647
STATES = "、".join(f"{state.value} {state.label}" for state in State)
OUTCOMES = "、".join(f"{outcome.value} {outcome.label}" for outcome in Outcome)
COUNTERS = "、".join(f"{kind.value} {kind.label}" for kind in CounterKind)
FIGURE = "整数，或带限定词的文字，如“400余”“近200”“约1.5万”；没有的为null"
UNDER = "对应方案中的哪一项，取自“可对应的内容”的key；自行开展的为空"


class OwnCounter(Schema):
    kind: str = Field(description=COUNTERS)
    value: int
    qualifier: str = Field(description="限定词：余、近、约；准确数为空")


class OwnPhoto(Schema):
    id: str
    width: int
    height: int
    caption: str
    credit: str
    alt: str
    is_cover: bool
    taken_at: dt.datetime | None
    original_name: str


class OwnQuestion(Schema):
    field: str = Field(description="字段名；counter_加指标名为其他指标；空为整项活动")
    text: str


class OwnActivity(Schema):
    id: str
    version: int = Field(description="修改时在If-Match中给出")
    campaign: str
    unit: UnitShape
    state: str = Field(description=STATES)
    return_reason: str = Field(description="请补充完善时的意见")
    title: str
    sort: str = Field(description=SORTS)
    outcome: str = Field(description=OUTCOMES)
    outcome_reason: str
    held_on: dt.date
    ends_on: dt.date | None
    place: str
    text: str
    under: str = Field(description=UNDER)
    plan_id: str | None = Field(description="所属方案")
    holders: list[str] = Field(description="联合单位")
    enterprises: ParticipationShape | None = Field(description="经营主体（家次）")
    workers: ParticipationShape | None = Field(description="一线员工（人次）")
    residents: ParticipationShape | None = Field(description="群众（人次）")
    counters: list[OwnCounter] = Field(description="其他指标")
    source: str
    openness: str = Field(description="公开属性：public 主动公开，其余不公开；空为未定")
    photos: list[OwnPhoto]
    created_at: dt.datetime
    handed_in_at: dt.datetime | None
    changed_at: dt.datetime = Field(description="最近一次变动：内容、状态、公开或新增照片")
    questions: list[OwnQuestion] | None = Field(
        None, description="请核对的数字、日期和可能的重复登记；只作提示，不影响办理。列表中不给出，为null"
    )


class OwnActivities(Schema):
    items: list[OwnActivity]
    next: str | None = Field(description="下一页的cursor；没有下一页的为null")
    changed_until: dt.datetime = Field(description="读完各页后，下次读取时作为changed_since")


class Stale(FieldProblem):
    current: OwnActivity = Field(description="现在的内容")


class CounterIn(Schema):
    model_config = ConfigDict(extra="forbid")
    kind: Literal[tuple(CounterKind.values)] = Field(description=COUNTERS)  # type: ignore[valid-type]  # made of choices
    value: StrictInt = Field(ge=0, le=MOST_PEOPLE)
    qualifier: Literal["", "约", "余", "近"] = ""


Figure = Annotated[
    Annotated[int, Field(strict=True, ge=0, le=MOST_PEOPLE)] | Annotated[str, Field(max_length=30)] | None,
    Field(description=FIGURE),
]
Text = str | None


class ActivityChange(Schema):
    """Every name may be left out: what is not named stays."""

    model_config = ConfigDict(extra="forbid")
    title: Text = Field(None, description="一句话写明谁开展了什么活动，200字以内")
    held_on: Text = Field(None, description="日期，如2024-09-10")
    ends_on: Text = Field(None, description="结束日期；当天结束的为空")
    place: Text = Field(None, description="地点，120字以内")
    sort: Text = Field(None, description=SORTS)
    under: Text = Field(None, description=UNDER)
    outcome: Text = Field(None, description=OUTCOMES)
    outcome_reason: Text = Field(None, description="延期或取消的原因")
    text: Text = Field(None, description="情况，20000字以内")
    holders: list[str] | None = Field(None, description="联合单位的名称，最多30个", max_length=200)
    enterprises: Figure = None
    workers: Figure = None
    residents: Figure = None
    counters: list[CounterIn] | None = Field(None, description="其他指标，每项至多一次", max_length=len(CounterKind))


class ActivityNew(ActivityChange):
    """title and held_on are needed, or title's annex entry in `under`."""

    campaign: str = Field("", description="年份，如2024；不给出时为最近一年")
    unit: str = Field("", description="内设机构的名称；不给出时为密钥所属单位", max_length=80)
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"title": "举办质量开放日，市民走进实验室", "held_on": "2024-09-10", "residents": "400余"}
        },
    )


class Choice(Schema):
    key: str = Field(description="写入活动的under")
    name: str
    group: str = Field(description="附件所列活动，或所属的重点安排")


class Choices(Schema):
    campaign: str
    plan_id: str | None
    items: list[Choice]


def own_activity(activity: Activity, under: str) -> dict[str, Any]:
    """The activity as its own unit reads it; `under` is the choice that stands for what it carries out."""
    plain = ("title", "sort", "outcome", "outcome_reason", "held_on", "ends_on", "place", "text", "source", "version")
    counters = sorted(activity.counters.all(), key=lambda counter: counter.pk)
    return {
        "id": activity.public_id,
        "campaign": activity.campaign.slug,
        "unit": unit_shape(activity.unit),
        **{name: getattr(activity, name) for name in plain},
        **{name: getattr(activity, name) for name in ("state", "return_reason", "openness", "created_at")},
        "under": under,
        "plan_id": activity.plan.public_id if activity.plan else None,
        "holders": [holder.name for holder in activity.co_holders.all()],
        **{name: _figure(activity, name) for name in PARTICIPATION},
        "counters": [{"kind": c.kind, "value": c.value, "qualifier": c.qualifier} for c in counters],
        "photos": [own_photo(photo) for photo in activity.photos.all()],
        "handed_in_at": activity.handed_in_at,
        "changed_at": activity.moment,  # pushing.activities_of says it
    }


def own_photo(photo: Photo) -> dict[str, Any]:
    names = ("width", "height", "caption", "credit", "alt", "is_cover", "taken_at", "original_name")
    return {"id": photo.public_id} | {name: getattr(photo, name) for name in names}


def _figure(activity: Activity, name: str) -> dict[str, Any] | None:
    value = getattr(activity, name)
    return None if value is None else {"value": value, "qualifier": getattr(activity, f"{name}_qualifier")}
