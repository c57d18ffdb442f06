"""Which of a worker's processes are at a job: they say so themselves, in memory that they share with the worker.

Celery's own list is no witness: a job whose process was killed, or whose line to the broker broke while it ran, may
stay on it for ever.
"""

import contextlib
import mmap
import os
import struct

from billiard.process import current_process  # type: ignore[import-untyped]  # it has none

PLACES = 256  # processes of one worker; those beyond are not seen
_NUMBER = struct.Struct("=q")
_shared = mmap.mmap(-1, PLACES * _NUMBER.size)  # anonymous; the processes that a worker forks have the same pages


def begin() -> None:
    """In a worker's process: a job begins."""
    _say(os.getpid())


def end() -> None:
    _say(0)


def anybody() -> bool:
    """In the worker: whether any of its processes is at a job. One that was killed is not."""
    return any(map(_lives, filter(None, (number for (number,) in _NUMBER.iter_unpack(_shared[:])))))


def _say(number: int) -> None:
    place = getattr(current_process(), "index", 0) or 0
    if place < PLACES:
        _NUMBER.pack_into(_shared, place * _NUMBER.size, number)


def _lives(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False
