"""Word files: automatic numbers, tables that a page breaks; PDF files by where their pieces stand."""

import shutil
import subprocess
import time
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from campaigns.reader import pdfflow, pdfpage, pdftable
from campaigns.reader.document import read
from campaigns.reader.lines import Line

SOFFICE = shutil.which("soffice")


def notice() -> Document:
    """A notice with bold run-in headings and its plan's table in an annex."""
    document = Document()
    texts = ["鹿城市质量强市领导小组办公室文件", "鹿质强办〔2024〕12号", "关于开展2024年“质量月”活动的通知"]
    texts += [
        "各县（市、区）质强办，市直有关单位：",
        "现将有关事项通知如下，请于2024年10月11日前将活动总结报送市质强办。",
    ]
    texts += ["一、活动主题", "加强质量支撑 共建质量强市", "二、重点活动"]
    for text in texts:
        document.add_paragraph(text)
    for head, text in (
        ("（一）质量帮扶进园区。", "举办质量管理数字化转型培训班。（市市场监管局负责）"),
        ("（二）组织“质量开放日”活动。", "走进检测实验室。（市质检中心牵头，各质强办配合）"),
    ):
        paragraph = document.add_paragraph()
        paragraph.add_run(head).bold = True
        paragraph.add_run(text)
    for text in ("附件：重点活动计划表", "鹿城市质量强市领导小组办公室", "2024年8月26日", "附件", "重点活动计划表"):
        document.add_paragraph(text)
    table_of(
        document,
        ["序号", "活动名称", "活动内容", "时间", "牵头单位"],
        [["1", "启动仪式", "质量咨询", "9月3日", "市甲局"]],
    )
    table_of(document, ["2", "质量讲堂", "邀请专家", "9月中旬", "市乙局"], [["", "", "为企业授课", "", ""]])
    return document


def table_of(document: Document, head: list[str], rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(head))
    for row in [head, *rows]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("")  # as the page break leaves it


def saved(document: Document, path: Path) -> bytes:
    document.save(str(path))
    return path.read_bytes()


def check(found) -> None:
    assert found.document_number == "鹿质强办〔2024〕12号"
    assert [a.heading for a in found.arrangements] == ["质量帮扶进园区", "组织“质量开放日”活动"]
    assert [(r.name, r.role) for r in found.arrangements[1].responsibilities] == [
        ("市质检中心", "牵头"),
        ("各质强办", "配合"),
    ]
    assert found.summary_due == date(2024, 10, 11)
    assert [(a.title, a.text, a.starts_on, a.lead) for a in found.activities] == [
        ("启动仪式", "质量咨询", date(2024, 9, 3), ["市甲局"]),
        ("质量讲堂", "邀请专家为企业授课", date(2024, 9, 11), ["市乙局"]),
    ]


def test_word_with_a_table_broken_over_two_pages(tmp_path: Path) -> None:
    check(read(saved(notice(), tmp_path / "a.docx"), "a.docx"))


@pytest.mark.slow
@pytest.mark.pure
@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice on this machine")
@pytest.mark.parametrize("kind", ["pdf", "doc"])
def test_the_same_by_way_of_libreoffice(tmp_path: Path, kind: str) -> None:
    saved(notice(), tmp_path / "a.docx")
    command = [SOFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True)
    found = read((tmp_path / f"a.{kind}").read_bytes(), f"a.{kind}")
    assert [a.heading for a in found.arrangements] == ["质量帮扶进园区", "组织“质量开放日”活动"]
    assert found.theme == "加强质量支撑 共建质量强市"
    assert found.activities[0].title == "启动仪式"


def test_automatic_numbers_are_written_out(tmp_path: Path) -> None:
    document = Document()
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = document.part.numbering_part.element
    both = level.format(0, "%1、") + level.format(1, "（%2）")
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{both}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    document.add_paragraph("关于开展2024年“质量月”活动的通知")
    for depth, text in (
        (0, "活动主题"),
        (None, "加强质量支撑"),
        (0, "重点安排"),
        (1, "举办启动仪式"),
        (1, "开展质量讲堂活动"),
    ):
        paragraph = document.add_paragraph(text)
        if depth is not None:
            marks = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(marks))
    found = read(saved(document, tmp_path / "a.docx"), "a.docx")
    assert found.theme == "加强质量支撑"
    assert [a.heading for a in found.arrangements] == ["举办启动仪式", "开展质量讲堂活动"]


