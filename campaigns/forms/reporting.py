"""Forms of reporting: writing an answer, returning one."""

from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError

from campaigns.answering import others_open
from campaigns.ask_words import words_of
from campaigns.forms.fields import ReadOnce
from campaigns.forms.sealing import ScanField
from campaigns.models import Obligation, Report
from campaigns.part_text import WHOLE
from campaigns.reporting import default_title
from orgs.forms.files import FilesField


class AlsoField(forms.ModelMultipleChoiceField):
    iterator = ReadOnce

    def label_from_instance(self, owed: Obligation) -> str:
        return f"{owed.request.unit}：{owed.request.title}（{owed.due_on.month}月{owed.due_on.day}日前）"


class ReportForm(forms.Form):
    """`also` names further obligations that the same report answers; `do` says which button was pressed."""

    title = forms.CharField(label="标题", max_length=150)
    text = forms.CharField(
        label="总结正文",
        required=False,
        max_length=WHOLE,
        help_text="可直接粘贴，也可以只上传附件。已登记的活动和数据不必重填。",
        widget=forms.Textarea(attrs={"rows": 14, "data-count": "text-count"}),
    )
    attach = FilesField(
        label="添加附件", required=False, help_text="文档、表格、图片、视频、压缩包均可，可一次选多个。"
    )
    seal = ScanField()
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
        if self.in_parts:
            del self.fields["text"]
        self.fields["also"].queryset = others_open(obligation)
        if not len(self.fields["also"].queryset):  # the rows themselves are shown next
            del self.fields["also"]

    @cached_property
    def in_parts(self) -> bool:
        """The text is written part by part, on a page of its own."""
        report = self.obligation.report
        return report is not None and report.parts.exists()

    @property
    def words(self) -> dict:
        """What the verb takes; without a text where that is written in parts."""
        return {name: self.cleaned_data.get(name) for name in ("title", "text", "version")}

    @property
    def hands_in(self) -> bool:
        return self.cleaned_data.get("do") == "hand_in"

    @property
    def good_files(self) -> list:
        return self.fields["attach"].good

    @property
    def good_scans(self) -> list:
        return self.fields["seal"].good

    def clean(self) -> dict:
        data = super().clean() or {}
        report = self.obligation.report
        has_files = self.good_files or self.good_scans or (report is not None and report.files.exists())
        text = report.text if report is not None and self.in_parts else data.get("text", "")
        if self.hands_in and not text.strip() and not has_files and not self._has_fields():
            raise ValidationError(words_of(self.obligation.request).nothing)
        return data

    def _has_fields(self) -> bool:
        return self.obligation.request.fields.exists()

    def saved(self, report: Report) -> None:
        """The words are kept as `report` has them now; when a later step is refused, the page goes on from there."""
        data = self.data.copy()
        data["version"] = report.version
        self.data = data

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
