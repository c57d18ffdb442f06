"""The 发文稿纸 as a Word file."""

import io

from docx.shared import Mm

from campaigns.official import measures as m
from campaigns.official.sheet import Field, Sheet
from campaigns.official.word_parts import paragraph, spacing, table
from campaigns.official.word_styles import fresh

RED = m.RED[1:].upper()
LABEL, ROW = 24.0, 9.0  # mm


def sheet_word(sheet: Sheet) -> bytes:
    word = fresh()
    section = word.sections[0]
    section.top_margin = section.bottom_margin = Mm(18)
    word.core_properties.title, word.core_properties.author, word.core_properties.comments = sheet.heading[:250], "", ""
    ending = word.element.body[-1]
    size, share = m.head_fit(len(sheet.heading))
    look = f'<w:w w:val="{round(share * 100)}"/><w:sz w:val="{round(min(size, 30) * 2)}"/>'
    ending.addprevious(paragraph("发文机关标志", sheet.heading, properties=spacing(0, 800, 160), character=look))
    width = m.TYPE_AREA[0] / 2 - LABEL
    heights = [ROW * max(field.lines for field in fields) for fields in sheet.rows]
    rows = [_cells(fields) for fields in sheet.rows]
    ending.addprevious(table((LABEL, width) * 2, rows, lines=RED, heights=heights))
    ending.addprevious(paragraph("版记", "", properties=spacing(0, 20)))  # Word wants one after a table
    stored = io.BytesIO()
    word.save(stored)
    return stored.getvalue()


def _cells(fields: tuple[Field, ...]) -> list[list]:
    found = []
    for field in fields:
        found.append([paragraph("表头", field.label, character=f'<w:color w:val="{RED}"/>')])
        found.append([paragraph("表格文字", field.text)])
    return found
