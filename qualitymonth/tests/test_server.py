"""The whole server as processes: it starts, jobs run through the files broker, what dies comes back, nothing stays."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

pytestmark = [pytest.mark.slow, pytest.mark.pure, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data: Path, port: int) -> subprocess.Popen[str]:
    environ = {"PATH": os.environ["PATH"], "QM_DATA_DIR": str(data), "PORT": str(port), "QM_DEMO": "0"}
    command = [sys.executable, "manage.py", "serve"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environ, stdout=pipe, stderr=pipe, text=True)


def mine(data: Path) -> dict[int, str]:
    """Living processes whose environment names the data directory, with their command lines."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"QM_DATA_DIR={data}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


def wait_for(condition: Callable[[], Any], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.2)


def ready(port: int) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=20) as answer:
            return dict(json.load(answer))
    except OSError:
        return {}


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    for pid in mine(tmp_path):
        os.kill(pid, signal.SIGKILL)


def leaders(data: Path, words: str) -> list[int]:
    return sorted(pid for pid, command in mine(data).items() if words in command)


def test_one_command_runs_everything_and_leaves_nothing(data: Path) -> None:
    port = free_port()
    server = start(data, port)
    wait_for(lambda: ready(port), 240)

    second = start(data, free_port())
    assert "Another server already runs" in second.communicate(timeout=120)[1]
    other = data / "other"
    other.mkdir()
    third = start(other, port)
    assert f"port {port}" in third.communicate(timeout=120)[1]

    os.kill(leaders(data, "gunicorn")[0], signal.SIGKILL)
    wait_for(lambda: not ready(port), 60)
    wait_for(lambda: ready(port), 120)

    wait_for(lambda: ready(port).get("status") == "ready", 240)  # beat → queue folder → worker → shared cache
    os.kill(leaders(data, "celery -A qualitymonth worker")[0], signal.SIGKILL)
    for letter in (data / "queue").glob("*.msg"):
        letter.unlink()
    killed = time.time()
    wait_for(lambda: ready(port)["jobs_seen_seconds_ago"] < time.time() - killed - 1, 240)  # a pulse after the kill

    server.send_signal(signal.SIGINT)
    out, errors = server.communicate(timeout=120)
    assert server.returncode == 0, errors
    assert f"http://127.0.0.1:{port}/" in out
    assert "Stopped." in out
    assert mine(data) == {}
    shutil.rmtree(other)
