"""Celery's queue when the portal runs alone: a folder of small files in which every task waits once.

Every job is a tick that looks into the database, so a tick that is like one that already waits says nothing new: it
takes the other's place in the line and only lives longer. However fast ticks and rings come, and however long no
worker takes them, there are never more files than jobs. Kombu's own queue of files grows without end then, and is read
from its beginning each time. A file also appears at once and whole: kombu's can be taken while it is still empty.
"""

import hashlib
import os
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    """`<nanoseconds>_<what it asks for>.<queue>.msg`, the oldest first."""

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]  # kombu calls it by two names
        folder = Path(self.data_folder_out)
        mark = _mark(payload)
        waiting = sorted(folder.glob(f"*_{mark}.{queue}.msg"))
        if waiting and payload.get("redelivered"):
            return  # a worker that ends hands back what it had not begun: older than the one that waits
        place = waiting[0] if waiting else folder / f"{time.time_ns():020d}_{mark}.{queue}.msg"
        draft = folder / f"{uuid.uuid4().hex}.part"
        try:
            draft.write_text(dumps(payload), encoding="utf-8")
            draft.replace(place)  # if a worker has taken the other meanwhile, this one is first in the line
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise ChannelError(f"Cannot add a task to {folder}") from error

    def _get(self, queue: str, timeout: Any = None) -> dict[str, Any]:
        for name in sorted(os.listdir(self.data_folder_in)):
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            file = Path(self.data_folder_in) / name
            try:
                words = file.read_text(encoding="utf-8")
                file.unlink()  # of several workers, one succeeds
            except OSError:
                continue
            return dict(loads(words))
        raise Empty


class Transport(filesystem.Transport):
    """For CELERY_BROKER_TRANSPORT."""

    Channel = Channel
    # Seconds between two looks; also the wait of a worker whose processes are all at work. Kombu's whole second lets
    # a worker of two processes take no more than two tasks a second.
    polling_interval = 0.2


def _mark(payload: dict[str, Any]) -> str:
    """The same for tasks that ask for the same; one for a later time is like no other."""
    headers = payload.get("headers") or {}
    if not headers.get("task") or headers.get("eta"):
        return uuid.uuid4().hex
    return hashlib.sha256(f"{headers['task']} {payload['body']}".encode()).hexdigest()[:32]
