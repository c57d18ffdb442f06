"""Forms of a draft's head, of what it asks, of responsibilities and of the annex."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateformat import format as date

from campaigns.annexing import ENTRY_FIELDS
from campaigns.choices import Duty, PartyRule
from campaigns.forms.fields import DayField, OfferedChoices, OfferedWords, area, words
from campaigns.models import AnnexEntry
from campaigns.numbers import NumberError, parse, suggest
from orgs.choices import UnitKind
from orgs.models import Unit

DAY = "Y年n月j日"
A_LINE_EACH = "一行一个，按文件中的次序。"


class NumberedForm(forms.Form):
    """Checks a 发文字号; a better form is proposed and taken with one click (`use_number`), never silently."""

    document_number = words(
        60, label="发文字号", required=False, help_text="按发文登记簿上的字号填写；印发前可以空着。"
    )
    signed_on = DayField(
        label="成文日期", required=False, help_text="签发的日期；联合发文的，以最后一个单位会签的日期为准。"
    )

    def __init__(self, data=None, *args, **kwargs):
        if data is not None and data.get("use_number"):  # the person took the proposal with one click
            data = data.copy()
            data["document_number"] = data["use_number"]
        super().__init__(data, *args, **kwargs)
        self.suggestion: str | None = None

    def clean_document_number(self) -> str:
        typed = self.cleaned_data["document_number"]
        if typed:
            try:
                parse(typed)
            except NumberError as error:
                self.suggestion = suggest(typed)
                raise ValidationError(str(error)) from None
        return typed


class HeadForm(NumberedForm):
    title = words(200, label="标题")
    plan_title = words(
        200, label="所附方案名称", required=False, help_text="以通知印发方案时填写，如“福州市2024年“质量月”活动方案”。"
    )
    starts_on = DayField(label="活动开始", required=False)
    ends_on = DayField(label="活动结束", required=False)
    issuers = area(3, label="发文机关", required=False, help_text=A_LINE_EACH + "联合发文的，主办单位在前。")
    addressees = area(4, label="主送", required=False, help_text=A_LINE_EACH)
    rules = forms.MultipleChoiceField(
        label="主送范围", choices=PartyRule.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="印发后请这些单位签收。主送写的是统称、这里又不勾选的，由下一级各牵头单位签收。",
    )  # fmt: skip
    copied = area(3, label="抄送", required=False, help_text=A_LINE_EACH)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error(
                "ends_on", f"活动结束日期（{date(ends, DAY)}）早于开始日期（{date(starts, DAY)}），请核对后改正。"
            )
        return cleaned


class AskForm(forms.Form):
    summary_due = DayField(
        label="总结报送日期", required=False, help_text="“10月12日前”含当日，至北京时间24时。不填则不要求报送。"
    )
    summary_to = words(80, label="报送至", required=False)
    why = words(200, label="报送用途", required=False, help_text="告诉对方为什么要报，如“汇总后报省质强办”。")
    asks = OfferedChoices(
        label="须报送总结的单位",
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="默认不要求任何单位。只勾选确需报送的。",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, askable, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asks"].queryset = askable
        self.fields["asks"].choices = grouped(askable)


def grouped(units) -> list[tuple[str, list[tuple[int, str]]]]:
    """Units by what they are to the asking one: below it, member bodies, own sections."""
    groups: dict[str, list[tuple[int, str]]] = {"下级牵头单位": [], "成员单位": [], "内设机构": [], "其他单位": []}
    names = {UnitKind.LEAD: "下级牵头单位", UnitKind.MEMBER: "成员单位", UnitKind.SECTION: "内设机构"}
    for unit in units:
        groups[names.get(unit.kind, "其他单位")].append((unit.pk, unit.name))
    return [(name, rows) for name, rows in groups.items() if rows]


class DutyForm(forms.Form):
    keys = forms.MultipleChoiceField(label="所涉内容", widget=forms.CheckboxSelectMultiple, required=False,
                                     help_text="可以勾选一项、几项，或整个重点安排。")  # fmt: skip
    name = words(80, label="责任单位", help_text="填全称或简称；与系统中的单位同名时自动对应。",
                 widget=forms.TextInput(attrs={"list": "units", "autocomplete": "off"}))  # fmt: skip
    role = OfferedWords(label="分工", choices=Duty.choices, initial=Duty.IN_CHARGE)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, things, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = things


class EntryForm(forms.ModelForm):
    starts_on = DayField(label="开始日期", required=False)
    ends_on = DayField(label="结束日期", required=False)
    item_key = OfferedWords(label="所属内容", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = AnnexEntry
        fields = [name for name in ENTRY_FIELDS if name != "item_key"]
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "content": forms.Textarea(attrs={"rows": 3}),
            "unit_name": forms.TextInput(attrs={"list": "units", "autocomplete": "off"}),
        }

    field_order = ["list", "list_title", "unit_name", "title", "content", "starts_on", "ends_on"]

    def __init__(self, *args, things, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item_key"].choices = [("", "不指明"), *things]
        self.initial["item_key"] = self.instance.item_key

    def clean_item_key(self) -> uuid.UUID | None:
        key = self.cleaned_data["item_key"]
        return uuid.UUID(key) if key else None

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "结束日期早于开始日期，请核对后改正。")
        return cleaned
