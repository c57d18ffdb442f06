"""Names of files that leave: right on Windows, in WPS and in every browser, whatever a person typed."""

import re
from urllib.parse import quote

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³]|CONIN\$|CONOUT\$)(?:\..*)?", re.IGNORECASE)
_ATTRIBUTE = "!#$&+-.^_`|~"  # what RFC 5987 leaves as it is, beside letters and figures


def safe(name: str, longest: int = 80) -> str:
    """The name as one part of a path on Windows and elsewhere, at most `longest` characters; never empty.

    Forbidden signs become “_”, blanks and dots at the ends go (Windows drops them), device names get a “_”.
    """
    plain = " ".join(_FORBIDDEN.sub("_", name).split())
    plain = plain[:longest].strip(" .")
    return f"_{plain}" if _RESERVED.fullmatch(plain) else plain or "未命名"


def as_attachment(name: str) -> str:
    """Content-Disposition for a download: the name as RFC 6266 wants it, and before it one in ASCII for old readers."""
    stem, dot, suffix = name.rpartition(".")
    plain = re.sub(r"[^A-Za-z0-9-]+", "-", stem if dot else name).strip("-") or "file"
    suffix = re.sub(r"[^A-Za-z0-9]+", "", suffix) if dot else ""
    ascii_name = f"{plain}.{suffix}" if suffix else plain
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe=_ATTRIBUTE)}"
