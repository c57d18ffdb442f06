"""Bytes to lines. Every way in is bounded before it is parsed; whatever cannot be read is refused with a sentence."""

from dataclasses import replace

from campaigns.reader import limits, officefile, pdffile, plaintext, wordfile
from campaigns.reader.lines import Line, Source, Unreadable

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
PASTE = "可将原件作为附件保存，再把文字粘贴进来"
PICTURES = ("jpg", "jpeg", "png", "bmp", "tif", "tiff", "gif", "heic", "webp")


def extract(data: bytes, name: str) -> Source:
    """The lines of a .docx, .pdf, .txt or pasted text, of .doc and .wps where LibreOffice is present.

    Raises Unreadable with a Chinese sentence that says what is wrong and what to do.
    """
    shown = name[-60:] or "所选文件"
    if not data.strip():
        raise Unreadable(f"“{shown}”没有内容，请核对后重新选择。")
    if len(data) > limits.FILE:
        raise Unreadable(f"“{shown}”超过{limits.FILE // limits.MB}MB，请只保留正文，另存后再读取。")
    return _checked(_lines_of(data, shown), shown)


def _lines_of(data: bytes, shown: str) -> Source:
    suffix = shown.rpartition(".")[2].lower() if "." in shown else ""
    if suffix == "ofd" or _is_ofd(data):
        raise Unreadable(f"“{shown}”是OFD版式文件，无法直接读取。{PASTE}。")
    if suffix in PICTURES or data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")):
        raise Unreadable(f"“{shown}”是图片或扫描件，没有可读取的文字。{PASTE}。")
    if data.startswith(b"%PDF") or suffix == "pdf":
        return pdffile.lines_of(data, shown, PASTE)
    if data.startswith(b"PK\x03\x04"):
        return wordfile.lines_of(data, shown, PASTE)
    if data.startswith(OLE):
        return officefile.lines_of(data, shown, PASTE)
    if data.startswith(b"{\\rtf"):
        raise Unreadable(f"“{shown}”是RTF文件，请用Word或WPS另存为.docx后再读取。")
    if suffix in ("docx", "doc", "wps", "docm", "dotx"):
        raise Unreadable(f"“{shown}”的内容与文件名不符或已损坏，请用Word或WPS打开并另存为.docx后再读取。")
    return plaintext.lines_of(data, shown)


def _is_ofd(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and b"OFD.xml" in data[:4096]


def _checked(source: Source, shown: str) -> Source:
    """The same within the bounds; a text too long is refused, not cut: nothing is dropped unseen."""
    lines = [line for line in source.lines if line.text.strip() or line.cells]
    if not lines:
        raise Unreadable(f"“{shown}”里没有可读取的文字，可能是扫描件。{PASTE}。")
    if len(lines) > limits.LINES or sum(len(line.text) for line in lines) > limits.CHARACTERS:
        raise Unreadable(
            f"“{shown}”的文字超过{limits.CHARACTERS // 10000}万字，不像一份通知或方案，请只保留正文后再读取。"
        )
    if any(len(line.text) > limits.LINE for line in lines):
        raise Unreadable(f"“{shown}”有一行超过{limits.LINE // 10000}万字，请分段后再读取。")
    return Source([_numbered(line, n) for n, line in enumerate(lines, 1)], source.kind, source.notes)


def _numbered(line: Line, number: int) -> Line:
    return replace(line, number=number)
