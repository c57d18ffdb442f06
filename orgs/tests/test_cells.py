import csv
import datetime as dt
import enum
import io
from decimal import Decimal

import openpyxl
import pytest
import tablib
from hypothesis import given
from hypothesis import strategies as st

from orgs.beijing import BEIJING
from orgs.cells import CUT, LONGEST, for_csv, for_xlsx, put, risky, safe

SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫⁼−\t\r\n"
LEADS = ("", " ", "\u3000", "\ufeff", "\u200b", "\u202e", "\x00", "\x01", "\x1f", "\x7f", "\u00a0", " \ufeff\t ")
ATTACKS = [
    *(sign + "1" for sign in SIGNS),
    "==1", "=-1", "=+1", "\x00=1", "\t=1", "\r\n=1", "\ufeff=1", "=", "=1", "'=1", "{=1}",
    '=HYPERLINK("http://x.example","质量月")', "@SUM(1)", "+cmd|' /C calc'!A0", "-2+3", "#REF!", "＝1＋1",
]  # fmt: skip
texts = st.builds(
    "".join, st.tuples(st.sampled_from(LEADS), st.sampled_from([*SIGNS, ""]), st.text(max_size=8))
) | st.text(max_size=20)
ILLEGAL = {chr(n) for n in range(0x20)} - set("\t\n\r") | {"\ufffe", "\uffff"}


class Colour(enum.StrEnum):
    RED = "=red"


def read_back(book):
    stream = io.BytesIO()
    book.save(stream)
    return openpyxl.load_workbook(stream).active


def written(values):
    book = openpyxl.Workbook()
    for row, value in enumerate(values, 1):
        put(book.active.cell(row, 1), value)
    return [row[0] for row in read_back(book).iter_rows()]


def appended(values):
    book = openpyxl.Workbook()
    for value in values:
        book.active.append([safe(value)])
    return [row[0] for row in read_back(book).iter_rows()]


def csv_cells(values):
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([[for_csv(value), "end"] for value in values])
    return [row[0] for row in csv.reader(io.StringIO(stream.getvalue(), newline=""))]


def test_attacks_become_text_in_a_workbook_and_read_as_typed():
    cells = written(ATTACKS)
    assert {cell.data_type for cell in cells} == {"s"}
    typed = [for_xlsx(attack).replace("\r\n", "\n").replace("\r", "\n") for attack in ATTACKS]
    assert [cell.value.replace("\r\n", "\n").replace("\r", "\n") for cell in cells] == typed
    assert all(cell.quotePrefix for cell in cells if cell.value.startswith(("=", "+", "-", "@")))


def test_attacks_become_text_where_the_writer_guesses():
    assert "f" not in {cell.data_type for cell in appended(ATTACKS)}
    sheet = tablib.Dataset(*[[safe(attack)] for attack in ATTACKS], headers=["text"])
    cells = [
        cell for row in openpyxl.load_workbook(io.BytesIO(sheet.export("xlsx"))).active.iter_rows() for cell in row
    ]
    assert "f" not in {cell.data_type for cell in cells}


@pytest.mark.parametrize("lead", LEADS)
def test_every_attack_is_seen_behind_every_lead(lead):
    for attack in ATTACKS:
        if attack not in ("'=1", "{=1}", "#REF!"):
            assert risky(lead + attack)
            assert safe(lead + attack).startswith("'")


@pytest.mark.parametrize(
    "text", ["", " ", "质量月", "1=1", "3-5月", "（一）", "'=1", "——", "·", "#1", "a@b.example", "（=1）"]
)
def test_ordinary_text_stays(text):
    assert not risky(text)
    assert safe(text) == for_csv(text) == for_xlsx(text) == text


@pytest.mark.slow
@given(st.lists(texts, min_size=1, max_size=10))
def test_no_cell_of_a_workbook_is_a_formula(values):
    assert {cell.data_type for cell in written(values)} <= {"s", "inlineStr"}  # the latter only when empty
    assert "f" not in {cell.data_type for cell in appended(values)}


@given(st.lists(texts, min_size=1, max_size=10))
def test_no_cell_of_a_csv_begins_with_a_sign(values):
    for cell in csv_cells(values):
        assert not cell.startswith(tuple(SIGNS))
        assert not cell.lstrip("\ufeff\u200b\u202e \u3000").startswith(tuple(SIGNS))


@given(texts)
def test_safe_twice_is_safe_once_and_nothing_typed_is_lost(text):
    once = safe(text)
    assert safe(once) == once
    assert once.removeprefix("'") == for_xlsx(text).removeprefix("'")
    assert not ILLEGAL & set(once)


@pytest.mark.parametrize(
    "value",
    [0, -5, 3.5, -3.5, Decimal("-1.20"), True, None, dt.date(2024, 10, 12), dt.datetime(2024, 10, 12, 9), dt.time(9)],  # noqa: DTZ001 - naive on purpose
)
def test_numbers_and_dates_stay_what_they_are(value):
    for way in (safe, for_csv, for_xlsx):
        assert way(value) == value
        assert type(way(value)) is type(value)


def test_a_moment_is_written_in_beijings_time():
    moment = dt.datetime(2024, 10, 12, 16, 30, tzinfo=dt.UTC)
    [cell] = written([moment])
    assert cell.is_date
    assert cell.value == moment.astimezone(BEIJING).replace(tzinfo=None)


def test_what_excel_cannot_hold():
    assert safe(float("nan")) is safe(float("inf")) is safe(Decimal("NaN")) is None
    assert for_xlsx("质\x00量\x0b月\ud800\uffff") == "质量月"
    for way in (safe, for_xlsx):
        cut = way("=" * (LONGEST + 5))
        assert len(cut) == LONGEST
        assert cut.endswith(CUT)


def test_other_kinds_are_written_as_their_text():
    assert safe(Colour.RED) == "'=red"
    assert type(for_xlsx(Colour.RED)) is str
    assert safe(["=1"]) == "['=1']"
