"""What the benchmark of 各地列入情况 measures: a nation, provinces and cities, a plan of each, taken over in part."""

import datetime as dt
import random
import uuid

from campaigns.choices import Change, Kind, Scope, State
from campaigns.models import Campaign, Edition, Item, Placement, Plan
from orgs.models import Region, Seat, Unit, User

SHAPE = (("nation", 1), ("province", 31), ("prefecture", 340))
COUNTS = ((Kind.SLOGAN, 10), (Kind.SECTION, 6), (Kind.ARRANGEMENT, 12), (Kind.ACTION, 32))


def prepare() -> tuple[Edition, User]:
    """31 + 340 issued plans under a national one of 60 items, and somebody who may look at it."""
    units = _tree()
    day = dt.date(2024, 9, 1)
    campaign = Campaign.objects.create(
        year=2024, name="2024年全国“质量月”", starts_on=day, ends_on=dt.date(2024, 9, 30)
    )
    plans = [Plan(campaign=campaign, unit=unit, scope=Scope.REGION) for unit in units]
    Plan.objects.bulk_create(plans)
    by_path = {plan.unit.region.path: plan for plan in plans}
    for plan in plans[1:]:
        plan.parent = by_path[plan.unit.region.path[:-4]]
    Plan.objects.bulk_update(plans, ["parent"])
    editions = [Edition(plan=plan, state=State.ISSUED, title=f"{plan.unit}的通知") for plan in plans]
    Edition.objects.bulk_create(editions)
    of_plan = {edition.plan_id: edition for edition in editions}
    for edition in editions[1:]:
        edition.based_on = of_plan[edition.plan.parent_id or 0]
    Edition.objects.bulk_update(editions, ["based_on"])
    _write(editions)
    user = User.objects.create(username="bench")
    Seat.objects.create(user=user, unit=units[0], role="viewer")
    return editions[0], user


def _tree() -> list[Unit]:
    rows: list[Region] = []
    above = [""]
    for depth, (level, number) in enumerate(SHAPE, start=1):
        paths = [f"{above[n % len(above)]}{n // len(above) + 1:04d}" for n in range(number)]
        rows += [
            Region(path=path, depth=depth, numchild=0, code=f"{len(rows) + n:06d}", name=f"地区{path}",
                   short_name=f"地区{n}", level=level, rank=n)
            for n, path in enumerate(paths)
        ]  # fmt: skip
        above = paths
    Region.objects.bulk_create(rows)
    units = [Unit(region=r, name=f"{r.name}局", short_name="局", kind="lead") for r in rows]
    Unit.objects.bulk_create(units)
    return units


def _write(editions: list[Edition]) -> None:
    """The first edition's items, and in every other each of them kept, adapted or left out by chance."""
    chance = random.Random(2024)  # noqa: S311  (documents to count, no secrets)
    asked = [(kind, n) for kind, number in COUNTS for n in range(number)]
    keys = [uuid.UUID(int=n + 1) for n in range(len(asked))]
    homes = [key for key, (kind, _) in zip(keys, asked, strict=True) if kind == Kind.ARRANGEMENT]
    items, places = [], []
    for edition in editions:
        for key, (kind, n) in zip(keys, asked, strict=True):
            change = chance.choice((Change.INHERITED, Change.INHERITED, Change.ADAPTED, Change.WITHDRAWN))
            change = Change.ADDED if edition is editions[0] else change
            text = f"第{n}项：结合实际组织开展质量提升活动。" + (
                f"（{edition.pk % 7}）" if change == Change.ADAPTED else ""
            )
            items.append(
                Item(
                    edition=edition, key=key, root=key, kind=kind, heading=f"{kind.label}{n}", text=text, change=change
                )
            )
            if edition is editions[0]:
                under = homes[n % len(homes)] if kind == Kind.ACTION else None
                places.append(Placement(edition=edition, key=key, under=under, position=n // 12 if under else n))
    Item.objects.bulk_create(items, batch_size=2000)
    Placement.objects.bulk_create(places)


def unit_by_unit(edition: Edition) -> int:
    """The same matrix by a query for each unit, as pages are often written; returns how many cells it filled."""
    keys = set(edition.items.filter(kind=Kind.ARRANGEMENT).values_list("key", flat=True))
    below = Unit.objects.filter(region__path__startswith=edition.plan.unit.region.path, region__depth=2)
    cells = 0
    for unit in below.select_related("region"):
        theirs = Edition.objects.issued().filter(plan__unit=unit).first()
        if theirs is not None:
            cells += sum(item.key in keys for item in theirs.items.select_related("origin"))
    return cells
