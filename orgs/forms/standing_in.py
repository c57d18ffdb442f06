"""Forms of 代理 and 交接: only seats and people that the person may choose are offered."""

from django import forms

from orgs.colleagues import colleagues
from orgs.models import Seat, User

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SeatChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, seat: Seat) -> str:
        return f"{seat.user}：{seat}"


class DeputyForm(forms.Form):
    seats = SeatChoices(Seat.objects.none(), label="被代理的岗位", widget=forms.CheckboxSelectMultiple,
                        error_messages={"required": "请至少选择一个岗位。"})  # fmt: skip
    deputy = forms.ModelChoiceField(User.objects.none(), label="代理人", empty_label="请选择",
                                    error_messages={"required": "请选择代理人。"})  # fmt: skip
    starts_on = forms.DateField(label="代理自", widget=DAY, error_messages={"required": "请填写开始日期。"})
    ends_on = forms.DateField(label="代理至", widget=DAY, help_text="含当日，期满自动结束。",
                              error_messages={"required": "请填写结束日期。"})  # fmt: skip

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        seats = Seat.objects.deputable_by(user).select_related("user", "unit").order_by("user__display_name", "pk")
        self.fields["seats"].queryset = seats
        people = User.objects.none()
        for unit in {seat.unit for seat in seats}:
            people = people | colleagues(unit)
        self.fields["deputy"].queryset = people.exclude(pk=user.pk).distinct()


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(User.objects.none(), label="接任者", empty_label="请选择",
                                error_messages={"required": "请选择接任者。"})  # fmt: skip

    def __init__(self, *args, seat: Seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues(seat.unit).exclude(pk=seat.user_id)
