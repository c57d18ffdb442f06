"""延期: asking for a later date, granting one, refusing."""

from django import forms

from campaigns.forms.fields import DayField, words


class AskForm(forms.Form):
    until = DayField(label="申请延期至", help_text="含当日，到北京时间24时。")
    reason = words(300, label="原因")


class GrantForm(forms.Form):
    """For several units at once, asked for or not."""

    until = DayField(label="延期至", help_text="含当日，到北京时间24时。")
    reason = words(300, label="原因", help_text="对方会看到。")


class DecideForm(forms.Form):
    """`extension` is the one that the person saw; `do` is grant or refuse."""

    extension = forms.IntegerField(widget=forms.HiddenInput)
    until = DayField(label="同意延期至", help_text="可以另定日期。", required=False)
    note = words(300, label="意见", required=False, help_text="不同意的，请写明原因。")
