"""The form by which a manager makes a key for another system."""

import datetime as dt

from django import forms
from django.utils import timezone

from orgs.models import ApiToken, Unit, User
from orgs.tokens import LONGEST

USUAL = 365


class TokenForm(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="单位", empty_label=None, help_text="密钥可用于该单位及其内设机构的活动。"
    )
    name = forms.CharField(label="用途", max_length=60, help_text="写明哪个业务平台使用，如：省局业务平台。")
    scope = forms.ChoiceField(label="权限", choices=ApiToken.SCOPES, initial="read", widget=forms.RadioSelect)
    last_day = forms.DateField(
        label="有效期至", help_text=f"当天24时止，最长{LONGEST}天。",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.managed_by(user).taking_part().select_related("region")
        self.fields["unit"].queryset = units
        self.fields["unit"].initial = units.first()
        self.fields["last_day"].initial = timezone.localdate() + dt.timedelta(days=USUAL)
