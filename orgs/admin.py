"""后台 for the system administrator: master tables with import and export; what is on record can only be read."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple, modelform_factory
from django.http import HttpRequest

from orgs import audit, table_rights
from orgs.importing import EXPORT, Guarded, ReadOnly, Tables
from orgs.models import AuditEvent, Invitation, Letterhead, Membership, Message, Region, Seat, Unit, User
from orgs.resources import (
    LetterheadResource,
    MembershipResource,
    RegionResource,
    SeatResource,
    UnitResource,
    UserResource,
)

FOUND = 302  # where Django's admin leads after it has saved
admin.site.site_header = admin.site.site_title = "质量月系统管理"
admin.site.index_title = "基础数据与记录"
admin.site.unregister(Group)
# Django's own form knows no lock after failures; the portal's does
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


class Exported(Tables, ReadOnly):
    grantable = (EXPORT,)

    def has_import_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Region)
class RegionAdmin(Exported):
    resource_classes = [RegionResource]
    list_display = ("code", "name", "short_name", "level")
    list_filter = ("level",)
    search_fields = ("code", "name")
    ordering = ("path",)
    show_full_result_count = False


@admin.register(Unit)
class UnitAdmin(Tables):
    resource_classes = [UnitResource]
    list_display = ("name", "region", "kind", "within", "order")
    list_select_related = ("region", "within")
    list_filter = ("kind",)
    search_fields = ("name", "short_name", "region__name", "region__code")
    autocomplete_fields = ("region", "within")


class MembershipInline(admin.TabularInline):
    model = Membership
    form = modelform_factory(Membership, fields=("unit", "order"), labels={"unit": "成员单位"})
    autocomplete_fields = ("unit",)
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.is_superuser

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(Letterhead)
class LetterheadAdmin(Tables):
    resource_classes = [LetterheadResource]
    list_display = ("name", "unit", "agency_code", "seal_note")
    list_select_related = ("unit",)
    search_fields = ("name", "unit__name")
    autocomplete_fields = ("unit",)
    inlines = [MembershipInline]


@admin.register(Membership)
class MembershipAdmin(Tables):
    resource_classes = [MembershipResource]
    list_display = ("letterhead", "unit", "order")
    list_select_related = ("letterhead", "unit")
    search_fields = ("letterhead__name", "unit__name")
    autocomplete_fields = ("letterhead", "unit")


@admin.register(Group)
class RoleAdmin(Guarded):
    """后台角色: what their people may import and export."""

    search_fields = ("name",)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs |= {"queryset": table_rights.grantable(), "widget": CheckboxSelectMultiple}
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.label, field.help_text = "可以导入、导出的表", "人员还须勾选“人员状态”（可登录后台），并归入本角色。"
        field.label_from_instance = lambda right: right.name  # type: ignore[method-assign]  # as its documentation has it
        return field


@admin.register(User)
class PersonAdmin(Tables, UserAdmin):
    # bringing in people or posts gives access to the portal: that stays with the administrator
    grantable = (EXPORT,)
    resource_classes = [UserResource]
    list_display = ("username", "display_name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("username", "display_name")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password", "display_name", "email", "phone")}),
        ("权限", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
    )

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, widget=CheckboxSelectMultiple, **kwargs)
        field.label, field.help_text = "后台角色", "只决定可以导入、导出哪些基础数据；门户中的权限由岗位决定。"
        return field

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = ""):
        answer = super().user_change_password(request, id, form_url)
        if request.method == "POST" and answer.status_code == FOUND:
            audit.record("后台·设置密码", self.get_object(request, id), by=User.objects.get(pk=request.user.pk))
        return answer


@admin.register(Seat)
class SeatAdmin(Tables):
    grantable = (EXPORT,)
    resource_classes = [SeatResource]
    list_display = ("user", "unit", "role", "started_at", "ended_at")
    list_select_related = ("user", "unit")
    list_filter = ("role", ("ended_at", admin.EmptyFieldListFilter))
    search_fields = ("user__username", "user__display_name", "unit__name")
    autocomplete_fields = ("user", "unit")


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    list_display = ("display_name", "unit", "role", "created_at", "expires_at", "accepted_at", "revoked_at")
    list_select_related = ("unit",)
    exclude = ("digest",)


@admin.register(Message)
class MessageAdmin(ReadOnly):
    list_display = ("subject", "kind", "seat", "robot", "channel", "state", "posted_at", "sent_at")
    list_select_related = ("seat__unit", "seat__user", "robot__unit")
    list_filter = ("channel", "state", "kind")


@admin.register(AuditEvent)
class AuditAdmin(ReadOnly):
    list_display = ("at", "actor", "unit", "act", "subject_name")
    list_select_related = ("actor", "unit")
    list_filter = ("act",)
    search_fields = ("subject_name", "act", "actor__username")
    date_hierarchy = "at"
