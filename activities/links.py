"""Where the controls of a list lead: each changes one thing in the address and keeps the rest."""

from collections.abc import Iterable

from django.http import QueryDict

from activities import asked as asking
from activities.facets import Facet
from activities.paging import ORDERS, Page

TABS = {asking.OWN: "本单位", asking.REGION: "本地区"}


def tabs(asked: QueryDict, current: str, offered: Iterable[str]) -> list[dict]:
    """None when there is but one. Another tab shows other units: only the way of showing goes along."""
    found = [
        {"label": TABS[tab], "url": f"?tab={tab}{_same_view(asked)}", "current": tab == current} for tab in offered
    ]
    return found if len(found) > 1 else []


def views(asked: QueryDict, current: str) -> list[dict]:
    return [
        {
            "label": label,
            "url": asking.but(asked, view=view if view != "list" else None, by=None),
            "current": view == current,
        }
        for view, label in asking.VIEWS.items()
    ]


def orders(asked: QueryDict) -> list[dict]:
    named = asked.get("order", "")
    current = named if named in ORDERS else ""
    return [
        {"label": label, "url": asking.but(asked, order=order), "current": order == current}
        for order, (label, _) in ORDERS.items()
    ]


def facets(asked: QueryDict, found: Iterable[Facet]) -> list[dict]:
    """Each value leads to the list of it, the chosen one back to all; a facet that offers no choice is left out."""
    return [
        {
            "label": facet.label,
            "all": {"url": asking.but(asked, **{facet.name: None}), "count": facet.total, "current": not facet.chosen},
            "values": [
                {"label": each.label, "count": each.count, "current": each.current,
                 "url": asking.but(asked, **{facet.name: None if each.current else each.value})}
                for each in facet.values
            ],
        }
        for facet in found
        if facet.chosen or len(facet.values) > 1
    ]  # fmt: skip


def pages(asked: QueryDict, page: Page) -> dict[str, str]:
    """`next` and `previous`, where there is one."""
    found = {"next": page.following, "previous": page.preceding}
    return {name: asking.but(asked, **place) for name, place in found.items() if place}


def clear(asked: QueryDict) -> str:
    """The same list without any condition."""
    return asking.but(asked, **dict.fromkeys(asking.FILTERS))


def hidden(asked: QueryDict) -> list[tuple[str, str]]:
    """What the form of conditions carries along unseen: how it is shown, the order, the facets, which are links,
    and what makes up a number of a report."""
    names = (*asking.SHOWN, *asking.FACETS, *asking.COUNTED)
    return [(name, value) for name, value in asking.kept(asked).items() if name in names]


def _same_view(asked: QueryDict) -> str:
    view = asking.view_of(asked)
    return f"&view={view}" if view != "list" else ""
