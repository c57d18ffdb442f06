"""Promise A8 for workbooks of activities: bombs are refused quickly and cheaply; nothing gets out of its column."""

import datetime as dt
import io
import os
import re
import subprocess
import sys
import time
import zipfile

import openpyxl
import pytest
from django.conf import settings

from activities import table_parts, table_reading
from activities.models import Activity, WorkbookImport
from activities.tests.workbooks import book, bytes_of, confirm, packed, page, read, upload
from orgs import tablecells
from orgs.capping import Refused
from orgs.tableformats import Workbook

SECONDS, MEGABYTES = 2, 200


@pytest.fixture
def reporter(as_, campaign):
    return as_("fuzhou.reporter")


def far(place: str) -> bytes:
    made = openpyxl.Workbook()
    made.active[place] = 1
    return bytes_of(made)


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
CELL = '<row><c r="BZZ1500"><v>1</v></c></row>'
UNNUMBERED = f'<row r="1">{"<c><v>1</v></c>" * 1500}</row><row r="1500"><c><v>1</v></c></row>'


def smuggled(rows: str, *, part: str = "worksheets/sheet1.xml") -> bytes:
    """A far cell where the look at the package does not see it."""
    source, file = zipfile.ZipFile(io.BytesIO(bytes_of(openpyxl.Workbook()))), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            data = source.read(name)
            if name == SHEET:
                data = re.sub(rb"<sheetData.*?(?:/>|</sheetData>)", f"<sheetData>{rows}</sheetData>".encode(), data)
            if name == "xl/_rels/workbook.xml.rels":
                data = data.replace(b"worksheets/sheet1.xml", part.encode())
            package.writestr(f"xl/{part}" if name == SHEET else name, data)
    return file.getvalue()


