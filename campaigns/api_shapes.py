"""Shapes of the open interface's answers about campaigns and plans."""

import datetime as dt
from uuid import UUID

from ninja import Field, Schema

from orgs.api_shapes import UnitShape

KINDS = "theme 主题、slogan 口号、section 活动内容、arrangement 重点安排、action 专项行动、requirement 工作要求"
CHANGES = "inherited 沿用上级、adapted 结合本级调整、derived 细化落实、added 本级新增"


class CampaignShape(Schema):
    year: int
    slug: str = Field(description="地址中的名称；演示数据带“-demo”")
    name: str
    theme: str
    starts_on: dt.date
    ends_on: dt.date
    is_demo: bool


class PeriodShape(Schema):
    starts_on: dt.date | None
    ends_on: dt.date | None
    inherited_from: str | None = Field(description="本级未另定时，活动时间所出的上级方案；本级自定为null")


class PlanShape(Schema):
    id: str
    unit: UnitShape
    kind: str = Field(description="notice 通知、plan 方案")
    title: str
    document_number: str | None = Field(description="发文字号；原件没有的为null")
    issued_on: dt.date | None = Field(description="成文日期；原件没有的为null")
    theme: str
    period: PeriodShape
    edition: int = Field(description="第几次印发")
    validity: str = Field(description="in_force 有效、superseded 已被替代、abolished 已废止")
    parent_id: str | None = Field(description="上级方案；没有或未公开的为null")


class PartyShape(Schema):
    role: str = Field(description="issuer 发文机关、addressee 主送、copied 抄送")
    name: str


class ReferenceShape(Schema):
    title: str
    document_number: str | None
    plan_id: str | None = Field(description="本门户已公开的文件为其编号，其他为null")


class OriginShape(Schema):
    plan_id: str
    kind: str = Field(description=KINDS)
    heading: str
    text: str


class ItemShape(Schema):
    id: int
    key: UUID = Field(description="沿各级方案传承的标识")
    root: UUID = Field(description="最早来源的标识")
    kind: str = Field(description=KINDS)
    under: UUID | None = Field(description="所属重点安排的key")
    position: int = Field(description="在同类同级中的位次，从1起")
    moved: bool = Field(description="是否调整了位次或归属")
    number: str = Field(description="序号，如（一）、1.")
    heading: str
    text: str
    change: str = Field(description=CHANGES)
    origin: OriginShape | None = Field(description="上级方案中的对应内容；本级新增或上级方案未公开的为null")


class ResponsibilityShape(Schema):
    keys: list[UUID] = Field(description="所涉各项的key")
    name: str
    role: str = Field(description="lead 牵头、in_charge 负责、cooperate 配合、assist 协助、carry_out 实施、joint 联合")


class AnnexShape(Schema):
    unit: str = Field(description="单位或地区")
    title: str
    starts_on: dt.date | None
    place: str
    lead: str
    support: str


class DocumentShape(PlanShape):
    former_numbers: list[str] = Field(description="更正前的发文字号，近的在前；没有更正过为空")
    issuers: list[str]
    parties: list[PartyShape]
    references: list[ReferenceShape]
    summary_due: dt.date | None = Field(description="总结报送日期，含当日")
    items: list[ItemShape]
    responsibilities: list[ResponsibilityShape]
    withdrawn: list[ItemShape] = Field(
        description="上级方案有、本级未列入的内容，change为withdrawn，位次为上级方案中的位次"
    )
    annex: list[AnnexShape]
