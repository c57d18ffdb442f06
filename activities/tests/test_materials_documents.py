"""粘贴材料 of PDF, .doc and .wps: read like .docx where that can be done; else a sentence, and the file is kept."""

import io
import shutil
import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from activities import arriving
from activities.models import Material
from activities.tests.test_materials import TEXT, paste  # noqa: F401  (a fixture)
from campaigns.reader import officefile

WHERE = "/work/activities/paste/"
LINES = (
    "9月3日，在政务服务中心举行质量月启动仪式，悬挂横幅6条。",
    "9月5日，组织30余家企业召开质量管理培训会。",
)
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
office = pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed on this machine")


def turned(folder, kind: str) -> bytes:
    """The lines as a document of that kind, written by LibreOffice."""
    from docx import Document  # slow to import, and only here

    document = Document()
    for line in LINES:
        document.add_paragraph(line)
    source = folder / "总结.docx"
    document.save(source)
    command = [OFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
    return (folder / f"总结.{kind.partition(':')[0]}").read_bytes()


@pytest.mark.slow
@pytest.mark.pure
@office
@pytest.mark.parametrize(("kind", "name"), [("pdf", "总结.pdf"), ("doc", "总结.doc"), ("doc", "总结.wps")])
def test_a_summary_in_another_format_becomes_drafts(paste, tmp_path, kind, name):  # noqa: F811
    material = paste("", [SimpleUploadedFile(name, turned(tmp_path, kind))])
    first, second = material.activities.order_by("held_on")
    assert (first.place, second.enterprises, second.enterprises_qualifier) == ("政务服务中心", 30, "余")
    assert all(line in material.text for line in LINES)
    assert [file.name for file in material.files.all()] == [name]


def old_word() -> bytes:
    """Enough of an old Word file to be taken for one."""
    return officefile_head() + "WordDocument".encode("utf-16-le") + bytes(4096)


def officefile_head() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def test_where_it_cannot_be_read_a_sentence_says_so_and_the_file_is_kept(as_, national, monkeypatch):
    monkeypatch.setattr(officefile.shutil, "which", lambda name: None)
    files = [SimpleUploadedFile("总结.doc", old_word()), SimpleUploadedFile("扫描.pdf", b"%PDF-1.4\nbroken\n%%EOF")]
    answer = as_("fuzhou.reporter").post(WHERE, {"text": TEXT, "files": files}, follow=True)
    assert "本机不能读取旧格式的“总结.doc”" in answer.text
    assert "“扫描.pdf”已损坏或过于复杂" in answer.text
    assert answer.text.count("文件已作为来源保存") == 2
    material = Material.objects.get()
    assert material.activities.count() == 2
    assert {file.name for file in material.files.all()} == {"总结.doc", "扫描.pdf"}


def test_only_so_many_are_read_while_the_person_waits(monkeypatch):
    read = []

    def extract(data, name):
        read.append(name)
        raise arriving.Unreadable(f"“{name}”无法读取。")

    monkeypatch.setattr(arriving.extracting, "extract", extract)
    files = [SimpleUploadedFile(f"{n}.doc", old_word()) for n in range(5)]
    found = arriving.looked_into("", files, 2024)
    assert (read, len(found.kept)) == (["0.doc", "1.doc", "2.doc"], 5)
    assert "一次最多读取3个.doc文件，“3.doc”没有读取" in found.refused[3]


def test_broken_lines_of_a_page_become_one_text_again(monkeypatch):
    from campaigns.reader.lines import Line, Source  # what the reader gives

    lines = [
        Line(1, "9月3日，在政务服务中心", flow="new"),
        Line(2, "举行启动仪式。", flow="on"),
        Line(3, "9月5日，培训。"),
    ]
    monkeypatch.setattr(arriving.extracting, "extract", lambda data, name: Source(lines, "pdf"))
    pdf = SimpleUploadedFile("总结.pdf", io.BytesIO(b"%PDF-1.4 %%EOF").read())
    assert arriving.looked_into("", [pdf], 2024).text == "9月3日，在政务服务中心举行启动仪式。\n9月5日，培训。"
