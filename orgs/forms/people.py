"""Forms about people: inviting one to a seat, and accepting."""

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError

from orgs.choices import Role
from orgs.models import Invitation, Unit, User
from orgs.passwords import RULE


class InviteForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", empty_label=None)
    role = forms.ChoiceField(label="岗位", choices=Role.choices, initial=Role.REPORTER, widget=forms.RadioSelect)
    display_name = forms.CharField(label="姓名", max_length=40)
    email = forms.EmailField(
        label="电子邮箱",
        max_length=254,
        required=False,
        help_text="可不填。填写的，邀请链接同时发到该邮箱，以后提醒也发到这里。",
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.managed_by(user).select_related("region")
        self.fields["unit"].queryset = units
        self.fields["unit"].initial = units.first()


class AcceptForm(forms.Form):
    username = forms.CharField(
        label="用户名", max_length=150, help_text="登录时使用，可用字母、数字和 . _ - @ +，建议用姓名拼音。",
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )  # fmt: skip
    password = forms.CharField(
        label="密码", strip=False, help_text=f"{RULE}不要与用户名相近。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label="再次输入密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args, invitation: Invitation, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = User(display_name=invitation.display_name, email=invitation.email)

    def clean_username(self) -> str:
        self.person.username = get_adapter().clean_username(self.cleaned_data["username"])
        return self.person.username

    def clean_password(self) -> str:
        return get_adapter().clean_password(self.cleaned_data["password"], self.person)

    def clean(self) -> dict:
        data = super().clean() or {}
        if "password" in data and data["password"] != data.get("again"):
            self.add_error("again", ValidationError("两次输入的密码不一致，请重新输入。"))
        return data
