"""Who may do what with people and units: tiny predicates, the twins of the querysets' scopes."""

import rules

from orgs.models import ApiToken, Region, Robot, Seat, Unit, User


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


@rules.predicate
def manages_the_robots_unit(user: User, robot: Robot) -> bool:
    return manages(user, robot.unit)


@rules.predicate
def runs_the_installation(user: User) -> bool:
    """Who administers it, and 管理 at the highest lead office at which anybody of it works (the nation's, or a
    province's where the installation is the province's own)."""
    if user.is_staff:
        return True
    depths = [len(path) // Region.steplen for path in user.reach.offices("manager").values()]
    return bool(depths) and min(depths) == Seat.objects.highest_office()


rules.add_perm("orgs.manage_robot", manages_the_robots_unit)
rules.add_perm("orgs.view_status", runs_the_installation)
rules.add_perm("orgs.hand_over_seat", holds_it | manages_its_unit)
rules.add_perm("orgs.view_unit_people", sits_at)
rules.add_perm("orgs.manage_unit", manages)
rules.add_perm("orgs.revoke_token", manages_the_keys_unit)
