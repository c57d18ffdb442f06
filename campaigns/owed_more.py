"""What stands beside an answer on its page: its own fields, a later date asked for, who is missing below, why it is
shut. Reads what `owed_ahead` brought."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from campaigns.ask_words import by_rows
from campaigns.choices import AWAITED, GIVEN, Answer, Extending, FieldKind
from campaigns.fielding import shown
from campaigns.models import FieldAnswer, Obligation, Request, RequestField
from campaigns.shutting import is_locked, why_shut
from campaigns.standing import NOT_HANDED_IN, stands
from campaigns.workdays import today
from orgs.models import User
from orgs.rules import sits_at

NAMED = 30  # units below that are named one by one


def owed_more(owed: Obligation, user: User) -> dict[str, Any]:
    """What is being filled in, or was returned, is its own unit's alone; a waiting 延期 is for both sides."""
    answers, decides = (user.has_perm(f"campaigns.{right}_obligation", owed) for right in ("answer", "decide"))
    shut = why_shut(owed, today())
    alive = owed.request.closed_at is None and owed.released_at is None
    asked = next((each for each in owed.extensions.all() if each.decision == Extending.ASKED), None)
    own = sits_at(user, owed.unit)
    given = own or (sits_at(user, owed.request.unit) and owed.state in GIVEN)
    return {
        "shut": shut if owed.state in (*AWAITED, Answer.NIL) else "",
        "locked": alive and is_locked(owed, today()),
        "extension": asked if own or decides else None,
        "may_ask_extension": answers and alive and owed.state in AWAITED and asked is None,
        "may_take_back": answers and asked is not None,
        "may_extend": decides and alive and (asked is not None or owed.state in AWAITED),
        "given_fields": given_lines(owed) if given and not by_rows(owed.request) else [],
    }


def missing_below(rows: Iterable[Obligation]) -> list[dict]:
    """The unit's own requests that some have not answered yet: with these, in administrative order. The unit may hand
    in all the same; what goes upward does not name them."""
    found: dict[Request, list[str]] = {}
    for each in rows:
        if stands(each, today()) in NOT_HANDED_IN:
            found.setdefault(each.request, []).append(str(each.unit))
    return [_missing(request, names) for request, names in found.items()]


def _missing(request: Request, names: list[str]) -> dict:
    return {
        "request": request,
        "url": reverse("campaigns:request", args=[request.pk]),
        "count": len(names),
        "names": "、".join(names[:NAMED]),
        "more": len(names) > NAMED,
    }


def given_lines(owed: Obligation) -> list[dict]:
    """What was given for the own fields, as it is read."""
    answers = {each.field_id: each for each in owed.answers.all()}
    return [_given(field, answers[field.pk]) for field in owed.request.fields.all() if field.pk in answers]


def _given(field: RequestField, answer: FieldAnswer) -> dict:
    is_table = field.kind == FieldKind.TABLE
    return {
        "label": field.label,
        "words": shown(field, answer.value, answer.qualifier),
        "file": answer.file if field.kind == FieldKind.FILE else None,
        "columns": field.options if is_table else [],
        "rows": answer.value if is_table else [],
        "is_known": answer.is_known,
    }
