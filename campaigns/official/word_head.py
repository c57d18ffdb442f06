"""The heads of a Word file: none (清样), 下行文, 上行文, 联合发文, 信函; and the legend of the 送审稿."""

from collections.abc import Iterator

from campaigns.official import measures as m
from campaigns.official.elements import Document, Head, Run
from campaigns.official.word_parts import MM, border, frame, paragraph, run, spacing, tab, table
from campaigns.official.word_styles import KAI, LINE

RED = m.RED[1:].upper()
RULE = 16  # eighths of a point
_KAI = f'<w:rFonts w:ascii="{KAI}" w:hAnsi="{KAI}" w:eastAsia="{KAI}"/>'


def head_of(document: Document) -> Iterator:
    head = document.head
    if document.legend:
        yield from _legend(document)
    if head.style == "letter":
        yield from _letter(head)
    elif head.style == "bulletin":
        yield from _bulletin(head)
    elif head.style != "none":
        yield from _official(head)


def _size(size: float, share: float) -> str:
    return f'<w:w w:val="{round(share * 100)}"/><w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'


def _official(head: Head) -> Iterator:
    if len(head.names) > 1:
        yield from _joint(head.names)
    else:
        name = f"{head.names[0]}文件"
        size, share = m.head_fit(len(name))
        # an exact line is a little higher than its signs: what stands above them is taken off the 35 mm
        line = size * 20 * 1.2
        above = m.HEAD_DOWN * MM - (line - size * 20) / 2
        yield paragraph("发文机关标志", name, properties=spacing(above, line), character=_size(size, share))
    rule = border({"bottom": ("single", RULE, 5, RED)})
    look = spacing(m.NUMBER_LINES * LINE)
    if head.style != "up":
        yield paragraph("发文字号", head.number, properties=rule + look)
    else:
        yield from _upward(head, rule, look)


def _upward(head: Head, rule: str, look: str) -> Iterator:
    """The number stands in the line of the last signer (§7.2.6)."""
    stop = round(m.TYPE_AREA[0] * MM - m.CHARACTER * MM)
    signers = head.signers or ("　　　",)
    for place, name in enumerate(signers):
        last = place == len(signers) - 1
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{stop}"/></w:tabs>'
        properties = (rule if last else "") + tabs + (look if place == 0 else "") + '<w:jc w:val="left"/>'
        found = paragraph("发文字号", f"　{head.number}" if last else "", properties=properties)
        found.append(tab())
        found.append(run(Run("签发人：" if place == 0 else "")))
        found.append(run(Run(name), _KAI))
        yield found


def _joint(names: tuple[str, ...]) -> Iterator:
    size, share, width = m.joint_fit(len(names), max(len(name) for name in names))
    line = size * 20 * 1.3
    look = spacing(0, line) + '<w:jc w:val="distribute"/>'
    inside = [paragraph("发文机关标志", name, properties=look, character=_size(size, share * 0.96)) for name in names]
    word = [paragraph("发文机关标志", "文件", properties=spacing(0, line), character=_size(size, 1))]
    yield paragraph("公文标题", "", properties=spacing(0, round(m.HEAD_DOWN * MM)))
    yield table((width + 2, 2 * size * m.POINT + 6), [(inside, word)])


def _letter(head: Head) -> Iterator:
    size, share = m.head_fit(len(head.names[0]), m.LETTER_RULE - 10)
    line = size * 20 * 1.2
    where = frame(
        m.LETTER_RULE, hAnchor="page", xAlign="center", vAnchor="page", y=str(round(m.LETTER_DOWN * MM - line * 0.08))
    )
    rule = border({"bottom": ("thickThinSmallGap", 24, 9, RED)})
    yield paragraph(
        "发文机关标志", head.names[0], properties=where + rule + spacing(0, line), character=_size(size, share)
    )
    # the frame pushes what follows below the rule; the line's own space above its signs counts as well
    below = m.LETTER_GAP * MM - (LINE - m.THREE * 20) / 2
    yield paragraph("发文字号", head.number, properties=spacing(below) + '<w:jc w:val="right"/>')


def _bulletin(head: Head) -> Iterator:
    """简报: its name, the number of the issue, who brings it out and when above the rule."""
    size, share = m.head_fit(len(head.names[0]))
    line = size * 20 * 1.2
    yield paragraph("发文机关标志", head.names[0], properties=spacing(0, line), character=_size(size, share))
    yield paragraph("发文字号", head.number, properties=spacing(LINE / 2))
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{round((m.TYPE_AREA[0] - m.CHARACTER) * MM)}"/></w:tabs>'
    look = border({"bottom": ("single", RULE, 5, RED)}) + tabs + spacing(LINE / 2) + '<w:jc w:val="left"/>'
    found = paragraph("发文字号", f"　{head.beneath[0]}", properties=look)
    found.append(tab())
    found.append(run(Run(head.beneath[1])))
    yield found


def letter_foot(element) -> None:
    """The second double rule, 20 mm above the lower edge of the first page, which bears no number (§10.1)."""
    where = frame(
        m.LETTER_RULE,
        hAnchor="page",
        xAlign="center",
        vAnchor="page",
        y=str(round((m.PAGE[1] - m.LETTER_RULE_UP) * MM)),
    )
    rule = border({"top": ("thinThickSmallGap", 24, 1, RED)})
    made = paragraph("版记", "", properties=where + rule + spacing(0, 20))
    element.addprevious(made)  # a frame needs a paragraph beside it that stays in the text


def _legend(document: Document) -> Iterator:
    lines = [paragraph("表头", document.tag, properties='<w:jc w:val="left"/>')]
    lines += [paragraph("批注说明", words) for words in document.legend]
    yield table((m.TYPE_AREA[0],), [(lines,)], lines="auto")
    if document.head.style == "none":
        yield paragraph("公文正文", "")
