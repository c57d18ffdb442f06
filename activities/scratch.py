"""Made-up data as large as the country: 3,222 lead offices, their reports, hundreds of thousands of activities.

For benchmarks and `manage.py generate_load`, never beside real data. The same seed gives the same data.
"""

import datetime as dt
import itertools
import random
import uuid
from collections.abc import Iterator

from django.db import connection
from django.db.models import F

from activities import kept_tallies
from activities.choices import Outcome, Sort, State
from activities.models import Activity, Case, CoHolder, Photo
from campaigns.choices import Answer, Change, Kind, Scope
from campaigns.choices import State as Standing
from campaigns.models import Campaign, Edition, Item, Obligation, Placement, Plan, Report, Request
from orgs.beijing import BEIJING
from orgs.models import Region, Seat, Unit, User

SHAPE = (("nation", 1), ("province", 31), ("prefecture", 340), ("county", 2850))
WORDS = {"nation": "全国", "province": "省", "prefecture": "市", "county": "县"}
FIRST, LAST = dt.date(2024, 9, 1), dt.date(2024, 9, 30)
ACTIONS = ("计量服务中小企业行", "质量强企经验交流", "优质服务基层行", "标准助企", "检验检测开放日", "质量月启动仪式",
           "特种设备安全进社区",
           "消费品质量安全宣传", "质量管理体系升级", "品牌故事征集", "小微企业质量帮扶", "质量知识竞赛")  # fmt: skip
PLACES = ("", "市民广场", "高新区产业园", "质量基础设施一站式服务中心", "职业技术学院", "农贸市场", "检验检测院")
TEXTS = ("现场讲解{0}政策，发放资料，解答企业提出的计量、标准、认证问题，参加人员反响良好。",
         "组织辖区企业围绕{0}交流做法，介绍卓越绩效、六西格玛等管理方法，形成改进清单并逐条跟进。",
         "面向群众开放实验室，演示水表、燃气表和电子秤检定过程，结合{0}宣传质量知识。", "")  # fmt: skip
PIECE = 5_000  # rows made and sent at once, so that memory stays small


def tree() -> Campaign:
    """1 + 31 + 340 + 2,850 regions with a lead office each, and the campaign of 2024."""
    rows: list[Region] = []
    above = [("", "")]
    for depth, (level, number) in enumerate(SHAPE, start=1):
        born = [
            (f"{above[n % len(above)][0]}{n // len(above) + 1:04d}", f"第{n + 1}{WORDS[level]}") for n in range(number)
        ]
        rows += [
            Region(path=path, depth=depth, numchild=0, code=f"{100_000 + len(rows) + n:06d}", name=name,
                   short_name=name, level=level, rank=n)
            for n, (path, name) in enumerate(born)
        ]  # fmt: skip
        above = born
    Region.objects.bulk_create(rows)
    Unit.objects.bulk_create(
        Unit(region=r, name=f"{r.name}市场监督管理局", short_name=f"{r.name}局", kind="lead")
        for r in Region.objects.all()
    )
    return Campaign.objects.create(year=2024, name="2024年全国“质量月”", starts_on=FIRST, ends_on=LAST)


def people(password: str | None = None) -> list[User]:
    """A manager at the first office of each level: load.nation, load.province, load.prefecture, load.county.

    Without a password nobody can log in as them.
    """
    found = []
    for level, _ in SHAPE:
        user = User(username=f"load.{level}", display_name=f"{WORDS[level]}级管理员")
        user.set_password(password)
        user.save()
        office = Unit.objects.filter(region__level=level).order_by("region__path")[0]
        Seat.objects.create(user=user, unit=office, role="manager")
        found.append(user)
    return found


def notice(campaign: Campaign) -> list[Item]:
    """The national notice in force with its actions, which activities carry out."""
    nation = Unit.objects.get(region__depth=1)
    plan = Plan.objects.create(campaign=campaign, unit=nation, scope=Scope.REGION)
    edition = Edition.objects.create(
        plan=plan, state=Standing.ISSUED, title=f"关于开展{campaign.year}年“质量月”活动的通知"
    )
    top = uuid.UUID(int=1)
    items = [Item(edition=edition, key=top, root=top, kind=Kind.ARRANGEMENT, heading="专项行动", change=Change.ADDED)]
    for n, heading in enumerate(ACTIONS, start=2):
        key = uuid.UUID(int=n)
        items.append(Item(edition=edition, key=key, root=key, kind=Kind.ACTION, heading=heading, change=Change.ADDED))
    Item.objects.bulk_create(items)
    Placement.objects.bulk_create(
        Placement(edition=edition, key=item.key, under=top if n else None, position=max(n - 1, 0))
        for n, item in enumerate(items)
    )
    return items[1:]


def reports(campaign: Campaign) -> None:
    """Every lead office owes a summary and has handed it in."""
    nation, due = Unit.objects.get(region__depth=1), dt.date(2024, 10, 12)
    asked = Request.objects.create(campaign=campaign, unit=nation, title="报送“质量月”活动总结", due_on=due)
    at, units = _morning(due), list(Unit.objects.order_by("pk"))
    made = Report.objects.bulk_create(
        (Report(campaign=campaign, unit=unit, title=f"{unit}总结", text=TEXTS[0], handed_in_at=at) for unit in units),
        batch_size=PIECE,
    )
    Obligation.objects.bulk_create(
        (Obligation(request=asked, unit=report.unit, due_on=due, state=Answer.HANDED_IN, report=report,
                    first_handed_in_at=at) for report in made),
        batch_size=PIECE,
    )  # fmt: skip


