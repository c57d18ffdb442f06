"""What to export: for which of the person's units, in which format."""

from django import forms

from activities.choices import EXPORTING, ExportFormat
from orgs.models import Unit, User


class ExportForm(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="单位",
        empty_label=None,
        help_text="牵头单位导出本地区及以下已报送的内容，其他单位导出本单位及内设机构的内容。",
        error_messages={"invalid_choice": "您在所选单位没有可以导出的岗位，请重新选择。"},
    )
    format = forms.ChoiceField(label="格式", choices=ExportFormat.choices, initial=ExportFormat.WORKBOOK)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        own = Unit.objects.filter(pk__in=user.reach.units(*EXPORTING)).select_related("region")
        self.fields["unit"].queryset = own
