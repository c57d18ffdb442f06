"""The Word file: page, grid, styles and their fonts, Word's own numbering, footers; and that it opens elsewhere."""

import io
import shutil
import subprocess
import zipfile

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from pypdf import PdfReader

from campaigns.official import measures as m
from campaigns.official.composing import compose
from campaigns.official.gathering import document_of, sheet_of
from campaigns.official.pdf import pdf_of
from campaigns.official.word import word_of
from campaigns.official.word_sheet import sheet_word
from campaigns.tests.test_official_pdf import FACTS, PAPER, near

FONTS = {
    "Normal": ("仿宋_GB2312", m.THREE),
    "公文正文": ("仿宋_GB2312", m.THREE),
    "Heading 1": ("黑体", m.THREE),
    "Heading 2": ("楷体_GB2312", m.THREE),
    "Heading 3": ("仿宋_GB2312", m.THREE),
    "公文标题": ("方正小标宋简体", m.TWO),
    "附件序号": ("黑体", m.THREE),
    "版记": ("仿宋_GB2312", m.FOUR),
}

# the order of the schema (ECMA-376, CT_PPr and CT_RPr)
ORDER = """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid
spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl
divId cnfStyle rPr sectPr pPrChange"""
RUNS = "rFonts b bCs i iCs caps strike dstrike color spacing w kern position sz szCs highlight u lang"


def opened(**how) -> Word:
    return docx.Document(io.BytesIO(word_of(compose(PAPER, FACTS, **how))))


@pytest.fixture(scope="module")
def clean() -> Word:
    return opened()


def test_page_and_grid(clean):
    (section,) = clean.sections
    sizes = {"page_width": 210, "page_height": 297, "top_margin": 37, "left_margin": 28, "right_margin": 26}
    for name, wanted in sizes.items():
        assert near(getattr(section, name).mm, wanted, 0.2), name
    assert near(section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm, m.TYPE_AREA[1], 0.3)
    grid = section._sectPr.find(qn("w:docGrid"))
    pitch, space = int(grid.get(qn("w:linePitch"))), int(grid.get(qn("w:charSpace")))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(m.TYPE_AREA[1] / 25.4 * 1440 / pitch) == m.LINES
    assert round(m.TYPE_AREA[0] / 25.4 * 72 / (m.THREE + space / 4096), 2) == m.CHARACTERS


@pytest.mark.parametrize(("name", "look"), FONTS.items())
def test_styles_bear_fonts_and_sizes(clean, name, look):
    style = clean.styles[name]
    fonts = style.element.rPr.rFonts
    assert (fonts.get(qn("w:eastAsia")), style.font.size.pt) == look
    assert fonts.get(qn("w:ascii")) == look[0]


def test_lines_are_exact_so_that_twenty_two_stand_on_a_page(clean):
    spacing = clean.styles["公文正文"].element.pPr.find(qn("w:spacing"))
    assert spacing.get(qn("w:lineRule")) == "exact"
    assert int(m.TYPE_AREA[1] / 25.4 * 1440 / int(spacing.get(qn("w:line")))) == m.LINES


def test_headings_are_words_own_and_numbered_by_word(clean):
    found = {p.text: p for p in clean.paragraphs}
    heading = found["活动内容之0"]
    assert heading.style.name == "Heading 2"
    assert heading._p.pPr.numPr.numId.val == 1
    levels = clean.part.numbering_part.element.findall(f"{qn('w:abstractNum')}/{qn('w:lvl')}/{qn('w:lvlText')}")
    assert [level.get(qn("w:val")) for level in levels][:4] == ["%1、", "（%2）", "%3.", "（%4）"]
    assert found["口号之0"].style.name == "口号"


def test_page_numbers_right_on_odd_and_left_on_even_pages(clean):
    assert clean.settings.odd_and_even_pages_header_footer
    (section,) = clean.sections
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert "PAGE" in paragraph._p.xml
        assert paragraph.text.replace("1", "") == "—  —"


