"""Columns of the activities' table as they are exported."""

from django.db.models import QuerySet
from import_export import resources
from import_export.fields import Field
from import_export.widgets import DateWidget, ForeignKeyWidget, IntegerWidget

from activities import extracting
from activities.choices import ExportFormat
from activities.models import AnnouncedFigure
from campaigns.models import Campaign
from campaigns.resources import ObligationResource
from orgs.columns import Column, widths
from orgs.models import Region, Unit, User
from orgs.resources import MasterResource
from orgs.workbooks import Sheet


class ActivityResource(resources.Resource):
    """活动明细: figures as numbers, each with its 限定词 beside it, so that 400余 never becomes exactly 400."""

    region = Column("地区", "unit__region__name", width=18)
    unit = Column("填报单位", "unit__name", width=34)
    co_holders = Column("联合单位", lambda row: "、".join(each.name for each in row.co_holders.all()), width=28)
    title = Column("活动", "title", width=44)
    sort = Column("类别", "get_sort_display", width=22)
    action = Column("对应专项行动", "action", width=28)
    outcome = Column("开展情况", "get_outcome_display", width=11)
    outcome_reason = Column("延期或取消原因", "outcome_reason", width=20)
    held_on = Column("日期", "held_on", width=13)
    ends_on = Column("结束日期", "ends_on", width=13)
    place = Column("地点", "place", width=24)
    enterprises = Column("经营主体（家次）", "enterprises", width=12)
    enterprises_qualifier = Column("经营主体限定词", "enterprises_qualifier", width=9)
    workers = Column("一线员工（人次）", "workers", width=12)
    workers_qualifier = Column("一线员工限定词", "workers_qualifier", width=9)
    residents = Column("群众（人次）", "residents", width=12)
    residents_qualifier = Column("群众限定词", "residents_qualifier", width=9)
    photos = Column("照片（张）", "photo_count", width=9)
    text = Column("情况", "text", width=60)
    state = Column("状态", "get_state_display", width=12)
    openness = Column("公开属性", "get_openness_display", width=16)
    handed_in_at = Column("报送时间", "handed_in_at", width=18)
    source = Column("来源", "source", width=24)


def workbook(*, user: User, unit: Unit, campaign: Campaign, format: str) -> tuple[list[Sheet], int]:
    """The sheets of an export in the chosen format, and how many rows they have together."""
    owed = extracting.obligations(user=user, unit=unit, campaign=campaign)
    done = extracting.activities(user=user, unit=unit, campaign=campaign)
    sheets, total = [], 0
    if format != ExportFormat.ACTIVITIES:
        full = owed.select_related("unit__region", "request__unit")
        sheets.append(_sheet("报送情况", ObligationResource(), owed, full))
        total += owed.count()
    if format != ExportFormat.OBLIGATIONS:
        sheets.append(_sheet("活动明细", ActivityResource(), done, extracting.described(done)))
        total += done.count()
    return sheets, total


def _sheet(title: str, resource: resources.Resource, rows: QuerySet, full: QuerySet) -> Sheet:
    cells = (resource.export_resource(row) for row in extracting.in_pieces(rows, full=full))
    return Sheet(title, resource.get_export_headers(), widths(resource), cells)


class RealCampaign(ForeignKeyWidget):
    """The campaign of a year, never the demo one beside it."""

    def get_queryset(self, value, row, *args, **kwargs):
        return Campaign.objects.filter(is_demo=False)


class AnnouncedFigureResource(MasterResource):
    year = Field("campaign", "年份", widget=RealCampaign(Campaign, "year"))
    region = Field("region", "地区代码", widget=ForeignKeyWidget(Region, "code"))
    counted, value = Field("counted", "所计"), Field("value", "数值", widget=IntegerWidget(coerce_to_string=False))
    qualifier, wording = Field("qualifier", "限定词", default=""), Field("wording", "原文")
    source_title, source_publisher = Field("source_title", "来源标题"), Field("source_publisher", "来源")
    published_on = Field("published_on", "刊发日期", widget=DateWidget("%Y-%m-%d"))
    note = Field("note", "备注", default="")

    class Meta(MasterResource.Meta):
        model = AnnouncedFigure
        import_id_fields = ("year", "region", "counted", "source_title")
        fields = (*import_id_fields, "value", "qualifier", "wording", "source_publisher", "published_on", "note")
