"""Where a photo's files lie in the private storage; nothing of it comes from a person's file name."""

import datetime as dt

from orgs.ids import public_id

SIZES = ("thumb", "medium", "large")
FULL = "full"  # the largest, kept when asked for; JPEG only
TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}


def stem_on(day: dt.date) -> str:
    """A fresh random stem: photos/2024/09/<random>."""
    return f"photos/{day:%Y/%m}/{public_id()}"


def name_of(stem: str, size: str, extension: str) -> str:
    return f"{stem}-{size}.{extension}"


def names_of(stem: str) -> list[str]:
    """All files that one photo may have."""
    return [*(name_of(stem, size, extension) for size in SIZES for extension in TYPES), name_of(stem, FULL, "jpg")]