SMUGGLED = {
    "sheet called .dat": lambda: smuggled(CELL.replace("BZZ", "XFD"), part="worksheets/sheet1.dat"),
    "sheet called .XML": lambda: smuggled(CELL.replace("BZZ", "XFD"), part="worksheets/sheet1.XML"),
    "sheet among the pictures": lambda: smuggled(CELL.replace("BZZ", "XFD"), part="media/image1.png"),
    "cells without a place": lambda: smuggled(UNNUMBERED),
    "prefix with a hyphen": lambda: smuggled(CELL.replace("<c", "<a-b:c").replace("</c", "</a-b:c")),
    "sign in an attribute": lambda: smuggled(CELL.replace("<c ", '<c x="<" ')),
}
BOMBS = {
    "far cell": lambda: far("XFD20000"),
    "far row": lambda: far("A1048576"),
    "unpacked": lambda: zipped(**{SHEET: b" " * 90_000_000}),
    "unpacked picture": lambda: zipped(**{"xl/media/a.png": b"\0" * 400_000_000}),
    "entities": lambda: zipped(**{SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
    "utf-16": lambda: zipped(**{SHEET: "<!DOCTYPE x>".encode("utf-16")}),
    "hidden place": lambda: zipped(**{SHEET: b"<c  s='1' r = 'XFD20000'/>"}),
    "escaped place": lambda: zipped(**{SHEET: b'<c r="&#88;FD2"/>'}),
    "many parts": lambda: zipped(**{f"xl/{n}.xml": b"" for n in range(2000)}),
    "no zip": lambda: b"PK\3\4" + b"x" * 1000,
    "many columns": lambda: bytes_of(book(headings=["活动", "日期", *(f"列{n}" for n in range(200))])),
    **SMUGGLED,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", list(BOMBS))
def test_bombs_are_refused_before_anything_parses_them(name):
    data = BOMBS[name]()
    start = time.perf_counter()
    with pytest.raises(Refused):
        table_reading.read(io.BytesIO(data), len(data), "a.xlsx")
    assert time.perf_counter() - start < SECONDS


@pytest.mark.parametrize("name", list(SMUGGLED))
def test_what_the_look_misses_costs_only_the_reading_process(name):
    data = SMUGGLED[name]()
    start = time.perf_counter()
    with pytest.raises(Refused):
        tablecells.sheets(data)
    assert time.perf_counter() - start < SECONDS
    with pytest.raises(Refused):
        Workbook().create_dataset(data)


def test_the_values_arrive_as_they_were():
    made = openpyxl.Workbook()
    days = [dt.date(2025, 9, 1), dt.datetime.fromisoformat("2025-09-01T08:30"), dt.time(8, 30), dt.timedelta(hours=30)]
    values = ["名\n称\u2028", 2.5, True, *days]
    made.active.append(values)
    made.active.merge_cells("A2:A3")
    made.create_sheet("选项").append(["x"])
    made.create_sheet("藏").sheet_state = "hidden"
    [sheet] = tablecells.sheets(bytes_of(made), ["选项"])
    assert (sheet.rows, sheet.merged) == ([values], [[[1, 0], [2, 0]]])


MEASURE = """
import io, re, sys
import django; django.setup()
from activities import table_reading
from orgs.capping import Refused
data = open(sys.argv[1], "rb").read()
try:
    table_reading.read(io.BytesIO(data), len(data), "a.xlsx")
except Refused:
    print(int(re.search(r"VmHWM:\\s+([0-9]+)", open("/proc/self/status").read())[1]) // 1024)
"""


@pytest.mark.slow
@pytest.mark.pure
@pytest.mark.parametrize("name", ["far cell", "unpacked", "unpacked picture", "many parts", *SMUGGLED])
def test_they_cost_little_memory(name, tmp_path):
    (tmp_path / "bomb").write_bytes(BOMBS[name]())
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "qualitymonth.settings_test"}
    command = [sys.executable, "-c", MEASURE, str(tmp_path / "bomb")]
    done = subprocess.run(command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    assert int(done.stdout) < MEGABYTES


TAGS = [b'<c r="A1">', b'<c r="A1" ', b'r="A1" ', b'<c r="A1" t="e"><f', b"DISPIMG(&quot;"]


@pytest.mark.parametrize("repeated", TAGS)
def test_tags_that_never_end_cost_no_time(repeated):
    sheet = b"<x><f/><!--<c " + repeated * (4_000_000 // len(repeated)) + b"--></x>"
    source = zipfile.ZipFile(io.BytesIO(bytes_of(openpyxl.Workbook())))
    parts = {name: source.read(name) for name in source.namelist()} | {SHEET: sheet}
    package = table_parts.Package(io.BytesIO(zipped(**parts)))
    package._named_pictures = lambda: {"ID_1": "xl/media/a.png"}
    start = time.perf_counter()
    package.odd_cells("Sheet")
    list(package.in_cells("Sheet"))
    assert time.perf_counter() - start < SECONDS / 2


def test_they_are_told_in_words_and_keep_nothing(reporter):
    job = read(reporter, far("XFD20000"))
    assert job.state == "failed"
    assert "表格过大：最多20000行、100列" in page(reporter, job)
    assert "超过5MB" in upload(reporter, b"," * 6_000_000, name="a.csv").content.decode()
    answer = upload(reporter, book(["甲", "9月10日", None]), pictures=b"no zip")
    assert "照片压缩包不是有效的ZIP文件" in answer.content.decode()
    many = packed(**{f"{n}.jpg": b"" for n in range(2001)})
    assert "超过2000个" in upload(reporter, book(), pictures=many).content.decode()
    assert WorkbookImport.objects.count() == 1


def test_a_bomb_among_the_pictures_is_an_error_of_its_row(reporter):
    bomb = zipped(**{"一.jpg": b"\xff\xd8" + b"\0" * 100_000_000})
    made = book(["甲", "9月10日", "一.jpg"], headings=["活动", "日期", "照片文件名"])
    start = time.perf_counter()
    job = read(reporter, made, pictures=bomb)
    assert time.perf_counter() - start < 2 * SECONDS
    assert "照片“一.jpg”不能使用" in page(reporter, job)


WORDS = [
    "<script>alert(1)</script>", '=HYPERLINK("http://x")', "'\"><img src=x onerror=alert(1)>", "\u202e倒写", "{{ 7 }}",
    "_x000D_", "𠮷\U0001f600", "a" * 200,
]  # fmt: skip
QUERIES = ({"kind": "x"}, {"kind": "same", "page": "-1"}, {"page": "9" * 20}, {"kind": ["a", "b"]})


def test_words_are_kept_exactly_and_never_run(reporter):
    made = book(*([f"{n}", "9月10日", words] for n, words in enumerate(WORDS)), headings=["活动", "日期", "情况"])
    for n in range(len(WORDS)):
        cell = made.active.cell(n + 2, 3)
        cell.value, cell.data_type = WORDS[n].replace("_x000D_", "_x005F_x000D_"), "s"
    job = read(reporter, made)
    shown = page(reporter, job)
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    confirm(reporter, job)
    assert list(Activity.objects.order_by("pk").values_list("text", flat=True)) == WORDS


def test_a_long_or_broken_cell_is_an_error_of_its_row(reporter):
    made = book(["长" * 201, "9月10日", "x" * 121], headings=["活动", "日期", "地点"])
    job = read(reporter, made)
    shown = page(reporter, job)
    assert "共201个字，最多200个字" in shown
    assert "共121个字，最多120个字" in shown
    assert re.search(r"A列“活动”.*?</b>：", shown, re.DOTALL)


def test_the_pages_query_is_not_trusted(reporter):
    job = read(reporter, book(["甲", "9月10日", None]))
    for query in (
        {"kind": "x"},
        {"kind": "same", "page": "-1"},
        {"page": "99999999999999999999"},
        {"kind": ["a", "b"]},
    ):
        page(reporter, job, **query)
