"""Whatever people type stays words: never markup for the page setter, never XML, never a broken file."""

import dataclasses
import io

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from campaigns.choices import Kind
from campaigns.models import AnnexEntry
from campaigns.official.composing import compose
from campaigns.official.elements import Document, clean, width_of
from campaigns.official.pdf import pdf_of, sheet_pdf
from campaigns.official.sheet import sheet
from campaigns.official.word import word_of
from campaigns.official.word_sheet import sheet_word
from campaigns.paper import lay_out
from campaigns.resolving import Contents
from campaigns.tests.measuring import pages
from campaigns.tests.test_official_pdf import FACTS, one

VECTORS = [
    '#panic("x")',
    "#import sys: *",
    '#{read("/etc/passwd")}',
    "*b* _i_ $x^2$ `raw` @ref <label> = heading",
    "//comment /* x */ \\ ~ -- ---",
    "] } ) \" ' \\u{41} \\#",
    '</w:t></w:r><w:r><w:t>x<!--&amp;<![CDATA["]]>',
    "&#x41;&lt;script&gt;",
    "{{ 7 }}{% raw %}",
    "=1+1",
]


def everywhere(words: str) -> Document:
    """The words in every place a person can write."""
    items = (
        one(Kind.THEME, 1, text=words),
        one(Kind.SLOGAN, 2, text=words),
        one(Kind.SECTION, 3, words, words),
        one(Kind.ARRANGEMENT, 4, words),
        one(Kind.ACTION, 5, words, words, under=4),
        one(Kind.REQUIREMENT, 6, "", words),
    )
    rows = [AnnexEntry(list="2", list_title=words, unit_name=words, title=words, content=words, note=words),
            AnnexEntry(list="2", list_title=words, unit_name="市局", title=words),
            AnnexEntry(list="3", list_title="一览", unit_name=words, title=words)]  # fmt: skip
    names = dict.fromkeys(("issuers", "addressees", "copied"), (words,))
    basis = dataclasses.replace(FACTS.basis, references=((words, words),), plan_title=words, summary_to=words)
    own = dict.fromkeys(("title", "number", "office", "seal_note", "above"), words)
    contacts = ({"name": words, "unit": words, "phone": words},)
    facts = dataclasses.replace(FACTS, basis=basis, contacts=contacts, **own, **names)
    return compose(lay_out(Contents(items), annex=rows), facts, form="review")


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.slow
@pytest.mark.parametrize("words", VECTORS)
def test_markup_stays_words(words):
    document = everywhere(words)
    shown = bare("".join(page.text for page in pages(pdf_of(document)))).replace("\u200b", "")
    assert shown.count(bare(words)) >= 8
    paragraphs = docx.Document(io.BytesIO(word_of(document))).paragraphs
    assert sum(bare(words) in bare(paragraph.text) for paragraph in paragraphs) >= 8


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_makes_both_files(words):
    document = everywhere(words)
    assert pdf_of(document).startswith(b"%PDF")
    assert docx.Document(io.BytesIO(word_of(document))).paragraphs


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_makes_a_sheet(words):
    made = sheet(office=clean(words), title=clean(words), addressees=clean(words), reviewed=clean(words))
    assert sheet_pdf(made).startswith(b"%PDF")
    assert docx.Document(io.BytesIO(sheet_word(made))).tables


def test_signs_that_turn_the_reading_direction_are_taken_out():
    assert clean("金额\u202e000１\u202c元\x00\x0b\ufffe\ud800") == "金额000１元"


@pytest.mark.slow
@pytest.mark.parametrize("words", ["长" * 20_000, "W" * 3_000, "字 " * 2_000, "https://example.test/" + "a/" * 900])
def test_long_words_break_nothing(words):
    document = compose(lay_out(Contents((one(Kind.SECTION, 1, words[:200], words),))), FACTS)
    reader = PdfReader(io.BytesIO(pdf_of(document)))
    assert len(reader.pages) < 60
    pieces = [piece for page in pages(pdf_of(document)) for piece in page.pieces]
    assert bare("".join(piece.text for piece in pieces)).replace("\u200b", "").count(bare(words)[:20]) >= 2
    assert all(width_of(piece.text.replace("\u200b", "")) < 45 for piece in pieces)
    assert docx.Document(io.BytesIO(word_of(document))).paragraphs
