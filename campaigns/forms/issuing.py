"""Forms of 登记, 会签, 印发 (now or at a set time), 公开 at a set time, and of putting a number right."""

import datetime as dt

from django import forms

from campaigns.forms.details import NumberedForm
from campaigns.forms.fields import YEARS, DayField, OfferedWords, words
from campaigns.forms.signing import DiscloseForm, OfflineForm


class MomentField(forms.DateTimeField):
    """A moment in Beijing time, as the browser's field sends it or as people write it: 2024-08-14 9:00."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {"invalid": "时间无法识别，请按“2024-08-14 09:00”填写。"}

    def __init__(self, **kwargs):
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y年%m月%d日 %H:%M"]
        super().__init__(input_formats=formats, required=False, **kwargs)

    def to_python(self, value) -> dt.datetime | None:
        moment = super().to_python(value.strip() if isinstance(value, str) else value)
        if moment is not None and moment.year not in YEARS:
            raise forms.ValidationError("时间的年份不对，请核对后改正。")
        return moment


class LaterMixin(forms.Form):
    """`do` says which button was pressed: at once, or at the time in `at`."""

    LATER = ""

    def clean(self):
        cleaned = super().clean()
        if self.is_later and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", f"请填写{self.LATER}的时间（北京时间）。")
        return cleaned

    @property
    def is_later(self) -> bool:
        return self.data.get("do") == "later"


class IssueForm(LaterMixin, NumberedForm):
    at = MomentField(label="定时印发", help_text="北京时间。到时自动印发；在此之前可以取消，退回修改时自动取消。")
    confirm = forms.BooleanField(label="以上情况已核实，仍要印发", required=False)

    LATER = "定时印发"


class DiscloseLaterForm(LaterMixin, DiscloseForm):
    at = MomentField(label="定时公开", help_text="北京时间。只用于“主动公开”；到时自动公开，在此之前可以取消。")

    LATER = "定时公开"

    def clean(self):
        cleaned = super().clean()
        if self.is_later and cleaned.get("openness") != "public":
            self.add_error("openness", "定时公开只用于“主动公开”。其他属性请直接确定。")
        return cleaned


class CorrectNumberForm(NumberedForm):
    reason = words(200, label="更正原因", help_text="如“与登记簿核对，序号误录”。原字号保留并注明。")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["signed_on"]
        self.fields["document_number"].label = "更正后的发文字号"
        self.fields["document_number"].help_text = "按发文登记簿填写；原件没有文号的，清空。"


class CountersignForm(OfflineForm):
    """One joint issuer's signature on paper."""

    name = OfferedWords(label="会签单位")
    signer = words(60, label="会签人职务", help_text="如“局长”“分管副主任”。不必填写姓名。")
    signed_on = DayField(label="会签日期", error_messages={"required": "请填写会签件上的日期。"})
    note = words(200, label="会签意见", required=False)

    field_order = ["name", "signer", "signed_on", "note", "scan"]

    def __init__(self, *args, names, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["number"]
        self.fields["name"].choices = [(name, name) for name in names]
        self.fields["scan"].label = "会签件扫描件"
