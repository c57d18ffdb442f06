"""The 发文稿纸 as a Word file."""

import io

import docx
from docx.shared import Mm

from campaigns.official import measures as m
from campaigns.official.sheet import Field, Sheet
from campaigns.official.word_parts import NS, paragraph, parse_xml, spacing, table
from campaigns.official.word_styles import set_up

LABEL, ROW = 24.0, 9.5  # mm


def sheet_word(sheet: Sheet) -> bytes:
    word = docx.Document()
    set_up(word)
    section = word.sections[0]
    section.top_margin = section.bottom_margin = Mm(20)
    word.core_properties.title, word.core_properties.author, word.core_properties.comments = sheet.heading[:250], "", ""
    ending = word.element.body[-1]
    size, share = m.head_fit(len(sheet.heading))
    look = f'<w:w w:val="{round(share * 100)}"/><w:sz w:val="{round(min(size, 30) * 2)}"/>'
    ending.addprevious(paragraph("发文机关标志", sheet.heading, properties=spacing(0, 800, 160), character=look))
    for fields in sheet.rows:
        ending.addprevious(_row(fields))
        # tables that touch become one in Word, with the columns of the first
        ending.addprevious(paragraph("版记", "", properties=spacing(0, 1)))
    stored = io.BytesIO()
    word.save(stored)
    return stored.getvalue()


def _row(fields: tuple[Field, ...]):
    width = m.TYPE_AREA[0] / len(fields) - LABEL
    cells = []
    for field in fields:
        cells += [[paragraph("表头", field.label)], [paragraph("表格文字", field.text)]]
    made = table((LABEL, width) * len(fields), [tuple(cells)], lines=True)
    height = round(ROW * max(field.lines for field in fields) * 1440 / 25.4)
    properties = made.find(f"{{{made.nsmap['w']}}}tr/{{{made.nsmap['w']}}}trPr")
    properties.insert(1, parse_xml(f'<w:trHeight {NS} w:val="{height}" w:hRule="atLeast"/>'))
    return made
