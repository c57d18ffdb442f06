"""The supervisor starts again what dies, stops everything, and leaves nobody behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings

SCRIPT = """
    import os, pathlib, sys
    from qualitymonth.logfiles import Logbook
    from qualitymonth.supervisor import Child, Supervisor
    folder = pathlib.Path(sys.argv[1])
    note = "import os,subprocess,sys,time; grand = subprocess.Popen(['sleep', '600']);"
    note += "open(sys.argv[1], 'a').write(f'{os.getpid()} {grand.pid}\\\\n');"
    note += "print('2024-09-01 08:00:00 ERROR broken', flush=True); time.sleep(600)"
    child = Child("child", [sys.executable, "-c", note, str(folder / "pids")])
    Supervisor([child], logbook=Logbook(folder, keep_days=200), environ=os.environ).run()
"""


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def pids(folder: Path) -> list[list[int]]:
    file = folder / "pids"
    return [[int(p) for p in line.split()] for line in file.read_text().splitlines()] if file.exists() else []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_restart_and_stop(tmp_path: Path, end: signal.Signals) -> None:
    command = [sys.executable, "-c", textwrap.dedent(SCRIPT), str(tmp_path)]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, stderr=subprocess.PIPE)
    try:
        wait_for(lambda: len(pids(tmp_path)) == 1)
        first, grandchild = pids(tmp_path)[0]
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: len(pids(tmp_path)) == 2)
        assert not alive(grandchild)
        server.send_signal(end)
        _, errors = server.communicate(timeout=60)
        if end is not signal.SIGKILL:
            assert server.returncode == 0
            assert not any(alive(pid) for pid in pids(tmp_path)[1])
        else:
            wait_for(lambda: not alive(pids(tmp_path)[1][0]))  # the leash: its parent died unasked
        assert b"child: 2024-09-01 08:00:00 ERROR broken" in errors
        assert list(tmp_path.glob("child-20??-??-??.log"))
    finally:
        server.kill()
        for pid in chain.from_iterable(pids(tmp_path)):
            if alive(pid):
                os.kill(pid, signal.SIGKILL)