def activities(campaign: Campaign, number: int, *, seed: int = 2024) -> None:
    """So many activities over units, days, kinds, actions, states and outcomes."""
    chance = random.Random(seed)  # noqa: S311  (data to count, no secrets)
    plan = Plan.objects.filter(campaign=campaign).first()
    actions = list(Item.objects.filter(edition__plan=plan, kind=Kind.ACTION).order_by("pk")) if plan else []
    units = list(Unit.objects.order_by("pk").values_list("pk", "short_name"))
    days = [campaign.starts_on + dt.timedelta(days=n) for n in range(-20, 50)]
    weights = [8 if campaign.starts_on <= day <= campaign.ends_on else 1 for day in days]
    rows = (_activity(campaign, chance, *_pick(chance, units, actions), chance.choices(days, weights)[0])
            for _ in range(number))  # fmt: skip
    for piece in _pieces(rows):
        for each in piece:
            each.plan = plan if each.item_key else None
        Activity.objects.bulk_create(piece)


def year_before(campaign: Campaign, number: int, photos: int) -> Campaign:
    """The campaign before, with activities and photos of its own."""
    year = campaign.year - 1
    first, last = (day.replace(year=year) for day in (campaign.starts_on, campaign.ends_on))
    made = Campaign.objects.create(year=year, name=f"{year}年全国“质量月”", starts_on=first, ends_on=last)
    activities(made, number, seed=year)
    extras(made, photos=photos, seed=year)
    return made


def _pick(chance: random.Random, units: list, actions: list) -> tuple[tuple[int, str], Item | None]:
    return chance.choice(units), chance.choice(actions) if actions and chance.random() < 0.75 else None


def _activity(campaign: Campaign, chance: random.Random, unit: tuple[int, str], action: Item | None, day: dt.date):
    about = action.heading if action else chance.choice(ACTIONS)
    state = chance.choices(State.values, (8, 30, 4, 58))[0]
    number = chance.randrange(1000)
    return Activity(
        public_id=f"{chance.getrandbits(96):024x}"[:16],
        campaign=campaign,
        unit_id=unit[0],
        title=f"{unit[1]}开展“{about}”活动（第{number}场）",
        item_key=action.key if action else None,
        item_root=action.root if action else None,
        held_on=day,
        ends_on=day + dt.timedelta(days=2) if number % 9 == 0 else None,
        place=chance.choice(PLACES),
        text=chance.choice(TEXTS).format(about),
        sort=chance.choices([*Sort.values, ""], (34, 14, 10, 18, 14, 6, 4))[0],
        outcome=chance.choices(Outcome.values, (90, 5, 3, 2))[0],
        state=state,
        handed_in_at=_morning(day) + dt.timedelta(seconds=chance.randrange(400_000)) if state != "draft" else None,
        enterprises=chance.choice((None, number % 50)),
        workers=number % 300,
        residents=number % 700,
        residents_qualifier=chance.choice(("", "", "余")),
    )


def extras(campaign: Campaign, *, photos: int, seed: int = 2024) -> None:
    """Photos (rows without files) in threes, joint holders and cases of some activities."""
    chance = random.Random(seed)  # noqa: S311  (data to count, no secrets)
    pks = list(Activity.objects.filter(campaign=campaign).order_by("pk").values_list("pk", "unit_id"))
    chance.shuffle(pks)
    shown = itertools.islice(((pk, n) for pk, _ in itertools.cycle(pks) for n in range(3)), photos)
    pictures = (
        Photo(public_id=f"{chance.getrandbits(96):024x}"[:16], activity_id=pk, stem=f"none/{n}", width=1600,
              height=1200, order=place, is_cover=False, original_name="", digest=f"{n:064x}")
        for n, (pk, place) in enumerate(shown)
    )  # fmt: skip
    for piece in _pieces(pictures):
        Photo.objects.bulk_create(piece)
    joint, told = pks[: len(pks) // 50], pks[: len(pks) // 500]
    offices = sorted({unit for _, unit in pks})
    CoHolder.objects.bulk_create(
        (CoHolder(activity_id=pk, unit_id=chance.choice(offices), name="联合单位") for pk, _ in joint), batch_size=PIECE
    )
    Case.objects.bulk_create(
        (Case(campaign=campaign, unit_id=unit, activity_id=pk, title="典型案例") for pk, unit in told), batch_size=PIECE
    )


def settle() -> None:
    """Let the planner know what is there, and add up, as the database's own housekeeping and a tick do in time."""
    analyze = "VACUUM ANALYZE" if connection.vendor == "postgresql" and not connection.in_atomic_block else "ANALYZE"
    with connection.cursor() as cursor:
        cursor.execute(analyze)
    kept_tallies.add_up()
    with connection.cursor() as cursor:
        cursor.execute(analyze)


def disturb(campaign: Campaign, units: int = 50) -> None:
    """An activity of each of so many units is changed, as in some moments of a busy day; no tick has seen it yet."""
    rows = Activity.objects.filter(campaign=campaign, state=State.ACCEPTED, outcome=Outcome.HELD).order_by("unit", "pk")
    first: dict[int, int] = {}
    for unit, pk in rows.values_list("unit", "pk")[: units * 200]:
        first.setdefault(unit, pk)
    Activity.objects.filter(pk__in=list(first.values())[:units]).update(residents=F("pk") % 100 + 1)


def _morning(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), BEIJING)


def _pieces(rows: Iterator) -> Iterator[list]:
    while piece := list(itertools.islice(rows, PIECE)):
        yield piece
