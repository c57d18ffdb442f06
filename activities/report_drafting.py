"""生成初稿: from what the unit and its region logged to the parts of its report."""

from collections.abc import Collection, Sequence

from activities.report_choices import cases_of, photos_of, shown
from activities.report_facts import scene_of
from activities.report_outline import outline
from campaigns import redrafting
from campaigns.ask_words import by_rows
from campaigns.choices import Ask
from campaigns.drafted import Draft
from campaigns.models import Obligation
from campaigns.redrafting import Outcome
from orgs.models import User


def draft(
    *, obligation: Obligation, cases: Collection[str], photos: Sequence[str], by: User, restore: bool = False
) -> Outcome:
    """Draft the obligation's report, or draft it anew; `cases` and `photos` are the public ids of those ticked, others
    than the unit may take are passed over. Nothing that a hand has written is overwritten.

    Raises ValidationError when the report is handed in.
    """
    found = drafts_of(obligation, cases, photos)
    return redrafting.put(obligation=obligation, drafts=found, by=by, restore=restore)


def drafts_of(obligation: Obligation, cases: Collection[str], photos: Sequence[str]) -> list[Draft]:
    """What would be drafted now. A constant number of queries."""
    unit, campaign = obligation.unit, obligation.request.campaign
    told = [each for each, _ in cases_of(unit, campaign, cases)] if cases else []
    pictures = shown(photos_of(unit, campaign, photos)) if photos else []
    return outline(scene_of(obligation, cases=told, photos=pictures))


def may_be_drafted(obligation: Obligation) -> bool:
    """A summary is; what is asked for by rows, or asked as a collection, is the unit's own to write."""
    return obligation.request.kind == Ask.SUMMARY and not by_rows(obligation.request)
