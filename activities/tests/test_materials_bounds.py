"""How many pictures are taken out of pasted Word files, and what is said of the others."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from activities import arriving
from activities.table_dates import CellError
from activities.table_pictures import Pictures
from activities.tests.diary import picture
from activities.tests.test_materials import word_summary


def album(*, shown: int, parts: int) -> SimpleUploadedFile:
    """A Word file that shows pictures over and over."""
    package = zipfile.ZipFile(io.BytesIO(word_summary().read()))
    drawn = "".join(f'<w:p><w:r><w:drawing r:embed="p{n % parts}"/></w:r></w:p>' for n in range(shown))
    drawn = drawn.replace("/></w:r>", "></w:drawing></w:r>")
    links = "".join(f'<Relationship Id="p{n}" Type="image" Target="media/p{n}.png"/>' for n in range(parts))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in package.namelist():
            data = package.read(name).replace(b"</Relationships>", f"{links}</Relationships>".encode())
            copy.writestr(name, data.replace(b"<w:sectPr", drawn.encode() + b"<w:sectPr"))
        for n in range(parts):
            copy.writestr(f"word/media/p{n}.png", picture().read())
    return SimpleUploadedFile("画册.docx", stream.getvalue())


def test_a_picture_shown_often_is_taken_once():
    found = arriving.looked_into("", [album(shown=50, parts=2)], 2026)
    assert (len(found.pictures), found.text.count("[图片]"), found.refused) == (5, 5, [])


def test_all_word_files_together_have_one_bound(monkeypatch):
    monkeypatch.setattr(arriving, "MOST_PICTURES", 7)
    found = arriving.looked_into("", [album(shown=2, parts=2), album(shown=2, parts=2)], 2026)
    assert len(found.pictures) == 7
    assert found.refused == ["一次最多保存7张照片，共200MB；另有3张没有保存，请分次提交。"]
    few = arriving.Arrived("", room=1)
    arriving._take(few, album(shown=1, parts=1), 2026)
    assert (len(few.pictures), few.left) == (0, 4)


def test_this_installations_limit_of_pixels_holds(settings):
    settings.PHOTO_MAX_PIXELS = 100
    found = arriving.looked_into("", [album(shown=1, parts=1)], 2026)
    assert not found.pictures
    assert "图片像素过多" in found.refused[0]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as package:
        package.writestr("a.png", picture().read())
    with pytest.raises(CellError, match="像素过多"):
        Pictures(None, archive, most=1 << 20).named("a.png")
