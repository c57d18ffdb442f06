"""What became of a planned entry: the outcome, the day when it differs, the reason when it was not held."""

from django import forms

from activities.fulfilling import SETTLED


class CompletionForm(forms.Form):
    outcome = forms.ChoiceField(
        label="开展情况", choices=[(outcome.value, outcome.label) for outcome in SETTLED],
        error_messages={"required": "请点“已开展”“延期”或“取消”。"},
    )  # fmt: skip
    held_on = forms.DateField(
        label="日期", required=False, error_messages={"invalid": "日期不能识别，请填写如：2024-09-12。"}
    )
    reason = forms.CharField(label="原因", required=False, max_length=200)
