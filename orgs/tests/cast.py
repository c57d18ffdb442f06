"""The cast and their small world: nation › 福建 › 福州 › 鼓楼, 福建 › 厦门, and 湖南 › 岳阳 as the foreign province."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.hashers import make_password

from orgs.models import Letterhead, Region, Seat, Unit, User

REGIONS = (
    # code, name, level, parent
    ("100000", "中华人民共和国", "nation", None),
    ("350000", "福建省", "province", "100000"),
    ("430000", "湖南省", "province", "100000"),
    ("350100", "福州市", "prefecture", "350000"),
    ("350200", "厦门市", "prefecture", "350000"),
    ("430600", "岳阳市", "prefecture", "430000"),
    ("350102", "鼓楼区", "county", "350100"),
)
ROLES = ("drafter", "approver", "reporter", "manager", "viewer")
NAMES = {"100000": "nation", "350000": "fujian", "430000": "hunan", "350100": "fuzhou", "350200": "xiamen",
         "430600": "yueyang", "350102": "gulou"}  # fmt: skip


def make_world() -> SimpleNamespace:
    """Regions, a lead office each, a member body and a section in 福州, and five people at every lead office.

    `world.fuzhou` is the unit, `world.regions["fuzhou"]` the region, `world.people["fuzhou.drafter"]` the person;
    everybody's password is `secret-12345`. `world.people["outsider"]` holds no seat.

    Most tests begin with it, so each table is filled at once.
    """
    world = SimpleNamespace(regions={}, people={}, units=[])
    world.regions = {NAMES[region.code]: region for region in Region.objects.bulk_create(_regions())}
    offices = Unit.objects.bulk_create(_office(region) for region in world.regions.values())
    for name, office in zip(world.regions, offices, strict=True):
        setattr(world, name, office)
    world.letterhead = Letterhead.objects.create(unit=world.fujian, name="福建省质量强省办", agency_code="闽质强省办")
    fuzhou = world.regions["fuzhou"]
    world.housing, world.section = Unit.objects.bulk_create(
        (
            Unit(region=fuzhou, name="福州市住房和城乡建设局", short_name="市住建局", kind="member", order=2),
            Unit(region=fuzhou, name="质量发展科", short_name="质量科", kind="section", within=world.fuzhou),
        )
    )
    seats = [(name, getattr(world, name), role) for name in world.regions for role in ROLES]
    seats.append(("housing", world.housing, "reporter"))
    _seat_people(world, seats)
    return world


def _regions() -> list[Region]:
    paths: dict = {}
    found = []
    for code, name, level, parent in REGIONS:
        above = paths.get(parent, "")
        nth = sum(1 for p in paths.values() if p[:-4] == above and len(p) == len(above) + 4) + 1
        paths[code] = above + f"{nth:04d}"
        found.append(Region(path=paths[code], depth=len(paths[code]) // 4, numchild=0, code=code, name=name,
                            short_name=name[:2], level=level, rank=int(code)))  # fmt: skip
    return found


def _office(region: Region) -> Unit:
    name = region.name.replace("中华人民共和国", "国家") + "市场监督管理局"
    return Unit(region=region, name=name, short_name=name[:4] + "局", kind="lead", order=1)


def _seat_people(world: SimpleNamespace, seats: list[tuple[str, Unit, str]]) -> None:
    names = [f"{place}.{role}" for place, _, role in seats]
    password = make_password("secret-12345")
    world.people = {
        user.username: user
        for user in User.objects.bulk_create(
            User(username=name, email=f"{name}@example.test", display_name=name, password=password)
            for name in [*names, "outsider"]
        )
    }
    Seat.objects.bulk_create(
        Seat(user=world.people[name], unit=unit, role=role) for name, (_, unit, role) in zip(names, seats, strict=True)
    )


@pytest.fixture
def world(db) -> SimpleNamespace:
    return make_world()


@pytest.fixture
def as_(client, world):
    """`as_("fuzhou.drafter")` → a test client logged in as that person."""

    def log_in(name: str):
        from django.test import Client

        found = Client()
        found.force_login(world.people[name], backend="django.contrib.auth.backends.ModelBackend")
        return found

    return log_in
