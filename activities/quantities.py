"""Figures as summaries report them; they live in `orgs`, since campaigns reads them too."""

from orgs.quantities import (
    ABOUT,
    LARGEST,
    NEARLY,
    OVER,
    QUALIFIERS,
    Quantity,
    QuantityError,
    display,
    parse,
    total,
)

__all__ = [
    "ABOUT",
    "LARGEST",
    "NEARLY",
    "OVER",
    "QUALIFIERS",
    "Quantity",
    "QuantityError",
    "display",
    "parse",
    "total",
]
