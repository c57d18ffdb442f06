"""A Word summary: its words, with a sign where each picture stands, and the pictures in that order; within bounds."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from campaigns.reader import limits, wordfile
from campaigns.reader.lines import Unreadable

SIGN = "[图片]"
PICTURES, PICTURE_BYTES, ALL_BYTES = 60, 20 * limits.MB, 200 * limits.MB
PASTE = "也可以把文字和图片复制后粘贴到本页"
_PARTS = ("word/document.xml", "word/numbering.xml", "word/styles.xml")
_RELATIONS = "word/_rels/document.xml.rels"
_DRAWN = re.compile(rb"<w:(drawing|pict)\b(?:(?!<w:(?:drawing|pict)\b).)*?</w:\1>", re.DOTALL)
_EMBED = re.compile(rb'(?:r:embed|r:id)="([^"]{1,60})"')
_TARGET = re.compile(rb"<Relationship\b[^>]*>")
_ID, _WHERE = re.compile(rb'\bId="([^"]{1,60})"'), re.compile(rb'\bTarget="([^"]{1,200})"')


@dataclass(frozen=True, slots=True)
class Summary:
    """`pictures` are name and bytes, each part once however often it is shown; `left` is how many found no room."""

    text: str
    pictures: list[tuple[str, bytes]]
    left: int


def read(data: bytes, name: str, *, most: int = PICTURES, room: int = ALL_BYTES) -> Summary:
    """At most so many pictures, of so many bytes together. Raises Unreadable with a sentence for the person."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _read(package, name, most, room)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as bad:
        if isinstance(bad, Unreadable):
            raise
        raise Unreadable(f"“{name}”已损坏或加了密码，请用Word或WPS打开并另存为.docx后再上传，{PASTE}。") from None


def _read(package: zipfile.ZipFile, name: str, most: int, room: int) -> Summary:
    names = set(package.namelist())
    if _PARTS[0] not in names or len(names) > limits.PARTS:
        raise Unreadable(f"“{name}”不是Word文档，请另存为.docx后再上传，{PASTE}。")
    document = _part(package, _PARTS[0], limits.MARKUP)
    targets = _targets(_part(package, _RELATIONS, limits.MB)) if _RELATIONS in names else {}
    order: dict[str, None] = {}

    def signed(drawn: re.Match[bytes]) -> bytes:
        found = [targets[each] for each in _EMBED.findall(drawn[0]) if each in targets]
        if not found:
            return drawn[0]
        again = found[0] in order  # a logo on every page: signs and pictures must stay as many
        order[found[0]] = None
        return b"" if again else f"<w:t>{SIGN}</w:t>".encode()

    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as copy:
        copy.writestr(_PARTS[0], _DRAWN.sub(signed, document))
        for part in _PARTS[1:]:
            if part in names:
                copy.writestr(part, _part(package, part, limits.MARKUP))
    lines = wordfile.lines_of(plain.getvalue(), name, PASTE).lines
    paths = [path for path in order if path in names and path.lower().endswith((".jpg", ".jpeg", ".png", ".webp"))]
    pictures = _pictures(package, paths[:most], room)
    return Summary("\n".join(line.text for line in lines), pictures, len(paths) - len(pictures))


def _pictures(package: zipfile.ZipFile, paths: list[str], room: int) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for path in paths:
        picture = _part(package, path, PICTURE_BYTES)
        room -= len(picture)
        if room < 0:
            break
        found.append((path.rpartition("/")[2], picture))
    return found


def _part(package: zipfile.ZipFile, path: str, most: int) -> bytes:
    with package.open(path) as part:  # the declared size may lie: count what comes out
        data = part.read(most + 1)
    if len(data) > most:
        raise Unreadable(f"文档中的内容过大，请只保留文字和必要的图片，另存后再上传，{PASTE}。")
    return data


def _targets(relations: bytes) -> dict[bytes, str]:
    found = {}
    for each in _TARGET.findall(relations):
        key, where = _ID.search(each), _WHERE.search(each)
        path = where[1].decode("utf-8", "replace") if where else ""
        if key and path.startswith("media/") and ".." not in path:
            found[key[1]] = f"word/{path}"
    return found
