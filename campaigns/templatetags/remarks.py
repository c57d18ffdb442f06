"""Remarks in templates."""

from django import template

from campaigns.paper import Entry, Paper
from campaigns.remarks import Remarks, Thread, elsewhere

register = template.Library()


@register.filter
def not_in(found: dict[str, Remarks], paper: Paper) -> list[Thread]:
    """Threads about items that do not stand in the document any more."""
    return elsewhere(found, {entry.key for entry in whole(paper)})


@register.filter
def whole(paper: Paper) -> list[Entry]:
    """Every item of the document, also where the paper shown is an excerpt of it."""
    return list((getattr(paper, "whole", None) or paper).entries())
