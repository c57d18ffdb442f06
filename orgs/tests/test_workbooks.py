import datetime as dt
import gc
import io
import shutil
import subprocess

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from python_calamine import CalamineWorkbook

from orgs import sheetparts
from orgs.beijing import BEIJING
from orgs.cells import risky
from orgs.drawings import Picture
from orgs.sheetcells import Kept, column, content
from orgs.workbooks import Block, Sheet, letter, single_rows, write

NASTY = [
    "=1+1",
    "==1",
    "=-1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\r=1",
    "\0=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "=cmd|'/C'!A0",
]
SOFFICE = shutil.which("soffice")


def book(*rows, header="某局&某科", title="活动明细") -> bytes:
    file = io.BytesIO()
    columns = [f"列{n}" for n in range(len(rows[0]))]  # the first is never a block
    write(file, [Sheet(title, columns, [20] * len(columns), rows)], header=header, footer="2024年")
    return file.getvalue()


@pytest.mark.parametrize("text", NASTY)
def test_nothing_becomes_a_formula(text):
    made = book([text])
    cell = openpyxl.load_workbook(io.BytesIO(made)).active["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value == text.replace("\0", "")
    assert CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()[1] == [cell.value]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_every_text_comes_back_as_it_was_typed(text):
    [_, [value]] = CalamineWorkbook.from_filelike(io.BytesIO(book([text]))).get_sheet_by_index(0).to_python()
    assert value == text.replace("\ufffe", "").replace("\uffff", "")


def test_numbers_days_and_moments_are_what_they_are():
    moment = dt.datetime(2024, 9, 26, 16, 30, tzinfo=dt.UTC)
    sheet = openpyxl.load_workbook(io.BytesIO(book([400, dt.date(2024, 9, 26), moment, None, True]))).active
    assert [cell.value for cell in sheet[2]] == [
        400, dt.datetime(2024, 9, 26), dt.datetime(2024, 9, 27, 0, 30), None, "是"]  # fmt: skip  # noqa: DTZ001
    assert [cell.number_format for cell in sheet[2]][1:3] == ["yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd\\ hh:mm"]


def test_it_prints_on_a4_landscape_under_the_units_name_with_a_frozen_heading():
    sheet = openpyxl.load_workbook(io.BytesIO(book(["一"]))).active
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == ("9", "landscape") or (
        sheet.page_setup.paperSize,
        sheet.page_setup.orientation,
    ) == (9, "landscape")
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.auto_filter.ref) == ("A2", "$1:$1", "A1:A2")
    assert sheet.oddHeader.left.text == "某局&&某科"


def test_columns_are_lettered():
    assert [letter(n) for n in (1, 26, 27, 52, 702, 703)] == ["A", "Z", "AA", "AZ", "ZZ", "AAA"]


@pytest.mark.slow
@pytest.mark.pure
@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice on this machine")
def test_libreoffice_opens_it(tmp_path):
    (tmp_path / "表.xlsx").write_bytes(book(["=1+1", 400, dt.date(2024, 9, 26)], ["平常", 1, None]))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    asked = ["--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(tmp_path)]
    command = [SOFFICE, home, *asked, str(tmp_path / "表.xlsx")]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    lines = (tmp_path / "表.csv").read_text(encoding="utf-8").splitlines()
    assert lines == ["列0,列1,列2", "=1+1,400,2024-09-26", "平常,1,"]


def test_no_letter_or_figure_is_risky_so_that_texts_beginning_with_one_go_the_quick_way():
    assert [character for character in map(chr, range(0x110000)) if character.isalnum() and risky(character)] == []


MOMENTS = st.datetimes(dt.datetime(2000, 1, 1), timezones=st.sampled_from([BEIJING, dt.UTC]))  # noqa: DTZ001
VALUES = st.one_of(
    st.none(), st.text(max_size=20), st.integers(-9, 9), st.booleans(), st.floats(-3, 3), st.dates(), MOMENTS
)


@given(st.lists(VALUES, min_size=1))
def test_a_column_is_what_its_cells_are_one_by_one(values):
    kept, space = Kept(), ' xml:space="preserve"'
    for _ in range(2):  # the second time from what was kept
        made = [cell.replace(space, "") for cell in column(values, kept)]
        assert made == [content(value).replace(space, "") for value in values]


def test_a_moment_before_1992_keeps_the_summer_time_of_its_day():
    summer = dt.datetime(1988, 7, 1, 12, tzinfo=BEIJING)
    [_, [value]] = CalamineWorkbook.from_filelike(io.BytesIO(book([summer]))).get_sheet_by_index(0).to_python()
    assert value == dt.datetime(1988, 7, 1, 12)  # noqa: DTZ001


def test_rows_come_singly_or_as_blocks_of_columns():
    rows = [[1, "一"], Block([[2, 3], ["二", "三"]]), Block(()), Block([[], []]), [4, "四"]]
    found = CalamineWorkbook.from_filelike(io.BytesIO(book(*rows))).get_sheet_by_index(0).to_python()
    assert found[1:] == [[1, "一"], [2, "二"], [3, "三"], [4, "四"]]
    assert list(map(list, single_rows(rows))) == found[1:]


def test_an_error_while_rows_are_made_is_the_callers():
    def rows():
        yield ["一"]
        raise LookupError

    with pytest.raises(LookupError):
        write(io.BytesIO(), [Sheet("表", ["列"], [9], rows())], header="", footer="")
    assert gc.isenabled()


def test_a_picture_lies_in_its_cell_and_one_that_is_gone_is_left_out():
    data = encoded()
    pictures = [Picture(2, 1, 90, 60, "画面&描述", lambda: data), Picture(3, 1, 90, 60, "没有了", lambda: None)]
    file = io.BytesIO()
    write(file, [Sheet("目录", ["甲", "图"], [9, 9], [["一", None], ["二", None]], pictures=pictures, row_height=60)],
          header="", footer="")  # fmt: skip
    sheet = openpyxl.load_workbook(file).active
    [image] = sheet._images
    assert (image.anchor._from.row, image.anchor._from.col) == (1, 1)
    assert image.anchor.pic.nvPicPr.cNvPr.descr == "画面&描述"
    assert image._data() == data


def encoded() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (90, 60), "red").save(stream, "JPEG")
    return stream.getvalue()


@pytest.mark.parametrize(("widths", "pages"), [([], 1), ([10] * 13, 1), ([20] * 11, 1), ([20] * 12, 2), ([40] * 20, 4)])
def test_a_wide_sheet_is_printed_on_several_pages_side_by_side(widths, pages):
    assert sheetparts.pages_wide(widths) == pages


@pytest.mark.parametrize(("widths", "kept", "pages"), [
    ([20] * 11, 3, 1), ([20] * 12, 3, 2), ([25] * 9, 9, 1), ([25] * 10, 9, 25), ([30, 30, *[20] * 30], 2, 4),
])  # fmt: skip
def test_columns_printed_on_every_page_take_their_room_on_each(widths, kept, pages):
    assert sheetparts.pages_wide(widths, kept) == pages


def test_headings_and_naming_columns_are_printed_on_every_page():
    file = io.BytesIO()
    write(file, [Sheet("活动", ["地区", "单位", "活动", "情况"], [9, 9, 9, 400], [["一", "二", "三", "四"]], kept=3)],
          header="演示单位", footer="第二行")  # fmt: skip
    sheet = openpyxl.load_workbook(file).active
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$C")
    assert sheet.page_setup.fitToWidth == 3
    assert sheet.oddHeader.left.text == "演示单位"
    assert "&P" in sheet.oddFooter.right.text
    assert "&N" in sheet.oddFooter.right.text
