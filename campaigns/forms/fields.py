"""Fields for choices that only ever offer what the person may use; anything else was not chosen on our page: 404."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.http import Http404

YEARS = range(1949, 2100)  # counting working days from the first or last day there is would end in nothing


class ReadOnce(ModelChoiceIterator):
    """The choices of one form, read once; Django reads them anew each time the widget asks whether there are any."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from (self.choice(each) for each in self.queryset)


class OfferedChoice(forms.ModelChoiceField):
    iterator = ReadOnce

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise Http404 from error


class OfferedChoices(forms.ModelMultipleChoiceField):
    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError as error:
            if error.code == "required":
                raise
            raise Http404 from error


class OfferedWords(forms.ChoiceField):
    """A choice of fixed words or keys."""

    def validate(self, value) -> None:
        if value and not self.valid_value(value):
            raise Http404
        super().validate(value)


class DayField(forms.DateField):
    """A Beijing day, as the browser's calendar sends it or as people write it: 2024-10-12, 2024年10月12日."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": "日期无法识别，请按“2024-10-12”填写。"}

    def __init__(self, **kwargs):
        super().__init__(input_formats=["%Y-%m-%d", "%Y年%m月%d日", "%Y.%m.%d", "%Y/%m/%d"], **kwargs)

    def to_python(self, value) -> dt.date | None:
        day = super().to_python(value.strip() if isinstance(value, str) else value)
        if day is not None and day.year not in YEARS:
            raise ValidationError(f"日期的年份应在{YEARS[0]}至{YEARS[-1]}之间，请核对后改正。")
        return day


def words(most: int, **kwargs) -> forms.CharField:
    """One line of text with a limit that says itself in Chinese."""
    errors = {"max_length": f"最多{most}个字，现在有%(show_value)s个。", "required": "请填写。"}
    return forms.CharField(max_length=most, error_messages=errors, **kwargs)


def area(rows: int = 4, most: int | None = None, **kwargs) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    if most is None:
        return forms.CharField(widget=widget, **kwargs)
    return words(most, widget=widget, **kwargs)
