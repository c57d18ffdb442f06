"""其他指标: the folded figures beside the three that every summary asks for. Nobody has to give any."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from activities.choices import CounterKind
from activities.counting import rows_of
from activities.forms.fields import QuantityField
from activities.models import Activity
from activities.quantities import Quantity
from activities.questioning import Question

PREFIX = "counter_"
NAMES = tuple(PREFIX + kind for kind in CounterKind.values)


class CountersForm(forms.Form):
    """One field per kind; a form that was shown without them leaves the stored figures alone."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked: Mapping[str, Question] = {}
        for kind in CounterKind:
            self.fields[PREFIX + kind.value] = QuantityField(label=str(kind.label))

    def __getitem__(self, name: str) -> forms.BoundField:
        """The field with what is to be asked beside it, as `question`."""
        field = super().__getitem__(name)
        vars(field)["question"] = self.asked.get(name)
        return field

    def counters(self) -> list[forms.BoundField]:
        return [self[name] for name in NAMES]

    def counts_shown(self) -> bool:
        """Open when something in it is filled in, wrong or asked about."""
        return any(self[name].value() or name in self.errors or name in self.asked for name in NAMES)

    def counter_words(self) -> dict[str, list[dict[str, Any]]]:
        """What the verbs take beside the columns; empty when the form that was sent did not have these fields."""
        if not any(name in self.data for name in NAMES):
            return {}
        given = [(name.removeprefix(PREFIX), self.cleaned_data[name]) for name in NAMES]
        rows = [{"kind": kind, "value": q.value, "qualifier": q.qualifier} for kind, q in given if q.value is not None]
        return {"counters": rows}


def counters_of(activity: Activity) -> dict[str, Quantity]:
    """What the form shows of an activity that is there already."""
    return quantities(rows_of(activity))


def quantities(rows: Iterable[Mapping[str, Any]]) -> dict[str, Quantity]:
    """The form's fields for rows of figures."""
    return {PREFIX + row["kind"]: Quantity(row["value"], row["qualifier"]) for row in rows}
