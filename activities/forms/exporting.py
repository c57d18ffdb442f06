"""What to export: for which of the person's units, the unit's all or a list as it was filtered, in which format."""

from django import forms
from django.http import QueryDict

from activities.choices import EXPORTING, ExportFormat
from activities.exporting import WHOLE as WHOLE_ONLY
from orgs.models import Unit, User

FORMATS = dict(ExportFormat.choices) | {
    ExportFormat.WORKBOOK: "Excel工作簿（汇总、活动明细、典型案例、照片目录、报送情况）"
}
LISTED, WHOLE = "list", "unit"
NOT_ROWS = ("page", "view", "csrfmiddlewaretoken")  # parts of a list's address that say nothing of its rows


def tidy(query: str) -> str:
    """A list's address without what does not choose rows; never empty, because empty means all of the unit."""
    asked = QueryDict(query.lstrip("?"), mutable=True)
    for name in NOT_ROWS:
        asked.pop(name, None)
    return asked.urlencode() or "tab=own"


class ExportForm(forms.Form):
    query = forms.CharField(
        required=False,
        widget=forms.HiddenInput,
        max_length=1000,
        error_messages={"max_length": "活动列表的筛选条件过长，无法按列表导出。请减少条件后再从列表点“导出”。"},
    )
    scope = forms.ChoiceField(
        label="内容",
        widget=forms.RadioSelect,
        choices=[(LISTED, "活动列表当前筛选的内容"), (WHOLE, "所选单位的全部内容")],
        required=False,
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="单位",
        empty_label=None,
        help_text="牵头单位导出本地区及以下已报送的内容，其他单位导出本单位及内设机构的内容。",
        error_messages={"invalid_choice": "您在所选单位没有可以导出的岗位，请重新选择。"},
    )
    format = forms.ChoiceField(label="格式", choices=list(FORMATS.items()), initial=ExportFormat.WORKBOOK)
    thumbnails = forms.BooleanField(
        label="照片目录中放缩略图",
        required=False,
        help_text="只用于Excel工作簿，最多放前500张，文件会大一些。",
    )

    def __init__(self, *args, user: User, query: str | None = None, format: str | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if format in ExportFormat.values:
            self.initial["format"] = format
        own = Unit.objects.filter(pk__in=user.reach.units(*EXPORTING)).select_related("region")
        self.fields["unit"].queryset = own
        posted = self.data.get("query") if self.is_bound else query
        if posted:
            self.initial.update(query=posted, scope=LISTED)
        else:
            del self.fields["scope"]

    def clean(self) -> dict:
        found = super().clean() or self.cleaned_data
        listed = found.get("scope", WHOLE) == LISTED
        if listed and found.get("format") in WHOLE_ONLY:
            what = "报送情况" if found["format"] == ExportFormat.OBLIGATIONS else "汇总工作簿和平面表"
            self.add_error("format", f"{what}不随活动列表筛选。请改选“所选单位的全部内容”，或选择其他格式。")
        found["query"] = tidy(found["query"]) if listed and found.get("query") else ""
        return found

    def asked(self) -> dict:
        """What the verb needs of it."""
        kept = {name: self.cleaned_data[name] for name in ("unit", "format", "query")}
        wanted = self.cleaned_data["thumbnails"] and kept["format"] == ExportFormat.WORKBOOK
        return kept | {"options": {"thumbnails": True} if wanted else {}}
