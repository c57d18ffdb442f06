"""The forms of 典型案例: background, measures, results; and an office's answer."""

from typing import Any, cast

from django import forms
from django.http import QueryDict

from activities.casework import ANSWERS
from activities.forms.reviewing import DisclosureForm
from activities.models import Activity, Case
from orgs.choices import Openness

PARTS = ("background", "measures", "results")
PART = 3000  # characters per part; a case that is read fills a page or two


def _part(label: str, hint: str, rows: int) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=PART, required=False, widget=widget)


class CaseForm(forms.Form):
    title = forms.CharField(label="标题", max_length=120, error_messages={"required": "请写明案例的标题。"})
    background = _part("背景", "为什么做：遇到的问题、面向的对象。", 5)
    measures = _part("做法", "怎样做的：主要措施和步骤。", 8)
    results = _part("成效", "做成了什么：变化、数据、各方评价。", 5)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in PARTS:
            self.fields[name].widget.attrs["data-count"] = f"count_{name}"

    def parts(self) -> list[forms.BoundField]:
        return [self[name] for name in PARTS]

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("title", "background", "measures", "results")}

    def see(self, version: int) -> None:
        """The person has now seen this version; sending the form again is a decision made in view of it."""
        self.data = {name: self.data.get(name) for name in self.data} | {"version": version}


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(choices=list(ANSWERS.items()), error_messages={"required": "请选择如何处理。"})
    note = forms.CharField(label="意见", max_length=200, required=False)


class CaseDisclosureForm(DisclosureForm):
    """The 公开属性 of the words of one version; `cleared` are the finds ticked as fit for the public."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def of(case: Case) -> dict[str, Any]:
        """What the form begins with."""
        given = {"reviewer": case.secrecy_reviewer, "reviewed_on": case.secrecy_reviewed_on, "version": case.version}
        return given | {"openness": case.openness or Openness.PUBLIC}

    def cleared(self) -> set[str]:
        return set(cast(QueryDict, self.data).getlist("cleared")) if self.is_bound else set()

    def decision(self) -> dict[str, Any]:
        """What the verb takes."""
        return super().decision() | {"version": self.cleaned_data["version"], "cleared": self.cleared()}

    def seeing(self, case: Case, said: str) -> "CaseDisclosureForm":
        """The same answers beside the words that stand there by now; what was ticked of the old words is not."""
        self.add_error(None, said)
        case.refresh_from_db()
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(case.version)
        data.setlist("cleared", [])
        self.data = data
        return self


def initial_of(case: Case) -> dict[str, Any]:
    return {name: getattr(case, name) for name in ("title", "background", "measures", "results", "version")}


def from_activity(activity: Activity) -> dict[str, Any]:
    """What the activity says already, so that nobody types it again."""
    return {"title": activity.title[:120], "measures": activity.text[:PART]}
