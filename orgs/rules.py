"""Who may do what with people and units: tiny predicates, the twins of the querysets' scopes."""

import rules

from orgs.models import ApiToken, Seat, Unit, User


@rules.predicate
def manages(user: User, unit: Unit) -> bool:
    return unit.pk in user.reach.units("manager")


@rules.predicate
def sits_at(user: User, unit: Unit) -> bool:
    return unit.pk in user.reach.units()


@rules.predicate
def holds_it(user: User, seat: Seat) -> bool:
    return seat.user_id == user.pk


@rules.predicate
def manages_its_unit(user: User, seat: Seat) -> bool:
    return manages(user, seat.unit)


@rules.predicate
def manages_the_keys_unit(user: User, token: ApiToken) -> bool:
    return manages(user, token.unit)


rules.add_perm("orgs.hand_over_seat", holds_it | manages_its_unit)
rules.add_perm("orgs.view_unit_people", sits_at)
rules.add_perm("orgs.manage_unit", manages)
rules.add_perm("orgs.revoke_token", manages_the_keys_unit)
