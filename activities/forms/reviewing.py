"""The lead office's forms: a reason for asking for more, and the 公开属性 with its 保密审查."""

from typing import Any

from django import forms

from orgs.choices import Openness


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="补充意见", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明缺什么、怎样补，填报单位会看到这段文字。",
        error_messages={"required": "请写明需要补充的内容，填报单位据此修改。"},
    )  # fmt: skip


class DisclosureForm(forms.Form):
    openness = forms.ChoiceField(label="公开属性", choices=Openness.choices, initial=Openness.PUBLIC, required=False)
    reviewer = forms.CharField(
        label="保密审查人", max_length=40, required=False, help_text="主动公开前须完成保密审查，并登记审查人和日期。"
    )
    reviewed_on = forms.DateField(
        label="保密审查日期", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def decision(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: self.cleaned_data[name] for name in ("openness", "reviewer", "reviewed_on")}
