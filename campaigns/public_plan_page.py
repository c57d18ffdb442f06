"""What the page of a public plan shows: its paper, beside what of the parent the public may read, and its links."""

from django.urls import reverse

from campaigns.choices import Kind
from campaigns.composition import tally
from campaigns.official.around import around
from campaigns.paper import lay_out
from campaigns.published import Document
from campaigns.validity import replaced_by, validity
from orgs.crumbs import region_crumbs


def page_of(document: Document) -> dict:
    """The context of the template; at most eleven queries, however long the plan is."""
    edition, plan = document.edition, document.plan
    counts = tally(document.contents)
    state, words = validity(edition)
    return {
        "campaign": plan.campaign,
        "crumbs": [*region_crumbs(plan.campaign, plan.unit.region), {"label": edition.plan_title or edition.title}],
        "document": document,
        "around": around(edition, document.references, document.period.starts_on, document.period.ends_on, public=True),
        "edition": edition,
        "plan": plan,
        "parties": {role: document.names(role) for role in ("issuer", "addressee", "copied")},
        "paper": lay_out(document.contents, duties=document.responsibilities, annex=document.annex),
        "marks": document.base is not None,
        "editable": False,
        "titled": False,
        "reasons": False,
        "counts": [(Kind(kind).label, numbers) for kind, numbers in counts.items() if any(numbers.values())],
        "state": state,
        "validity": words,
        "replaced_by": replaced_by(edition, document.editions),
        "renumberings": document.renumberings,
        "latest": document.editions[0] if document.editions[0] != edition else None,
        "data_url": f"/api/v1/plans/{plan.public_id}",
        "address": reverse("campaigns:plan", args=(plan.public_id,)),
    }
