"""The form of an answer by rows: proposals, a line each; or opinions, beside the items of what was circulated."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from campaigns.answer_rows import DETAILS, MOST, proposal_row
from campaigns.forms.fields import DayField, area, words
from campaigns.forms.sealing import ScanField
from campaigns.hands import is_entered
from campaigns.models import Obligation, Proposal
from campaigns.part_text import WHOLE
from orgs.forms.files import FilesField

ASKED = {"theme": "主题建议", "slogan": "口号建议", "activity": "活动名称"}
BLANK = {"theme": 1, "slogan": 2, "activity": 2}  # lines a new answer begins with


class ProposalForm(forms.Form):
    """One line; without text it is no line at all."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=Proposal.KINDS, widget=forms.HiddenInput)
    text = area(2, 500, required=False)
    content = area(3, 1000, label="主要内容", required=False)
    starts_on = DayField(label="开始日期", required=False)
    ends_on = DayField(label="结束日期", required=False)
    place = words(120, label="地点或范围", required=False)
    note = words(200, label="备注", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = ASKED.get(self["kind"].value(), "内容")
        self.fields["text"].widget.attrs["rows"] = 2 if self["kind"].value() == "activity" else 1

    @property
    def has_details(self) -> bool:
        return any(self[name].value() for name in DETAILS)

    @property
    def is_activity(self) -> bool:
        return self["kind"].value() == "activity"

    def clean(self) -> dict:
        data = super().clean() or {}
        if not data.get("text") and "text" not in self.errors and self.has_details:
            self.add_error("text", ValidationError("请填写活动名称，或者清空这一条的其他内容。"))
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if isinstance(starts, dt.date) and isinstance(ends, dt.date) and ends < starts:
            self.add_error("ends_on", ValidationError("结束日期不能早于开始日期。"))
        return data


class Lines(BaseFormSet):
    def rows(self) -> list[dict]:
        return [proposal_row(form.cleaned_data) for form in self.forms if form.cleaned_data.get("text")]


LineSet = formset_factory(ProposalForm, formset=Lines, extra=0, max_num=MOST, absolute_max=MOST + 50, validate_max=True)
LineSet.default_error_messages = {
    "missing_management_form": "页面不完整，请刷新后再填。",
    "too_many_forms": f"一次最多填写{MOST}条，请分开报送。",
}


class HeadForm(forms.Form):
    """What stands around the lines: which version they were written on, and files."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    attach = FilesField(
        label="附件", required=False, help_text="可以不加。文档、表格、图片均可，可一次选多个。已有附件会保留。"
    )


class SealedHeadForm(HeadForm):
    """Where the request wants a 盖章扫描件; one may be handed in without."""

    seal = ScanField(help_text="没有的可以不附；PDF、OFD或者图片，可一次选多个。已附的会保留。")


class TextForm(forms.Form):
    """A report's text, as long as it may be."""

    text = area(14, WHOLE, label="总结正文", required=False, help_text="可直接粘贴，也可以只上传附件。")


class PasteForm(forms.Form):
    """Lines pasted all at once; they are cut into lines of the form, nothing is saved yet."""

    paste = area(4, 20000, label="成批粘贴", required=False, help_text="一行一条，或者“1. …2. …”“一、…。二、…”。")
    paste_kind = forms.ChoiceField(label="作为", choices=Proposal.KINDS)

    def __init__(self, *args, wants: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["paste_kind"].choices = [choice for choice in Proposal.KINDS if choice[0] in wants]
        self.fields["paste_kind"].initial = wants[-1]


class SourceForm(forms.Form):
    """What an answer is entered from (代录), and the unit's consent where it was writing itself."""

    source = area(
        4,
        20000,
        label="来源文字",
        required=False,
        help_text="对方在微信、短信、电话中答复的，把原文粘贴在这里；有来文、表格、截图的，在上面作为附件上传。",
    )
    agreed = forms.BooleanField(required=False)

    def __init__(self, *args, owed: Obligation, **kwargs):
        super().__init__(*args, **kwargs)
        self.owed = owed
        self.fields["agreed"].label = f"{owed.unit}已在系统中开始填写，尚未报送；已与其商定，以代录的内容为准"
        if not self.is_begun:
            del self.fields["agreed"]

    @property
    def is_begun(self) -> bool:
        report = self.owed.report
        return report is not None and bool(report.rows or report.text) and not is_entered(self.owed)

    def clean(self) -> dict:
        data = super().clean() or {}
        if self.is_begun and not data.get("agreed"):
            raise ValidationError("该单位已开始填写。请先与其商定，再勾选“以代录的内容为准”。")
        return data
