"""Promise A8 for the reader: whatever the file, a sentence or a proposal, within 5 seconds and 200 MB."""

import io
import json
import random
import subprocess
import sys
import textwrap
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from campaigns.reader import limits
from campaigns.reader.document import read
from campaigns.reader.lines import Unreadable
from campaigns.reader.tidying import tidy

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORDS = "质量月活动开展举办通知关于印发各局科附件：1.、一（）《》“”，。；2024年9月1日 \n\t责任单位牵头配合"
WORDS += "主题口号序号名称|#*-§鐵"


def package(body: str | bytes, **parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return file.getvalue()


def document(inner: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)  # noqa: S311 - noise, the same each time


REFUSED = {
    "bomb.docx": lambda: package(document(paragraph("质" * 1000) * 20_000)),
    "entities.docx": lambda: package('<!DOCTYPE a [<!ENTITY x "xx">]>' + document(paragraph("&x;"))),
    "deep.docx": lambda: package(document("<w:tbl><w:tr><w:tc>" * 400 + "x" + "</w:tc></w:tr></w:tbl>" * 400)),
    "broken.docx": lambda: package(document(paragraph("质量月")))[:-40],
    "noise.docx": lambda: b"PK\x03\x04" + noise(200_000),
    "sheet.docx": lambda: zip_of("xl/workbook.xml"),
    "page.ofd": lambda: zip_of("OFD.xml"),
    "scan.png": lambda: b"\x89PNG\r\n\x1a\n" + noise(2000),
    "noise.pdf": lambda: b"%PDF-1.7\n" + noise(200_000),
    "noise.doc": lambda: bytes.fromhex("d0cf11e0a1b11ae1") + noise(20_000),
    "noise.txt": lambda: noise(4000),
    "empty.txt": lambda: b" \n ",
    "one-line.txt": lambda: b"x" * (100 * 1024 * 1024),
    "long-line.txt": lambda: "质".encode() * (limits.LINE + 1),
    "many-lines.txt": lambda: "质量\n".encode() * (limits.LINES + 1),
}


def zip_of(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "<x/>")
    return file.getvalue()


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_files_are_refused_with_a_sentence(name: str) -> None:
    data = REFUSED[name]()
    start = time.perf_counter()
    with pytest.raises(Unreadable) as refusal:
        read(data, name)
    assert str(refusal.value).endswith("。")
    assert "“" in str(refusal.value)
    assert time.perf_counter() - start < 5


TIRING = {
    "brackets": "“《（" * 6000,
    "marks on lines of their own": "“\n" * 3900,
    "blanks": ("质" + " " * 18_000 + "量\n") * 5,
    "spread": "质 " * 9000,
    "notes": "一、重点安排\n（一）开展活动" + "（甲局牵头，乙局、" * 1500,
    "numbers": "\n".join(f"{n % 90 + 1}. 开展活动" for n in range(3900)),
    "rows": "序号 活动名称 活动内容 备注\n" + "1 开展 \n" * 3900,
    "titles": "关于印发质量月活动的通知\n" * 3900,
    "annexes": "附件：1.质量\n2.质量\n" * 1900,
    "contacts": "联系人：甲 电话：1 \n" * 3900,
    "traditional": "關於開展質量月活動的通知，國務院\n" * 3900,
    "lists": "关于开展质量月活动的通知\n一、重点安排\n（一）质量。开展" + "“甲”、" * 4000 + "等活动。",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", TIRING)
def test_tiring_texts_are_read_in_time(name: str) -> None:
    start = time.perf_counter()
    found = read(TIRING[name].encode(), "粘贴的文字")
    assert time.perf_counter() - start < 5
    assert conserved(found)


def test_a_pdf_bomb_and_a_loop_end_within_bounds(tmp_path: Path) -> None:
    """In a program of its own, whose highest memory the system tells; its child cannot have more than it is allowed."""
    code = textwrap.dedent("""
        import json, sys, time
        from pathlib import Path
        from campaigns.reader.document import read
        from campaigns.reader.lines import Unreadable
        start = time.perf_counter()
        try:
            read(Path(sys.argv[1]).read_bytes(), "a.pdf")
            told = ""
        except Unreadable as refusal:
            told = str(refusal)
        most = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
        print(json.dumps([told, time.perf_counter() - start, int(most) / 1024]))
    """)
    stream = zlib.compress(b"0 " * 60_000_000, 9)
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
    body = b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(stream) + stream + b"\nendstream endobj\n"
    bomb = tmp_path / "bomb.pdf"
    bomb.write_bytes(head + page + body + b"trailer<</Root 1 0 R>>\n%%EOF")
    done = subprocess.run(
        [sys.executable, "-c", code, str(bomb)], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    told, seconds, megabytes = json.loads(done.stdout)
    assert told.endswith("。")
    assert seconds < 5.5
    assert megabytes < 200
    assert limits.PDF_MEMORY < 200 * limits.MB


def is_a_sentence(refusal: Unreadable) -> None:
    assert str(refusal).endswith("。")


def conserved(found) -> bool:
    placed = {n for place in found.places for n in range(place.first, place.last + 1)}
    return placed >= set(range(1, len(found.source) + 1))


@profile(max_examples=150, deadline=5000, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=300), st.text(alphabet=WORDS, max_size=900)))
def test_any_text_is_read_and_every_line_kept(text: str) -> None:
    try:
        found = read(text.encode("utf-8", "ignore"), "粘贴的文字")
    except Unreadable as refusal:
        is_a_sentence(refusal)
        return
    assert conserved(found)
    json.dumps(found.as_json(places=True))


@profile(max_examples=100, deadline=5000)
@given(st.binary(max_size=400), st.sampled_from(["a.docx", "a.pdf.txt", "a.doc", "a", "a.ofd", "a.txt"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        read(data, name)
    except Unreadable as refusal:
        is_a_sentence(refusal)


@profile(max_examples=300, deadline=2000)
@given(st.one_of(st.text(max_size=80), st.text(alphabet=WORDS, max_size=120)))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
