"""Columns of the announced figures and of the press notes, the same for import and export."""

from import_export.fields import Field
from import_export.widgets import DateWidget, ForeignKeyWidget, IntegerWidget

from activities.models import AnnouncedFigure, PressNote
from campaigns.models import Campaign
from orgs.models import Region
from orgs.resources import MasterResource


class RealCampaign(ForeignKeyWidget):
    """The campaign of a year, never the demo one beside it."""

    def get_queryset(self, value, row, *args, **kwargs):
        return Campaign.objects.filter(is_demo=False)


class OfTheYear(MasterResource):
    """Rows of the real campaigns: a year's demo stands beside it under the same number."""

    def filter_export(self, queryset, **kwargs):
        return queryset.filter(campaign__is_demo=False)


class AnnouncedFigureResource(OfTheYear):
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


class PressNoteResource(OfTheYear):
    year = Field("campaign", "年份", widget=RealCampaign(Campaign, "year"))
    region = Field("region", "地区代码", widget=ForeignKeyWidget(Region, "code"))
    headline, theme = Field("headline", "小标题"), Field("theme", "所称主题", default="")
    event, when = Field("event", "活动", default=""), Field("when", "时间表述", default="")
    place, note = Field("place", "地点", default=""), Field("note", "备注", default="")
    source_title, source_publisher = Field("source_title", "来源标题"), Field("source_publisher", "来源")
    published_on = Field("published_on", "刊发日期", widget=DateWidget("%Y-%m-%d"))

    class Meta(MasterResource.Meta):
        model = PressNote
        import_id_fields = ("year", "region", "source_title")
        fields = (
            *import_id_fields, "headline", "theme", "event", "when", "place", "note", "source_publisher",
            "published_on",
        )  # fmt: skip
