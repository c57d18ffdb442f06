"""Who works beside whom: the people of a unit, of its sections, and of the bureau it stands in."""

from django.db.models import Q, QuerySet

from orgs.models import Seat, Unit, User


def colleagues(unit: Unit) -> QuerySet[User]:
    """People with a current post in the same bureau."""
    bureau = unit.within_id or unit.pk
    seats = Seat.objects.current().filter(Q(unit=bureau) | Q(unit__within=bureau))
    return User.objects.filter(pk__in=seats.values("user")).order_by("display_name", "username", "pk")
