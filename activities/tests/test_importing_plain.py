"""Which workbooks openpyxl may open for the corrected copy; the others are written anew, without looks and pictures."""

import io
import zipfile

import openpyxl
import pytest
from PIL import Image

from activities import importing_plain
from activities.importing_plain import is_acceptable, is_plain
from activities.table_parts import Package
from activities.tests.test_importing_pictures import URL, by_wps, reporter, with_floating  # noqa: F401
from activities.tests.workbooks import bytes_of, read


def picture(kind: str, side: int = 8) -> bytes:
    stream = io.BytesIO()
    Image.new("1", (side, side)).save(stream, kind)
    return stream.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    source, file = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for part in source.namelist():
            if part != name:
                package.writestr(part, source.read(part))
        package.writestr(name, data)
    return file.getvalue()


def plain(content: bytes) -> bool:
    return is_plain(Package(io.BytesIO(content)))


def test_only_pictures_of_usual_kinds_and_sizes(settings):
    assert [is_acceptable(picture(kind)) for kind in ("PNG", "JPEG", "GIF")] == [True] * 3
    assert [is_acceptable(picture(kind)) for kind in ("TIFF", "BMP", "PPM", "WEBP")] == [False] * 4
    settings.PHOTO_MAX_PIXELS = 1_000_000
    assert [is_acceptable(picture(kind, 1001)) for kind in ("PNG", "JPEG", "GIF")] == [False] * 3


def test_other_parts_and_hidden_cells_count():
    made = bytes_of(openpyxl.Workbook())
    assert plain(made)
    assert plain(with_part(made, "xl/printerSettings/printerSettings1.bin", "HP LaserJet".encode("utf-16-le")))
    assert not plain(with_part(made, "xl/printerSettings/printerSettings1.bin", picture("TIFF")))
    assert not plain(with_part(made, "xl/media/a.png", picture("TIFF")))
    assert not plain(with_part(made, "xl/worksheets/sheet2.xml", b"<c/>" * 150_001))


def test_places_of_pictures_are_counted(monkeypatch):
    made = bytes_of(with_floating())
    assert plain(made)
    monkeypatch.setattr(importing_plain, "PLACED_BYTES", 100)
    assert not plain(made)
    monkeypatch.undo()
    monkeypatch.setattr(importing_plain, "MOST_PLACED", 1)
    assert not plain(made)


@pytest.mark.parametrize("kind", ["TIFF", "PPM"])
def test_the_corrected_copy_does_without_odd_pictures(reporter, kind):  # noqa: F811
    job = read(reporter, with_part(by_wps(date="近日"), "xl/media/image1.jpeg", picture(kind)))
    answer = reporter.get(f"{URL}{job.public_id}/corrected/")
    marked = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert marked["活动明细"]._images == []
