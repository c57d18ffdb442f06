"""Who may do what with plans, requests and reports: tiny predicates, twins of the querysets' scopes."""

import rules

from campaigns.choices import STANDING
from campaigns.models import AnswerFile, Edition, Obligation, Plan, Receipt, Report, ReportHandIn, ReportNote
from orgs.models import Unit, User
from orgs.rules import sits_at


def _unit(thing) -> Unit:
    if isinstance(thing, Unit):
        return thing
    return thing.plan.unit if isinstance(thing, Edition) else thing.unit


def holds(*roles: str):
    """The user holds one of `roles` at the unit the thing belongs to."""

    @rules.predicate(f"holds:{'|'.join(roles)}")
    def check(user: User, thing) -> bool:
        return _unit(thing).pk in user.reach.units(*roles)

    return check


@rules.predicate
def own(user: User, thing) -> bool:
    return sits_at(user, _unit(thing))


@rules.predicate
def in_line(user: User, thing) -> bool:
    """The unit's region lies above one of the user's, or below one that the user's lead office coordinates."""
    path = _unit(thing).region.path
    return any(p.startswith(path) for p in user.reach.places) or coordinated(user, thing)


@rules.predicate
def coordinated(user: User, thing) -> bool:
    return any(_unit(thing).region.path.startswith(p) for p in user.reach.paths)


@rules.predicate
def issued(user: User, edition: Edition) -> bool:
    return edition.state in STANDING


@rules.predicate
def public(user: User, edition: Edition) -> bool:
    return edition.state in STANDING and edition.is_public


@rules.predicate
def any_edition_issued_in_line(user: User, plan: Plan) -> bool:
    return any(e.state in STANDING for e in plan.editions.all()) and in_line(user, plan)


@rules.predicate
def any_edition_public(user: User, plan: Plan) -> bool:
    return any(public(user, e) for e in plan.editions.all())


@rules.predicate
def not_own_draft(user: User, edition: Edition) -> bool:
    return not Edition.objects.filter(pk=edition.pk).drafted_by(user).exists()


@rules.predicate
def being_drafted(user: User, edition: Edition) -> bool:
    return edition.is_editable


@rules.predicate
def still_open(user: User, edition: Edition) -> bool:
    return edition.is_open


@rules.predicate
def own_turn(user: User, edition: Edition) -> bool:
    """The step of 审核 that waits now is the person's."""
    turn = edition.turn
    return turn is not None and stands_for(user, edition, turn.reviewer_id)


def stands_for(user: User, edition: Edition, person: int | None, *roles: str) -> bool:
    """The user is that person, or acts from the person's seat (审核 or 签发) at the edition's unit as a deputy."""
    return person in user.reach.persons(edition.plan.unit_id, *(roles or ("reviewer", "approver")))


@rules.predicate
def turn_of_another_hand(user: User, edition: Edition) -> bool:
    """Not in the name of an absent person whose draft it is."""
    turn = edition.turn
    return turn is not None and (turn.reviewer_id == user.pk or not _wrote(turn.reviewer_id, edition))


@rules.predicate
def signs_for_another_hand(user: User, edition: Edition) -> bool:
    """From the own seat, or from that of an absent person who did not draft it either."""
    persons = user.reach.persons(edition.plan.unit_id, "approver")
    return user.pk in persons or any(not _wrote(person, edition) for person in persons)


def _wrote(person: int | None, edition: Edition) -> bool:
    return person is not None and Edition.objects.filter(pk=edition.pk).drafted_by(person).exists()


@rules.predicate
def asks_it(user: User, owed: Obligation) -> bool:
    return owed.request.unit_id in user.reach.units()


@rules.predicate
def decides_on_it(user: User, owed: Obligation) -> bool:
    return owed.request.unit_id in user.reach.units("manager", "reviewer", "approver")


@rules.predicate
def handed_in_to_own(user: User, report: Report) -> bool:
    return any(o.state in ("handed_in", "accepted") and asks_it(user, o) for o in report.obligations.all())


