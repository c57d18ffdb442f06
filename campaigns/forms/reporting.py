"""Forms of reporting: writing an answer, returning one, asking units for something."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError

from campaigns.answering import others_open
from campaigns.choices import Ask
from campaigns.forms.fields import DayField
from campaigns.models import Obligation, Report
from campaigns.obliging import askable
from campaigns.reporting import EMPTY, default_title
from campaigns.workdays import today
from orgs.forms.files import FilesField
from orgs.models import Unit


class AlsoField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, owed: Obligation) -> str:
        return f"{owed.request.unit}：{owed.request.title}（{owed.due_on.month}月{owed.due_on.day}日前）"


class ReportForm(forms.Form):
    """`also` names further obligations that the same report answers; `do` says which button was pressed."""

    title = forms.CharField(label="标题", max_length=150)
    text = forms.CharField(
        label="总结正文",
        required=False,
        help_text="可直接粘贴，也可以只上传附件。已登记的活动和数据不必重填。",
        widget=forms.Textarea(attrs={"rows": 14, "data-count": "text-count"}),
    )
    attach = FilesField(
        label="添加附件", required=False, help_text="文档、表格、图片、视频、压缩包均可，可一次选多个。"
    )
    also = AlsoField(
        Obligation.objects.none(),
        label="同时答复",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="同一份总结也答复以下要求的，请在报送时勾选，不必另写。",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    do = forms.ChoiceField(choices=[("save", "保存"), ("hand_in", "报送")], required=False, widget=forms.HiddenInput)

    def __init__(self, *args, obligation: Obligation, **kwargs):
        report = obligation.report
        start = {"title": report.title, "text": report.text} if report else {"title": default_title(obligation)}
        super().__init__(*args, initial=start | {"version": report.version if report else 0}, **kwargs)
        self.obligation = obligation
        others = others_open(obligation)
        if others.exists():
            self.fields["also"].queryset = others
        else:
            del self.fields["also"]

    @property
    def hands_in(self) -> bool:
        return self.cleaned_data.get("do") == "hand_in"

    @property
    def good_files(self) -> list:
        return self.fields["attach"].good

    def clean(self) -> dict:
        data = super().clean() or {}
        report = self.obligation.report
        has_files = self.good_files or (report is not None and report.files.exists())
        if self.hands_in and not data.get("text", "").strip() and not has_files:
            raise ValidationError(EMPTY)
        return data

    def carried_over(self, report: Report) -> "ReportForm":
        """The same words, to be saved over the version of `report` that the person has now been shown."""
        data = self.data.copy()
        data["version"] = report.version
        return ReportForm(data, obligation=self.obligation)


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label="需要补充的内容",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="对方据此修改后重新报送。首次报送的时间保留，不因退回算作逾期。",
    )


class RequestForm(forms.Form):
    kind = forms.ChoiceField(
        label="种类",
        choices=[(Ask.SUMMARY, "报送总结"), (Ask.COLLECT, "征集材料（案例、图片等，以文字和附件报送）")],
        initial=Ask.SUMMARY,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label="事项", max_length=120)
    why = forms.CharField(
        label="用途", max_length=200, help_text="写明为什么要报、报来做什么。没有明确用途的，请不要要求基层报送。"
    )
    due_on = DayField(label="截止日期", help_text="含当日，到北京时间24时。")
    optional = forms.BooleanField(label="可不报（有则报送，没有的不必答复，也不提醒）", required=False)
    units = forms.TypedMultipleChoiceField(
        label="需要报送的单位",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="只勾选确需报送的单位。",
        error_messages={"required": "请至少勾选一个单位。", "invalid_choice": "所选单位不在可以要求报送的范围内。"},
    )

    def __init__(self, *args, unit: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = _grouped(unit)

    def clean_due_on(self) -> dt.date:
        if self.cleaned_data["due_on"] < today():
            raise ValidationError("截止日期不能早于今天，请重新选择。")
        return self.cleaned_data["due_on"]


def _grouped(unit: Unit) -> list[tuple[str, list[tuple[int, str]]]]:
    groups: dict[str, list[tuple[int, str]]] = {"下一级牵头单位": [], "本地有关单位": [], "本单位内设机构": []}
    for each in askable(unit):
        name = "本单位内设机构" if each.within_id else "下一级牵头单位" if each.is_lead else "本地有关单位"
        groups[name].append((each.pk, each.name))
    return [(name, rows) for name, rows in groups.items() if rows]
