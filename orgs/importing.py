"""Django's admin for the system administrator, with a safe import: what is confirmed is what this person uploaded.

Who is no administrator opens only tables that one of the person's groups may import or export (`import_unit`,
`export_unit`; see `orgs.table_rights`), to do that and to see the list, never to edit a row.

Stock django-import-export trusts the name of a temporary file that the confirming form posts, so that anybody who may
import can read any other upload, or a file of the host. Here the name is signed for the person and the table.
"""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_permission_codename
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm
from import_export.tmp_storages import CacheStorage

from orgs import audit
from orgs.capping import Refused, check_bytes
from orgs.models import User
from orgs.tableformats import Csv, Workbook

SALT = "orgs.importing"
TECHNICAL = {
    "public_id", "version", "item_root", "key", "root", "digest", "likeness", "stem", "path", "depth", "numchild",
    "about", "claimed_at", "scan_name",
}  # fmt: skip
IMPORT, EXPORT = "import", "export"
CHANGED = "预览之后数据有变动，有的行不能再导入，没有写入任何内容。请重新选择文件，按新的预览改正。"
LIFE = 3600  # seconds between preview and confirmation


class Upload(ImportForm):
    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        try:
            check_bytes(file.size)
        except Refused as error:
            raise ValidationError(str(error)) from None
        return file


class Confirm(ConfirmImportForm):
    """The posted name must be one that was signed for this person and this table within the hour."""

    def __init__(self, *args: Any, bound_to: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.bound_to = bound_to

    def clean_import_file_name(self) -> str:
        try:
            signed = signing.loads(self.cleaned_data["import_file_name"], salt=SALT, max_age=LIFE)
        except signing.BadSignature:
            raise ValidationError("确认信息无效或已过期，请重新选择文件导入。") from None
        if signed["for"] != self.bound_to:
            raise ValidationError("只能确认本人刚刚上传的文件，请重新选择文件导入。")
        if CacheStorage(name=signed["name"]).read() is None:
            raise ValidationError("这个文件已经导入，或存放已过期。仍需导入的，请重新选择文件。")
        return signed["name"]


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)  # nobody else gets past the permissions below


def is_administrator(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.is_superuser


class Guarded(admin.ModelAdmin):
    """Open to the system administrator alone; every change goes into the audit trail."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    has_delete_permission = has_change_permission

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        audit.record("后台·修改" if change else "后台·新增", obj, by=_person(request), fields=form.changed_data)

    def save_formset(self, request: HttpRequest, form: forms.ModelForm, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        for act, rows in (("新增", formset.new_objects), ("删除", formset.deleted_objects)):
            for row in rows:
                audit.record(f"后台·{act}", row, by=_person(request))
        for row, fields in formset.changed_objects:
            audit.record("后台·修改", row, by=_person(request), fields=fields)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        audit.record("后台·删除", obj, by=_person(request))
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for obj in queryset:
            audit.record("后台·删除", obj, by=_person(request))
        super().delete_queryset(request, queryset)


class ReadOnly(Guarded):
    """To look at, never to change: what was issued or recorded stays as it is."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_delete_permission = has_change_permission

    def get_fields(self, request: HttpRequest, obj: Any = None):
        """Without what only the program reads: keys, fingerprints, counters."""
        return [name for name in super().get_fields(request, obj) if name not in TECHNICAL]


class Tables(ImportExportMixin, Guarded):
    """A master table with import and export; `resource_classes` declares its columns once for both.

    `grantable` are the acts that the administrator may leave to a group.
    """

    grantable: tuple[str, ...] = (IMPORT, EXPORT)
    formats = export_formats = import_formats = (Workbook, Csv)
    import_form_class, confirm_form_class = Upload, Confirm
    export_form_class = ExportForm  # the one with ticks for every column needs inline scripts and speaks English
    tmp_storage_class = CacheStorage

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self._may(request, IMPORT)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self._may(request, EXPORT)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_import_permission(request) or self.has_export_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The list, to whoever imports or exports it; a row by itself, with all its fields, to the administrator."""
        return is_administrator(request) or (obj is None and self.has_module_permission(request))

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        return super().get_list_display_links(request, list_display) if is_administrator(request) else None

    def _may(self, request: HttpRequest, act: str) -> bool:
        if is_administrator(request):
            return True
        granted = f"{self.opts.app_label}.{get_permission_codename(act, self.opts)}"
        return act in self.grantable and request.user.is_staff and request.user.has_perm(granted)

    def get_import_data_kwargs(self, **kwargs: Any) -> dict:
        """All rows or none, also when a row became wrong between preview and confirmation."""
        return super().get_import_data_kwargs(**kwargs) | {"rollback_on_validation_errors": True}

    def get_confirm_form_kwargs(self, request: HttpRequest, import_form: forms.Form | None = None) -> dict:
        kwargs = super().get_confirm_form_kwargs(request, import_form)
        return kwargs | {"bound_to": self._bound(request)}

    def get_confirm_form_initial(self, request: HttpRequest, import_form: forms.Form | None) -> dict:
        initial = super().get_confirm_form_initial(request, import_form)
        if initial:
            signed = {"name": initial["import_file_name"], "for": self._bound(request)}
            initial["import_file_name"] = signing.dumps(signed, salt=SALT)
        return initial

    def add_data_read_fail_error_to_form(self, form: forms.Form, e: Exception) -> None:
        if isinstance(e, Refused):
            form.add_error("import_file", str(e))
        else:
            super().add_data_read_fail_error_to_form(form, e)

    def process_result(self, result: Any, request: HttpRequest):
        table = self.model._meta
        if result.has_errors() or result.has_validation_errors():
            messages.error(
                request, "预览之后数据有变动，有的行不能再导入，没有写入任何内容。请重新选择文件，按新的预览改正。"
            )
            audit.record("后台·导入未完成", by=_person(request), table=table.label_lower)
            return redirect("admin:{}_{}_import".format(*self.get_model_info()))
        audit.record("后台·导入", by=_person(request), table=table.label_lower, **result.totals)
        return super().process_result(result, request)

    def get_export_data(self, file_format: Any, request: HttpRequest, queryset: Any, **kwargs: Any) -> bytes:
        audit.record("后台·导出", by=_person(request), table=self.model._meta.label_lower, rows=queryset.count())
        return super().get_export_data(file_format, request, queryset, **kwargs)

    def _bound(self, request: HttpRequest) -> str:
        return f"{request.user.pk}:{self.model._meta.label_lower}"
