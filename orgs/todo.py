"""What a person must do, by when. Apps register providers in `AppConfig.ready()`; the desk shows all together."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from orgs.models import User


@dataclass(frozen=True)
class Todo:
    """One thing to do. `due_on` is a Beijing day, counted until its 24:00; None = no date."""

    title: str
    url: str
    verb: str  # what the button says: 签发, 报送, 审核 …
    due_on: dt.date | None = None
    note: str = ""
    unit: str = ""
    campaign: str = ""


@dataclass(frozen=True)
class Part:
    """A heading of the desk and what stands under it."""

    code: str
    label: str
    todos: tuple[Todo, ...]


SOON = dt.timedelta(days=7)
LABELS = {"overdue": "已过期限", "soon": "七日内到期", "later": "七日以后", "undated": "不限期"}


Provider = Callable[[User], Iterable[Todo]]
PROVIDERS: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add a provider; usable as a decorator. Each does a constant number of queries."""
    PROVIDERS.append(provider)
    return provider


def todos(user: User) -> list[Todo]:
    """Everything the user's seats ask of the user, soonest first, undated last."""
    found = [todo for provider in PROVIDERS for todo in provider(user)]
    return sorted(found, key=lambda todo: (todo.due_on is None, todo.due_on or dt.date.max, todo.title))


def by_urgency(found: Iterable[Todo], today: dt.date) -> list[Part]:
    """Overdue, due within seven days (today and the seventh included), later, undated; empty parts are left out."""
    parts: dict[str, list[Todo]] = {code: [] for code in LABELS}
    for todo in found:
        parts[_urgency(todo.due_on, today)].append(todo)
    return [Part(code, LABELS[code], tuple(rows)) for code, rows in parts.items() if rows]


def _urgency(due_on: dt.date | None, today: dt.date) -> str:
    if due_on is None:
        return "undated"
    if due_on < today:
        return "overdue"
    return "soon" if due_on <= today + SOON else "later"
