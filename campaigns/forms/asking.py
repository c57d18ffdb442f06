"""提出报送要求 and changing one: what, why, of whom, by when, and the request's own fields."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from campaigns.choices import Ask
from campaigns.forms.fields import DayField, area, words
from campaigns.models import Request
from campaigns.naming import find
from campaigns.obliging import askable
from campaigns.ruling import called, offered
from campaigns.workdays import today
from orgs.models import Unit

KINDS = [(Ask.SUMMARY, "报送总结"), (Ask.COLLECT, "征集材料（案例、图片等，以文字和附件报送）")]
LOCK = "可不填。含当日，到北京时间24时；此后不再接收，须先同意延期。不填则一直接收，逾期的照常标明。"
MOVING = "含当日，到北京时间24时。改动后会通知尚未报送的单位，提醒按新日期重新安排；已同意的更晚的延期保留。"
SEAL = "确需存档的才勾选。暂时不能盖章的单位可以先报送，审核通过之前补充。"
NAMES = "可从微信群、通知或表格里整段粘贴，一行一个或用顿号隔开；全称、简称、地名都可以。"


def title_field() -> forms.CharField:
    return words(120, label="事项")


def why_field() -> forms.CharField:
    return words(200, label="用途", help_text="写明为什么要报、报来做什么。没有明确用途的，请不要要求基层报送。")


def seal_field() -> forms.BooleanField:
    return forms.BooleanField(label="需要盖章扫描件", required=False, help_text=SEAL)


def minutes_field(**kwargs) -> forms.IntegerField:
    wrong = dict.fromkeys(("min_value", "max_value", "invalid"), "请填写1至600之间的整数。")
    return forms.IntegerField(label="预计用时（分钟）", min_value=1, max_value=600, error_messages=wrong, **kwargs)


class Named(forms.Form):
    """Units by name: `named` holds those that were understood; each name that was not is told by itself."""

    names = area(3, 20000, label="按名称列入", required=False, help_text=NAMES)
    asking: Unit

    def clean_names(self) -> str:
        text = self.cleaned_data["names"]
        self.named: list[int] = []
        if text.strip():
            found = find(text, called(self.asking))
            self.named = found.units
            if found.complaints:
                raise ValidationError(found.complaints)
        return text


class RequestForm(Named):
    kind = forms.ChoiceField(label="种类", choices=KINDS, initial=Ask.SUMMARY, widget=forms.RadioSelect)
    title = title_field()
    why = why_field()
    due_on = DayField(label="截止日期")
    locks_on = DayField(label="停止接收日期", required=False, help_text=LOCK)
    optional = forms.BooleanField(label="可不报（有则报送，没有的不必答复，也不提醒）", required=False)
    wants_seal = seal_field()
    minutes = minutes_field(required=False)
    rules = forms.MultipleChoiceField(
        label="按规则列入",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="由系统列出符合的单位；截止以前新增的单位也会自动列入并通知，撤并的不再要求。",
    )
    units = forms.TypedMultipleChoiceField(
        label="需要报送的单位",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="默认不要求任何单位；只勾选确需报送的单位。",
        error_messages={"invalid_choice": "所选单位不在可以要求报送的范围内。"},
    )
    field_order = ("kind", "title", "why", "due_on", "locks_on", "optional", "units", "rules", "names", "wants_seal",
                   "minutes")  # fmt: skip

    def __init__(self, *args, unit: Unit, upward: str = "", estimated: int | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.asking = unit
        self.fields["units"].choices = _grouped(unit)
        self.fields["rules"].choices = offered(unit)
        self.fields["due_on"].help_text = f"含当日，到北京时间24时。{upward}"
        reckoned = f"，按现在要求的内容约{estimated}分钟" if estimated else ""
        self.fields["minutes"].help_text = f"留空则由系统估算{reckoned}；会写在通知里，便于对方安排。"
        if not self.fields["rules"].choices:
            del self.fields["rules"]

    def clean_due_on(self) -> dt.date:
        if self.cleaned_data["due_on"] < today():
            raise ValidationError("截止日期不能早于今天，请重新选择。")
        return self.cleaned_data["due_on"]

    def clean(self) -> dict:
        data = super().clean() or {}
        _check_lock(self, data)
        asked = data.get("units") or data.get("rules") or getattr(self, "named", [])
        if not asked and not {"units", "rules", "names"} & set(self.errors):
            self.add_error("units", ValidationError("请至少勾选一个单位，或按规则、按名称列入。"))
        return data

    @property
    def wanted(self) -> dict[str, Any]:
        """Arguments of `asking.ask`."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "names"}
        return data | {"units": sorted({*data["units"], *self.named}), "rules": data.get("rules") or []}

    def typed(self) -> dict[str, Any]:
        """What stands in the form, to be shown again without a verdict on it."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }


class ChangeForm(forms.Form):
    """What may change of a request after it was sent. `seen` says which request the person saw."""

    seen = forms.CharField(widget=forms.HiddenInput)
    title = title_field()
    why = why_field()
    due_on = DayField(label="截止日期", help_text=MOVING)
    locks_on = DayField(label="停止接收日期", required=False, help_text=LOCK)
    minutes = minutes_field()
    wants_seal = seal_field()

    def __init__(self, *args, wish_stands: bool = False, **kwargs):
        """`wish_stands`: whether a 盖章扫描件 is wanted can no more be changed, or is never asked."""
        super().__init__(*args, **kwargs)
        if wish_stands:
            del self.fields["wants_seal"]

    def clean(self) -> dict:
        data = super().clean() or {}
        _check_lock(self, data)
        return data

    def typed(self) -> dict[str, Any]:
        return {name: self[name].value() for name in self.fields}


class MoreUnitsForm(Named):
    """Further units for a request that was sent already: ticked, or by name."""

    units = forms.TypedMultipleChoiceField(
        label="增加单位", coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "所选单位不在可以要求报送的范围内。"},
    )  # fmt: skip
    field_order = ("units", "names")

    def __init__(self, *args, request: Request, **kwargs):
        super().__init__(*args, **kwargs)
        self.asking = request.unit
        there = set(request.obligations.counted().values_list("unit", flat=True))
        self.fields["units"].choices = _grouped(request.unit, without=there)

    def clean(self) -> dict:
        data = super().clean() or {}
        if not self.errors and not (data.get("units") or self.named):
            raise ValidationError("请勾选要增加的单位，或粘贴单位名称。")
        return data

    @property
    def wanted(self) -> list[int]:
        return sorted({*self.cleaned_data["units"], *self.named})


class ReasonForm(forms.Form):
    """One sentence why."""

    reason = words(200, label="原因", help_text="有关单位会看到。")


def _check_lock(form: forms.Form, data: dict) -> None:
    due_on, locks_on = data.get("due_on"), data.get("locks_on")
    if due_on and locks_on and locks_on < due_on:
        form.add_error("locks_on", "不能早于截止日期：请改为同一天或以后，或者留空。")


def _grouped(unit: Unit, without: set[int] = frozenset()) -> list[tuple[str, list[tuple[int, str]]]]:  # type: ignore[assignment]
    groups: dict[str, list[tuple[int, str]]] = {"下一级牵头单位": [], "本地有关单位": [], "本单位内设机构": []}
    for each in askable(unit):
        name = "本单位内设机构" if each.within_id else "下一级牵头单位" if each.is_lead else "本地有关单位"
        if each.pk not in without:
            groups[name].append((each.pk, each.name))
    return [(name, rows) for name, rows in groups.items() if rows]
