"""What the benchmark of the export measures: a hundred thousand activities, written by us and by stock import-export.

Each way runs in a process of its own, so that one's memory is not the other's peak.
"""

import datetime as dt
import random
import tempfile
import time
from collections.abc import Callable

from django.db import connection
from django.utils import timezone
from import_export import resources
from import_export.fields import Field
from import_export.formats.base_formats import XLSX

from activities.choices import CounterKind, Sort
from activities.models import Activity, Counter, Photo
from activities.resources.columns import ActivityResource
from activities.resources.scope import Scope
from activities.resources.sheets import activity_sheet
from activities.scratch import tree
from campaigns.models import Campaign
from orgs.models import Seat, Unit, User
from orgs.workbooks import write

ACTIVITIES = 100_000
BATCH = 5000
SOME = 20  # columns of promise P1; people are given all


def prepare(number: int = ACTIVITIES) -> None:
    """The tree, so many activities with texts and figures, some counters and photos, and a manager of the nation."""
    campaign = tree()
    nation = Unit.objects.get(region__path="0001")
    Seat.objects.create(user=User.objects.create(username="bench"), unit=nation, role="manager")
    chance = random.Random(2024)  # noqa: S311  (rows to write, no secrets)
    units = list(Unit.objects.values_list("pk", flat=True))
    for at in range(0, number, BATCH):
        made = Activity.objects.bulk_create(_one(campaign, n, units, chance) for n in range(at, at + BATCH))
        kinds = chance.choices(CounterKind.values, k=BATCH)
        Counter.objects.bulk_create(
            Counter(activity=each, kind=kind, value=chance.randint(1, 900), qualifier=chance.choice(("", "约")))
            for each, kind in zip(made[::2], kinds, strict=False)
        )
        Photo.objects.bulk_create(
            Photo(activity=each, stem=f"none/{each.pk}", width=3, height=2, original_name="", digest=f"{each.pk:x}")
            for each in made[::3]
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database that has stood for a day would have done by itself


def _one(campaign: Campaign, n: int, units: list[int], chance: random.Random) -> Activity:
    return Activity(
        campaign=campaign,
        unit_id=chance.choice(units),
        title=f"质量月现场咨询服务活动第{n}场",
        sort=chance.choice(Sort.values),
        held_on=campaign.starts_on + dt.timedelta(days=n % 30),
        place=f"第{n % 500}社区文化广场",
        text=f"面向群众开展质量知识宣传，发放资料，现场解答计量、标准、检验检测问题，共接待{n % 700}余人。" * 2,
        state=chance.choice(("handed_in", "accepted")),
        enterprises=chance.choice((None, n % 50)),
        workers=n % 300,
        residents=n % 700,
        residents_qualifier=chance.choice(("", "", "余")),
        handed_in_at=timezone.now(),
        source="基层填报",
    )


def ours() -> float:
    """Seconds for the sheet 活动明细 as the portal writes it, who asks and what is seen asked again for each piece."""
    return _seconds(lambda: _write_ours(ActivityResource))


def ours_in_twenty() -> float:
    """The same with the first twenty of its columns, 地区 to 状态, by the same writer."""
    return _seconds(lambda: _write_ours(_First))


def stock() -> float:
    """Seconds for the same columns by a resource as its documentation shows them, written by its .xlsx format."""
    return _seconds(lambda: _write_stock(StockResource, ActivityResource, "co_holders", "photos", "counters"))


def stock_in_twenty() -> float:
    """Seconds for the first twenty columns that way; counters stand in none of them and are not read."""
    return _seconds(lambda: _write_stock(_StockFirst, _First, "co_holders", "photos"))


def _seconds(work: Callable[[], int]) -> float:
    start = time.perf_counter()
    rows = work()
    if rows != Activity.objects.count():
        raise AssertionError(f"{rows} rows were written")
    return time.perf_counter() - start


class _Twenty(resources.Resource):
    """Keeps the first columns by the library's own way of choosing some."""

    def get_export_fields(self, selected_fields=None):
        return super().get_export_fields(list(self.get_export_order())[:SOME])


class _First(_Twenty, ActivityResource):
    pass


def _write_ours(kind: type[ActivityResource]) -> int:
    user = User.objects.get(username="bench")
    scope = Scope(unit=Unit.objects.get(region__path="0001"), campaign=Campaign.objects.get())
    written: list[int] = []
    sheet = activity_sheet(scope, lambda: User.objects.get(pk=user.pk), lambda: None, written.append, kind=kind)
    with tempfile.TemporaryFile() as file:
        write(file, [sheet], header="国家", footer="")
    return sum(written)


class _Plain(resources.ModelResource):
    """The columns of 活动明细 the way a project without our writer declares them."""

    region = Field("unit__region__name", "地区")
    unit = Field("unit__name", "填报单位")
    co_holders = Field(column_name="联合单位")
    sort = Field("get_sort_display", "类别")
    action = Field(column_name="对应专项行动")
    outcome = Field("get_outcome_display", "开展情况")
    state = Field("get_state_display", "状态")
    openness = Field("get_openness_display", "公开属性")
    photos = Field(column_name="照片（张）")
    qualifiers = Field(column_name="其他指标限定词")

    class Meta:
        model = Activity
        fields = (
            "region", "unit", "co_holders", "title", "sort", "action", "outcome", "outcome_reason", "held_on",
            "ends_on", "place", "enterprises", "enterprises_qualifier", "workers", "workers_qualifier", "residents",
            "residents_qualifier", "photos", "text", "state", "openness", "handed_in_at", "source",
            *CounterKind.values, "qualifiers", "public_id",
        )  # fmt: skip

    def dehydrate_co_holders(self, row: Activity) -> str:
        return "、".join(each.name for each in row.co_holders.all())

    def dehydrate_action(self, row: Activity) -> str:
        return ""  # an annotation in ours; none of the rows measured carries out an action

    def dehydrate_photos(self, row: Activity) -> int:
        return len(row.photos.all())

    def dehydrate_qualifiers(self, row: Activity) -> str:
        return "；".join(f"{each.kind}{each.qualifier}" for each in row.counters.all() if each.qualifier)


def _counter(kind: str) -> Callable[[Activity], int | None]:
    return lambda row: next((each.value for each in row.counters.all() if each.kind == kind), None)


COUNTERS = {kind: Field(column_name=label, dehydrate_method=_counter(kind)) for kind, label in CounterKind.choices}
StockResource = type("StockResource", (_Plain,), COUNTERS)
_StockFirst = type("_StockFirst", (_Twenty, StockResource), {})


def _write_stock(kind: type[resources.Resource], same_as: type[ActivityResource], *related: str) -> int:
    rows = Activity.objects.visible_to(User.objects.get(username="bench")).order_by("unit__region__path", "held_on")
    full = rows.select_related("unit__region").prefetch_related(*related)
    dataset = kind().export(full)
    if dataset.headers != _headings(kind()) or len(dataset.headers) != len(_headings(same_as())):
        raise AssertionError("both must write the same columns")
    with tempfile.TemporaryFile() as file:
        file.write(XLSX().export_data(dataset))
    return len(dataset)


def _headings(resource: resources.Resource) -> list[str]:
    return list(resource.get_export_headers())
