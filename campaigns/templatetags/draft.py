"""What the templates of a draft need beside Django's own."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def at(found: Mapping | None, key: object) -> object:
    """What a mapping holds for an item's key (a UUID or its text); nothing when it holds nothing."""
    if not found:
        return None
    return found.get(key) or found.get(str(key))
