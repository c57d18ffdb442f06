"""The editor of a request's own fields: rows of a form, added, moved and dropped without programming."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from campaigns.choices import FieldKind
from campaigns.forms.fields import area, words
from campaigns.knowing import names
from campaigns.own_fields import MOST, TOO_MANY, Spec, check

PREFIX = "own"
OWN = "不取用，由各单位填写"


class FieldRow(forms.Form):
    """One field; a row of which nothing is filled in is no field at all."""

    kind = forms.ChoiceField(label="种类", choices=FieldKind.choices, initial=FieldKind.NUMBER)
    label = words(60, label="名称", required=False)
    unit = words(20, label="计量单位", required=False, help_text="数字才需要，如：家、人次、万元。")
    hint = words(200, label="填写说明", required=False)
    required = forms.BooleanField(label="必填", required=False)
    options = area(3, 600, label="选项，或表格的列", required=False, help_text="选择、表格才需要，每行写一个。")
    known = forms.ChoiceField(
        label="已有数据", required=False, help_text="数字可以由系统带出，对方核对即可；名称可不填。"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["options"].widget.attrs["rows"] = 3
        self.fields["known"].choices = [("", OWN), *((name, each.label) for name, each in names().items())]

    @property
    def is_blank(self) -> bool:
        return not any(self[name].value() for name in ("label", "hint", "unit", "options", "known"))

    def clean(self) -> dict:
        data = super().clean() or {}
        fact = names().get(data.get("known", ""))
        if fact is not None:
            data["label"] = data.get("label") or fact.label
            data["unit"] = data.get("unit") or fact.unit
        if not data.get("label") and not self.is_blank and "label" not in self.errors:
            self.add_error("label", ValidationError("请写明这个填报项的名称，或者删除这一行。"))
        return data


class _Rows(BaseFormSet):
    def specs(self) -> list[Spec]:
        return [_spec(form.cleaned_data) for form in self.forms if form.cleaned_data.get("label")]

    def clean(self) -> None:
        if not any(self.errors):
            check(self.specs())


_RowSet = formset_factory(FieldRow, formset=_Rows, extra=0, max_num=MOST, absolute_max=MOST + 8, validate_max=True)
_RowSet.default_error_messages = {
    "missing_management_form": "页面不完整，请刷新后再填。",
    "too_many_forms": TOO_MANY,
}


class FieldEditor:
    """The rows with their buttons. `do` of a POST may be own-add, own-drop-N, own-up-N, own-down-N; nothing is saved
    by these."""

    def __init__(self, data=None, specs: Sequence[Spec] = (), rows: list[dict] | None = None):
        self.was_posted = data is not None and f"{PREFIX}-TOTAL_FORMS" in data
        self.data = data if rows is None and self.was_posted else None
        shown = rows if rows is not None else [_initial(spec) for spec in specs]
        self.rows = (
            _RowSet(self.data, prefix=PREFIX) if self.data is not None else _RowSet(initial=shown, prefix=PREFIX)
        )

    most = MOST

    @property
    def is_full(self) -> bool:
        return len(self.rows.forms) >= MOST

    def is_valid(self) -> bool:
        return self.data is None or self.rows.is_valid()

    def specs(self) -> list[Spec]:
        """The fields as they were posted; call after `is_valid`."""
        return self.rows.specs() if self.data is not None else []

    @property
    def errors(self) -> list[str]:
        found = [str(error) for error in self.rows.non_form_errors()]
        for number, form in enumerate(self.rows.forms, start=1):
            found += [f"第{number}个填报项：{error}" for errors in form.errors.values() for error in errors]
        return found

    def sketched(self) -> list[Spec]:
        """What stands there as far as it goes, for reckoning the minutes of an unfinished form."""
        kinds, rows = set(FieldKind.values), self._raw()
        return [_spec(row) for row in rows if row.get("kind") in kinds and (row.get("label") or row.get("known"))]

    def reshaped(self, do: str) -> "FieldEditor | None":
        """With a row more, less or elsewhere, when that was the button; None for any other."""
        if not do.startswith("own-"):
            return None
        what, _, which = do.removeprefix("own-").partition("-")
        rows = self._raw()
        place = int(which) if which.isdecimal() and int(which) < len(rows) else None
        if what == "add" and len(rows) < MOST:
            rows.append({"kind": FieldKind.NUMBER})
        elif what == "drop" and place is not None:
            del rows[place]
        elif what in ("up", "down") and place is not None:
            other = place + (1 if what == "down" else -1)
            if 0 <= other < len(rows):
                rows[place], rows[other] = rows[other], rows[place]
        return FieldEditor(rows=rows)

    def _raw(self) -> list[dict[str, Any]]:
        if self.data is not None and not self.rows.management_form.is_valid():
            return []
        return [{name: form[name].value() for name in form.fields} for form in self.rows.forms]


def _spec(row: dict) -> Spec:
    kind, known = row["kind"], row.get("known") or ""
    options = tuple(line.strip() for line in (row.get("options") or "").splitlines() if line.strip())
    has_options = kind in (FieldKind.CHOICE, FieldKind.TABLE)
    return Spec(
        kind=kind,
        label=(row.get("label") or "").strip(),
        hint=(row.get("hint") or "").strip(),
        unit=(row.get("unit") or "").strip() if kind == FieldKind.NUMBER else "",
        required=bool(row.get("required")),
        options=options if has_options else (),
        known=known,
    )


def _initial(spec: Spec) -> dict:
    return {"kind": spec.kind, "label": spec.label, "hint": spec.hint, "unit": spec.unit, "required": spec.required,
            "options": "\n".join(spec.options), "known": spec.known}  # fmt: skip
