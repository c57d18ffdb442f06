"""What the workplace frame shows on every page: rail, unit switch, bell.

One query, the same that says what the person may do; none for visitors.
"""

from django.http import HttpRequest
from django.urls import reverse

# label, address, who sees it: any seat (), or one of the roles; and which addresses beneath /work/ belong to it
RAIL = (
    ("待办", "orgs:home", (), ()),
    ("方案", "campaigns:plans", (), ("plans", "drafts", "editions")),
    ("活动", "activities:list", (), ("activities", "review", "disclosures", "cases")),
    ("报送", "campaigns:reports", (), ("reports", "requests", "papers")),
    ("进度总览", "activities:overview", (), ("overview",)),
    ("导出", "activities:exports", ("manager", "reviewer", "approver"), ("exports",)),
    ("管理", "orgs:manage", ("manager",), ("manage", "outbox")),
)


def frame(request: HttpRequest) -> dict:
    """`rail`, `seats`, `seat` (the one worked from), `bell_count`."""
    # the address is asked first: looking at the user would make a public page vary by cookie
    inside = request.path.startswith(("/work/", "/accounts/"))
    user = getattr(request, "user", None) if inside else None
    if user is None or not user.is_authenticated:
        return {"rail": [], "seats": [], "seat": None, "bell_count": 0, "crumbs": []}
    seats = user.chairs.seats
    chosen = request.session.get("seat")
    return {
        "rail": [entry for row in RAIL if (entry := _entry(request.path, user, row))],
        "seats": seats,
        "seat": next((seat for seat in seats if seat.pk == chosen), seats[0] if seats else None),
        "bell_count": user.chairs.unread,
        "crumbs": [],
    }


def _entry(path: str, user, row: tuple) -> dict | None:
    label, name, roles, parts = row
    if roles and not user.reach.units(*roles):
        return None
    url = reverse(name)
    return {"label": label, "url": url, "current": path == url or path.split("/")[2] in parts}
