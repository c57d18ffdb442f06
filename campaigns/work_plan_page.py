"""What the workplace shows of one edition of a plan: its paper, links up and down, its editions, its history."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

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
from campaigns.receiving import brought, receipts_of, units_around
from campaigns.remarks import all_threads, comments_on, gather
from campaigns.review_page import reviews_of
from campaigns.stages_after import PEOPLE
from campaigns.steps import steps_for
from campaigns.supplementing import supplemented
from campaigns.upstream import upstream
from orgs import audit
from orgs.models import AuditEvent, Unit, User
from orgs.together import bring, together


@dataclass(frozen=True)
class Event:
    """One row of the audit trail as a person reads it."""

    at: object
    who: str
    what: str
    note: str


def shown_edition(editions: list[Edition], number: int | None) -> Edition | None:
    """The edition asked for; else the one in force, else the latest issued, else the open one. None = not yours."""
    if number is not None:
        return next((each for each in editions if each.number == number), None)
    in_force = [each for each in editions if each.state == State.ISSUED]
    standing = [each for each in editions if each.is_issued]
    return next(iter([*in_force, *standing, *editions]), None)


def editions_of(plan: Plan, user: User) -> list[Edition]:
    """Those of the plan that the person may see, the latest first; `plan.editions` gives the same. One query."""
    rows = plan.editions.visible_to(user).select_related("based_on__plan__unit", *PEOPLE)
    together(*bring(plan, editions=rows))
    return list(plan.editions.all())


@dataclass(frozen=True)
class Beside:
    """What the page shows beside the edition's own rows."""

    units: QuerySet[Unit]
    parents: QuerySet[Plan]
    children: QuerySet[Plan]
    events: QuerySet[AuditEvent]

    @property
    def parent(self) -> Plan | None:
        """The main parent, if the person may see it."""
        return next(iter(self.parents), None)


def read(edition: Edition, user: User, *, own: bool) -> Beside:
    """Bring everything that the page shows of an edition but its items and what changed above. One query."""
    plan, seen = edition.plan, Plan.objects.visible_to(user)
    found = Beside(
        units=units_around(edition),
        parents=seen.filter(pk=plan.parent_id),
        children=seen.filter(parent=plan, editions__state__in=STANDING).distinct().select_related("unit"),
        events=audit.history(edition) if own else AuditEvent.objects.none(),
    )
    receipts, comments = receipts_of(edition), comments_on(edition, user)
    above = Edition.objects.filter(plan=plan.parent_id).select_related("plan")
    together(
        *bring(edition, "references", "responsibilities", "annex", "divergences", "countersigns"),
        *bring(edition, renumberings=edition.renumberings.select_related("by"), reviews=reviews_of(edition)),
        *bring(edition, comments=comments if own else comments.none()),
        *bring(edition, receipts=receipts if own else receipts.filter(unit__in=user.reach.units())),
        *brought(edition),
        found.units, found.parents, found.children, found.events, above,
    )  # fmt: skip
    if found.parent:
        bring(found.parent, editions=above)
    return found


def page_of(plan: Plan, edition: Edition, user: User) -> dict:
    """The context of the page; a constant number of queries, whatever the size of the document."""
    own = plan.unit_id in user.reach.units()
    editions, beside = list(plan.editions.all()), read(edition, user, own=own)
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
        "parent": beside.parent,
        "children": beside.children,
        "events": events_of(beside.events),
        "threads": all_threads(gather(edition.comments.all())),
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
        **issued_context(edition, user, own=own, editions=editions, units=beside.units),
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


def behind(edition: Edition) -> bool:
    """Whether the plan above has been issued anew since (上级已修订); this one stands unchanged until its unit acts."""
    above = edition.based_on
    return above is not None and edition.state == State.ISSUED and above.state != State.ISSUED


def events_of(history: Iterable[AuditEvent]) -> list[Event]:
    """What happened to an edition, newest first, in plain words."""
    rows = list(history)[::-1]
    return [Event(row.at, str(row.actor or ""), row.act.removeprefix("方案·"), _note(row.details)) for row in rows]


def _note(details: dict) -> str:
    return "　".join(
        str(details[name]) for name in ("acting", "words", "reason", "number", "name", "title") if details.get(name)
    )
