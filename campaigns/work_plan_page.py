"""What the workplace shows of one edition of a plan: its paper, links up and down, its editions, its history."""

from dataclasses import dataclass

from campaigns.addressing import printed
from campaigns.choices import OPEN, STANDING, State
from campaigns.issued_page import issued_context
from campaigns.models import Edition, Plan
from campaigns.obliging import askable
from campaigns.official.around import around
from campaigns.paper import Paper, lay_out
from campaigns.period import period_of
from campaigns.plans_page import takers
from campaigns.reading import beside_parent
from campaigns.remarks import all_threads, remarks_of
from campaigns.stages_after import PEOPLE
from campaigns.steps import steps_for
from campaigns.supplementing import supplemented
from campaigns.upstream import upstream
from orgs import audit
from orgs.models import Unit, User


@dataclass(frozen=True)
class Event:
    """One row of the audit trail as a person reads it."""

    at: object
    who: str
    what: str
    note: str


def shown_edition(plan: Plan, user: User, number: int | None) -> Edition | None:
    """The edition asked for; else the one in force, else the latest issued, else the open one. None = not yours."""
    editions = (
        plan.editions.visible_to(user)
        .select_related("plan__unit__region", "plan__campaign", "plan__letterhead", "based_on__plan__unit", *PEOPLE)
        .prefetch_related("parties")
    )
    if number is not None:
        return editions.filter(number=number).first()
    standing = editions.filter(state__in=STANDING).order_by("-number").first()
    return editions.filter(state=State.ISSUED).first() or standing or editions.first()


def page_of(plan: Plan, edition: Edition, user: User) -> dict:
    """The context of the page; a constant number of queries, whatever the size of the document."""
    own = plan.unit_id in user.reach.units()
    editions = list(plan.editions.visible_to(user))
    children = Plan.objects.visible_to(user).filter(parent=plan, editions__state__in=STANDING).distinct()
    period, references = period_of(edition), edition.references.all()
    return {
        "around": around(edition, references, period.starts_on, period.ends_on),
        "plan": plan,
        "edition": edition,
        "parties": parties_of(edition),
        "paper": paper_of(edition),
        "marks": edition.based_on_id is not None,
        "editable": False,
        "titled": True,
        "reasons": True,
        "period": period,
        "editions": editions,
        "open_edition": next((each for each in editions if each.state in OPEN), None),
        "parent": parent_of(plan, user),
        "children": children.select_related("unit").prefetch_related("editions"),
        "events": history_of(edition) if own else [],
        "threads": all_threads(remarks_of(edition, user)) if own else [],
        "own": own,
        "takers": list(takers(user, plan)),
        "steps": steps_for(edition, user),
        "may_see_adoption": user.has_perm("campaigns.view_adoption", edition),
        "may_draft": user.has_perm("campaigns.draft_plan", plan),
        "may_disclose": user.has_perm("campaigns.disclose_edition", edition),
        "behind": behind(edition),
        "supplement": supplemented(edition),
        "above": upstream(edition) if own and behind(edition) else None,
        "references": references,
        "sign_off": getattr(edition, "sign_off", None) if own else None,
        **issued_context(edition, user, own=own, editions=editions),
    }


def paper_of(edition: Edition) -> Paper:
    """The edition laid out: one query, and one each for responsibilities and, when they are asked for, annexes."""
    return lay_out(beside_parent(edition), duties=edition.responsibilities.all(), annex=edition.annex.all())


def parties_of(edition: Edition) -> dict[str, list[str]]:
    """Names of issuers, addressees and copies, in the document's order. One query."""
    return printed(edition.parties.all())


def asked_units(edition: Edition) -> list[Unit]:
    """Which units are ticked to owe a report."""
    return list(askable(edition.plan.unit).filter(pk__in=edition.asks))


def parent_of(plan: Plan, user: User) -> Plan | None:
    """The main parent, if the person may see it."""
    return Plan.objects.visible_to(user).filter(pk=plan.parent_id).first() if plan.parent_id else None


def behind(edition: Edition) -> bool:
    """Whether the plan above has been issued anew since (上级已修订); this one stands unchanged until its unit acts."""
    above = edition.based_on
    return above is not None and edition.state == State.ISSUED and above.state != State.ISSUED


def history_of(edition: Edition) -> list[Event]:
    """What happened to an edition, newest first, in plain words."""
    rows = list(audit.history(edition))[::-1]
    return [Event(row.at, str(row.actor or ""), row.act.removeprefix("方案·"), _note(row.details)) for row in rows]


def _note(details: dict) -> str:
    return "　".join(
        str(details[name]) for name in ("acting", "words", "reason", "number", "name", "title") if details.get(name)
    )
