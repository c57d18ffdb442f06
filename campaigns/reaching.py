"""Units in which nobody can be reached about what they owe: said to the office that asks, with what can be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from campaigns.obliging import ANSWERING
from orgs.among import Among
from orgs.models import Deputy, Robot, Seat, Unit

NOBODY = "还没有可以填报的人员"
# nobody there could invite anybody: a section's people come by its bureau, all others' by the administrator
OPEN_OR_ENTER = "可请系统管理员（内设机构由所在单位管理岗）开通账号，也可由本单位代录、发答复链接"
SILENT = "有填报人员，但没有登记电话和邮箱"


@dataclass(frozen=True)
class Unreachable:
    unit: Unit
    why: str
    do: str

    @property
    def is_empty(self) -> bool:
        return self.why == NOBODY


def unreachable(
    units: Iterable[Unit], ways: QuerySet | None = None, reached: Mapping[int, bool] | None = None
) -> list[Unreachable]:
    """Of these units, in their order, those without a current seat of 填报 or 管理, and those where no holder (or
    deputy of today) has a mail address or telephone number and no chat group has a robot. One query, or none when
    `ways` into the units were read already, or all of whom are `reached` is known."""
    units = list(units)
    if reached is None:
        reached = reach_of(ways_into(unit.pk for unit in units) if ways is None else ways)
    found = []
    for unit in units:
        if unit.pk not in reached:
            found.append(Unreachable(unit, NOBODY, OPEN_OR_ENTER))
        elif not reached[unit.pk]:
            found.append(Unreachable(unit, SILENT, "消息只在系统内，请提醒对方登录查看，并补登联系电话或邮箱"))
    return found


def ways_into(units: Iterable[int]) -> QuerySet:
    """A row for each seat that answers: its unit, then by what the holder can be reached outside the portal."""
    deputies = Deputy.objects.active().filter(seat=OuterRef("pk"), deputy__is_active=True)
    deputies = deputies.filter(~Q(deputy__email="") | ~Q(deputy__phone=""))
    robots = Robot.objects.filter(unit=OuterRef("unit"), disabled_at=None)
    seats = Seat.objects.current().filter(Among("unit_id", set(units)), role__in=ANSWERING).order_by()
    seats = seats.annotate(stands_in=Exists(deputies), in_group=Exists(robots))
    return seats.values_list("unit", "user__email", "user__phone", "stands_in", "in_group")


def reach_of(ways: QuerySet) -> dict[int, bool]:
    """Of the units with somebody at a seat that answers: whether that person can be reached outside the portal."""
    found: dict[int, bool] = {}
    for unit, *each in ways:
        found[unit] = found.get(unit, False) or any(each)
    return found
