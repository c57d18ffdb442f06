"""What 电话联系 shows: whom to ring up about what is missing, with what numbers, and what the last call brought."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from campaigns.chasing_pages import listing, waits
from campaigns.choices import Ask, CallResult
from campaigns.missing import Missing
from campaigns.models import Obligation
from campaigns.obliging import ANSWERING
from orgs.among import Among
from orgs.models import Seat, User
from orgs.phones import masked_phone


def call_page(found: Missing, *, whole: bool, also: Obligation | None = None) -> dict[str, Any]:
    """A page of the list. `also` stands on it in any case: what was typed about a unit that answered meanwhile."""
    shown = list(found.page)
    if also is not None and also.pk not in {row.pk for row in shown}:
        shown.insert(0, also)
    return listing(found) | {
        "whole": whole,
        "rows": call_rows(found, shown, whole=whole),
        "results": CallResult.choices,
        "is_summary": found.request.kind == Ask.SUMMARY,
    }


def call_rows(found: Missing, shown: Iterable[Obligation], *, whole: bool) -> list[dict[str, Any]]:
    """Units with their people and numbers (masked unless `whole`) and the last result. One query more."""
    shown = list(shown)
    people = people_of(answering_seats(row.unit_id for row in shown), whole=whole)
    return [
        {
            "owed": row,
            "heading": found.heading(row),
            "left": waits(row, found.day),
            "people": people.get(row.unit_id, []),
            "call": found.calls.get(row.pk),
        }
        for row in shown
    ]


def answering_seats(units: Iterable[int]) -> QuerySet[Seat]:
    seats = Seat.objects.current().filter(Among("unit_id", set(units)), role__in=ANSWERING)
    return seats.select_related("user").order_by("role", "pk")


def people_of(seats: Iterable[Seat], *, whole: bool) -> dict[int, list[dict[str, str]]]:
    """Who answers for each unit, once a person, with role and telephone number."""
    found: dict[int, dict[int, dict[str, str]]] = {}
    for seat in seats:
        person = found.setdefault(seat.unit_id, {}).setdefault(
            seat.user_id, {"name": str(seat.user), "roles": "", "phone": _number(seat.user, whole=whole)}
        )
        person["roles"] = "、".join(part for part in (person["roles"], seat.get_role_display()) if part)
    return {unit: list(people.values()) for unit, people in found.items()}


def _number(user: User, *, whole: bool) -> str:
    return user.phone if whole else masked_phone(user.phone)
