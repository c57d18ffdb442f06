"""Where a file on its way lies, and how a piece is added so that nothing is said to be there that is not."""

import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings


def path_of(name: str) -> Path:
    """`name` is the upload's public id, never a person's file name."""
    return settings.UPLOAD_DIR / name


def length_of(name: str) -> int:
    """Bytes on the disk; 0 when there is no file (yet)."""
    try:
        return path_of(name).stat().st_size
    except FileNotFoundError:
        return 0


@contextmanager
def locked(name: str) -> Iterator[BinaryIO]:
    """The file, made when missing, for one process at a time. Held while a piece is written, never while waiting."""
    with os.fdopen(os.open(path_of(name), os.O_RDWR | os.O_CREAT, 0o640), "r+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def put(file: BinaryIO, at: int, piece: bytes) -> None:
    """Write the piece at its place and wait until the disk has it; what lay behind was never confirmed, and goes."""
    file.truncate(at)
    file.seek(at)
    left = memoryview(piece)
    while left:
        left = left[file.write(left) :]
    os.fsync(file.fileno())


def digest_of(name: str) -> str:
    """SHA-256 of the whole file, as the photos keep it. FileNotFoundError when it is gone."""
    with path_of(name).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove(name: str) -> None:
    path_of(name).unlink(missing_ok=True)


def older_than(seconds: float) -> list[str]:
    """Names of the files nobody has written to for so long."""
    before = time.time() - seconds
    return [entry.name for entry in os.scandir(settings.UPLOAD_DIR) if entry.stat().st_mtime < before]
