"""What a case's page shows to whom: the unit its own words, an office the words that were put forward to it."""

from collections.abc import Mapping
from typing import Any

from activities.casework import PARTS, RETURNED, WORDS
from activities.deciding import office_for
from activities.models import Case, PutForward
from orgs.models import User


def shown(case: Case, user: User) -> dict[str, Any]:
    """`words`, `parts`, `rows` (where it lies), `mine` (what the person's office answers), what is open to do."""
    units, may_write = user.reach.units(), user.has_perm("activities.write_case", case)
    own = case.unit_id in units
    rows = [row for row in case.put_forward.all() if own or units & {row.office_id, row.sent_from_id}]
    received = [row for row in rows if row.office_id in units]
    words = _words(case) if own or not received else received[-1].words
    mine = next((row for row in reversed(received) if user.has_perm("activities.answer_case", row)), None)
    return {
        "words": words,
        "parts": [(label, words.get(name, "")) for name, label in PARTS],
        "length": sum(len(words.get(name, "")) for name in WORDS),
        "rows": rows,
        "mine": mine,
        "above": _above(mine, case) if mine else None,
        "may_write": may_write,
        "may_put_forward": may_write and _may_go(case),
        "may_disclose": user.has_perm("activities.disclose_case", case),
        "own": own,
    }


def _words(case: Case) -> Mapping[str, str]:
    return {name: getattr(case, name) for name in WORDS}


def _may_go(case: Case) -> bool:
    """Once, and again whenever an office asked for more."""
    rows = case.put_forward.all()
    return not rows or any(row.answer == RETURNED for row in rows)


def _above(mine: PutForward, case: Case):
    """The office it could be passed on to; None when there is none, or it lies there already."""
    office = office_for(mine.office)
    if office is None or office.pk == mine.office_id or mine.answer == RETURNED:
        return None
    there = next((row for row in case.put_forward.all() if row.office_id == office.pk), None)
    return None if there else office
