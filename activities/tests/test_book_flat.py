"""The flat file beside the yearly workbook: plain tables for machines, the same rows; no formula in either."""

import io

import openpyxl
import pytest

from activities.models import Case
from activities.tests.exports import exported, rows_of
from activities.tests.logbook import log
from campaigns.models import Request

FLAT = ["dictionary", "summary", "activities", "obligations", "field_answers", "cases", "slogans", "adoption"]
FORMULAS = ["=1+1", "==1", "=-1", "+1", "-1", "@SUM(A1)", "\tx", "＝1", "=cmd|'/C'!A0"]


@pytest.fixture
def book(full_year, as_) -> bytes:
    return exported(as_("fujian.manager"), full_year.world.fujian, "book")


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("format", ["book", "flat"])
def test_no_text_becomes_a_formula(full_year, world, as_, format):
    for text in FORMULAS:
        log(world.fuzhou, full_year.campaign, text, text=text, place=text)
    Request.objects.update(title="=1+1", why="=2")
    Case.objects.update(measures="=1+1", openness="")
    type(world.fuzhou).objects.filter(pk=world.fuzhou.pk).update(name="=福州")
    type(full_year.fuzhou).objects.filter(pk=full_year.fuzhou.pk).update(title="=题名", document_number="+1")
    content = exported(as_("fujian.manager"), world.fujian, format)
    cells = [cell for sheet in opened(content) for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert {"=1+1", "=福州", "=题名", *(text for text in FORMULAS)} <= {cell.value for cell in cells}


def test_the_flat_file_is_plain_tables_with_names_and_codes(full_year, world, as_):
    content = exported(as_("fujian.manager"), world.fujian, "flat")
    made = opened(content)
    assert made.sheetnames == FLAT
    for sheet in made:
        assert not sheet.merged_cells.ranges
        assert {cell.fill.fgColor.rgb for cell in sheet[1]} == {"00000000"}
        assert {(cell.font.b, cell.border.left.style) for row in sheet.iter_rows() for cell in row} == {(False, None)}
    owed = rows_of(content, "obligations")[0]
    assert (owed["region_code"], owed["standing"], owed["due_on"]) == (
        "350100", "on_time", full_year.request.due_on.isoformat())  # fmt: skip
    assert owed["first_handed_in_at"].endswith("+08:00")
    assert owed["optional"] == 0
    told = {row["title"]: row for row in rows_of(content, "activities")}
    assert (told["启动仪式"]["held_on"], told["启动仪式"]["sort"], told["启动仪式"]["region_code"]) == (
        "2024-09-10", "publicity", "350100")  # fmt: skip
    named = {(row["sheet"], row["name"]) for row in rows_of(content, "dictionary")}
    columns = {(sheet.title, cell.value) for sheet in made if sheet.title != "dictionary" for cell in sheet[1]}
    assert named == columns


def test_book_and_flat_file_hold_the_same_rows(book, full_year, world, as_):
    flat = exported(as_("fujian.manager"), world.fujian, "flat")
    for tab, name, key, other in (
        ("上报情况", "obligations", "单位", "unit"), ("典型案例", "cases", "编号", "id"),
        ("口号对照", "slogans", "本级口号", "own"), ("活动明细", "activities", "编号", "public_id"),
        ("填报项", "field_answers", "填报", "value"),
    ):  # fmt: skip
        assert [row[key] for row in rows_of(book, tab)] == [row[other] for row in rows_of(flat, name)], tab
    shown = [row for row in rows_of(book, "数据汇总") if row["活动（项）"] is not None]
    assert [(row["地区"], row["活动（项）"]) for row in shown] == [
        (row["region"], row["activities"]) for row in rows_of(flat, "summary")
    ]
    matrix = sum(row[word] for row in rows_of(book, "各地列入·按内容")
                 for word in ("沿用", "调整", "细化", "未列入", "直接执行", "自行编制", "未印发"))  # fmt: skip
    assert matrix == len(rows_of(flat, "adoption"))
