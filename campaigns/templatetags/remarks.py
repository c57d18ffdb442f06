"""Remarks in templates."""

from django import template

from campaigns.paper import Paper
from campaigns.remarks import Remarks, Thread, elsewhere

register = template.Library()


@register.filter
def not_in(found: dict[str, Remarks], paper: Paper) -> list[Thread]:
    """Threads about items that do not stand in the document any more."""
    return elsewhere(found, {entry.key for entry in paper.entries()})
