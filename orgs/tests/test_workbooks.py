import datetime as dt
import io
import shutil
import subprocess

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from orgs.workbooks import Sheet, letter, write

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
    columns = [f"列{n}" for n in range(len(rows[0]))]
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
@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice on this machine")
def test_libreoffice_opens_it(tmp_path):
    (tmp_path / "表.xlsx").write_bytes(book(["=1+1", 400, dt.date(2024, 9, 26)], ["平常", 1, None]))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    asked = ["--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(tmp_path)]
    command = [SOFFICE, home, *asked, str(tmp_path / "表.xlsx")]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    lines = (tmp_path / "表.csv").read_text(encoding="utf-8").splitlines()
    assert lines == ["列0,列1,列2", "=1+1,400,2024-09-26", "平常,1,"]
