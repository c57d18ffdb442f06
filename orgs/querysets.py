"""Questions to the organisation's tables; the list twins of the predicates in `rules.py`."""

from django.db import models
from django.db.models import Case, Q, When
from django.utils import timezone
from treebeard.mp_tree import MP_NodeQuerySet


class RegionQuerySet(MP_NodeQuerySet):
    def within(self, path: str) -> "RegionQuerySet":
        """The region with this tree path and everything below it."""
        return self.filter(path__startswith=path)

    def just_below(self, region) -> "RegionQuerySet":
        """The regions one level below this one, in administrative order."""
        return self.filter(path__startswith=region.path, depth=region.depth + 1)


class UnitQuerySet(models.QuerySet):
    def taking_part(self, on=None) -> "UnitQuerySet":
        """Units whose dates cover the Beijing day `on` (default: today)."""
        day = on or timezone.localdate()
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))

    def leads(self) -> "UnitQuerySet":
        return self.filter(kind="lead")

    def managed_by(self, user) -> "UnitQuerySet":
        """Units whose people `user` may invite and remove: a manager's own and its sections."""
        return self.filter(pk__in=user.reach.units("manager"))

    def coordinated_by(self, user) -> "UnitQuerySet":
        """Units in the regions that the user's lead offices coordinate, and the user's own."""
        return self.filter(below(user.reach.paths, "region__path") | Q(pk__in=user.reach.units()))


class SeatQuerySet(models.QuerySet):
    def current(self) -> "SeatQuerySet":
        return self.filter(ended_at=None, user__is_active=True)

    def acted_by(self, user, on=None) -> "SeatQuerySet":
        """Current seats from which the person acts on the Beijing day `on` (default: today): the own ones, and those of
        absent people as their deputy."""
        return self.current().filter(Q(user=user.pk) | Q(pk__in=user.deputising.active(on).values("seat")))

    def deputable_by(self, user) -> "SeatQuerySet":
        """Current seats for which the person may name a deputy: the own ones, and those at units the person manages."""
        return self.current().filter(Q(user=user.pk) | Q(unit__in=user.reach.units("manager")))

    def managed_by(self, user) -> "SeatQuerySet":
        return self.filter(unit__in=user.reach.units("manager"))

    def highest_office(self) -> int | None:
        """The depth in the tree (nation 1, province 2 …) of the highest lead office at which anybody works."""
        depths = self.current().filter(unit__kind="lead").order_by("unit__region__depth")
        return depths.values_list("unit__region__depth", flat=True).first()


class DeputyQuerySet(models.QuerySet):
    def active(self, on=None) -> "DeputyQuerySet":
        """Those whose days cover the Beijing day `on` (default: today), both ends included."""
        day = on or timezone.localdate()
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def not_over(self) -> "DeputyQuerySet":
        return self.filter(ends_on__gte=timezone.localdate())

    def visible_to(self, user) -> "DeputyQuerySet":
        """For one's own seats, by oneself, and at the units one manages."""
        return self.filter(Q(seat__user=user.pk) | Q(deputy=user.pk) | Q(seat__unit__in=user.reach.units("manager")))


class InvitationQuerySet(models.QuerySet):
    def managed_by(self, user) -> "InvitationQuerySet":
        return self.filter(unit__in=user.reach.units("manager"))

    def waiting(self) -> "InvitationQuerySet":
        """Neither used nor revoked, and not past their time."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())


class AuditQuerySet(models.QuerySet):
    def managed_by(self, user) -> "AuditQuerySet":
        """What happened at the units whose people the user manages."""
        return self.filter(unit__in=user.reach.units("manager"))


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user, on=None) -> "MessageQuerySet":
        """In-portal messages of the posts this user holds now, or acts from as a deputy on the Beijing day `on`
        (default: today)."""
        acting = Q(seat__user=user.pk) | Q(seat__in=user.deputising.active(on).values("seat"))
        return self.filter(acting, channel="portal", state="sent", seat__ended_at=None)

    def overseen_by(self, user) -> "MessageQuerySet":
        """Messages to the people and chat groups of units this user manages: the outbox page."""
        mine = user.reach.units("manager")
        return self.filter(Q(seat__unit__in=mine) | Q(robot__unit__in=mine))

    def unread(self) -> "MessageQuerySet":
        return self.filter(read_at=None)

    def failures_first(self) -> "MessageQuerySet":
        """Failed, then on their way, then the rest; the latest first within each."""
        rank = Case(When(state="failed", then=0), When(state__in=("waiting", "sending"), then=1), default=2)
        return self.order_by(rank, "-posted_at", "-pk")


def below(paths, field: str) -> Q:
    """Match rows whose tree path starts with one of `paths`; nothing when there are none."""
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(**{f"{field}__startswith": path})
    return found


def above(paths, field: str) -> Q:
    """Match rows whose tree path is a prefix of one of `paths` (the region itself and those above it)."""
    prefixes = {path[:end] for path in paths for end in range(4, len(path) + 1, 4)}
    return Q(**{f"{field}__in": prefixes})


class RobotQuerySet(models.QuerySet):
    def managed_by(self, user) -> "RobotQuerySet":
        """Robots of the chat groups of units that the user manages."""
        return self.filter(unit__in=user.reach.units("manager"))


class ApiTokenQuerySet(models.QuerySet):
    def managed_by(self, user) -> "ApiTokenQuerySet":
        """Keys of the units that the user manages."""
        return self.filter(unit__in=user.reach.units("manager"))

    def alive(self) -> "ApiTokenQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())
