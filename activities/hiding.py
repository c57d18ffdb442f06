"""Numbers and addresses that were decided to be hidden never leave with what the public reads of an activity.

What a public page, the open interface or the search shows of activities comes through `readable()`. The masked rows are
copies for reading; nothing saves them.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from activities.models import Activity, ActivityFinding
from activities.querysets import ActivityQuerySet
from activities.screening import FIELDS, OF_PHOTO
from campaigns.masking import mask

Hidden = frozenset[str]
NOTHING: Hidden = frozenset()


class PublicActivities(ActivityQuerySet):
    """Activities masked as they are read, with what is prefetched. A query more, only where anything is hidden."""

    def _fetch_all(self) -> None:
        fresh = self._result_cache is None
        super()._fetch_all()
        if fresh:
            mask_all([row for row in self._result_cache or () if isinstance(row, Activity)])


def readable() -> PublicActivities:
    """Public activities, each knowing whether anything is hidden in it."""
    found: PublicActivities = PublicActivities(Activity).public()  # type: ignore[assignment]  # its own kind again
    return found.annotate(hides=Exists(ActivityFinding.objects.filter(activity=OuterRef("pk"), decision="hide")))


def without_leaks(found: QuerySet[Activity], word: str) -> QuerySet[Activity]:
    """What was found by a word in public activities' texts, without those where it stands only in what is hidden."""
    suspects = found.filter(findings__decision="hide").distinct()
    leaky = [each.pk for each in suspects if not _says(each, word)]
    return found.exclude(pk__in=leaky) if leaky else found


def mask_all(rows: Iterable[Activity]) -> None:
    """Mask the texts of activities, and of their co-holders and photos where those are loaded, in place."""
    wanted = {row.pk: row for row in rows if getattr(row, "hides", True)}
    hidden: dict[int, set[str]] = {}
    if wanted:
        decided = ActivityFinding.objects.filter(activity__in=wanted, decision="hide")
        for pk, key in decided.values_list("activity", "key"):
            hidden.setdefault(pk, set()).add(key)
    for pk, keys in hidden.items():
        _mask(wanted[pk], FIELDS, keys)
        loaded = getattr(wanted[pk], "_prefetched_objects_cache", {})
        for holder in loaded.get("co_holders", ()):
            _mask(holder, ("name",), keys)
        for photo in [*loaded.get("photos", ()), *getattr(wanted[pk], "pictures", ())]:
            _mask(photo, OF_PHOTO, keys)


def _mask(row, names: Iterable[str], hidden: set[str]) -> None:
    for name in names:
        setattr(row, name, mask(getattr(row, name), hidden))


def _says(activity: Activity, word: str) -> bool:
    """Whether a masked activity still says the word where the search looks."""
    texts = (activity.title, activity.place, activity.text, activity.unit.name)
    return any(word.lower() in text.lower() for text in texts)
