"""What may be attached, told by content; and what pictures lose on the way in (promise A7)."""

import io
import struct
import time
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from orgs import attachments, stripping

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500
GPS, SERIAL = 0x8825, 0xA431
MOST = 1024 * 1024


def zipped(*names: str, text: str = "x") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, text)
    return buffer.getvalue()


def picture(kind: str, orientation: int = 6) -> bytes:
    """A picture whose metadata says where it was taken and by which camera, with bytes after its end."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "CANARY-DESCRIPTION"
    exif.get_ifd(GPS)[2] = (26.0, 4.0, 30.0)
    exif.get_ifd(0x8769)[SERIAL] = "CANARY-SERIAL"
    buffer = io.BytesIO()
    image = Image.effect_noise((64, 48), 90).convert("RGB")
    more = {"comment": b"CANARY-COMMENT", "progressive": True, "quality": 80} if kind == "JPEG" else {}
    image.save(buffer, kind, exif=exif, icc_profile=b"ICC" * 20, **more)
    return buffer.getvalue() + b"CANARY-TAIL<script>"


def check(name: str, content: bytes, most: int = MOST) -> None:
    attachments.check(SimpleUploadedFile(name, content), most=most)


GOOD = {
    "总结.pdf": b"%PDF-1.7\n", "附件.OFD": zipped("OFD.xml"), "表.xlsx": zipped("[Content_Types].xml", "xl/a.xml"),
    "文.docx": zipped("[Content_Types].xml"), "稿.pptx": zipped("[Content_Types].xml"), "旧.doc": OLE, "旧.xls": OLE,
    "文.wps": OLE, "新.wps": zipped("[Content_Types].xml"), "表.et": OLE, "图.jpg": picture("JPEG"),
    "图.jpeg": picture("JPEG"), "图.png": picture("PNG"), "片.mp4": b"\0\0\0\x20ftypisom" + b"\0" * 20,
    "说明.txt": "质量月".encode("gb18030"), "长.txt": ("质" * 60000).encode(), "表.csv": "单位,数".encode(),
    "包.zip": zipped("a.txt", "目录/图.jpg"),
}  # fmt: skip
BAD = {
    "程序.exe": b"MZ", "页.html": b"<html>", "图.svg": b"<svg/>", "无后缀": b"%PDF-", "脚本.js": b"1",
    "旧.docm": zipped("a"),
    "假.pdf": b"<html>%PDF-", "假.jpg": b"GIF89a", "假.png": b"<script>", "假.docx": zipped("a.txt"), "假.xlsx": OLE,
    "宏.docx": zipped("[Content_Types].xml", "word/vbaProject.bin"), "假.zip": b"PK\x03\x04", "假.txt": b"a\0b",
    "乱.txt": b"\xff\xfe\xfd\x81", "假.mp4": b"<html></html>", "空.pdf": b"", "假.ofd": zipped("[Content_Types].xml"),
    "双.pdf.html": b"%PDF-1.7", "尾.zip": b"<html>" + zipped("a"),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_offices_send_comes_in(name):
    check(name, GOOD[name])
    assert "html" not in attachments.content_type(name)


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_what_it_says_stays_out(name):
    with pytest.raises(ValidationError) as refused:
        check(name, BAD[name])
    assert f"“{name}”" in refused.value.messages[0]


def test_a_file_too_large_is_named_with_the_limit():
    with pytest.raises(ValidationError, match="超过1MB"):
        check("大.pdf", b"%PDF-" + b"0" * MOST)


def test_a_zip_with_a_million_names_is_refused_at_once():
    listing = 200 * 1024 * 1024
    end = b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 65535, 65535, listing, 0, 0)
    hidden = zipped("a")[:-22] + b"PK\x06\x07" + b"\0" * 16 + zipped("a")[-22:]
    before = time.monotonic()
    for content in (b"PK\x03\x04" + b"\0" * 1000 + end, hidden):
        with pytest.raises(ValidationError):
            check("包.zip", content)
    assert time.monotonic() - before < 1


@pytest.mark.parametrize(("kind", "strip"), [("JPEG", stripping.jpeg), ("PNG", stripping.png)])
@pytest.mark.parametrize("orientation", [1, 6])
def test_pictures_keep_their_pixels_and_lose_the_rest(kind, strip, orientation):
    before = picture(kind, orientation)
    after = strip(before)
    assert b"CANARY" not in after
    old, new = Image.open(io.BytesIO(before)), Image.open(io.BytesIO(after))
    assert old.tobytes() == new.tobytes()
    assert not new.getexif().get_ifd(GPS)
    assert dict(new.getexif()) == ({0x0112: 6} if kind == "JPEG" and orientation == 6 else {})
    assert new.info.get("icc_profile") == old.info.get("icc_profile")
    assert strip(after) == after


@pytest.mark.parametrize(("kind", "strip"), [("JPEG", stripping.jpeg), ("PNG", stripping.png)])
def test_broken_pictures_say_so_and_never_hang(kind, strip):
    whole = picture(kind)[: -len(b"CANARY-TAIL<script>")]
    for cut in (2, 3, 9, 20, 100, len(whole) // 2, len(whole) - 3):
        with pytest.raises(ValueError, match=r"expected|ends"):
            strip(whole[:cut])
