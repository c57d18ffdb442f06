"""What other parts of the portal show on the page of a draft: each adds one function here, and fills its templates in
`templates/campaigns/hooks/` (tools_*: the bar above the document, band_*: before it, item_*: at each item with
`entry`, mark_*: at its line in the table of contents, side_*: the right column with `open_entry`).

A function is asked once per page, or once per item that is drawn again: at most one or two queries. Mappings by
item key are read in templates with `{% load draft %}{{ comments|at:entry.key }}`.
"""

from collections.abc import Callable

from campaigns.compiling import proposal_context
from campaigns.models import Edition
from campaigns.remarks import remark_context
from campaigns.review_page import review_context
from orgs.models import User

BESIDE: tuple[Callable[[Edition, User], dict], ...] = (review_context, remark_context, proposal_context)


def beside(edition: Edition, user: User) -> dict:
    """Everything the others add to the page's context."""
    found: dict = {}
    for add in BESIDE:
        found |= add(edition, user)
    return found
