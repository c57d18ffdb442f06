"""The numbers of a report's parts beside what is counted now: which no longer agree, and putting them right."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from campaigns import report_figures
from campaigns.models import Campaign, Report, ReportPart
from campaigns.part_sources import with_value
from campaigns.parts import opened, rewrite
from orgs import audit
from orgs.models import Unit, User

Now = Mapping[str, Mapping[str, Any]]


def now_of(unit: Unit, campaign: Campaign, parts: Iterable[ReportPart]) -> Now:
    """Each fact that the parts name, counted now. A constant number of queries, none without numbers."""
    keys = {each["key"] for part in parts for each in part.sources if "key" in each}
    return report_figures.numbers_now(unit, campaign, keys)


def differs(source: Mapping[str, Any], now: Now, text: str) -> str:
    """How the number that stands in the text would read now; empty while it agrees, and for words not counted."""
    counted = now.get(source.get("key", ""))
    return str(counted["shown"]) if counted is not None and counted["shown"] != text[slice(*source["at"])] else ""


def changed_since(source: Mapping[str, Any], now: Now, text: str) -> str:
    """As `differs`, but empty where a hand alone made the difference: what was counted then still is."""
    found = differs(source, now, text)
    return "" if found == source.get("was") else found


def may_be_put_right(source: Mapping[str, Any], now: Now, text: str) -> bool:
    """Not one that a hand has changed, nor where nothing is left to count: the sentence would say nought."""
    return bool("was" not in source and differs(source, now, text) and now[source["key"]]["value"])


@transaction.atomic
def put_right(*, report: Report, by: User, only: ReportPart | None = None) -> int:
    """Write the present value into every number that no longer agrees, of one part or of all; numbers changed by hand
    stay. Returns how many parts changed. Raises ValidationError when the report is handed in."""
    opened(report)
    parts = [part for part in report.parts.all() if only is None or part.pk == only.pk]
    now, changed = now_of(report.unit, report.campaign, parts), 0
    for part in parts:
        keys = {each["key"]: now[each["key"]] for each in part.sources if may_be_put_right(each, now, part.text)}
        for key, each in keys.items():
            known = {"value": each["value"], "qualifier": each["qualifier"]}
            part.text, part.sources = with_value(part.text, part.sources, key, each["shown"], **known)
        if keys:
            part.version, part.changed_by = part.version + 1, by
            part.save(update_fields=["text", "sources", "version", "changed_by", "changed_at"])
            changed += 1
    if changed:
        rewrite(report=report, by=by)
        audit.record("总结·更新数字", report, by=by, unit=report.unit, parts=changed)
    return changed
