"""Who signs and when never stand alone on a page: the text's last line, or the last picture, stands above them."""

import dataclasses
import datetime as dt
import io

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from campaigns.official.elements import Document, Picture, Pictures, block
from campaigns.official.pdf import pdf_of
from campaigns.official.report import Facts, compose
from campaigns.official.word import word_of
from campaigns.tests.measuring import Page, pages

UNIT, DAY, CAPTION, NOTE = "演示市市场监督管理局", "2024年10月10日", "图1　演示图片", "附件的名称"
FACTS = Facts(title="演示总结", office=UNIT, dated=dt.date(2024, 10, 10))
RED = dataclasses.replace(FACTS, official=True, red=True, number="演示〔2024〕1号", signers=("演示甲",))
SHORT, LONG = block("text", "末段只有一行。"), block("text", "末段有许多行，逐行写满。" * 12)


def picture() -> Pictures:
    stream = io.BytesIO()
    Image.new("RGB", (120, 90), "navy").save(stream, "JPEG")
    return Pictures((Picture(stream.getvalue(), 120, 90, CAPTION, "演示"),))


def document(lines: int, ending, facts: Facts = FACTS, notes: int = 0) -> Document:
    """So many lines of text before the ending."""
    body = [*(block("text", f"第{number}行。") for number in range(lines)), *ending]
    note = tuple((f"{number}", NOTE) for number in range(1, notes + 1))
    return dataclasses.replace(compose(body, facts), annex_note=note)


def signed_page(made: Document) -> Page:
    """The page that bears the date, which must bear the unit's name as well."""
    [page] = [page for page in pages(pdf_of(made)) if any(piece.text.strip() == DAY for piece in page.pieces)]
    assert UNIT in page.text
    return page


@pytest.mark.parametrize("ending", [(SHORT,), (LONG,), (picture(), SHORT)], ids=["short", "long", "after a picture"])
@pytest.mark.parametrize("facts", [FACTS, RED], ids=["plain", "red"])
def test_a_line_of_the_text_stands_above_who_signs(ending, facts):
    for lines in range(2, 20, 2):
        page = signed_page(document(lines, ending, facts))
        last = page.find("行。" if ending[-1] is SHORT else "写满")
        assert last.top < page.find(DAY).top, lines


def test_after_a_picture_at_the_end_its_caption_stands_above():
    for lines in range(4, 20, 2):
        assert CAPTION[-4:] in signed_page(document(lines, (SHORT, picture()))).text


def test_names_of_annexes_stay_with_the_text_as_well():
    for lines in range(8, 20, 2):
        text = signed_page(document(lines, (SHORT,), notes=3)).text
        assert "末段只有一行" in text, lines
        assert text.count(NOTE) == 3


def test_names_of_very_many_annexes_run_over_the_page():
    found = pages(pdf_of(document(10, (SHORT,), notes=30)))
    assert sum(page.text.count(NOTE) for page in found) == 30


def test_nothing_but_who_signs():
    assert UNIT in signed_page(document(0, ())).text


@pytest.mark.parametrize(
    ("ending", "notes"), [((SHORT,), 0), ((SHORT,), 2), ((SHORT, picture()), 0), ((SHORT, picture()), 2)]
)
def test_in_word_all_from_the_last_line_to_the_date_keeps_with_the_next(ending, notes):
    word = docx.Document(io.BytesIO(word_of(document(5, ending, notes=notes))))
    found = [each for each in word.paragraphs if each.text or each._p.findall(f".//{qn('w:drawing')}")]
    date = next(n for n, each in enumerate(found) if each.text == DAY)
    begin = next(n for n, each in enumerate(found) if each.text.startswith("末段")) + len(ending) - 1
    assert all(_kept(word, each) for each in found[begin:date])
    assert not _kept(word, found[date])
    assert not _kept(word, found[begin - 2])


def _kept(word, each) -> bool:
    return bool(each.paragraph_format.keep_with_next or each.style.paragraph_format.keep_with_next)
