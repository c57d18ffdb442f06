"""What follows the text of a Word file: annex note, signatures, remarks, what was left out, imprint."""

from collections.abc import Iterator

from campaigns.official import measures as m
from campaigns.official.elements import Document, Run, width_of
from campaigns.official.word_parts import MM, border, frame, indent, paragraph, run, spacing, tab, table
from campaigns.official.word_styles import LINE

RIGHT = '<w:jc w:val="right"/>'


def annex_note(document: Document) -> Iterator:
    """附件：1.…, a line below the text, no full stop; further ones under the first (§7.3.4)."""
    rows = document.annex_note
    for place, (number, title) in enumerate(rows):
        lead = "附件：" if place == 0 else ""
        sign = f"{number}." if number else ""
        left = 6 if sign else 5
        hanging = left - 2 if place == 0 else left - 5
        look = spacing(LINE if place == 0 else 0) + indent(left=left, hanging=hanging)
        yield paragraph("附件说明", f"{lead}{sign}{title}", properties=look)


def signatures(document: Document) -> Iterator:
    """With a seal: the date four signs from the right, the name centred above it (§7.3.5)."""
    names = document.signatures
    if len(names) > 2:
        yield paragraph("公文正文", "")
        yield paragraph("公文正文", "")
        longest = max(len(name) for name in names)
        columns = 3 if longest <= 9 else 2 if longest <= 14 else 1
        filled = [*names, *[""] * (-len(names) % columns)]
        centred = [[paragraph("发文机关署名", name, properties='<w:jc w:val="center"/>')] for name in filled]
        rows = [tuple(centred[start : start + columns]) for start in range(0, len(centred), columns)]
        yield table([m.TYPE_AREA[0] / columns] * columns, rows)
    else:
        middle = 4 + width_of(document.date or "2024年10月10日") / 2
        lines = [*names, document.seal_note] if document.seal_note else names
        for place, name in enumerate(lines):
            aside = max(2, middle - width_of(name) / 2)
            look = spacing(2 * LINE if place == 0 else 0) + indent(right=aside) + RIGHT
            yield paragraph("发文机关署名", name, properties=look)
    if document.date:
        before = spacing(0 if names else 2 * LINE)
        yield paragraph("成文日期", document.date, properties=before + indent(right=4) + RIGHT)


def remarks(document: Document) -> Iterator:
    return (paragraph("附注", words) for words in document.remarks)


def left_out(document: Document) -> Iterator:
    if document.left_out:
        look = "<w:pageBreakBefore/>" + '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
        yield paragraph("Heading 1", "本级未列入的上级内容", properties=look)
    for group in document.left_out:
        none = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
        yield paragraph("Heading 2", group.kind, properties=none)
        for words, reason in group.entries:
            why = (Run(f"（原因：{reason}）"),) if reason else ()
            yield paragraph("公文正文", (Run(words, "deleted"), *why))


def imprint(document: Document) -> Iterator:
    """版记, held at the foot of the last page by a frame, so that it stays there while the text is edited (§7.4)."""
    found, letter = document.imprint, document.head.style == "letter"
    if not found.copied and (letter or not found.office):
        return
    where = frame(m.TYPE_AREA[0], hAnchor="margin", xAlign="left", vAnchor="margin", yAlign="bottom")
    thick, thin = ("single", 8, 3, "auto"), ("single", 6, 3, "auto")
    if found.copied:
        rule = "" if letter else border({"top": thick})
        yield paragraph(
            "版记", found.copied, properties=where + rule + spacing(0, 400) + indent(left=4, right=1, hanging=3)
        )
    if not letter:
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{round((m.TYPE_AREA[0] - m.CHARACTER) * MM)}"/></w:tabs>'
        rule = border({"top": thin if found.copied else thick, "bottom": thick})
        line = paragraph("版记", found.office, properties=where + rule + tabs + spacing(0, 400) + indent(left=1))
        line.append(tab())
        line.append(run(Run(found.printed)))
        yield line
    yield paragraph("版记", "", properties=spacing(0, 20))
