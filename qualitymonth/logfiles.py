"""A log file per process and day, with errors copied to the terminal. Standard library only."""

import datetime
import re
import sys
import threading
from pathlib import Path
from typing import IO

HEAD = re.compile(rb"^\[?\d{4}-\d\d-\d\d[ T]")  # our own and gunicorn's and Celery's records begin with the date
ERROR = re.compile(rb"\b(ERROR|CRITICAL)\b")


class Logbook:
    """Writes <folder>/<name>-<date>.log (date in Beijing) and removes files older than `keep_days`."""

    zone = datetime.timezone(datetime.timedelta(hours=8))

    def __init__(self, folder: Path, *, keep_days: int) -> None:
        self.folder = folder
        self.keep_days = keep_days
        self.terminal = threading.Lock()

    def say(self, words: str) -> None:
        """One line from the supervisor itself, to the terminal and to its own file."""
        now = datetime.datetime.now(self.zone)
        line = f"{now:%Y-%m-%d %H:%M:%S} {words}\n".encode()
        with self._open("server", now.date()) as file:
            file.write(line)
        self._show(line)

    def copy(self, name: str, source: IO[bytes]) -> None:
        """Copy a child's output until it ends; a record of an error is shown together with its traceback."""
        day, file, showing = None, None, False
        for line in source:
            today = datetime.datetime.now(self.zone).date()
            if today != day or file is None:
                if file:
                    file.close()
                day, file = today, self._open(name, today)
                self._forget_old(name, today)
            file.write(line)
            file.flush()
            if HEAD.match(line):
                showing = bool(ERROR.search(line))
            elif line.startswith(b"Traceback "):
                showing = True
            if showing:
                self._show(name.encode() + b": " + line)
        if file:
            file.close()

    def _open(self, name: str, day: datetime.date) -> IO[bytes]:
        return (self.folder / f"{name}-{day}.log").open("ab")

    def _show(self, line: bytes) -> None:
        with self.terminal:
            sys.stderr.buffer.write(line)
            sys.stderr.buffer.flush()

    def _forget_old(self, name: str, today: datetime.date) -> None:
        oldest = f"{name}-{today - datetime.timedelta(days=self.keep_days)}.log"
        for path in self.folder.glob(f"{name}-*.log"):
            if len(path.name) == len(oldest) and path.name < oldest:
                path.unlink(missing_ok=True)
