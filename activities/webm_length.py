"""How long a WebM says it is (RFC 9559 §5.1.2): Duration in units of TimestampScale, in the Info of its Segment."""

import struct
from collections.abc import Iterator

SEGMENT, INFO, DURATION, SCALE = 0x18538067, 0x1549A966, 0x4489, 0x2AD7B1
NANOSECONDS = 1_000_000_000
DEFAULT_SCALE = 1_000_000


def seconds(head: bytes) -> float | None:
    """From the file's beginning; None when it does not say, or not there."""
    for name, segment in _elements(head):
        if name == SEGMENT:
            return next((_told(dict(_elements(body))) for name, body in _elements(segment) if name == INFO), None)
    return None


def _told(info: dict[int, bytes]) -> float | None:
    raw = info.get(DURATION, b"")
    if len(raw) not in (4, 8):
        return None
    (length,) = struct.unpack(">f" if len(raw) == 4 else ">d", raw)
    found = length * (int.from_bytes(info.get(SCALE, b""), "big") or DEFAULT_SCALE) / NANOSECONDS
    return found if 0 <= found < float("inf") else None  # also false for what is no number


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Name and content of the elements in a row; the last may be cut off, or of unknown length."""
    at = 0
    while at < len(data):
        name, at = _number(data, at, marked=True)
        size, after = _number(data, at, marked=False)
        if name is None or size is None:
            return
        unknown = size == (1 << 7 * (after - at)) - 1
        at, end = after, len(data) if unknown else after + size
        yield name, data[at:end]
        at = end


def _number(data: bytes, at: int, *, marked: bool) -> tuple[int | None, int]:
    """A number of variable length, with its leading mark (an element's name) or without (its length)."""
    if at >= len(data) or not data[at]:
        return None, at
    width = 9 - data[at].bit_length()
    found = int.from_bytes(data[at : at + width], "big")
    return found if marked else found & ((1 << 7 * width) - 1), at + width
