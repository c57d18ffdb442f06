"""The form by which an activity is logged: one sentence and a date suffice, the rest is folded away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.utils import timezone

from activities.checking import UNNAMED, problems
from activities.choices import Outcome, Sort
from activities.choosing import Offer, against, value_of
from activities.forms.counting import CountersForm, counters_of
from activities.forms.fields import LinesField, PicturesField, QuantityField
from activities.models import Activity
from activities.models.activity import PARTICIPATION
from activities.quantities import Quantity
from campaigns.models import AnnexEntry
from orgs.models import Unit

TITLE = 200
DAY = {"type": "date"}


@dataclass(frozen=True)
class Choice:
    """One way of answering 对应方案中的哪一项."""

    value: str
    label: str
    checked: bool
    id: str


class ActivityForm(CountersForm):
    title = forms.CharField(
        label="活动", max_length=TITLE, required=False, help_text="一句话写明谁开展了什么活动即可。",
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )  # fmt: skip
    held_on = forms.DateField(label="日期", required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    under = forms.ChoiceField(label="对应方案中的哪一项", required=False)
    photos = PicturesField(
        label="照片", required=False,
        help_text="可一次选择多张（JPEG、PNG、WebP、HEIC），也可不传。照片中的拍摄位置等信息会自动去除。",
    )  # fmt: skip
    ends_on = forms.DateField(
        label="结束日期",
        required=False,
        help_text="当天结束的不必填。",
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )
    place = forms.CharField(label="地点", max_length=120, required=False)
    sort = forms.ChoiceField(label="类别", required=False, choices=[("", "未选"), *Sort.choices])
    holders = LinesField(
        label="联合单位", required=False, help_text="每行一个；本地区的单位写全称或简称，其他单位写名称。"
    )
    enterprises = QuantityField(label="参加的经营主体（家次）")
    workers = QuantityField(label="参加的一线员工（人次）")
    residents = QuantityField(label="参加的群众（人次）")
    text = forms.CharField(label="情况", required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 6}))
    outcome = forms.ChoiceField(label="开展情况", required=False, choices=Outcome.choices, initial=Outcome.HELD)
    outcome_reason = forms.CharField(label="延期或取消的原因", max_length=200, required=False)
    wants_full = forms.BooleanField(label="保留原图（文件大，发送慢）", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    FOLDED: tuple[str, ...] = (
        "sort",
        "place",
        "ends_on",
        "holders",
        *PARTICIPATION,
        "text",
        "outcome",
        "outcome_reason",
    )

    def __init__(self, *args: Any, unit: Unit, campaign: Any, offered: Offer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.unit, self.campaign, self.offered = unit, campaign, offered
        self.fields["photos"].widget.attrs["data-most"] = settings.PHOTOS_PER_ACTIVITY
        self.fields["under"].choices = self._with_current(offered)

    def _with_current(self, offered: Offer) -> list:
        """The choice an old activity was logged against stays choosable after the plan above has changed."""
        current = self.initial.get("under") or ""
        known = current in offered.items or current in offered.entries or not current
        return offered.choices if known else [*offered.choices, (current, "（原来对应的内容，保持不变）")]

    def likely(self) -> list[Choice]:
        """The few that are shown at once: what is chosen already, then the likely ones."""
        current = self["under"].value() or ""
        shown = self.offered.likely if current in self.offered.likely else (current, *self.offered.likely)
        labels = {value: label for _, group in self._groups() for value, label in group}
        return [self._choice(value, labels[value]) for value in shown if value in labels]

    def others(self) -> list[tuple[str, list[Choice]]]:
        """All the rest, in the plan's order."""
        shown = {choice.value for choice in self.likely()}
        groups = [(name, [(v, label) for v, label in group if v not in shown]) for name, group in self._groups()]
        return [(name, [self._choice(*each) for each in group]) for name, group in groups if group]

    def _groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        choices = self.fields["under"].choices
        return [(name, more) if isinstance(more, list) else ("", [(name, more)]) for name, more in choices]

    def _choice(self, value: str, label: str) -> Choice:
        return Choice(value, label, (self["under"].value() or "") == value, f"id_under_{value or 'free'}")

    def folded(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FOLDED]

    def is_unfolded(self) -> bool:
        """Open when something in it is filled in or wrong."""
        filled = any(self[name].value() for name in self.FOLDED if name != "outcome")
        wrong = any(name in self.errors or name in self.asked for name in (*self.FOLDED, "held_on"))
        return filled or wrong or self["outcome"].value() != Outcome.HELD

    def clean(self) -> dict[str, Any]:
        words = self.cleaned_data
        entry = self.offered.entries.get(words.get("under") or "")
        if entry is not None and not words.get("title"):
            words["title"] = entry.title[:TITLE]
        words["title"] = " ".join((words.get("title") or "").split())
        words["outcome"] = words.get("outcome") or Outcome.HELD
        campaign = self.campaign
        wrong = problems(words, starts_on=campaign.starts_on, ends_on=campaign.ends_on, today=timezone.localdate())
        for name, sentence in wrong.items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return words

    def see(self, version: int) -> None:
        """The person has now seen this version; sending the form again is a decision made in view of it."""
        data = {name: self.data.get(name) for name in self.data}
        self.data = data | {"version": version}

    def words(self) -> dict[str, Any]:
        """The columns of the activity, as the verbs take them."""
        data = self.cleaned_data
        plain = {name: data[name] for name in ("title", "held_on", "ends_on", "place", "sort", "text", "outcome")}
        plain["outcome_reason"] = data["outcome_reason"] if data["outcome"] in ("postponed", "cancelled") else ""
        for name in PARTICIPATION:
            plain[name], plain[f"{name}_qualifier"] = data[name].value, data[name].qualifier
        plain |= self.counter_words()
        unchanged = data["under"] and data["under"] not in (*self.offered.items, *self.offered.entries)
        return plain if unchanged else plain | against(self.offered, data["under"])

    def co_holders(self) -> list[tuple[Unit | None, str]]:
        """The names typed, with the unit where one of the region is called so."""
        names = self.cleaned_data["holders"]
        here = Unit.objects.filter(region_id=self.unit.region_id) if names else Unit.objects.none()
        known = {name: unit for unit in here for name in (unit.short_name, unit.name)}
        return [(known.get(name), known[name].name if name in known else name) for name in names]


