"""Promise D3: an import of 5,000 rows, its worker killed with SIGKILL at ten points: 0 or 5,000."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings

from activities.tests.import_scene import ROWS

pytestmark = pytest.mark.fault
POSTGRES = os.environ.get("DATABASE_URL")
POINTS = 10


@pytest.fixture
def place(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an installation of its own, with its database; an import waits there to be written."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QM_", "PYTEST", "COV_"))}
    own = {"QM_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "qualitymonth.settings", "DATABASE_URL": ""}
    own["REDIS_URL"] = ""
    name = f"qualitymonth_import_{os.getpid()}"
    if POSTGRES:
        administer(f'CREATE DATABASE "{name}"')
        own["DATABASE_URL"] = urlsplit(POSTGRES)._replace(path=f"/{name}").geturl()
    yield kept | own
    if POSTGRES:
        administer(f'DROP DATABASE "{name}" WITH (FORCE)')


def administer(statement: str) -> None:
    connection = psycopg2.connect(POSTGRES)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def act(place: dict[str, str], *words: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "activities.tests.import_scene", *words]
    done = subprocess.run(command, env=place, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert done.returncode in (0, -9), done.stderr
    return done.returncode, done.stdout.strip()


def test_killed_at_ten_points_it_is_all_or_none(place):
    act(place, "build")
    assert act(place, "count")[1] == "0 0 0 writing"
    code, asked = act(place, "work", "0")
    assert (code, act(place, "count")[1]) == (0, f"{ROWS} {ROWS} {ROWS} done")
    act(place, "again")
    last = int(asked)
    points = sorted({1 + (last - 1) * n // (POINTS - 1) for n in range(POINTS)})
    assert len(points) == POINTS
    for point in points:
        assert act(place, "work", str(point))[0] == -9, f"it should have died at query {point}"
        found = act(place, "count")[1]
        assert found == f"0 0 {ROWS} writing", (point, found)  # the events are those of the first, which stay for ever
    assert act(place, "work", "0")[0] == 0
    assert act(place, "count")[1] == f"{ROWS} {ROWS} {2 * ROWS} done"
