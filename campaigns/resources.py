"""Columns of the campaign's tables as they are exported and imported."""

from typing import Any

from import_export import resources
from import_export.fields import Field
from import_export.widgets import BooleanWidget, DateWidget, IntegerWidget

from campaigns.ask_words import words_of
from campaigns.models import AdaptationRule, Campaign
from campaigns.standing import label, stands
from campaigns.workdays import today
from orgs.columns import Column
from orgs.resources import MasterResource, UnitOf


class ObligationResource(resources.Resource):
    """报送情况: who owes what to whom, and where it stands. Nothing of a report's text, which is between the two."""

    region = Column("地区", "unit__region__name", width=18)
    unit = Column("单位", "unit__name", width=34)
    request = Column("报送要求", "request__title", width=36)
    asker = Column("要求单位", "request__unit__name", width=34)
    due_on = Column("截止日期", "due_on", width=13)
    standing = Column("报送情况", lambda owed: label(stands(owed, today()), words_of(owed.request).nil), width=18)
    state = Column("办理状态", "get_state_display", width=18)
    first_handed_in_at = Column("首次报送时间", "first_handed_in_at", width=18)
    optional = Column("是否可不报", lambda owed: "可不报" if owed.optional else "应报", width=12)


class CampaignResource(MasterResource):
    year = Field("year", "年份", widget=IntegerWidget(coerce_to_string=False))
    is_demo = Field("is_demo", "演示", widget=BooleanWidget())
    name, theme = Field("name", "名称"), Field("theme", "主题")
    starts_on = Field("starts_on", "开始日期", widget=DateWidget("%Y-%m-%d"))
    ends_on = Field("ends_on", "结束日期", widget=DateWidget("%Y-%m-%d"))
    note = Field("note", "说明")

    class Meta(MasterResource.Meta):
        model = Campaign
        import_id_fields = ("year", "is_demo")
        fields = ("year", "is_demo", "name", "theme", "starts_on", "ends_on", "note")


class AdaptationRuleResource(MasterResource):
    region = Field("unit__region__code", "地区代码", readonly=True)
    within = Field("unit__within__name", "所属单位", readonly=True)
    unit = Field("unit", "单位", widget=UnitOf())
    old, new = Field("old", "上级用语"), Field("new", "本级用语")
    order = Field("order", "次序", default=0, widget=IntegerWidget(coerce_to_string=False))

    class Meta(MasterResource.Meta):
        model = AdaptationRule
        import_id_fields = ("unit", "old")
        fields = ("region", "within", "unit", "old", "new", "order")

    def before_save_instance(self, instance: AdaptationRule, row: dict, **kwargs: Any) -> None:
        if instance._state.adding:
            instance.added_by = kwargs.get("user")
