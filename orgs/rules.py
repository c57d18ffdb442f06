"""Who may do what with people and units: tiny predicates, the twins of the querysets' scopes."""

import rules

from orgs.models import Unit, User


@rules.predicate
def manages(user: User, unit: Unit) -> bool:
    return unit.pk in user.reach.units("manager")


@rules.predicate
def sits_at(user: User, unit: Unit) -> bool:
    return unit.pk in user.reach.units()


rules.add_perm("orgs.view_unit_people", sits_at)
rules.add_perm("orgs.manage_unit", manages)
