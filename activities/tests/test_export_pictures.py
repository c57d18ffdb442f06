"""Pictures that leave: the catalogue, the ZIP whose names match it, small ones in cells, 简报 in Word."""

import io
import math
import re
import zipfile

import docx
import openpyxl
import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from activities import exporting
from activities.models import Activity, Correction, Photo
from activities.tests.exports import SOFFICE, URL, converted, exported, log_year, pictured, rows_of
from activities.tests.pictures import SECRETS

LONG = "一句很长的说明，写了活动的时间、地点、参加的人和现场的情况，超过一行以后还在继续写，直到写满"


@pytest.fixture
def photos(world, campaign):
    log_year(world, campaign)
    for activity in Activity.objects.exclude(title="外省的活动"):
        pictured(activity, 2, caption='现场<1>:"热烈"', credit="宣传科")
    pictured(Activity.objects.get(title="外省的活动"), 1, caption="外省的照片")
    return world


def test_the_zips_names_are_those_of_the_catalogue_and_its_rows(photos, as_):
    client = as_("fujian.manager")
    archive = zipfile.ZipFile(io.BytesIO(exported(client, photos.fujian, "pictures")))
    tables, *names = archive.namelist()
    book = archive.read(tables)
    catalogue, details = rows_of(book, "照片目录"), rows_of(book, "活动明细")
    assert [row["照片文件名"] for row in catalogue] == names
    assert len(names) == 10
    for row in catalogue:
        assert details[row["行号"] - 2]["活动"] == row["活动"]
        assert row["照片文件名"].startswith(f"{row['地区']}/{row['行号']:04d} {row['活动']}/{row['行号']:04d}-0")
    in_book = rows_of(exported(client, photos.fujian), "照片目录")
    assert in_book == catalogue, "the workbook names the same files"
    assert "外省" not in str(names)


def test_the_zip_opens_on_windows_and_tells_nothing_more(photos, as_):
    content = exported(as_("fujian.manager"), photos.fujian, "pictures")
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    for entry in archive.infolist():
        assert entry.compress_type == zipfile.ZIP_STORED
        assert entry.flag_bits & 0x800, "the name is marked as UTF-8"
        assert not set(entry.filename) & set('<>:"\\|?*')
        assert (entry.extra, entry.comment) == (b"", b"") or entry.filename.endswith(".xlsx")
        if entry.filename.endswith(".jpg"):
            assert not [secret for secret in SECRETS if secret in archive.read(entry)]


def test_a_picture_of_an_open_correction_stays(photos, as_, campaign):
    activity = Activity.objects.get(title="启动仪式")
    correction = Correction.objects.create(activity=activity, state="handed_in")
    activity.photos.filter(pk=activity.photos.first().pk).update(correction=correction)
    found = rows_of(exported(as_("fujian.manager"), photos.fujian), "照片目录")
    assert [row["活动"] for row in found].count("启动仪式") == 1
    correction.state = "accepted"
    correction.save()
    found = rows_of(exported(as_("fujian.manager"), photos.fujian), "照片目录")
    assert [row["活动"] for row in found].count("启动仪式") == 2


def test_small_pictures_stand_in_the_catalogue_when_asked_for(photos, as_, monkeypatch):
    monkeypatch.setattr("activities.resources.pictures.THUMBNAILS_MOST", 3)
    content = exported(as_("fujian.manager"), photos.fujian, thumbnails="on")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["照片目录"]
    assert [(image.anchor._from.row + 1, image.anchor._from.col) for image in sheet._images] == [
        (2, 10),
        (3, 10),
        (4, 10),
    ]
    assert sheet["K1"].value == "照片"
    assert sheet.row_dimensions[2].height == 72
    assert not [secret for secret in SECRETS[:4] if secret in content]
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("照片目录").to_python()) == 11


def test_no_photos_is_said_at_once(photos, as_):
    Photo.objects.all().delete()
    for format in ("pictures", "brief"):
        answer = as_("fujian.manager").post(URL, {"unit": photos.fujian.pk, "format": format})
        assert "没有可以导出的照片" in answer.content.decode()


def test_too_many_photos_for_a_brief_are_refused_in_words(photos, as_, monkeypatch):
    monkeypatch.setitem(exporting.PICTURES_MOST, "brief", 9)
    answer = as_("fujian.manager").post(URL, {"unit": photos.fujian.pk, "format": "brief"})
    assert "共10张照片，超过一次导出的上限9张" in answer.content.decode()


def test_the_brief_has_every_picture_with_caption_unit_and_day(photos, as_):
    content = exported(as_("fujian.manager"), photos.fujian, "brief")
    word = docx.Document(io.BytesIO(content))
    assert word.paragraphs[0].text == "2024年全国“质量月”活动照片简报"
    cells = [cell.text for row in word.tables[0].rows for cell in row.cells]
    assert len(cells) == len(word.inline_shapes) == 10
    assert cells[0].split("\n")[1:] == ['现场<1>:"热烈"', "省局宣讲", "9月10日　福建省市场监督管理局"]
    section = word.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            assert not [secret for secret in SECRETS[:4] if secret in package.read(name)], name


@pytest.mark.slow
@pytest.mark.pure
@pytest.mark.skipif(not SOFFICE, reason="no LibreOffice on this machine")
def test_the_brief_has_four_pictures_to_a_page(photos, as_, tmp_path):
    Photo.objects.update(caption=LONG + LONG)
    content = exported(as_("fujian.manager"), photos.fujian, "brief")
    pages = PdfReader(converted(content, "docx", "pdf", tmp_path) / "in.pdf").pages
    assert len(pages) == math.ceil(10 / 4)
    assert [len(re.findall(r"9\s*月\s*(?:10|3)\s*日", page.extract_text())) for page in pages] == [4, 4, 2]
