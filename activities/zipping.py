"""A ZIP of pictures in folders, straight to disk: stored as they are, since pictures do not get smaller."""

import tempfile
import zipfile
from collections.abc import Callable, Iterable
from typing import IO

from django.utils import timezone

Read = Callable[[], bytes | None]


def write(
    file: IO[bytes], *, tables_name: str, tables: Callable[[IO[bytes]], None], pictures: Iterable[tuple[str, Read]]
) -> int:
    """First the workbook that `tables` writes, then each picture under its path; one that is gone is left out.

    Names are marked as UTF-8, dates are those of the export: nothing of a file's own past leaves. Returns how many
    pictures it holds.
    """
    now = timezone.localtime().timetuple()[:6]
    number = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
        with tempfile.TemporaryFile() as book:
            tables(book)
            book.seek(0)
            with package.open(_entry(tables_name, now), "w", force_zip64=True) as part:
                while data := book.read(1 << 20):
                    part.write(data)
        for path, read in pictures:
            picture = read()
            if picture is not None:
                package.writestr(_entry(path, now), picture)
                number += 1
    return number


def _entry(name: str, now: tuple) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, now)
    entry.external_attr = 0o644 << 16
    return entry
