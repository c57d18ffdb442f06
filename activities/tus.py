"""The words of the tus protocol 1.0.0 (tus.io/protocols/resumable-upload): core, creation, expiration, termination."""

import base64
import binascii

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
PIECE_TYPE = "application/offset+octet-stream"


def metadata(header: str) -> dict[str, str]:
    """Upload-Metadata: `key base64,key base64`. What cannot be read is left out; a key alone stands for ""."""
    found = {}
    for pair in header.split(","):
        key, _, value = pair.strip().partition(" ")
        try:
            text = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
        if key:
            found[key] = text.replace("\0", "")
    return found


def length(header: str | None) -> int | None:
    """A count of bytes; None for anything that is no plain whole number of at most 15 digits."""
    fits = header is not None and header.isascii() and header.isdecimal() and len(header) <= 15
    return int(header) if fits else None  # type: ignore[arg-type]  # there is a text when it fits
