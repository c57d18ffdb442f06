"""What a list's address asks for beside its filters: whose activities, shown how, in which order, from where on."""

from django.http import QueryDict

OWN, REGION = "own", "region"
VIEWS = {"list": "列表", "cards": "图片", "calendar": "日历", "timeline": "时间轴", "gallery": "照片墙"}
FACETS = ("sort", "state", "outcome")
FILTERS = ("q", "region", "unit", *FACETS, "action", "since", "until", "photos", "case", "counted", "part", "given")
COUNTED = ("counted", "part", "given")  # what makes up a number of a report; no form offers these
FOLDED = ("unit", "action", "since", "until", "photos", "case")  # those the page keeps folded
PLACE = ("after", "before", "n")  # where in the list a page begins
SHOWN = ("tab", "view", "by", "order", "month", "week")
LONGEST = 1000  # characters, as a saved view and an export keep them


def of(text: str) -> QueryDict:
    """The address's query as Django reads it, changeable."""
    return QueryDict(text, mutable=True)


def kept(asked: QueryDict) -> QueryDict:
    """Only what a list understands, empty values and the place in the list left out: what may be saved or exported."""
    found = QueryDict(mutable=True)
    for name in (*SHOWN, *FILTERS):
        value = asked.get(name, "").strip()
        if value:
            found[name] = value
    return found


def but(asked: QueryDict, **changes: object) -> str:
    """The same list with something else: `?…` for a link. None or an empty value takes a part away; the list starts
    at its beginning again unless the place is among the changes."""
    found = kept(asked)
    for name, value in changes.items():
        if value in (None, ""):
            found.pop(name, None)
        else:
            found[name] = str(value)
    return "?" + found.urlencode()


def view_of(asked: QueryDict) -> str:
    """The way of showing that is asked for; the list for anything unknown."""
    named = asked.get("view", "")
    return named if named in VIEWS else "list"


def filtered(asked: QueryDict) -> bool:
    return any(asked.get(name, "").strip() for name in FILTERS)
