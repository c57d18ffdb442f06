"""What an activity's row shows from other tables, for a whole piece of rows at once: one or two queries each."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Q

from activities.choices import Correcting, CounterKind
from activities.models import Activity, CoHolder, Counter, Photo
from campaigns.models import Item
from orgs.among import Among

QUALIFIERS = "qualifiers"
SHOWN = Q(correction=None) | Q(correction__state=Correcting.ACCEPTED)  # photos of an open correction are not shown yet


def short_label(kind: str) -> str:
    """资料 for 资料（份）; the whole where two kinds differ in the unit alone: 培训（场）, 培训（人次）."""
    stems = [label.partition("（")[0] for label in CounterKind.labels]
    label = str(CounterKind(kind).label)
    stem = label.partition("（")[0]
    return stem if stems.count(stem) == 1 else label


SHORT = {kind: short_label(kind) for kind in CounterKind.values}


def counters(pks: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    """Value of each counter by kind; under `qualifiers` the qualified ones as one text: 资料约；咨询余."""
    found: dict[int, dict[str, Any]] = {}
    rows = Counter.objects.filter(Among("activity_id", pks)).order_by("pk")
    for pk, kind, value, qualifier in rows.values_list("activity", "kind", "value", "qualifier"):
        own = found.setdefault(pk, {})
        own[kind] = value
        if qualifier:
            said = SHORT.get(kind, kind) + qualifier
            own[QUALIFIERS] = f"{own[QUALIFIERS]}；{said}" if QUALIFIERS in own else said
    return found


def co_holders(pks: Sequence[int]) -> Mapping[int, str]:
    """Names of those that held it too, in their order."""
    found: dict[int, list[str]] = {}
    for pk, name in (
        CoHolder.objects.filter(Among("activity_id", pks)).order_by("order", "pk").values_list("activity", "name")
    ):
        found.setdefault(pk, []).append(name)
    return {pk: "、".join(names) for pk, names in found.items()}


def photo_counts(pks: Sequence[int]) -> Mapping[int, int]:
    rows = Photo.objects.filter(SHOWN, Among("activity_id", pks)).order_by().values_list("activity")
    found = dict.fromkeys(pks, 0)
    found.update(rows.annotate(number=Count("pk")))
    return found


def actions(pks: Sequence[int]) -> Mapping[int, str]:
    """Heading of the action each carries out, as the latest edition of its plan has it."""
    rows = Activity.objects.filter(Among("pk", pks)).exclude(item_key=None).exclude(plan=None).order_by()
    wanted = {pk: (plan, key) for pk, plan, key in rows.values_list("pk", "plan", "item_key")}
    if not wanted:
        return {}
    plans, keys = ({pair[n] for pair in wanted.values()} for n in (0, 1))
    words = Item.objects.filter(edition__plan__in=plans, key__in=keys).order_by("edition__number")
    headings = {(plan, key): words for plan, key, words in words.values_list("edition__plan", "key", "heading")}
    return {pk: headings[pair] for pk, pair in wanted.items() if pair in headings}
