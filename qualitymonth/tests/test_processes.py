"""A real worker and a real beat: a reminder becomes a mail file, also when the queue is emptied meanwhile.

Alone (SQLite, queue of files), or on PostgreSQL and Redis when the environment names them; then the database is made
for this test and dropped after it, and Redis' database 15 is emptied.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2  # type: ignore[import-untyped]  # no stubs are pinned
import pytest
import redis
from django.conf import settings

from orgs.sentmail import read
from qualitymonth.management.commands.serve import beat, worker
from qualitymonth.supervisor import kill_group

pytestmark = pytest.mark.fault
REDIS = os.environ.get("REDIS_URL") and urlsplit(os.environ["REDIS_URL"])._replace(path="/15").geturl()
POSTGRES = os.environ.get("DATABASE_URL")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an installation of its own, with its database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QM_", "PYTEST", "COV_"))}
    own = {"QM_DATA_DIR": str(tmp_path), "QM_BEAT_SECONDS": "1", "QM_SQLITE_SYNCHRONOUS": "OFF"}
    own |= {"DJANGO_SETTINGS_MODULE": "qualitymonth.settings", "DATABASE_URL": "", "REDIS_URL": REDIS or ""}
    name = f"qualitymonth_processes_{os.getpid()}"
    if POSTGRES:
        administer(f'CREATE DATABASE "{name}"')
        own["DATABASE_URL"] = urlsplit(POSTGRES)._replace(path=f"/{name}").geturl()
    if REDIS:
        empty_queue(tmp_path)
    yield kept | own
    if POSTGRES:
        administer(f'DROP DATABASE "{name}" WITH (FORCE)')
    if REDIS:
        empty_queue(tmp_path)


def administer(statement: str) -> None:
    connection = psycopg2.connect(POSTGRES)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def empty_queue(place: Path) -> int:
    """Every task that waits is lost; returns how many there were."""
    if REDIS:
        client = redis.Redis.from_url(REDIS)
        waiting = client.llen("celery")
        client.flushdb()
        client.close()
        return int(waiting)
    files = list((place / "queue").glob("*.msg"))
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def act(place: dict[str, str], *words: str) -> None:
    command = [sys.executable, "-m", "qualitymonth.tests.scene", *words]
    done = subprocess.run(command, env=place, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def start(place: dict[str, str], command: list[str]) -> subprocess.Popen[bytes]:
    log = (Path(place["QM_DATA_DIR"]) / "logs" / f"{command[5]}.log").open("ab")
    with log:
        return subprocess.Popen(
            command, env=place, cwd=settings.BASE_DIR, stdout=log, stderr=log, start_new_session=True
        )


def mails_about(place: dict[str, str], title: str) -> list[str]:
    mails = read(Path(place["QM_DATA_DIR"]) / "mail")
    return sorted(to for mail in mails if title in mail.subject for to in mail.to)


def wait_until(condition: Callable[[], bool], seconds: float, meanwhile: Callable[[], None] = lambda: None) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        meanwhile()
        time.sleep(0.1)


def test_a_reminder_reaches_the_mail_file_even_when_the_queue_is_emptied(place: dict[str, str]) -> None:
    folder = Path(place["QM_DATA_DIR"])
    people = ["gulou.manager@example.test", "gulou.reporter@example.test"]
    act(place, "build")
    act(place, "owe", "报送总结甲")
    processes = [start(place, worker()), start(place, beat())]
    try:
        wait_until(lambda: mails_about(place, "报送总结甲") == people, 240)
        os.killpg(processes[0].pid, 19)  # SIGSTOP: tasks pile up in the queue and nobody takes them
        act(place, "owe", "报送总结乙")
        time.sleep(2)
        kill_group(processes[0].pid)
        processes[0].wait()
        assert empty_queue(folder) > 0
        assert mails_about(place, "报送总结乙") == []
        processes.append(start(place, worker()))
        wait_until(lambda: mails_about(place, "报送总结乙") == people, 240)
        assert mails_about(place, "报送总结甲") == people, "each once"
    finally:
        for process in processes:
            kill_group(process.pid)
            process.wait()
