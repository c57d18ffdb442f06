"""Forms of 审核: the order of it, and one recorded on paper."""

from pathlib import Path

from django import forms

from campaigns.forms.fields import DayField, OfferedChoice, area, words
from campaigns.forms.signing import ending_of
from orgs.models import User


class PassForm(forms.Form):
    note = area(3, 1000, label="审核意见", required=False)


class RemarkForm(forms.Form):
    text = area(3, 2000, label="意见")


class OutsideForm(forms.Form):
    post = words(60, label="审核岗位", help_text="如“质量发展科负责人”。不必填写姓名。")
    number = words(60, label="审核单编号", required=False)
    done_on = DayField(label="审核日期", error_messages={"required": "请填写审核单上的日期。"})
    note = area(3, 1000, label="审核意见", required=False)
    scan = forms.FileField(label="审核单扫描件", required=False,
                           help_text="PDF、JPG 或 PNG，不超过20 MB。只有本单位的人能看到。",
                           error_messages={"empty": "这个文件是空的，请重新选择。"})  # fmt: skip

    def clean_scan(self):
        scan = self.cleaned_data["scan"]
        if scan is not None:
            scan.name = f"{Path(scan.name).stem[:100]}{ending_of(scan)}"
        return scan


class StepForm(forms.Form):
    post = words(40, label="审核岗位", help_text="如“质量发展科负责人”“办公室核稿”。")
    reviewer = OfferedChoice(User.objects.none(), label="审核人", empty_label=None)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = people
