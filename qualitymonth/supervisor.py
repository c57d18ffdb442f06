"""Keep a few processes running, with nothing but the standard library.

Each child has a session of its own, so that Ctrl-C reaches only the supervisor, which then stops them in order.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualitymonth.logfiles import Logbook

LEASH = Path(__file__).resolve().parent.parent / "script" / "leash.py"
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before a child is started again
SETTLED = 60.0  # seconds after which a child counts as healthy and its pause is forgotten
PATIENCE = 25.0  # seconds a child may take to finish its work when asked to stop


@dataclass
class Child:
    """One process that must always run."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    start_at: float = 0.0
    readers: list[threading.Thread] = field(default_factory=list)


class Supervisor:
    """Start the children, start again what dies, stop everything on SIGTERM, SIGINT or SIGHUP."""

    def __init__(self, children: Sequence[Child], *, logbook: Logbook, environ: Mapping[str, str]) -> None:
        self.children = children
        self.logbook = logbook
        self.environ = dict(environ)
        self.stopping = threading.Event()

    def run(self) -> None:
        """Return when asked to stop and every child is gone."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())
        try:
            while not self.stopping.is_set():
                for child in self.children:
                    self._look_after(child)
                self.stopping.wait(0.2)
        finally:
            self._stop_all()

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.start_at:
                self._start(child)
            return
        code = child.process.poll()
        if code is None:
            if now - child.started > SETTLED:
                child.pause = FIRST_PAUSE
            return
        kill_group(child.process.pid)
        child.process = None
        child.start_at = now + child.pause
        self.logbook.say(f"{child.name} ended with code {code}; starting it again in {child.pause:.0f} s")
        child.pause = min(child.pause * 2, LONGEST_PAUSE)

    def _start(self, child: Child) -> None:
        child.started = time.monotonic()
        child.process = subprocess.Popen(  # noqa: S603  (our own commands, no shell)
            [sys.executable, "-S", "-E", str(LEASH), str(os.getpid()), *child.command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=LEASH.parent.parent,
            env=self.environ,
            start_new_session=True,
        )
        reader = threading.Thread(target=self.logbook.copy, args=(child.name, child.process.stdout), daemon=True)
        reader.start()
        child.readers = [reader]

    def _stop_all(self) -> None:
        """Ask all at once, wait, then end whole process groups, so that no grandchild stays behind."""
        running = [child for child in self.children if child.process]
        for child in running:
            if child.process and child.process.poll() is None:
                child.process.terminate()
        until = time.monotonic() + PATIENCE
        for child in running:
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.logbook.say(f"{child.name} did not stop in {PATIENCE:.0f} s and is ended by force")
            kill_group(child.process.pid)
            child.process.wait()
            for reader in child.readers:
                reader.join(timeout=2)


def kill_group(leader: int) -> None:
    """End what is left of the process group; nothing left is fine."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return