def submission_of(posted: Mapping[str, Any]) -> UUID | None:
    """The number under which the browser keeps the draft; None when there is none that can be read."""
    try:
        return UUID(str(posted.get("submission") or ""))
    except ValueError:
        return None


def fresh_submission(posted: Mapping[str, Any]) -> UUID:
    """The number that was posted, so that sending once more is the same; else a new one."""
    return submission_of(posted) or uuid4()


def initial_of(activity: Activity) -> dict[str, Any]:
    """What the form shows of an activity that is there already."""
    plain = ("title", "held_on", "ends_on", "place", "sort", "text", "outcome", "outcome_reason", "version")
    figures = {
        name: Quantity(getattr(activity, name), getattr(activity, f"{name}_qualifier")) for name in PARTICIPATION
    }
    return (
        {name: getattr(activity, name) for name in plain}
        | {"title": "" if activity.title == UNNAMED else activity.title}
        | ({"held_on": None} if activity.is_proposed and activity.recognised.get("undated") else {})
        | figures
        | counters_of(activity)
        | {
            "under": value_of(activity.item_key, activity.planned_as_id),
            "holders": [holder.name for holder in activity.co_holders.all()],
        }
    )


def likely_day(campaign: Any) -> dict[str, Any]:
    """Today, while activities of the campaign may be held."""
    words, today = {"title": "-", "outcome": Outcome.HELD, "held_on": timezone.localdate()}, timezone.localdate()
    wrong = problems(words, starts_on=campaign.starts_on, ends_on=campaign.ends_on, today=today)
    return {} if wrong else {"held_on": today}


def asked_initial(
    asked: Mapping[str, str], entry: AnnexEntry | None, offered: Offer, start: dict | None = None
) -> dict:
    """What the form shows at first: the planned entry's words, the action and outcome named in the address."""
    initial = {**(start or {})} if entry is None else _planned(entry)
    if entry is None and f"i{asked.get('item')}" in offered.items:
        initial["under"] = f"i{asked['item']}"
    if asked.get("outcome") in Outcome.values:
        initial["outcome"] = asked["outcome"]
    return initial


def _planned(entry: AnnexEntry) -> dict[str, Any]:
    """The plan's words, so that nobody types them again."""
    return {
        "under": f"e{entry.pk}",
        "title": " ".join(entry.title.split())[:TITLE],
        "held_on": entry.starts_on,
        "ends_on": entry.ends_on,
        "place": entry.place,
        "text": entry.content,
        "outcome": Outcome.HELD,
    }
