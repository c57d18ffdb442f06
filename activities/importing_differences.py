"""Where a row of a table and the activity it speaks of differ."""

from collections.abc import Iterator
from typing import Any

from activities.choices import Outcome, Sort
from activities.importing_cells import Said
from activities.importing_scope import Stored
from activities.quantities import Quantity, display
from activities.table_cells import one_line
from activities.table_columns import BY_NAME, COUNTER, FIGURES
from orgs.cells import for_xlsx

Change = tuple[str, str, str]  # heading, old, new
_FIGURES = {name for name, _ in FIGURES}


def differences(stored: Stored, said: Said) -> list[Change]:
    """Heading, old, new for each column that would change; nothing for what a table cannot tell apart."""
    return list(_changes(stored, said))


def _changes(stored: Stored, said: Said) -> Iterator[Change]:
    for name, new in said.words.items():
        if name.endswith("_qualifier"):
            continue
        old = stored.words[name]
        if name in _FIGURES:
            was, now = Quantity(old, stored.words[f"{name}_qualifier"]), Quantity(new, said.words[f"{name}_qualifier"])
            if was != now:
                yield BY_NAME[name].heading, _figure(was), _figure(now)
        elif old != new and not (isinstance(old, str) and _same_text(name, old, new)):
            yield BY_NAME[name].heading, _shown(name, old), _shown(name, new)
    if said.action is not None and one_line(said.action) != one_line(stored.action):
        yield BY_NAME["action"].heading, stored.action, said.action
    if said.holders is not None and not _same_names(said.holders, stored.holders):
        yield BY_NAME["co_holders"].heading, "、".join(stored.holders), "、".join(said.holders)
    for kind in sorted(said.counted):
        before, after = (Quantity(*(each.get(kind) or (None,))) for each in (stored.counters, said.counters))
        if before != after:
            yield BY_NAME[f"{COUNTER}{kind}"].heading, _figure(before), _figure(after)


def _same_text(name: str, old: str, new: str) -> bool:
    """Whether the cell says what is stored, as far as a table can hold it: line ends, control characters, the
    apostrophe before what might be taken for a formula."""
    held = str(for_xlsx(old) or "")
    if name == "title" and one_line(held) == one_line(new):
        return True
    return _lines(new) in (_lines(held), _lines(held).removeprefix("'"))


def _same_names(new: tuple[str, ...], old: tuple[str, ...]) -> bool:
    return "、".join(new) == "、".join(name.strip() for name in old)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _figure(quantity: Quantity) -> str:
    return "" if quantity.value is None else display(quantity)


def _shown(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name == "sort":
        return str(Sort(value).label)
    if name == "outcome":
        return str(Outcome(value).label)
    return str(value)
