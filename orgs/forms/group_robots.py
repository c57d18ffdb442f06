"""The form by which a manager adds a robot of a chat group."""

from django import forms

from orgs.choices import RobotKind
from orgs.models import Unit, User


class RobotForm(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="单位",
        empty_label=None,
        help_text="发给该单位的报送要求、截止提醒等，同时发到群里。",
    )
    name = forms.CharField(label="群名称", max_length=60, help_text="如：市质量月工作群。只在本系统显示。")
    kind = forms.ChoiceField(label="种类", choices=RobotKind.choices, initial="wecom", widget=forms.RadioSelect)
    url = forms.CharField(
        label="回调地址", max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}),
        help_text="在群设置中添加机器人后，完整复制其Webhook地址（以https://开头）。登记后不再显示全文。",
    )  # fmt: skip
    secret = forms.CharField(
        label="签名密钥", max_length=120, required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True),
        help_text="钉钉“加签”、飞书“签名校验”所给的密钥；没有启用签名的不填。企业微信不用填。",
    )  # fmt: skip

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.managed_by(user).taking_part().select_related("region")
        self.fields["unit"].queryset = units
        self.fields["unit"].initial = units.first()
