"""The fault harness, small: killed workers, a Redis that goes away, lines that go dead, a clock put back; and alone."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = [pytest.mark.fault, pytest.mark.strict]


def provoked(*names: str, more: tuple[str, ...] = ()) -> list[dict]:
    command = [
        sys.executable,
        "manage.py",
        "faults",
        "--quick",
        "--units",
        "20",
        "--kills",
        "6",
        "--pause",
        "5",
        "--patience",
        "900",
        *more,
    ]
    for name in names:
        command += ["--only", name]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("QM_", "PYTEST", "COV_"))}
    environ |= {"DJANGO_SETTINGS_MODULE": "qualitymonth.settings"}
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environ, capture_output=True, text=True, check=False)
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert done.returncode == 0, (rows, done.stderr)
    return rows


def assert_kept(rows: list[dict], *dues: int) -> None:
    """Units × channels × steps, none of them lost, none too often, and each provocation did what it is for."""
    found = [(row["due"], row["arrived"], row["lost"], row["outside"], row["wrong"]) for row in rows]
    assert found == [(due, due, 0, 0, "") for due in dues], rows


def assert_doubled_as_often_as_hit(row: dict) -> None:
    assert row["times"] > 0
    assert row["inside"] == row["times"], row


@pytest.mark.skipif(not shutil.which("redis-server"), reason="no redis-server on this machine")
def test_with_redis_nothing_is_lost_and_a_deaf_worker_is_noticed() -> None:
    rows = provoked("killed", "broker_away", "deaf")
    assert_kept(rows, 180, 60, 60)
    assert rows[0]["times"] == 6
    said = re.fullmatch(r"(\d+) connections dead, (\d+) restarts, (\d+) workers say why", rows[2]["note"])
    assert said
    dead, restarts, noticed = map(int, said.groups())
    assert dead >= 8, "each of four workers had at least a line to take tasks and one to give them back"
    assert restarts >= noticed > 0


def test_alone_nothing_is_lost_with_ticks_faster_than_they_are_taken() -> None:
    rows = provoked("killed", "before_commit", "emptied", "clock_back", more=("--alone",))
    assert_kept(rows, 180, 60, 60, 120)
    assert_doubled_as_often_as_hit(rows[1])
