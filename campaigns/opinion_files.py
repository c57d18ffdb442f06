"""意见采纳情况表 as files: a Word table for the file, a workbook for counting."""

import io
from collections.abc import Iterator

import docx
from django.db import transaction
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from campaigns.models import Request
from campaigns.opinions_page import summary
from orgs import audit
from orgs.cells import for_xlsx
from orgs.models import User
from orgs.workbooks import Sheet, write

HEADINGS = ("序号", "条目", "征求意见稿原文", "意见", "提出单位", "采纳情况", "说明")
MILLIMETRES = (12, 40, 62, 62, 34, 18, 32)
CHARACTERS = (6, 24, 40, 40, 26, 12, 30)
BODY, TITLE = "仿宋_GB2312", "方正小标宋简体"


def title_of(request: Request) -> str:
    return f"{request.circulated['title']}意见采纳情况表"


@transaction.atomic
def word_table(*, request: Request, by: User) -> bytes:
    """A .docx on A4 across; a clerk goes on editing it."""
    document = docx.Document()
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(18)
    page.top_margin = page.bottom_margin = Mm(22)
    _face(document.styles["Normal"], BODY, 12)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _face(heading.add_run(_legal(title_of(request))), TITLE, 18)
    found = summary(request)
    for words in _counted(found):
        document.add_paragraph(_legal(words))
    table = document.add_table(rows=1, cols=len(HEADINGS))
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, HEADINGS, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    repeat = table.rows[0]._tr.get_or_add_trPr()
    repeat.append(repeat.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    for row in _rows(found):
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(_legal(str(value)))
    for line in table.rows:
        for cell, width in zip(line.cells, MILLIMETRES, strict=True):
            cell.width = Mm(width)
    file = io.BytesIO()
    document.save(file)
    _record(request, by, "docx")
    return file.getvalue()


@transaction.atomic
def workbook(*, request: Request, by: User) -> bytes:
    """An .xlsx; no cell is ever a formula."""
    file = io.BytesIO()
    rows = list(_rows(summary(request)))
    sheet = Sheet("意见采纳情况表", HEADINGS, CHARACTERS, rows)
    write(file, [sheet], header=title_of(request)[:80], footer=str(request.unit)[:80])
    _record(request, by, "xlsx")
    return file.getvalue()


def _counted(found: dict) -> Iterator[str]:
    yield f"共收到{found['total']}条意见。"
    if found["nil"]:
        yield f"无意见的单位（{len(found['nil'])}个）：{'、'.join(found['nil'])}。"
    if found["silent"]:
        yield f"未反馈的单位（{len(found['silent'])}个）：{'、'.join(found['silent'])}。"


def _rows(found: dict) -> Iterator[tuple]:
    number = 0
    for about in found["abouts"]:
        for line in about.lines:
            number += 1
            yield (number, about.name, about.then, line.opinion.text, line.who, line.outcome_label or "待定",
                   line.opinion.outcome_note)  # fmt: skip


def _face(where, name: str, points: int) -> None:
    where.font.name, where.font.size = name, Pt(points)
    where.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _legal(text: str) -> str:
    """Without what XML cannot hold: python-docx would raise on a control character."""
    return str(for_xlsx(text) or "")


def _record(request: Request, by: User, format: str) -> None:
    audit.record("征求意见·导出采纳情况表", request, by=by, unit=request.unit, format=format)