def test_a_pdf_pages_pieces_become_lines_and_cells() -> None:
    pieces = [(200.0, 700.0, 12.0, "年 质量月 安排"), (212.0, 700.0, 12.0, "“ ”"), (90.0, 660.0, 12.0, "序号")]
    pieces += [(150.0, 660.0, 12.0, "活动名称"), (260.0, 660.0, 12.0, "活动内容"), (90.0, 630.0, 12.0, "1")]
    pieces += [(150.0, 630.0, 12.0, "质量知识"), (150.0, 615.0, 12.0, "讲堂"), (260.0, 630.0, 12.0, "授课")]
    text = "".join(piece[3] for piece in pieces)
    lines = pdfpage.lines_of(text, pieces)
    assert lines[0].text == "年“质量月”安排"
    assert [line.cells for line in lines[1:]] == [("序号", "活动名称", "活动内容"), ("1", "质量知识讲堂", "授课")]


def test_pieces_that_are_not_the_pages_text_are_not_trusted() -> None:
    assert pdfpage.lines_of("质量月", [(1.0, 1.0, 12.0, "别的字")]) is None


def ruled(columns: list[float], rows: list[float]) -> list[tuple[float, float, float, float]]:
    """The lines of a table, every one from edge to edge."""
    downs = [(x, rows[-1], x, rows[0]) for x in columns]
    return downs + [(columns[0], y, columns[-1], y) for y in rows]


def test_cells_of_a_pdf_are_told_apart_by_the_lines_around_them() -> None:
    """Texts that nearly touch across a line, and a number in the middle of its row, as the portal's own tables have."""
    pieces = [(90.0, 690.0, 12.0, "序号"), (150.0, 690.0, 12.0, "活动名称"), (260.0, 690.0, 12.0, "主要内容")]
    pieces += [(95.0, 655.0, 12.0, "1"), (122.0, 663.0, 12.0, "宣贯缺陷消费品召回管"), (122.0, 646.0, 12.0, "理办法")]
    pieces += [(252.0, 655.0, 12.0, "展板宣传"), (122.0, 620.0, 12.0, "质量讲堂"), (252.0, 620.0, 12.0, "授课")]
    rows = pdfpage.rows_of("".join(p[3] for p in pieces), pieces, ruled([80, 120, 250, 500], [700, 680, 640, 610]))
    assert rows is not None
    assert [row.line.cells for row in rows] == [
        ("序号", "活动名称", "主要内容"),
        ("1", "宣贯缺陷消费品召回管理办法", "展板宣传"),
        ("", "质量讲堂", "授课"),
    ]


def test_cells_over_several_rows_or_columns() -> None:
    rules = [(80, 600, 80, 700), (200, 640, 200, 700), (200, 600, 200, 620), (300, 600, 300, 700)]
    rules += [(80, y, 300, y) for y in (700, 640, 620, 600)] + [(200, 670, 300, 670)]
    pieces = [(85.0, 665.0, 12.0, "质量科"), (205.0, 680.0, 12.0, "讲堂"), (205.0, 650.0, 12.0, "巡诊")]
    pieces += [(85.0, 625.0, 12.0, "一、各县区"), (85.0, 605.0, 12.0, "1"), (205.0, 605.0, 12.0, "演练")]
    table = pdftable.tables_of(rules, pieces)[0]
    assert table.cells == [("质量科", "讲堂"), ("质量科", "巡诊"), ("一、各县区", ""), ("1", "演练")]


def test_a_page_full_of_lines_is_read_in_time() -> None:
    crossed = [(float(n % 500), 0.0, float(n % 500), 800.0) for n in range(5_000)]
    crossed += [(0.0, float(n % 700), 500.0, float(n % 700)) for n in range(5_000)]
    small = [rule for n in range(800) for rule in ruled([10, 20, 30], [n * 9 + 6, n * 9 + 3, n * 9])]
    pieces = [(float(n % 500), float(n % 7_000), 12.0, "质") for n in range(20_000)]
    start = time.perf_counter()
    assert pdftable.tables_of(crossed, pieces) == []
    pdftable.tables_of(small, pieces)
    assert time.perf_counter() - start < 2


def set_lines(*rows: tuple[float, str]) -> list[str]:
    """Lines of 16 points, each with its left edge; the flow of each."""
    placed = [pdfflow.Set(Line(0, text), left, left + len(text) * 16.0, 16.0) for left, text in rows]
    return [line.flow for line in pdfflow.flowing(placed)]


def test_two_signs_in_begins_a_paragraph_and_flush_under_a_full_line_goes_on() -> None:
    full = "质" * 26
    flows = set_lines(
        (112.0, "一、活动主题"),
        (112.0, "加强质量支撑"),
        (112.0, "二、重点安排"),
        (112.0, full),
        (80.0, full + "量月"),
        (80.0, "质量月。"),
        (112.0, "三、工作要求"),
        (80.0, "各县市区市场监督管理局："),
    )
    assert flows == ["new", "new", "new", "new", "on", "on", "new", ""]


def test_pages_without_that_custom_tell_nothing() -> None:
    assert set_lines((80.0, "一、活动主题"), (80.0, "加强质量支撑"), (80.0, "二、要求"), (80.0, "三、其他")) == [""] * 4
