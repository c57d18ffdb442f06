"""Who may do what with cases, pasted material and contact links."""

import rules

from activities.models import ActivityLink, Case, Material, MaterialFile, PutForward
from activities.rules.activities import REPORTING, REVIEWING
from orgs.models import Region, Unit, User


@rules.predicate
def writes_case(user: User, case: Case) -> bool:
    return case.unit_id in user.reach.units(*REPORTING)


@rules.predicate
def own_case(user: User, case: Case) -> bool:
    return case.unit_id in user.reach.units()


@rules.predicate
def received_case(user: User, case: Case) -> bool:
    return any(received.office_id in user.reach.units() for received in case.put_forward.all())


@rules.predicate
def public_case(user: User, case: Case) -> bool:
    return case.is_public


@rules.predicate
def leads_case_unit(user: User, case: Case) -> bool:
    return case.unit_id in user.reach.units(*REVIEWING)


@rules.predicate
def answers_case(user: User, received: PutForward) -> bool:
    return received.office_id in user.reach.offices(*REVIEWING)


@rules.predicate
def enters_for(user: User, unit: Unit) -> bool:
    """Twin of `entering.units_of`: units that the user's lead office decides on, but for those of the user's own."""
    if unit.pk in user.reach.units(*REPORTING):
        return False
    path = unit.region.path
    nearby = (over for over in user.reach.offices(*REPORTING).values())
    return any(path == over or (unit.is_lead and path[: -Region.steplen] == over) for over in nearby)


@rules.predicate
def holds_material(user: User, material: Material) -> bool:
    return bool({material.unit_id, material.entered_by_id} & user.reach.units())


@rules.predicate
def sorts_material(user: User, material: Material) -> bool:
    return bool({material.unit_id, material.entered_by_id} & user.reach.units(*REPORTING))


@rules.predicate
def holds_its_material(user: User, file: MaterialFile) -> bool:
    return holds_material(user, file.material)


@rules.predicate
def of_own_office(user: User, link: ActivityLink) -> bool:
    return link.office_id in user.reach.offices(*REPORTING, "reviewer")


@rules.predicate
def sends_links(user: User, link: ActivityLink) -> bool:
    return link.office_id in user.reach.offices(*REPORTING)


rules.add_perm("activities.view_case", own_case | received_case | public_case)
rules.add_perm("activities.write_case", writes_case)
rules.add_perm("activities.disclose_case", leads_case_unit)
rules.add_perm("activities.answer_case", answers_case)
rules.add_perm("activities.enter_for", enters_for)
rules.add_perm("activities.send_link", enters_for)
rules.add_perm("activities.view_material", holds_material)
rules.add_perm("activities.sort_material", sorts_material)
rules.add_perm("activities.fetch_material", holds_its_material)
rules.add_perm("activities.view_link", of_own_office)
rules.add_perm("activities.revoke_link", sends_links)
