"""Forms of reminding: the ladder of an office, a reminder by hand, a note of a telephone call."""

from collections.abc import Collection

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from campaigns.chasing import NOTE, SENTENCE
from campaigns.choices import CallResult
from campaigns.forms.fields import words
from campaigns.ladder import FURTHEST, MOST, Rungs, said
from campaigns.laddering import check
from campaigns.ranges import unpacked

STEPS = [("", "不用"), *((str(step), said(step)) for step in range(-FURTHEST, FURTHEST + 1))]
AFTER = [("", "不告知"), *((str(day), said(day)) for day in range(1, FURTHEST + 1))]
WRONG = {"invalid_choice": "请从列表中选择。"}


def _day(value: str) -> int | None:
    return int(value) if value else None


def _choice(label: str, choices: list[tuple[str, str]], **kwargs) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=_day, empty_value=None, required=False, error_messages=WRONG, **kwargs
    )


class LadderForm(forms.Form):
    """`seen` is when the setting on the page was last changed, empty when the unit had none of its own."""

    tell_manager = _choice("告知未报送单位的管理人员", AFTER)
    tell_above = _choice("告知本单位管理人员", AFTER)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, rungs: Rungs, seen: str = "", **kwargs):
        start: dict[str, object] = {f"step_{n}": str(step) for n, step in enumerate(sorted(rungs.steps), start=1)}
        start |= {"tell_manager": rungs.tell_manager, "tell_above": rungs.tell_above, "seen": seen}
        super().__init__(*args, initial=start, **kwargs)
        for n in range(1, MOST + 1):
            self.fields[f"step_{n}"] = _choice(f"第{n}次提醒", STEPS)

    @property
    def steps(self) -> list[forms.BoundField]:
        return [self[f"step_{n}"] for n in range(1, MOST + 1)]

    def clean(self) -> dict:
        data = super().clean() or {}
        if not self.errors:
            check(self.rungs)
        return data

    def carried_over(self, rungs: Rungs, seen: str) -> "LadderForm":
        """The same choices, to be saved over the setting that the person has now been shown."""
        data = self.data.copy()
        data["seen"] = seen
        return LadderForm(data, rungs=rungs)

    @property
    def rungs(self) -> Rungs:
        data = self.cleaned_data
        steps = [data.get(f"step_{n}") for n in range(1, MOST + 1)]
        chosen = tuple(sorted(step for step in steps if step is not None))
        return Rungs(chosen, data.get("tell_manager"), data.get("tell_above"))


def numbers(posted: QueryDict, name: str) -> list[int]:
    """What was ticked, also when the form is refused, so that nothing chosen is lost."""
    return [int(each) for each in posted.getlist(name) if each.isascii() and each.isdecimal() and len(each) < 19]


class ChaseForm(forms.Form):
    """`units` are ticked one by one; `kept` were ticked on other pages of the list, `all` are those that 选择全部 stood
    for when the page was shown: both as ranges. `owed` are all that owe an answer to the request."""

    units = forms.TypedMultipleChoiceField(
        label="要提醒的单位",
        coerce=int,
        required=False,
        error_messages={"invalid_choice": "所选单位不在这项要求中，请重新勾选。"},
    )
    kept = forms.CharField(required=False, strip=True)
    all = forms.CharField(required=False, strip=True)
    sentence = words(
        SENTENCE, label="附言", required=False, widget=forms.Textarea(attrs={"rows": 3, "class": "short"}),
        help_text="可不填。写在提醒中，如汇总安排、联系电话。最多200字。",
    )  # fmt: skip

    def __init__(self, *args, owed: Collection[int], **kwargs):
        super().__init__(*args, **kwargs)
        self.owed = owed
        self.fields["units"].choices = [(pk, "") for pk in owed]

    def clean(self) -> dict:
        data = super().clean() or {}
        chosen = set(data.get("units", ()))
        for name in ("kept", "all"):
            chosen |= unpacked(data.get(name, ""), self.owed)
        if not chosen and "units" not in self.errors:
            self.add_error("units", "请勾选要提醒的单位。默认不勾选任何单位。")
        return data | {"chosen": chosen}


class CallForm(forms.Form):
    result = forms.ChoiceField(
        label="结果", choices=[("", "请选择"), *CallResult.choices],
        error_messages={"required": "请选择联系结果。", "invalid_choice": "请从列表中选择联系结果。"},
    )  # fmt: skip
    note = words(NOTE, label="备注", required=False)

    def clean(self) -> dict:
        data = super().clean() or {}
        if data.get("result") == CallResult.OTHER and not data.get("note", "").strip():
            raise ValidationError({"note": "选“其他”的，请写明情况。"})
        return data
