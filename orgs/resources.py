"""Columns of the master tables, the same for import and export. Rows are known by what people know them by, not by
row numbers, so that the same file twice changes nothing."""

from typing import Any

from import_export import resources
from import_export.fields import Field
from import_export.widgets import DateWidget, ForeignKeyWidget, IntegerWidget

from orgs.models import Letterhead, Membership, Region, Seat, Unit, User

DAY = "%Y-%m-%d"


class MasterResource(resources.ModelResource):
    class Meta:
        abstract = True
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
        use_transactions = True  # all rows or none


class Within(ForeignKeyWidget):
    """A unit by its full name, among those of the row's region (names repeat across the country)."""

    def get_queryset(self, value: str, row: dict, *args: Any, **kwargs: Any):
        return Unit.objects.filter(region__code=str(row["地区代码"]))


class UnitOf(ForeignKeyWidget):
    """A unit by its full name, beside the code of its region and the unit it is within; `of` stands before both
    headings."""

    def __init__(self, of: str = "") -> None:
        super().__init__(Unit, "name")
        self.of = of

    def get_queryset(self, value: str, row: dict, *args: Any, **kwargs: Any):
        found = Unit.objects.filter(region__code=str(row[f"{self.of}地区代码"]))
        within = row.get(f"{self.of}所属单位")
        return found.filter(within__name=within) if within else found.filter(within=None)


class HeadOf(ForeignKeyWidget):
    """A letterhead by its name, beside its unit."""

    def get_queryset(self, value: str, row: dict, *args: Any, **kwargs: Any):
        return Letterhead.objects.filter(unit__region__code=str(row["地区代码"]), unit__name=row["单位"])


class UnitResource(MasterResource):
    region = Field("region", "地区代码", widget=ForeignKeyWidget(Region, "code"))
    name = Field("name", "全称")
    within = Field("within", "所属单位", widget=Within(Unit, "name"))
    short_name = Field("short_name", "简称")
    kind = Field("kind", "类别", default="member")
    order = Field("order", "排列次序", default=0, widget=IntegerWidget(coerce_to_string=False))
    starts_on = Field("starts_on", "参加自", widget=DateWidget(DAY))
    ends_on = Field("ends_on", "参加至", widget=DateWidget(DAY))

    class Meta(MasterResource.Meta):
        model = Unit
        import_id_fields = ("region", "name", "within")
        fields = (*import_id_fields, "short_name", "kind", "order", "starts_on", "ends_on")


class LetterheadResource(MasterResource):
    unit = Field("unit", "单位", widget=Within(Unit, "name"))
    region = Field("unit__region__code", "地区代码", readonly=True)
    name = Field("name", "发文名义")
    short_name = Field("short_name", "简称")
    agency_code = Field("agency_code", "机关代字")
    seal_note = Field("seal_note", "代章说明")

    class Meta(MasterResource.Meta):
        model = Letterhead
        import_id_fields = ("unit", "name")
        fields = ("region", "unit", "name", "short_name", "agency_code", "seal_note")


class MembershipResource(MasterResource):
    """成员单位 of a letterhead, in protocol order."""

    region = Field("letterhead__unit__region__code", "地区代码", readonly=True)
    unit = Field("letterhead__unit__name", "单位", readonly=True)
    letterhead = Field("letterhead", "发文名义", widget=HeadOf(Letterhead, "name"))
    member_region = Field("unit__region__code", "成员地区代码", readonly=True)
    member_within = Field("unit__within__name", "成员所属单位", readonly=True)
    member = Field("unit", "成员单位", widget=UnitOf("成员"))
    order = Field("order", "次序", default=0, widget=IntegerWidget(coerce_to_string=False))

    class Meta(MasterResource.Meta):
        model = Membership
        import_id_fields = ("letterhead", "member")
        fields = ("region", "unit", "letterhead", "member_region", "member_within", "member", "order")


class SeatResource(MasterResource):
    """Posts that are held now. Bringing one in gives a person a post; ending one is done on the page of people."""

    username = Field("user", "用户名", widget=ForeignKeyWidget(User, "username"))
    region = Field("unit__region__code", "地区代码", readonly=True)
    within = Field("unit__within__name", "所属单位", readonly=True)
    unit = Field("unit", "单位", widget=UnitOf())
    role = Field("role", "岗位")

    class Meta(MasterResource.Meta):
        model = Seat
        import_id_fields = ("username", "unit", "role")
        fields = ("username", "region", "within", "unit", "role")

    def get_queryset(self):
        return Seat.objects.filter(ended_at=None)

    def filter_export(self, queryset: Any, **kwargs: Any) -> Any:
        return queryset.filter(ended_at=None)


class RegionResource(MasterResource):
    """Export only: the tree is loaded from the published list of codes."""

    code, name, short_name = Field("code", "区划代码"), Field("name", "名称"), Field("short_name", "简称")
    level = Field("get_level_display", "层级", readonly=True)

    class Meta(MasterResource.Meta):
        model = Region
        import_id_fields = ("code",)
        fields = ("code", "name", "short_name", "level")


class UserResource(MasterResource):
    """Never the password, nor who is a system administrator: neither leaves, neither can be brought in."""

    username, display_name = Field("username", "用户名"), Field("display_name", "姓名")
    email, phone = Field("email", "电子邮箱"), Field("phone", "联系电话")

    class Meta(MasterResource.Meta):
        model = User
        import_id_fields = ("username",)
        fields = ("username", "display_name", "email", "phone")

    def before_save_instance(self, instance: User, row: dict, **kwargs: Any) -> None:
        if instance._state.adding:
            instance.set_unusable_password()  # the person sets one through an invitation or a reset
