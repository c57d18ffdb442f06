"""Where the harness plays: a Redis of its own, workers and beats that are started again when they end."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import redis
from django.conf import settings

from qualitymonth.faults.relay import Relay
from qualitymonth.faults.senders import is_dead
from qualitymonth.supervisor import LEASH, kill_group

APP = "qualitymonth.faults.clock"


class OwnRedis:
    """A redis-server on a free port; what it holds is lost when it stops, as it should not matter."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        server = shutil.which("redis-server") or "redis-server"
        command = [server, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        leash = [sys.executable, "-S", "-E", str(LEASH), str(os.getpid())]
        self.process = subprocess.Popen([*leash, *command], stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603  (ours)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with contextlib.suppress(redis.ConnectionError):
                redis.Redis(port=self.port).ping()
                return
            time.sleep(0.1)
        raise RuntimeError("redis-server did not start")

    def kill(self) -> None:
        if self.process:
            kill_group(self.process.pid)
            self.process.wait()
            self.process = None

    def flush(self) -> int:
        """Empty it; returns how many tasks were lost."""
        client = redis.Redis(port=self.port)
        lost = int(client.llen("celery"))
        client.flushall()
        client.close()
        return lost


class Place:
    """`workers` and `beats` processes; `hold()` keeps them stopped, `release()` starts them."""

    def __init__(self, *, own: OwnRedis | None, relay: Relay | None, workers: int, beats: int) -> None:
        self.own, self.relay = own, relay
        self.commands = [self._celery("worker", "-c", "2", "--without-gossip", "--without-mingle", "-n", f"w{n}@%h")
                         for n in range(workers)]  # fmt: skip
        folder = settings.DATA_DIR
        self.commands += [
            self._celery("beat", "--pidfile=", "--schedule", str(folder / f"beat{n}")) for n in range(beats)
        ]
        self.running: list[subprocess.Popen[bytes] | None] = [None] * len(self.commands)
        self.restarts = 0  # of workers that ended
        self._held, self._over, self._lock = threading.Event(), threading.Event(), threading.Lock()
        self._held.set()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def hold(self) -> None:
        """Stop all of them at once, as when the machine goes down."""
        self._held.set()
        with self._lock:
            for at, process in enumerate(self.running):
                if process:
                    kill_group(process.pid)
                    process.wait()
                    self.running[at] = None

    def release(self) -> None:
        self._held.clear()

    def stop(self) -> None:
        self.hold()
        self._over.set()
        self._keeper.join(timeout=10)

    def mains(self) -> list[int]:
        """Process ids of the workers' main processes."""
        return [p.pid for p, command in zip(self.running, self.commands, strict=True) if p and "worker" in command]

    def children(self) -> list[int]:
        """Those of the processes in which their jobs run."""
        return [pid for main in self.mains() for pid in children_of(main)]

    def _keep(self) -> None:
        while not self._over.wait(0.2):
            with self._lock:
                for at, process in enumerate(self.running):
                    if self._held.is_set():
                        break
                    if process is None or process.poll() is not None:
                        if process:
                            kill_group(process.pid)
                            self.restarts += "worker" in self.commands[at]
                        self.running[at] = self._start(self.commands[at])

    def _start(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        environ = dict(os.environ)
        if self.relay and "worker" in command:
            environ["REDIS_URL"] = f"redis://127.0.0.1:{self.relay.port}/0"
        with (settings.DATA_DIR / "logs" / "faults.log").open("ab") as log:
            leash = [sys.executable, "-S", "-E", str(LEASH), str(os.getpid())]  # they end with us, however we end
            return subprocess.Popen(  # noqa: S603  (our own command)
                [*leash, *command], env=environ, stdout=log, stderr=log, cwd=settings.BASE_DIR, start_new_session=True
            )

    @staticmethod
    def _celery(*words: str) -> list[str]:
        return [sys.executable, "-m", "celery", "-A", APP, *words, "--loglevel=WARNING"]


def children_of(pid: int) -> list[int]:
    """Its child processes that live; killing one that has ended already would count as a kill."""
    try:
        found = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return [child for child in found if not is_dead(child)]
    except OSError:
        return []


def kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
