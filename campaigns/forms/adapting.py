"""The form of an adaptation rule."""

from django import forms

from campaigns.forms.fields import OfferedChoice, words
from orgs.models import Unit


class RuleForm(forms.Form):
    unit = OfferedChoice(label="单位", queryset=Unit.objects.none(), empty_label=None)
    old = words(40, label="上级用语", help_text="如：质量强国")
    new = words(40, label="本级用语", help_text="如：质量强省。填写与上级相同的用语，表示这几个字不要改。")

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        if len(units) == 1:
            self.fields["unit"].initial = units[0].pk
            self.fields["unit"].widget = forms.HiddenInput()