def test_the_red_head_and_rule():
    word = opened(form="red")
    name, number = word.paragraphs[:2]
    assert (name.text, number.text) == ("福州市市场监督管理局文件", "榕市监〔2024〕9号")
    assert name.style.font.color.rgb == docx.shared.RGBColor(0xE6, 0, 0x12)
    assert near(name.paragraph_format.space_before.mm, m.HEAD_DOWN, 2)
    border = number._p.pPr.find(f"{qn('w:pBdr')}/{qn('w:bottom')}")
    assert border.get(qn("w:color")) == "E60012"
    assert "抄送：" in "".join(p.text for p in word.paragraphs)


HOW = [{"form": form} for form in ("clean", "review")]
HOW += [{"form": "red", "head": head} for head in ("down", "up", "joint", "letter")]


@pytest.mark.parametrize("how", HOW)
def test_elements_stand_in_the_order_the_schema_wants(how):
    """Word refuses or silently drops what stands in the wrong order; WPS is milder."""
    order, runs = ORDER.split(), RUNS.split()
    word = opened(**how)
    (section,) = word.sections
    footers = (section.footer, section.even_page_footer, section.first_page_footer)
    parts = [word.element, word.styles.element, *(footer._element for footer in footers)]
    for name, wanted in (("w:pPr", order), ("w:rPr", runs)):
        for part in parts:
            for found in part.iter(qn(name)):
                names = [child.tag.rpartition("}")[2] for child in found]
                places = [wanted.index(each) for each in names if each in wanted]
                assert places == sorted(places), names


@pytest.fixture(scope="module")
def office() -> str:
    found = shutil.which("soffice")
    if not found:
        pytest.skip("LibreOffice is not installed here")
    return found


def through_office(office: str, folder, files: dict[str, bytes]) -> dict[str, bytes]:
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)
    how = ["--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    names = [str(folder / f"{name}.docx") for name in files]
    command = [office, f"-env:UserInstallation=file://{folder}/profile", *how, *names]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in files}


@pytest.mark.slow
@pytest.mark.pure
def test_the_four_documents_of_2024_open_in_libreoffice(year2024, office, tmp_path):
    """The same number of pages ± 1, and what Word counts equals the signs on the page."""
    plans = {name: getattr(year2024, name).editions.get() for name in ("national", "fujian", "yueyang", "puer")}
    documents = {name: document_of(edition) for name, edition in plans.items()}
    made = through_office(office, tmp_path, {name: word_of(document) for name, document in documents.items()})
    for name, document in documents.items():
        read, own = PdfReader(io.BytesIO(made[name])), PdfReader(io.BytesIO(pdf_of(document)))
        assert abs(len(read.pages) - len(own.pages)) <= 1, name
        signs = [block.sign for block in document.blocks if block.sign]
        found = "".join("".join(page.extract_text().split()) for page in read.pages)
        place = 0
        for block in document.blocks:
            if block.sign:
                words = block.sign + "".join(block.text.split())[:6]
                place = found.find(words, place)
                assert place >= 0, (name, words)
        assert len(signs) > 20


@pytest.mark.slow
@pytest.mark.pure
def test_heads_and_sheet_open_in_libreoffice(year2024, office, tmp_path):
    edition = year2024.national.editions.get()
    files = {head: word_of(document_of(edition, form="red", head=head)) for head in ("down", "up", "joint", "letter")}
    files["review"] = word_of(document_of(year2024.fujian.editions.get(), form="review"))
    files["sheet"] = sheet_word(sheet_of(edition))
    read = {name: PdfReader(io.BytesIO(content)) for name, content in through_office(office, tmp_path, files).items()}
    assert len(read["sheet"].pages) == 1
    assert all("市场监管总局" in read[head].pages[0].extract_text() for head in ("down", "up", "joint", "letter"))


def test_nothing_says_who_wrote_the_file():
    with zipfile.ZipFile(io.BytesIO(word_of(compose(PAPER, FACTS)))) as stored:
        assert b"python-docx" not in b"".join(stored.read(name) for name in stored.namelist())
