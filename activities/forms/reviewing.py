"""The lead office's forms: reasons for asking for more, and the 公开属性 with its 保密审查."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from activities.models import ActivityFinding
from activities.reasons import LONGEST, MOST
from orgs.choices import Openness
from orgs.scoping import number

MISSING = "请选择或写明需要补充的内容，填报单位据此修改。"
DAY = {"type": "date"}


class PickedField(forms.MultipleChoiceField):
    """Sentences of the list. One that left the list since the page was opened is taken all the same: it is words."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        return 0 < len(value) <= LONGEST and "\0" not in value


class ReasonForm(forms.Form):
    picked = PickedField(label="常用意见", required=False)
    reason = forms.CharField(
        label="补充意见", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="可勾选上面的常用意见，也可自己写；填报单位会看到这些文字。",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, offered: Iterable[str] = ()) -> None:
        super().__init__(data)
        picked = data.getlist("picked") if data is not None else []
        texts = dict.fromkeys([*offered, *(text for text in picked if self.fields["picked"].valid_value(text))])
        self.fields["picked"].choices = [(text, text) for text in texts]

    def clean(self) -> dict[str, Any]:
        words = self.cleaned_data
        found = [*words.get("picked", ()), (words.get("reason") or "").strip()]
        words["text"] = "\n".join(line for line in found if line)
        if "send_back" in self.data and not words["text"] and not self.errors:
            self.add_error("reason", MISSING)
        return words


class CorrectionDecisionForm(ReasonForm):
    """更正通过 of what is public needs a 保密审查 of the new words, or it is internal for now."""

    STAY, INTERNAL = "stay", "internal"
    after = forms.ChoiceField(
        label="更正通过后", required=False, initial=STAY, widget=forms.RadioSelect,
        choices=[(STAY, "继续公开（须对更正内容完成保密审查）"), (INTERNAL, "先转为内部，另行确定公开属性")],
    )  # fmt: skip
    reviewer = forms.CharField(label="保密审查人", max_length=40, required=False)
    reviewed_on = forms.DateField(
        label="保密审查日期", required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )

    def openness(self) -> dict[str, Any]:
        """What the verb takes."""
        words = self.cleaned_data
        stays = words["after"] == self.STAY
        return {"stays_public": stays, "reviewer": words["reviewer"], "reviewed_on": words["reviewed_on"]}


class ReasonsForm(forms.Form):
    """An office's own sentences, one per line; `seen` is the list as it was when the page was opened."""

    texts = forms.CharField(
        label="本单位的常用意见", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=f"每行一条，最多{MOST}条，每条不超过{LONGEST}字。审核时排在通用意见前面。",
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_texts(self) -> list[str]:
        texts = lines(self.cleaned_data["texts"])
        wrong = next((text for text in texts if len(text) > LONGEST), None)
        if wrong:
            raise forms.ValidationError(f"“{wrong[:20]}…”有{len(wrong)}字，每条最多{LONGEST}字，请改短或分成两条。")
        if len(texts) > MOST:
            raise forms.ValidationError(f"共{len(texts)}条，最多{MOST}条，请删去不常用的。")
        return texts

    def clean_seen(self) -> list[str]:
        return lines(self.cleaned_data["seen"])


def lines(text: str) -> list[str]:
    """The lines that say something, each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class DisclosureForm(forms.Form):
    openness = forms.ChoiceField(label="公开属性", choices=Openness.choices, initial=Openness.PUBLIC, required=False)
    reviewer = forms.CharField(
        label="保密审查人", max_length=40, required=False, help_text="主动公开前须完成保密审查，并登记审查人和日期。"
    )
    reviewed_on = forms.DateField(
        label="保密审查日期", required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )

    def decision(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: self.cleaned_data[name] for name in ("openness", "reviewer", "reviewed_on")}


@dataclass(frozen=True)
class Ticked:
    """One ticked line: the moment of the hand-in and the name that the person saw."""

    pk: int
    seen: str
    name: str


def ticked_rows(data: QueryDict) -> list[Ticked]:
    """What the list posts: `activity` for each tick, with `seen-<pk>` and `name-<pk>` beside it."""
    pks = dict.fromkeys(number(pk) for pk in data.getlist("activity"))
    return [Ticked(pk, data.get(f"seen-{pk}", ""), data.get(f"name-{pk}", "")[:200]) for pk in pks if pk]


class FindingForm(forms.Form):
    key = forms.CharField(max_length=100, widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        choices=ActivityFinding.DECISIONS, error_messages={"required": "请选择“可以公开”或“公开时隐去”。"}
    )
    note = forms.CharField(label="理由", max_length=200, required=False)
