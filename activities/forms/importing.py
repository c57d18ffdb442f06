"""Uploading a workbook of activities: for which unit, the file, pictures beside it."""

from django import forms

from orgs.models import Unit


class ImportForm(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="单位",
        empty_label=None,
        required=False,
        help_text="表中“填报单位”留空的行登记在这个单位名下。",
        error_messages={"invalid_choice": "您不负责所选单位的填报，请重新选择。"},
    )
    file = forms.FileField(
        label="工作簿",
        help_text="本页下载的模板、门户导出的活动明细，或单位自己的活动计划表；.xlsx或.csv。",
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,.csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv"}
        ),
        error_messages={
            "required": "请选择要导入的工作簿。",
            "empty": "所选文件是空的，请重新选择。",
        },
    )
    pictures = forms.FileField(
        label="照片压缩包（可不选）",
        required=False,
        help_text="ZIP文件，其中的文件名与表中“照片文件名”一致。照片直接放在单元格里的，不必另传。",
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={"empty": "所选压缩包是空的，请重新选择。"},
    )

    def __init__(self, *args, units: list[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        self.units = units
        field = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units]).select_related("region")
        field.initial = units[0].pk
        if len(units) == 1:
            field.widget = forms.HiddenInput()

    def clean_unit(self) -> Unit:
        return self.cleaned_data["unit"] or self.units[0]
