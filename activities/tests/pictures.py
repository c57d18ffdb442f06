"""Pictures for tests, and bytes that pretend to be pictures."""

import io
import struct
import zlib
from fractions import Fraction

import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin

pillow_heif.register_heif_opener()  # for writing; the portal opens every kind by its own class
CANARY = "CANARY-SERIAL-4711"
SECRETS = (
    CANARY.encode(),
    b"Exif",
    b"http://ns.adobe.com",
    b"Photoshop 3.0",
    b"ICC_PROFILE",
    b"<script",
    b"PK\x03\x04",
)


def scene(width=64, height=48, mode="RGB"):
    """A picture whose corners differ: red, green, blue, white in reading order."""
    picture = Image.new("RGB", (width, height), "white")
    right, bottom = width // 2, height // 2
    picture.paste("red", (0, 0, right, bottom))
    picture.paste("lime", (right, 0, width, bottom))
    picture.paste("blue", (0, bottom, right, height))
    return picture.convert(mode)


def encoded(picture, kind="JPEG", **how):
    stream = io.BytesIO()
    picture.save(stream, kind, **how)
    return stream.getvalue()


def telling_exif(orientation=1, taken="2024:09:10 09:30:00", offset=None):
    """An EXIF block that tells place, camera and serial number."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112], exif[0x0132] = CANARY, CANARY, orientation, "2024:09:11 00:00:00"
    details = exif.get_ifd(0x8769)
    details[0xA431] = CANARY
    if taken:
        details[0x9003] = taken
    if offset:
        details[0x9011] = offset
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (Fraction(26), Fraction(4), Fraction(30))
    gps[3], gps[4] = "E", (Fraction(119), Fraction(18), Fraction(0))
    return exif


def telling_jpeg(**exif):
    """A photo with all that a camera and an editor leave behind."""
    data = encoded(
        scene(),
        exif=telling_exif(**exif),
        comment=CANARY.encode(),
        xmp=f"<x:xmpmeta>{CANARY}</x:xmpmeta>".encode(),
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        quality=95,
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x20" + CANARY.encode().ljust(32)
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + data[2:]


def telling_png():
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", CANARY)
    text.add_itxt("XML:com.adobe.xmp", CANARY, zip=True)
    return encoded(scene(), "PNG", pnginfo=text, exif=telling_exif())


def telling_webp():
    return encoded(scene(), "WEBP", exif=telling_exif(), xmp=CANARY.encode(), lossless=True)


def swapped_profile():
    """A colour profile in which red and blue have changed places."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for old, new in ((b"rXYZ", b"????"), (b"bXYZ", b"rXYZ"), (b"????", b"bXYZ")):
        profile = profile.replace(old, new, 1)
    return profile.replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))


def png_chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_bomb(width=13000, height=13000):
    """Some 20 kB that unfold into 169 megapixels."""
    packer, row = zlib.compressobj(9), b"\0" * (1 + (width + 7) // 8)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", body) + png_chunk(b"IEND", b"")


def jpeg_bomb(width=65500, height=65500):
    data = bytearray(encoded(scene()))
    at = data.index(b"\xff\xc0")
    struct.pack_into(">HH", data, at + 5, height, width)
    return bytes(data)


def webp_bomb(side=16383):
    """A small picture on a canvas of 268 megapixels; a decoder reserves the canvas when it is opened."""
    inner = encoded(scene(), "WEBP")[12:]
    edge = (side - 1).to_bytes(3, "little")
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + edge + edge + inner
    return b"RIFF" + struct.pack("<I", len(body)) + body


def scans_bomb(passes=5000):
    """A progressive picture whose last pass is repeated thousands of times."""
    data = encoded(scene(640, 480), progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * passes + data[-2:]


def heic(picture, orientation=None, **how):
    """As a phone writes it: how it is turned stands in the file itself and, once more, in its EXIF block."""
    picture = picture.copy()
    if orientation:
        picture.info["exif"] = telling_exif(orientation).tobytes()
    return encoded(picture, "HEIF", **how)


def telling_heic():
    return heic(scene(), 1, xmp=f"<x:xmpmeta>{CANARY}</x:xmpmeta>".encode())


def claiming(data, width, height):
    """A HEIC whose head tells another size than its picture has."""
    at = data.index(b"ispe")
    return data[: at + 8] + struct.pack(">II", width, height) + data[at + 16 :]


def heic_bomb():
    return claiming(heic(scene()), 60000, 60000)


def lying_heic():
    """Says 64 × 64, unfolds into 12 megapixels."""
    return claiming(heic(Image.new("RGB", (4000, 3000), "navy"), quality=10), 64, 64)
