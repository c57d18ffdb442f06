"""历次报送: every hand-in of one answer, and two of them side by side."""

from campaigns import hand_ins
from campaigns.models import Obligation, ReportHandIn
from orgs.models import User


def hand_ins_page(owed: Obligation, user: User, old: int, new: int) -> dict:
    """The hand-ins in order, the one looked at (the latest unless `new` is another), and what it is compared with: the
    one named `old`, else the one that came back before it. Two queries."""
    found = ReportHandIn.objects.visible_to(user).filter(obligation=owed)
    rows = list(found.select_related("by", "decided_by").order_by("number"))
    shown = next((row for row in rows if row.number == new), rows[-1] if rows else None)
    before = [row for row in rows if shown and row.number < shown.number]
    base = next((row for row in before if row.number == old), None)
    returned = hand_ins.returned_before([*before, shown]) if shown else None
    base = returned if base is None and not old else base
    return {
        "owed": owed,
        "rows": rows,
        "shown": shown,
        "base": base,
        "before": before,
        "marked": hand_ins.compared(base, shown) if base and shown else None,
        "is_since_return": base is not None and base == returned,
    }
