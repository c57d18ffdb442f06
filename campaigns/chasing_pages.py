"""What the pages of chasing show: rows in, plain context out. As many questions for ten units as for thousands."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.db.models import Count, Prefetch, QuerySet
from django.urls import reverse

from campaigns.choices import Answer
from campaigns.deadline import left
from campaigns.missing import Missing, is_missing
from campaigns.models import Chase, Obligation, Request
from campaigns.overdue import NAMED, chat_words
from campaigns.ranges import packed
from campaigns.reaching import unreachable
from campaigns.standing import is_mended
from orgs.models import User

SHOWN = 30  # chases in the history
LONG = 200  # units in one text for a chat group, beyond which it is better sent region by region


def panel(request: Request, user: User, owed: Iterable[Obligation]) -> dict[str, Any]:
    """The box on the request's page: how many of those who owe are missing, the ways on, who cannot be reached."""
    if not user.has_perm("campaigns.remind_units", request):
        return {"chasing": None}
    rows = [row for row in owed if request.closed_at is None and is_missing(row)]
    chases = Chase.objects.filter(request=request)
    return {
        "chasing": {
            "missing": len(rows),
            "returned": sum(row.state == Answer.RETURNED for row in rows),
            "unreachable": unreachable(row.unit for row in rows),
            "last": chases.select_related("by").first(),
            "closed": request.closed_at is not None,
        }
    }


def listing(found: Missing) -> dict[str, Any]:
    """What both pages say of the list itself: where it is narrowed to, and the way to its other pages."""
    page = found.page
    return {
        "request_": found.request,
        "missing": found,
        "page_obj": page,
        "query": found.wish.address(),
        "here": found.wish.address(page.number if page.number > 1 else 0),
        "before": found.wish.address(page.number - 1) if page.has_previous() else "",
        "after": found.wish.address(page.number + 1) if page.has_next() else "",
        "states": found.states,
        "districts": found.districts.choices(found.wish.area),
    }


def remind_page(found: Missing, ticked: Collection[int] = (), *, all_ticked: bool = False) -> dict[str, Any]:
    """`ticked` are kept from page to page; those that have answered meanwhile fall out."""
    ticked, here = set(ticked), {row.pk for row in found.page}
    lost, elsewhere = found.lost, [row.pk for row in found.rows if row.pk in ticked and row.pk not in here]
    return listing(found) | {
        "rows": [
            {
                "owed": row,
                "heading": found.heading(row),
                "left": waits(row, found.day),
                "last": found.last.get(row.pk),
                "cooling": found.is_cooling(row),
                "call": found.calls.get(row.pk),
                "lost": lost.get(row.unit_id),
                "ticked": row.pk in ticked,
            }
            for row in found.page
        ],
        "kept": packed(elsewhere),
        "kept_count": len(elsewhere),
        "free": len(found.free),
        "free_packed": packed(found.free),
        "all_ticked": all_ticked,
        "unreachable": list(lost.values()),
        "verb": verb_for(found.request, found.rows),
        "chat": _chat(found),
        "long": len(found.chosen) > LONG,
        "hours": settings.REMINDER_COOLDOWN_HOURS,
        "history": history(found.request),
        "ways": {"links": reverse("campaigns:answer_links", args=[found.request.pk])} if lost else {},
    }


def waits(row: Obligation, day: dt.date) -> str:
    return "退回后待补充完善" if is_mended(row) else left(row.due_on, day)


def verb_for(request: Request, rows: Iterable[Obligation]) -> str:
    """提醒报送 as soon as one of them is a peer; 催报 when all are below."""
    peers = any(row.unit.region_id == request.unit.region_id for row in rows)
    return "提醒报送" if peers else "催报"


def _chat(found: Missing) -> dict[str, str]:
    """The whole list as it is narrowed now, not only a page of it."""
    by_date: dict[dt.date, list[str]] = {}
    for row in found.chosen:
        if not is_mended(row):
            by_date.setdefault(row.due_on, []).append(str(row.unit))
    mended = [str(row.unit) for row in found.chosen if is_mended(row)]
    due, day, title = sorted(by_date.items()), found.day, found.request.title
    if not found.chosen:
        return {}
    link = settings.BASE_URL.rstrip("/") + reverse("campaigns:reports")
    return {name: chat_words(title, due, day, to, mended) for name, to in (("plain", ""), ("linked", link))}


def history(request: Request) -> QuerySet[Chase]:
    """The latest, each with how many units and the first of them by name."""
    rows = Chase.objects.filter(request=request).select_related("by").annotate(many=Count("obligations"))
    first = Obligation.objects.select_related("unit").order_by("unit__region__path", "unit__order", "unit")
    return rows.prefetch_related(Prefetch("obligations", first[:NAMED], to_attr="named"))[:SHOWN]
