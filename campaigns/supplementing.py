"""补充通知: a whole edition for those below, but a reader wants to know what it adds and changes."""

from campaigns.choices import STANDING, Issue
from campaigns.comparing import Marker
from campaigns.models import Edition
from campaigns.reading import base_items
from campaigns.revising import revised
from campaigns.revisions import Revision


def supplemented(edition: Edition) -> list[Revision]:
    """What a 补充通知 adds and changes against the edition issued before it; empty for others. Five queries."""
    if edition.issue != Issue.SUPPLEMENT or not edition.is_issued:
        return []
    earlier = edition.plan.editions.filter(number__lt=edition.number, state__in=STANDING).order_by("-number").first()
    if earlier is None:
        return []
    then, now = base_items(earlier), base_items(edition)
    homes = {item.key: item for item in (*then, *now)}
    marker = Marker()
    return [Revision(each, "follows", None, homes, marker=marker) for each in revised(then, now)]
