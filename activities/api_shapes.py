"""Shapes of the open interface's answers about activities and figures."""

import datetime as dt

from ninja import Field, Schema

from orgs.api_shapes import CODE, UnitShape

SORTS = (
    "publicity 质量宣贯、methods 质量管理模式方法推广、brands 质量品牌宣传推介、grassroots 群众性质量活动、"
    "services 为民办质量实事、other 其他；未分类为空"
)
QUALIFIER = "限定词：余、近、约；准确数为空"


class PhotoShape(Schema):
    url: str
    width: int
    height: int
    caption: str


class ParticipationShape(Schema):
    value: int
    qualifier: str = Field(description=QUALIFIER)


class ActivityShape(Schema):
    id: str
    campaign: str
    unit: UnitShape
    title: str
    sort: str = Field(description=SORTS)
    outcome: str = Field(description="held 已开展、planned 计划开展、postponed 延期、cancelled 取消")
    held_on: dt.date
    ends_on: dt.date | None
    place: str
    text: str
    co_holders: list[str] = Field(description="联合单位；只计一次")
    enterprises: ParticipationShape | None = Field(description="经营主体（家次）")
    workers: ParticipationShape | None = Field(description="一线员工（人次）")
    residents: ParticipationShape | None = Field(description="群众（人次）")
    source: str
    plan_id: str | None = Field(description="所属方案；没有或未公开的为null")
    photos: list[PhotoShape]


class ActivitiesShape(Schema):
    count: int = Field(description="符合条件的总数")
    items: list[ActivityShape]


class KindShape(Schema):
    total: int
    inherited: int
    adapted: int
    derived: int
    added: int
    withdrawn: int = Field(description="上级方案有、本级未列入；不计入total")
    moved: int = Field(description="其中调整了位次或归属的")


class DocumentFiguresShape(Schema):
    plan_id: str
    unit: UnitShape
    title: str
    issuers: int
    annex: int = Field(description="附件所列活动的条数")
    kinds: dict[str, KindShape]


class PlansShape(Schema):
    total: int
    by_level: dict[str, int]


class TotalsShape(Schema):
    count: int
    by_sort: dict[str, int]
    enterprises: int
    workers: int
    residents: int


class AnnouncedShape(Schema):
    region: str = Field(description=CODE)
    counted: str = Field(description="activities 活动、departments 参加单位、viewers 线上观看人次")
    value: int | None
    qualifier: str = Field(description=QUALIFIER)
    wording: str = Field(description="原文")
    breakdown: list[dict]
    note: str
    source: str
    published_on: dt.date


class FiguresShape(Schema):
    campaign: str
    region: str = Field(description=CODE)
    documents: list[DocumentFiguresShape] = Field(description="该地区本级各单位公开的方案")
    plans: PlansShape = Field(description="该地区及以下公开的方案")
    planned: int = Field(description="公开方案附件中由该地区及以下单位开展的活动条数")
    activities: TotalsShape = Field(description="该地区及以下公开的活动")
    announced: list[AnnouncedShape] = Field(description="该地区及以下对外公布的数字，照录原文和来源，不与统计数相加")
