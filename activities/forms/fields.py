"""Form fields of activities: several pictures at once, figures as people say them, one name per line."""

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from activities.quantities import Quantity, QuantityError, display, parse

MOST_PEOPLE = 2_147_483_647  # what the column holds
LONGEST_NAME = 80
MOST_HOLDERS = 30
PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif"  # few systems know HEIC by its type


class PicturesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Any number of files; what they are is decided by looking into them, one by one, when they are kept."""

    widget = PicturesInput(attrs={"accept": PICTURES, "data-previews": "picked"})

    def clean(self, data: Any, initial: Any = None) -> list:
        return [file for file in (data or []) if file]


class QuantityField(forms.CharField):
    """400, 400余, 近200, 约3千: value and qualifier are kept apart, so that 400余 never becomes exactly 400."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=30, **options)
        self.widget.attrs |= {"autocomplete": "off", "placeholder": "如：400余"}

    def to_python(self, value: Any) -> Quantity:  # type: ignore[override]  # a field's python value is its own affair
        try:
            found = parse(value or "")
        except QuantityError as error:
            raise forms.ValidationError(str(error)) from None
        if (found.value or 0) > MOST_PEOPLE:
            raise forms.ValidationError("数字过大，请核对后重新填写。")
        return found

    def validate(self, value: Any) -> None:
        """Nothing is required; what was typed has been read already."""

    def run_validators(self, value: Any) -> None:
        """The validators of a text field do not fit a figure."""

    def prepare_value(self, value: Any) -> Any:
        return ("" if value.value is None else display(value)) if isinstance(value, Quantity) else value


class LinesField(forms.CharField):
    """One name per line (、 and ； part names too); empty lines and repeats fall away."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # a field's python value is its own affair
        text = super().to_python(value) or ""
        ProhibitNullCharactersValidator()(text)  # a text field's own validators look at the list, where a NUL hides
        text = text.replace("；", "\n").replace("、", "\n").replace(";", "\n")
        names = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        wrong = next((name for name in names if len(name) > LONGEST_NAME), None)
        if wrong:
            raise forms.ValidationError(f"“{wrong[:20]}…”过长，每行请只填写一个单位名称。")
        if len(names) > MOST_HOLDERS:
            raise forms.ValidationError(f"最多填写{MOST_HOLDERS}个联合单位。")
        return names

    def validate(self, value: Any) -> None:
        """An empty list is an answer."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value
