"""Units that owe a report, each with one person and one chat group: three messages per reminder."""

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from campaigns.choices import Answer
from campaigns.models import Campaign, Obligation, Request
from orgs.beijing import BEIJING
from orgs.models import Region, Robot, Seat, Unit, User

DUE = dt.date(2024, 10, 12)
DAYS = ((9, 30), (10, 11), (10, 14))
# When each of the three reminders is due.
MOMENTS = tuple(dt.datetime(2024, month, day, 10, tzinfo=BEIJING) for month, day in DAYS)
PIECE = 500


@transaction.atomic
def build(number: int, hook: str) -> None:
    """A region with an office that asks, and `number` units that owe."""
    nation = Region(code="100000", name="中华人民共和国", short_name="全国", level="nation", rank=1)
    region = Region.objects.add_root(instance=nation)
    Unit.objects.create(region=region, name="牵头单位", short_name="牵头单位", kind="lead", order=1)
    day = dt.date(2024, 9, 1)
    Campaign.objects.create(year=2024, name="2024年全国“质量月”", starts_on=day, ends_on=day.replace(day=30))
    units = Unit.objects.bulk_create(
        [Unit(region=region, name=f"第{n}单位", short_name=f"第{n}单位", kind="member") for n in range(number)],
        batch_size=PIECE,
    )
    users = User.objects.bulk_create(
        [User(username=f"u{n}", email=f"u{n}@example.test", password=make_password(None)) for n in range(number)],
        batch_size=PIECE,
    )
    Seat.objects.bulk_create(
        [Seat(user=user, unit=unit, role="reporter") for user, unit in zip(users, units, strict=True)], batch_size=PIECE
    )
    Robot.objects.bulk_create(
        [Robot(unit=unit, name="群", url=f"{hook}/{unit.pk}", made_by=users[0]) for unit in units], batch_size=PIECE
    )


@transaction.atomic
def owe(title: str, number: int) -> Request:
    """The first `number` units owe this; nobody is told that it was asked for."""
    office, campaign = Unit.objects.get(kind="lead"), Campaign.objects.get()
    request = Request.objects.create(campaign=campaign, unit=office, title=title, due_on=DUE)
    units = Unit.objects.filter(kind="member").order_by("pk")[:number]
    rows = [Obligation(request=request, unit=unit, due_on=DUE) for unit in units]
    Obligation.objects.bulk_create(rows, batch_size=PIECE)
    return request


def close() -> None:
    """Nothing more is due: the next provocation counts its own."""
    Request.objects.filter(closed_at=None).update(closed_at=timezone.now())


def answer(request: Request) -> None:
    """All of them say that they have nothing to report."""
    request.obligations.update(state=Answer.NIL)
