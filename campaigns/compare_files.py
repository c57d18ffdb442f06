"""修改对照表 as files: a Word table 原文 | 修改后 | 说明 of what differs, and a workbook of every row."""

import io
from collections.abc import Iterable, Iterator

import docx
from django.db import transaction
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell

from campaigns.choices import Change, Kind
from campaigns.compare_page import Compared
from campaigns.comparing import Span
from campaigns.comparison import Row
from orgs import audit
from orgs.cells import for_xlsx
from orgs.models import User
from orgs.workbooks import Sheet, write

STATUS = {"same": "相同", "changed": "修改", "added": "新增", "removed": "删去"}
BODY, TITLE = "仿宋_GB2312", "方正小标宋简体"
DELETED, INSERTED = RGBColor(0x8A, 0x11, 0x16), RGBColor(0x14, 0x53, 0x2D)


def explained(row: Row, *, reasons: bool) -> str:
    """The last column: what happened to the item, in words."""
    found = [Change(row.change).label if row.change else STATUS[row.status]]
    if row.replaced_by and row.replaced_by[0]:
        found[0] = f"由本级“{'”“'.join(row.replaced_by)}”细化落实"
    if row.moved:
        found.append(f"移动，原为{row.before}" if row.before else "移动")
    if row.guessed:
        found.append("疑似对应")
    if reasons and row.reason:
        found.append(f"原因：{row.reason}")
    return "；".join(found)


def title_of(found: Compared) -> str:
    return f"{found.right.edition}修改对照表"


@transaction.atomic
def word_table(*, found: Compared, by: User) -> bytes:
    """A .docx on A4 across, for a clerk to go on editing; only rows that differ. On record, as every file taken."""
    document = docx.Document()
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin = page.bottom_margin = Mm(25)
    normal = document.styles["Normal"]
    normal.font.size = Pt(12)
    _face(normal, BODY)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run(_legal(title_of(found)))
    run.font.size = Pt(18)
    _face(run, TITLE)
    document.add_paragraph(_legal(f"原文：《{found.left.edition}》{found.left.edition.document_number}"))
    document.add_paragraph(_legal(f"修改后：《{found.right.edition}》{found.right.edition.document_number}"))
    document.add_paragraph("说明：加删除线的为删去的文字，加下划线的为增加的文字；只列有变化的内容。")
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, ("原文", "修改后", "说明"), strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    repeat = table.rows[0]._tr.get_or_add_trPr()
    repeat.append(repeat.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    for head in found.head if found.head_shown else ():
        if head.differs:
            _line(table, [(f"{head.label}：", head.spans)], [(f"{head.label}：", head.spans)], "文头修改")
    for row in found.comparison.rows:
        if row.differs:
            _line(table, _parts(row, "left"), _parts(row, "right"), explained(row, reasons=found.reasons))
    for each in table.rows:
        for cell, width in zip(each.cells, (Mm(105), Mm(105), Mm(43)), strict=True):
            cell.width = width
    file = io.BytesIO()
    document.save(file)
    _record(found, by, "docx")
    return file.getvalue()


@transaction.atomic
def workbook(*, found: Compared, by: User) -> bytes:
    """An .xlsx of every row, alike or not; no cell is ever a formula."""
    rows = list(_cells(found))
    file = io.BytesIO()
    headings = ("序号", "类别", "原文", "修改后", "情况", "是否有变化")
    write(file, [Sheet("修改对照表", headings, (6, 12, 50, 50, 28, 12), rows)], header=title_of(found)[:80],
          footer=f"原文：{found.left.edition}"[:80])  # fmt: skip
    _record(found, by, "xlsx")
    return file.getvalue()


def _cells(found: Compared) -> Iterator[tuple]:
    number = 0
    for head in found.head if found.head_shown else ():
        number += 1
        yield (number, head.label, head.left, head.right, "修改" if head.differs else "相同", head.differs)
    for row in found.comparison.rows:
        number += 1
        left = _joined(row.left_sign, row.left.heading, row.left.text) if row.left else ""
        right = _joined(row.right_sign, row.right.heading, row.right.text) if row.right else ""
        words = explained(row, reasons=found.reasons)
        yield (number, Kind(row.item.kind).label, left, right, words, row.differs)


def _joined(sign: str, heading: str, text: str) -> str:
    return sign + "\n".join(part for part in (heading, text) if part)


def _parts(row: Row, side: str) -> list[tuple[str, Iterable[Span]]]:
    """Sign and marked words of one side; nothing when the item is not there."""
    item = row.left if side == "left" else row.right
    if item is None:
        return []
    sign = row.left_sign if side == "left" else row.right_sign
    found = [marks for marks in (row.heading, row.text) if marks]
    return [(sign if n == 0 else "", marks) for n, marks in enumerate(found)]


def _line(table, left: list, right: list, words: str) -> None:
    cells = table.add_row().cells
    _fill(cells[0], left, "inserted")
    _fill(cells[1], right, "deleted")
    cells[2].paragraphs[0].add_run(_legal(words))


def _fill(cell: _Cell, parts: list[tuple[str, Iterable[Span]]], hidden: str) -> None:
    """One paragraph a part, without what belongs to the other side."""
    for n, (sign, marks) in enumerate(parts):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        if sign:
            paragraph.add_run(_legal(sign))
        for span in marks:
            if span.op == hidden:
                continue
            run = paragraph.add_run(_legal(span.text))
            if span.op == "deleted":
                run.font.strike, run.font.color.rgb = True, DELETED
            elif span.op == "inserted":
                run.font.underline, run.font.color.rgb = True, INSERTED


def _face(where, name: str) -> None:
    where.font.name = name
    where.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _legal(text: str) -> str:
    """Without what XML cannot hold: python-docx would raise on a control character."""
    return str(for_xlsx(text) or "")


def _record(found: Compared, by: User, format: str) -> None:
    # about the plan, not the edition: who takes a table of an edition has not written in it (see DECISIONS)
    plan = found.right.edition.plan
    audit.record("方案·导出对照表", plan, by=by, unit=plan.unit, format=format, compared_with=str(found.left.edition))
