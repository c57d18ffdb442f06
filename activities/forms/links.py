"""Making a contact link, and the short form behind one."""

from typing import Any

from django import forms

from activities.choosing import Offer
from activities.forms.logging import ActivityForm
from activities.forms.materials import UnitField
from activities.models import ActivityLink
from activities.models.activity import PARTICIPATION
from campaigns.models import AnnexEntry
from orgs.models import Unit


class LinkForm(forms.Form):
    unit = UnitField(label="单位", queryset=Unit.objects.none(), empty_label="请选择单位")
    entry = forms.ChoiceField(label="填报的活动", required=False)
    contact = forms.CharField(label="联络员姓名", max_length=40)
    days = forms.TypedChoiceField(
        label="有效期",
        coerce=int,
        choices=[(7, "7天"), (14, "14天"), (30, "30天")],
        initial=14,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, units: Any, entries: list[AnnexEntry], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units
        self.entries = {str(entry.pk): entry for entry in entries}
        groups: dict[str, list[tuple[str, str]]] = {}
        for pk, entry in self.entries.items():
            groups.setdefault(str(entry.unit), []).append((pk, entry.title[:48]))
        self.fields["entry"].choices = [("", "自行开展的一项活动"), *groups.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["entry"] = self.entries.get(data.get("entry") or "")
        if data["entry"] and data.get("unit") and data["entry"].unit_id != data["unit"].pk:
            self.add_error("entry", f"这是{data['entry'].unit}的活动，请选择所选单位的活动，或者“自行开展的一项活动”。")
        return data


class ContactForm(ActivityForm):
    """One sentence, a date, a place, pictures; figures folded. What it belongs to is fixed by the link."""

    FOLDED: tuple[str, ...] = (*PARTICIPATION, "text", "outcome", "outcome_reason")

    def __init__(self, *args: Any, link: ActivityLink, offered: Offer, **options: Any) -> None:
        self.fixed = f"e{link.entry_id}" if link.entry_id else ""
        entries = offered.entries | ({self.fixed: link.entry} if link.entry else {})
        only = Offer(offered.edition, offered.items, entries, [(self.fixed, "")], (self.fixed,))
        super().__init__(*args, unit=link.unit, campaign=link.campaign, offered=only, **options)
        self.fields["under"].choices = [(self.fixed, "")]
        for name in ("sort", "holders", "wants_full", "ends_on"):
            self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data |= {"under": self.fixed, "sort": "", "holders": [], "ends_on": None}
        return super().clean()
