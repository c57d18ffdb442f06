"""The form by which an office makes answer links: one line per unit that has not answered, a name in each."""

from django import forms

from campaigns.forms.fields import words
from campaigns.models import Obligation

MOST = 5  # contacts of one unit at once


class LinksForm(forms.Form):
    """A unit without a name gets no link; several names are parted by 、."""

    lasts = forms.ChoiceField(
        label="有效期", choices=[("due", "到截止日期后第3日24时"), ("days", "14天")], initial="due",
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args, owed: list[Obligation], **kwargs):
        super().__init__(*args, **kwargs)
        self.owed = {f"contact-{each.pk}": each for each in owed}
        for name, each in self.owed.items():
            self.fields[name] = words(40, label=str(each.unit), required=False)

    @property
    def lines(self) -> list[tuple[Obligation, forms.BoundField]]:
        return [(each, self[name]) for name, each in self.owed.items()]

    def contacts(self) -> list[tuple[Obligation, str]]:
        found = []
        for name, each in self.owed.items():
            people = [part.strip() for part in self.cleaned_data.get(name, "").replace("，", "、").split("、")]
            found += [(each, person) for person in dict.fromkeys(people) if person]
        return found

    def clean(self) -> dict:
        data = super().clean() or {}
        if not self.errors and not self.contacts():
            raise forms.ValidationError("请至少填写一位联络员的姓名。只给填写了姓名的单位生成链接。")
        for name in self.owed:
            if len(data.get(name, "").replace("，", "、").split("、")) > MOST:
                self.add_error(name, f"一个单位一次最多{MOST}位联络员。")
        return data
