"""Pictures that come with a workbook: named in a ZIP, floating over a row, placed in cells by WPS."""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.core.files.storage import default_storage
from openpyxl.drawing.image import Image as Drawn
from PIL import Image

from activities import importing
from activities.models import Activity, Photo
from activities.photo_files import names_of
from activities.tests.pictures import encoded, telling_jpeg
from activities.tests.workbooks import URL, book, bytes_of, confirm, counts, packed, page, read

DAY = dt.date(2024, 9, 10)
HEADINGS = ["活动", "日期", "照片文件名"]


@pytest.fixture
def reporter(as_, campaign):
    return as_("fuzhou.reporter")


def jpeg(shade: int) -> bytes:
    return encoded(Image.new("RGB", (320, 240), (shade * 50 % 256, 90, 77)))


def shown() -> dict[str, list[str]]:
    return {a.title: [p.original_name for p in a.photos.order_by("order")] for a in Activity.objects.order_by("pk")}


def test_pictures_of_a_zip_are_matched_by_name(reporter):
    made = book(["甲", DAY, "一.jpg、2.JPG"], ["乙", DAY, "现场/二.jpg"], ["丙", DAY, None], headings=HEADINGS)
    archive = packed(**{"一.jpg": jpeg(1), "2.jpg": telling_jpeg(), "现场/二.jpg": jpeg(3), "没用到.jpg": jpeg(4)})
    job = read(reporter, made, pictures=archive)
    assert counts(job)["new"] == 3, page(reporter, job)
    assert "有1个文件没有用到：没用到.jpg" in page(reporter, job)
    assert not Photo.objects.exists()
    confirm(reporter, job)
    assert shown() == {"甲": ["一.jpg", "2.jpg"], "乙": ["二.jpg"], "丙": []}
    for photo in Photo.objects.all():
        files = [
            Path(default_storage.path(name)).read_bytes() for name in names_of(photo.stem)[:-1]
        ]  # no full size kept
        assert len(files) == 6
        assert not any(b"GPS" in data or b"Exif" in data for data in files)
    again = read(reporter, made, pictures=archive)
    assert counts(again) == {"new": 0, "changed": 0, "same": 3, "wrong": 0, "left": 0}
    without = read(reporter, made)
    assert counts(without)["same"] == 3, "the names of what is there already need no ZIP"


def test_a_picture_that_cannot_be_used_is_an_error_of_its_row(reporter):
    made = book(
        ["甲", DAY, "无.jpg"], ["乙", DAY, "坏.jpg"], ["丙", DAY, "同.jpg"], ["丁", DAY, None], headings=HEADINGS
    )
    archive = packed(**{"坏.jpg": b"no picture", "a/同.jpg": jpeg(1), "b/同.jpg": jpeg(2)})
    job = read(reporter, made, pictures=archive)
    text = page(reporter, job)
    for words in ("照片压缩包中没有“无.jpg”", "照片“坏.jpg”不能使用", "有2个“同.jpg”，请写明所在文件夹"):
        assert words in text
    assert counts(job) == {"new": 1, "changed": 0, "same": 0, "wrong": 3, "left": 0}
    job = read(reporter, made)
    assert "没有一同上传照片压缩包" in page(reporter, job)


def test_names_packed_by_windows_are_read(reporter):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(zipfile.ZipInfo("启动仪式.jpg".encode("gb18030").decode("cp437")), jpeg(1))
    raw = file.getvalue()
    job = read(reporter, book(["甲", DAY, "启动仪式.jpg"], headings=HEADINGS), pictures=raw)
    assert counts(job)["new"] == 1, page(reporter, job)


def with_floating() -> openpyxl.Workbook:
    made = book(["甲", DAY, None], ["乙", DAY, None], headings=HEADINGS)
    for at, shade in (("D2", 1), ("E2", 2), ("D3", 1), ("D40", 5)):
        made.active.add_image(Drawn(io.BytesIO(jpeg(shade))), at)
    return made


def test_pictures_lying_on_a_row_belong_to_it(reporter):
    job = read(reporter, with_floating())
    assert "有照片放在没有活动的位置，不会导入：第40行" in page(reporter, job)
    confirm(reporter, job)
    assert {title: len(names) for title, names in shown().items()} == {"甲": 2, "乙": 1}
    assert Photo.objects.values("stem").distinct().count() == 3, "one picture in two rows has files of its own in each"
    assert counts(read(reporter, with_floating()))["same"] == 2


def by_wps(date=DAY) -> bytes:
    """As WPS keeps pictures in cells: a formula DISPIMG, xl/cellimages.xml and its relations."""
    made = book(["甲", date, None, "x"], headings=[*HEADINGS, "现场"])
    source = zipfile.ZipFile(io.BytesIO(bytes_of(made)))
    file = io.BytesIO()
    name = "ID_0123456789ABCDEF0123456789ABCDEF"
    with zipfile.ZipFile(file, "w") as package:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                cell = f'<c r="D2" t="str"><f>_xlfn.DISPIMG("{name}",1)</f><v>=DISPIMG("{name}",1)</v></c>'
                data = re.sub(rb'<c r="D2".*?</c>', cell.encode(), data)
            package.writestr(part.filename, data)
        package.writestr("xl/media/image1.jpeg", jpeg(7))
        package.writestr(
            "xl/cellimages.xml",
            f"""<?xml version="1.0" encoding="UTF-8"?><etc:cellImages
            xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"
            xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
            xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
            xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><etc:cellImage><xdr:pic>
            <xdr:nvPicPr><xdr:cNvPr id="1" name="{name}"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/>
            </xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>""",
        )
        package.writestr(
            "xl/_rels/cellimages.xml.rels",
            """<?xml version="1.0" encoding="UTF-8"?><Relationships
            xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
            Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
            Target="media/image1.jpeg"/></Relationships>""",
        )
    return file.getvalue()


def test_pictures_in_cells_of_wps_are_read_and_kept_in_the_corrected_copy(reporter):
    job = read(reporter, by_wps())
    assert counts(job)["new"] == 1, page(reporter, job)
    confirm(reporter, job)
    assert Photo.objects.count() == 1
    job = read(reporter, by_wps(date="近日"))
    answer = reporter.get(f"{URL}{job.public_id}/corrected/")
    marked = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert [image.anchor._from.row for image in marked["活动明细"]._images] == [1]
    assert marked["活动明细"]["D2"].value is None


def test_the_corrected_copy_keeps_the_pictures(reporter):
    made = with_floating()
    made.active["B3"] = "近日"
    job = read(reporter, made)
    answer = reporter.get(f"{URL}{job.public_id}/corrected/")
    marked = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    marked["活动明细"]["B3"] = DAY
    job = read(reporter, marked)
    confirm(reporter, job)
    assert {title: len(names) for title, names in shown().items()} == {"甲": 2, "乙": 1}


def test_pictures_of_an_import_that_comes_to_nothing_are_removed(reporter, monkeypatch):
    made = book(["甲", DAY, "一.jpg"], headings=HEADINGS)
    job = read(reporter, made, pictures=packed(**{"一.jpg": jpeg(1)}))
    stems = []

    def failing(planned, *, kept, **others):
        stems.extend(each["stem"] for each in kept.values())
        assert default_storage.exists(names_of(stems[0])[0])
        raise importing.Refused("停")

    monkeypatch.setattr("activities.importing_writing.write", failing)
    assert confirm(reporter, job).state == "failed"
    assert stems
    assert not any(default_storage.exists(name) for stem in stems for name in names_of(stem))
    assert not Activity.objects.exists()
