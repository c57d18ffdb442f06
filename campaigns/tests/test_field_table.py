"""The roll-up of own fields: unit by field, sums, the workbook; the same figures everywhere."""

import io
from decimal import Decimal
from types import SimpleNamespace

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from campaigns.choices import FieldKind
from campaigns.field_table import Cell, table, total
from campaigns.models import Request
from campaigns.own_fields import Spec
from campaigns.tests.own_fields import fill
from campaigns.tests.reports import url, write

CELLS = st.builds(
    Cell,
    value=st.none() | st.integers(0, 10**9) | st.integers(0, 10**6).map(lambda n: n / 4),
    qualifier=st.sampled_from(["", "约", "余", "近"]),
)
NUMBER = SimpleNamespace(kind=FieldKind.NUMBER, unit="家", options=[])


@given(st.lists(CELLS, max_size=30))
def test_a_sum_is_the_sum_of_its_parts_and_about_when_one_is(cells):
    found = total(NUMBER, cells)
    given = [cell for cell in cells if cell.value is not None]
    if not given:
        assert found == Cell()
        return
    assert Decimal(str(found.value)) == sum((Decimal(str(cell.value)) for cell in given), Decimal())
    assert found.qualifier == ("约" if any(cell.qualifier for cell in given) else "")


@pytest.fixture
def asked(world, ask) -> Request:
    return ask(world.gulou, world.housing, world.section, fields=[
        Spec("number", "检查企业", unit="家"),
        Spec("number", "经费", unit="万元"),
        Spec("choice", "是否举办启动仪式", options=("是", "否")),
        Spec("table", "投入", options=("项目", "金额")),
        Spec("text", "做法"),
    ])  # fmt: skip


@pytest.fixture
def answered(world, as_, asked) -> Request:
    gulou, housing = (asked.obligations.get(unit=unit) for unit in (world.gulou, world.housing))
    first = fill(gulou, f1="约400", f2="12.5", f3="是", f4_0_0="培训", f4_0_1="3", f4_2_0="=SUM(A1)")
    assert write(as_("gulou.reporter"), gulou, do="hand_in", **first).status_code == 302
    second = fill(housing, f1="20", f2="0.25", f3="是", f5="=1+1")
    assert write(as_("housing.reporter"), housing, do="hand_in", **second).status_code == 302
    return asked


def test_units_by_fields_with_sums(world, answered):
    found = table(answered)
    assert [str(heading) for heading in found.headings] == [
        "检查企业（家）", "经费（万元）", "是否举办启动仪式", "投入", "做法"
    ]  # fmt: skip
    assert [row.unit for row in found.rows] == [world.housing.name, world.gulou.name], "in administrative order"
    assert [cell.words for cell in found.rows[1].cells] == ["约400", "12.5", "是", "2行", "—"]
    assert [cell.words for cell in found.sums] == ["约420", "12.75", "是 2个", "2行", "—"]
    assert found.asked == 3


def test_what_is_not_handed_in_is_not_in_it(world, as_, asked):
    gulou = asked.obligations.get(unit=world.gulou)
    write(as_("gulou.reporter"), gulou, **fill(gulou, f1="7"))
    assert table(asked).rows == []
    write(as_("gulou.reporter"), gulou, do="hand_in", version=1, **fill(gulou, f1="7"))
    assert len(table(asked).rows) == 1
    as_("fuzhou.manager").post(url("report_return", gulou), {"reason": "再核"})
    assert table(asked).rows == []


def test_page_and_workbook_agree(world, as_, answered):
    client = as_("fuzhou.manager")
    found = client.get(reverse("campaigns:request", args=[answered.pk])).content.decode()
    for words in ("填报汇总", "3个单位中已报送2个", "约420", "12.75"):
        assert words in found
    answer = client.get(reverse("campaigns:request_fields", args=[answered.pk]))
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["汇总", "表4"]
    lines = [[cell.value for cell in row] for row in book["汇总"].iter_rows()]
    assert lines[0] == ["单位", "检查企业（家）", "经费（万元）", "是否举办启动仪式", "投入", "做法"]
    assert lines[1][1:3] == [20, 0.25]
    assert lines[2][1:3] == ["约400", 12.5]
    assert lines[3][:3] == ["合计", "约420", 12.75]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert [cell.value for cell in book["表4"][2]] == [world.gulou.name, "培训", "3"]


def test_only_the_office_that_asked_may_fetch_it(world, as_, answered):
    address = reverse("campaigns:request_fields", args=[answered.pk])
    for name in ("gulou.manager", "xiamen.manager", "fujian.manager", "outsider"):
        assert as_(name).get(address).status_code == 404
    assert as_("fuzhou.viewer").get(address).status_code == 200


def test_the_questions_do_not_grow_with_the_units(world, as_, answered):
    def asked_for() -> int:
        with CaptureQueriesContext(connection) as seen:
            table(answered)
        return len(seen)

    two = asked_for()
    section = answered.obligations.get(unit=world.section)
    assert write(as_("fuzhou.manager"), section, do="hand_in", **fill(section, f1="1")).status_code == 302
    assert len(table(answered).rows) == 3
    assert asked_for() == two == 4
