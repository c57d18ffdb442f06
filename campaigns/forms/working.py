"""Forms in the document itself and beside it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateformat import format as date

from campaigns.choices import Duty
from campaigns.forms.details import DAY
from campaigns.forms.fields import DayField, OfferedWords, words


class AssignForm(forms.Form):
    """Who does what at an item. `names` holds one or more units; the page's script makes a search of it."""

    names = words(2000, label="责任单位", help_text="可填几个，用顿号隔开；输入几个字可在本地区单位和内设机构中查找。",
                  widget=forms.TextInput(attrs={"autocomplete": "off", "data-picker": ""}))  # fmt: skip
    role = OfferedWords(label="分工", choices=Duty.choices, initial=Duty.LEAD)
    keys = forms.MultipleChoiceField(label="所涉内容", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, things, key: str, **kwargs):
        super().__init__(*args, auto_id=f"d-{key}-%s", **kwargs)
        self.fields["keys"].choices = things
        self.fields["keys"].initial = [key]


class DatesForm(forms.Form):
    starts_on = DayField(label="活动开始", required=False)
    ends_on = DayField(label="活动结束", required=False)
    signed_on = DayField(label="成文日期", required=False)
    summary_due = DayField(label="总结报送日期", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            raise ValidationError(
                f"活动结束日期（{date(ends, DAY)}）早于开始日期（{date(starts, DAY)}），请核对后改正。"
            )
        return cleaned