@rules.predicate
def issued_by_own(user: User, receipt: Receipt) -> bool:
    return receipt.edition.plan.unit_id in user.reach.units()


@rules.predicate
def answers_with_it(user: User, file: AnswerFile) -> bool:
    return sits_at(user, file.obligation.unit)


@rules.predicate
def given_to_own(user: User, file: AnswerFile) -> bool:
    owed = file.obligation
    return owed.state in ("handed_in", "accepted") and asks_it(user, owed)


@rules.predicate
def of_own_answer(user: User, thing: ReportHandIn | ReportNote) -> bool:
    return sits_at(user, thing.obligation.unit)


@rules.predicate
def of_own_request(user: User, thing: ReportHandIn | ReportNote) -> bool:
    return asks_it(user, thing.obligation)


@rules.predicate
def told_already(user: User, note: ReportNote) -> bool:
    """Not while the office still has the answer before it, and the note may change."""
    latest = note.obligation.hand_ins.order_by("-number").values_list("at", flat=True).first()
    return note.obligation.state != "handed_in" or latest is None or note.at < latest


rules.add_perm("campaigns.view_plan", own | any_edition_issued_in_line | any_edition_public)
rules.add_perm("campaigns.view_edition", own | (issued & in_line) | public)
rules.add_perm("campaigns.compare_edition", own | (issued & in_line))
rules.add_perm("campaigns.view_adoption", issued & (own | coordinated))
rules.add_perm("campaigns.print_edition", own)
rules.add_perm("campaigns.draft_plan", holds("drafter"))
rules.add_perm("campaigns.edit_edition", holds("drafter") & being_drafted)
rules.add_perm("campaigns.submit_edition", holds("drafter"))
rules.add_perm("campaigns.sign_edition", holds("approver") & not_own_draft & signs_for_another_hand)
rules.add_perm("campaigns.record_signing", holds("drafter", "approver"))
rules.add_perm(
    "campaigns.review_edition", holds("reviewer", "approver") & own_turn & not_own_draft & turn_of_another_hand
)
rules.add_perm("campaigns.look_at_edition", holds("reviewer", "approver") & still_open)
rules.add_perm("campaigns.record_review", holds("drafter", "reviewer", "approver"))
rules.add_perm("campaigns.comment_edition", holds("drafter", "reviewer", "approver") & still_open)
rules.add_perm("campaigns.return_edition", holds("approver") | (holds("reviewer") & own_turn))
rules.add_perm("campaigns.order_reviews", holds("drafter", "manager"))
rules.add_perm("campaigns.register_edition", holds("drafter", "approver", "manager"))
rules.add_perm("campaigns.correct_number", holds("manager"))
rules.add_perm("campaigns.issue_edition", holds("drafter", "approver"))
rules.add_perm("campaigns.disclose_edition", holds("approver", "drafter"))
rules.add_perm("campaigns.abolish_edition", holds("approver"))
rules.add_perm("campaigns.receive_documents", holds("drafter", "reviewer", "approver", "reporter", "manager"))
rules.add_perm("campaigns.view_receipt", own | issued_by_own)
rules.add_perm("campaigns.view_obligation", own | asks_it | coordinated)
rules.add_perm("campaigns.answer_obligation", holds("reporter", "manager"))
rules.add_perm("campaigns.decide_obligation", decides_on_it)
rules.add_perm("campaigns.view_report", own | handed_in_to_own)
rules.add_perm("campaigns.write_report", holds("reporter", "manager"))
rules.add_perm("campaigns.view_hand_in", of_own_answer | of_own_request)
rules.add_perm("campaigns.view_note", of_own_request | (of_own_answer & told_already))
rules.add_perm("campaigns.ask_units", holds("drafter", "manager"))
rules.add_perm("campaigns.extend_request", holds("manager", "reviewer", "approver"))
rules.add_perm("campaigns.remind_units", holds("drafter", "manager"))
rules.add_perm("campaigns.set_ladder", holds("manager"))
rules.add_perm("campaigns.gather_answers", holds("drafter", "manager"))
rules.add_perm("campaigns.view_answer_file", answers_with_it | given_to_own)
