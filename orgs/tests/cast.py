"""The cast and their small world: nation › 福建 › 福州 › 鼓楼, 福建 › 厦门, and 湖南 › 岳阳 as the foreign province."""

from types import SimpleNamespace

import pytest

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
    """
    world = SimpleNamespace(regions={}, people={}, units=[])
    paths: dict = {}
    for code, name, level, parent in REGIONS:
        above = paths.get(parent, "")
        nth = sum(1 for p in paths.values() if p[:-4] == above and len(p) == len(above) + 4) + 1
        paths[code] = above + f"{nth:04d}"
        region = Region.objects.create(path=paths[code], depth=len(paths[code]) // 4, numchild=0, code=code, name=name,
                                       short_name=name[:2], level=level, rank=int(code))  # fmt: skip
        office = name.replace("中华人民共和国", "国家") + "市场监督管理局"
        unit = Unit.objects.create(region=region, name=office, short_name=office[:4] + "局", kind="lead", order=1)
        world.regions[NAMES[code]] = region
        setattr(world, NAMES[code], unit)
        for role in ROLES:
            _person(world, f"{NAMES[code]}.{role}", unit, role)
    world.letterhead = Letterhead.objects.create(unit=world.fujian, name="福建省质量强省办", agency_code="闽质强省办")
    world.housing = Unit.objects.create(region=world.regions["fuzhou"], name="福州市住房和城乡建设局",
                                        short_name="市住建局", kind="member", order=2)  # fmt: skip
    world.section = Unit.objects.create(region=world.regions["fuzhou"], name="质量发展科", short_name="质量科",
                                        kind="section", within=world.fuzhou)  # fmt: skip
    _person(world, "housing.reporter", world.housing, "reporter")
    world.people["outsider"] = _user("outsider")
    return world


def _user(username: str) -> User:
    user = User(username=username, email=f"{username}@example.test", display_name=username)
    user.set_password("secret-12345")
    user.save()
    return user


def _person(world: SimpleNamespace, name: str, unit: Unit, role: str) -> None:
    world.people[name] = _user(name)
    Seat.objects.create(user=world.people[name], unit=unit, role=role)


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
