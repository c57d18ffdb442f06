"""Forms of the office that asks: 征集, 征求意见."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError

from campaigns.forms.fields import DayField, words
from campaigns.givers import groups
from campaigns.models import Proposal
from campaigns.workdays import today
from orgs.models import Unit


class AskingForm(forms.Form):
    """What both have in common: what, why, by when, of whom."""

    title = words(120, label="事项")
    why = words(200, label="用途", help_text="写明为什么征集、用在哪里。没有明确用途的，请不要要求。")
    due_on = DayField(label="截止日期", help_text="含当日，到北京时间24时。")
    minutes = forms.IntegerField(
        label="预计用时（分钟）",
        min_value=1,
        max_value=600,
        help_text="答复大约要用多少分钟，会写在通知里，便于对方安排。",
        error_messages={"min_value": "请填写1至600之间的整数。", "max_value": "请填写1至600之间的整数。"},
    )
    optional = forms.BooleanField(label="可不报（没有的不必答复，也不提醒）", required=False)
    units = forms.TypedMultipleChoiceField(
        label="请哪些单位答复",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="默认不向任何单位提出；只勾选确需答复的单位。",
        error_messages={"required": "请至少勾选一个单位。", "invalid_choice": "所选单位不在可以提出要求的范围内。"},
    )
    own = False

    def __init__(self, *args, unit: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = groups(unit, own=self.own)

    def clean_due_on(self) -> dt.date:
        if self.cleaned_data["due_on"] < today():
            raise ValidationError("截止日期不能早于今天，请重新选择。")
        return self.cleaned_data["due_on"]


class CollectForm(AskingForm):
    wants = forms.MultipleChoiceField(
        label="征集内容", choices=Proposal.KINDS, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少勾选一种征集内容。"},
    )  # fmt: skip
    own = True
    field_order = ("title", "wants", "why", "due_on", "minutes", "optional", "units")


class CirculateForm(AskingForm):
    pass
