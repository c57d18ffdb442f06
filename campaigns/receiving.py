"""签收: the units to which an issued document goes confirm that it has arrived; a new edition asks again."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from campaigns.addressing import Place, is_expected
from campaigns.choices import State
from campaigns.models import Campaign, Edition, Receipt
from orgs import audit
from orgs.models import Unit, User
from orgs.together import bring, together

# whoever works at a unit may confirm for it; 查看 alone may not
ROLES = ("drafter", "reviewer", "approver", "reporter", "manager")


@dataclass(frozen=True)
class Line:
    """One unit of the list: its receipt, or None as long as it has not confirmed."""

    unit: Unit
    receipt: Receipt | None


@dataclass(frozen=True)
class Board:
    """Who has confirmed an edition and who has not, in administrative order."""

    lines: list[Line]

    @property
    def received(self) -> int:
        return sum(line.receipt is not None for line in self.lines)


@transaction.atomic
def receive(*, edition: Edition, unit: Unit, by: User) -> Receipt:
    """Confirm for the unit, once; a second time changes nothing. Raises ValidationError when it is not for this unit,
    or the edition is no longer in force (the later one asks for itself)."""
    there = Receipt.objects.filter(edition=edition, unit=unit).first()
    if there is not None:
        return there
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.state != State.ISSUED:
        raise ValidationError(f"这一稿{locked.get_state_display()}，不必签收。请查看现行的文件。")
    if unit.pk not in {each.pk for each in expected(edition)}:
        raise ValidationError(f"这份文件没有发给{unit}，不必签收。")
    receipt, fresh = Receipt.objects.get_or_create(edition=edition, unit=unit, defaults={"by": by})
    if fresh:
        audit.record("方案·签收", edition, by=by, unit=unit, name=str(unit))
    return receipt


def units_around(edition: Edition) -> QuerySet[Unit]:
    """Every unit that could be meant: those of the region and one level below, the letterhead's members, the named."""
    issuer, letterhead = edition.plan.unit, edition.plan.letterhead
    found = Q(kind="lead", region__path__startswith=issuer.region.path, region__depth=issuer.region.depth + 1)
    found |= Q(kind="member", region=issuer.region) | Q(pk__in=edition.parties.exclude(unit=None).values("unit"))
    if letterhead:
        found |= Q(pk__in=letterhead.membership.order_by().values("unit"))
    return Unit.objects.filter(found).taking_part().select_related("region")


def receipts_of(edition: Edition) -> QuerySet[Receipt]:
    return edition.receipts.select_related("unit__region", "by")


def expected(edition: Edition, units: Iterable[Unit] | None = None) -> list[Unit]:
    """The units that are to confirm, in administrative order; one query, none where those around it (`units`),
    parties and members are at hand."""
    issuer = edition.plan.unit
    if units is None:
        together(units := units_around(edition), *brought(edition))
    members, here, parties = _members(edition), _place(issuer), list(edition.parties.all())
    found = [unit for unit in units if is_expected(_place(unit), here, parties, members)]
    return sorted(found, key=lambda unit: (unit.region.path, unit.order, unit.pk))


def brought(edition: Edition) -> tuple[QuerySet, ...]:
    """What decides who is expected, for reading it together with other things."""
    letterhead = edition.plan.letterhead
    return (*bring(edition, "parties"), *(bring(letterhead, "membership") if letterhead else ()))


def board(edition: Edition, units: Iterable[Unit] | None = None) -> Board:
    """For the issuing unit. One query, or none: see `expected`."""
    units = units_around(edition) if units is None else units
    asked = [units] if isinstance(units, QuerySet) else []
    together(*asked, *brought(edition), *bring(edition, receipts=receipts_of(edition)))
    receipts = {receipt.unit_id: receipt for receipt in edition.receipts.all()}
    lines = [Line(unit, receipts.pop(unit.pk, None)) for unit in expected(edition, units)]
    return Board(lines + [Line(receipt.unit, receipt) for receipt in receipts.values()])


def awaited(user: User, campaigns: Iterable[Campaign]) -> list[tuple[Edition, Unit]]:
    """Editions in force that units of the user are still to confirm. Five queries at most, however many there are."""
    units = list(Unit.objects.filter(pk__in=user.reach.units(*ROLES)).taking_part().select_related("region"))
    if not units:
        return []
    paths = {path for unit in units for path in (unit.region.path, unit.region.path[:-4])}
    to_units = Q(plan__unit__region__path__in=paths) | Q(parties__unit__in=units)
    in_force = Edition.objects.issued().filter(to_units, plan__campaign__in=list(campaigns)).distinct()
    related = in_force.select_related("plan__unit__region", "plan__campaign", "plan__letterhead")
    editions = related.prefetch_related("parties", "receipts", "plan__letterhead__membership")
    return [(edition, unit) for edition in editions for unit in units if _awaits(edition, unit)]


def own_receipts(edition: Edition, user: User, units: Iterable[Unit] | None = None) -> list[Line]:
    """Units of the user to which this edition goes, each with its receipt. Two queries, or none: see `expected`."""
    mine = user.reach.units()
    if edition.plan.unit_id in mine and len(mine) == 1:
        return []
    together(*bring(edition, receipts=receipts_of(edition).filter(unit__in=mine)))
    receipts = {row.unit_id: row for row in edition.receipts.all() if row.unit_id in mine}
    found = [unit for unit in expected(edition, units) if unit.pk in mine] if edition.state == State.ISSUED else []
    known = {unit.pk: unit for unit in found} | {row.unit_id: row.unit for row in receipts.values()}
    return [Line(unit, receipts.get(pk)) for pk, unit in known.items()]


def _awaits(edition: Edition, unit: Unit) -> bool:
    if any(receipt.unit_id == unit.pk for receipt in edition.receipts.all()):
        return False
    return is_expected(_place(unit), _place(edition.plan.unit), edition.parties.all(), _members(edition))


def _members(edition: Edition) -> list[int]:
    letterhead = edition.plan.letterhead
    return [row.unit_id for row in letterhead.membership.all()] if letterhead else []


def _place(unit: Unit) -> Place:
    return Place(unit.pk, unit.kind, unit.region.path, unit.within_id is not None)
