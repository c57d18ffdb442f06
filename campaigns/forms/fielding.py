"""The form of a request's own fields, as a unit fills it in: from its seat, by a link, or entered for it (代录)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.html import escape

from campaigns.choices import FieldKind
from campaigns.fielding import Given, known_of, shown
from campaigns.forms.table_field import TableField, TableInput
from campaigns.knowing import Known
from campaigns.models import FieldAnswer, Obligation, RequestField
from campaigns.own_fields import WORDS
from campaigns.words import fingerprint, tidy
from orgs import attachments
from orgs.forms.files import ACCEPT
from orgs.quantities import QuantityError, parse_decimal

DECIMALS = 4
FEW = 6  # options that stand side by side; more of them unfold


class NumberField(forms.CharField):
    def clean(self, value) -> Given:
        text = super().clean(value)
        try:
            number, qualifier = parse_decimal(text)
        except QuantityError as error:
            raise ValidationError(str(error)) from None
        if number is None:
            return Given()
        if round(number, DECIMALS) != number:
            raise ValidationError(f"小数最多{DECIMALS}位，请四舍五入后填写。")
        return Given(_plain(number), qualifier)


class TextField(forms.CharField):
    def clean(self, value) -> Given:
        return Given(tidy(super().clean(value)) or None)


class OneOf(forms.ChoiceField):
    def clean(self, value) -> Given:
        return Given(super().clean(value) or None)


class OneFile(forms.FileField):
    """One file, checked by content; a good one is in `good` even when another field is refused."""

    good: File | None = None

    def clean(self, data, initial=None) -> Given:
        if data:
            attachments.check(data, most=settings.ATTACHMENT_MAX_BYTES)
            self.good = data
        elif self.required and initial is None:
            raise ValidationError("请选择文件。")
        return Given()


@dataclass(slots=True)
class Line:
    """A field as the page shows it."""

    field: RequestField
    bound: forms.BoundField
    answer: FieldAnswer | None
    known: Known | None
    known_words: str = ""
    own: bool = False  # something other than the known figure stands there
    theirs: str = ""  # what somebody else saved meanwhile


class FieldsForm(forms.Form):
    """Own fields of the obligation's request. `finish`: what is required must be there, as when handing in.

    With no own fields it is empty and valid. What was given is in `given` and `new_files` after `is_valid()`.
    """

    def __init__(self, owed: Obligation, data=None, files=None, *, finish: bool = False, blank: bool = False):
        super().__init__(data, files, prefix="own")
        self.owed, self.stale = owed, False
        self.asked = list(owed.request.fields.all())
        self.seen = seen_of(self.asked)
        stored = {} if blank or not self.asked else {each.field_id: each for each in owed.answers.all()}
        self.stored: dict[int, FieldAnswer] = stored
        self.facts = known_of(owed, self.asked)
        for each in self.asked:
            made = _field(each)
            made.required = finish and each.required
            made.label, made.initial = each.label, self._start(each)
            made.help_text = escape(each.hint)
            self.fields[_name(each)] = made

    def __bool__(self) -> bool:
        return bool(self.asked) or self._was_reshaped

    @property
    def _was_reshaped(self) -> bool:
        """Whether the office changed what it asks for since the form was opened. One without the mark had no fields."""
        return self.is_bound and self.data.get(f"{self.prefix}-seen", self.seen) != self.seen

    def clean(self) -> dict[str, Any]:
        if self._was_reshaped:
            left = "；".join(self._left_over())
            kept = f"您填写的以下内容已没有对应的填报项：{left}。" if left else ""
            raise ValidationError(f"在您填写期间，要求单位改动了填报项，请核对下面的填报项后再提交。{kept}")
        return super().clean() or {}

    def _left_over(self) -> list[str]:
        """What was typed for fields that are no more."""
        there = {f"{self.prefix}-{_name(each)}" for each in self.asked}
        typed = re.compile(rf"({self.prefix}-f\d+)(-\d+-\d+)?")
        found = ((typed.fullmatch(name), self.data.get(name, "")) for name in self.data)
        return [text.strip()[:WORDS] for match, text in found if match and match[1] not in there and text.strip()]

    @property
    def lines(self) -> list[Line]:
        return [self._line(each) for each in self.asked]

    @property
    def has_tables(self) -> bool:
        return any(each.kind == FieldKind.TABLE for each in self.asked)

    @property
    def given(self) -> dict[int, Given]:
        """Field id → what was given, of all that is right; files are in `new_files`, here only those taken away."""
        found = {}
        for each in self.asked:
            value = getattr(self, "cleaned_data", {}).get(_name(each))
            if each.kind != FieldKind.FILE and value is not None:
                found[each.pk] = value
            elif each.kind == FieldKind.FILE and self._taken_away(each):
                found[each.pk] = Given()
        return found

    @property
    def new_files(self) -> dict[int, File]:
        fields = {each.pk: self.fields[_name(each)] for each in self.asked if each.kind == FieldKind.FILE}
        return {pk: field.good for pk, field in fields.items() if isinstance(field, OneFile) and field.good}

    def beside_theirs(self) -> "FieldsForm":
        """After somebody else saved: each line shows what stands there now, where it differs from what was typed."""
        self.stale = True
        return self

    def _taken_away(self, each: RequestField) -> bool:
        return self.is_bound and each.pk not in self.new_files and bool(self.data.get(f"{self.prefix}-clear-{each.pk}"))

    def _start(self, each: RequestField) -> Any:
        answer, fact = self.stored.get(each.pk), self.facts.get(each.pk)
        if each.kind == FieldKind.FILE:
            return answer.file if answer else None
        if answer is None or (answer.is_known and fact is not None):
            return _typed(each, fact.value, fact.qualifier) if fact else None
        return _typed(each, answer.value, answer.qualifier)

    def _line(self, each: RequestField) -> Line:
        bound, answer, fact = self[_name(each)], self.stored.get(each.pk), self.facts.get(each.pk)
        line = Line(each, bound, answer, fact)
        if fact is not None:
            line.known_words = shown(each, fact.value, fact.qualifier)
            line.own = bound.value() not in (None, "", _typed(each, fact.value, fact.qualifier))
        if self.stale and answer is not None and each.kind != FieldKind.FILE:
            theirs = _typed(each, answer.value, answer.qualifier)
            line.theirs = shown(each, answer.value, answer.qualifier) if theirs != bound.value() else ""
        return line


def seen_of(fields: Sequence[RequestField]) -> str:
    """What a form carries to prove which fields the person was shown; empty when there are none."""
    told = [(each.pk, each.kind, each.label, each.unit, each.required, each.options) for each in fields]
    return fingerprint("", repr(told)) if told else ""


def _name(field: RequestField) -> str:
    return f"f{field.pk}"


def _field(each: RequestField) -> forms.Field:
    if each.kind == FieldKind.NUMBER:
        return NumberField(max_length=40, widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}))
    if each.kind == FieldKind.CHOICE:
        many = len(each.options) > FEW
        choices = [(option, option) for option in each.options]
        return OneOf(choices=[("", "请选择"), *choices] if many else choices,
                     widget=forms.Select if many else forms.RadioSelect)  # fmt: skip
    if each.kind == FieldKind.TABLE:
        return TableField(widget=TableInput(each.options))
    if each.kind == FieldKind.FILE:
        return OneFile(max_length=150, widget=forms.FileInput(attrs={"accept": ACCEPT}))
    return TextField(max_length=WORDS, widget=forms.Textarea(attrs={"rows": 3}))


def _typed(field: RequestField, value: Any, qualifier: str) -> Any:
    """An answer as it stands in the form."""
    if field.kind != FieldKind.NUMBER or value is None:
        return value
    return shown(field, value, qualifier).removesuffix(field.unit)


def _plain(number: Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)
