"""One declaration of a table's columns: what each says, its heading, its width. Shared by workbook, CSV and admin."""

from collections.abc import Callable
from typing import Any

from import_export.fields import Field
from import_export.widgets import Widget


class Native(Widget):
    """Values as they are: a date stays a date, a number a number, for the writer to give its cell a type."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value


class Column(Field):
    """A column of an exported table; `value` is an attribute path (`unit__region__name`) or a function of the row."""

    def __init__(self, heading: str, value: str | Callable[[Any], Any], *, width: int = 12):
        super().__init__(
            attribute=value if isinstance(value, str) else None,
            column_name=heading,
            widget=Native(),
            readonly=True,
            dehydrate_method=None if isinstance(value, str) else value,
        )
        self.width = width


def widths(resource: Any) -> list[int]:
    """Widths of a resource's columns in characters of Latin text (a Chinese one takes two)."""
    return [getattr(field, "width", 16) for field in resource.get_export_fields()]
