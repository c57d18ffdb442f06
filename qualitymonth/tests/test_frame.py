"""Database pragmas, headers, health, the idle log-in."""

import sqlite3
import time
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test import Client

from qualitymonth import health, pulse
from qualitymonth.celery import app
from qualitymonth.middleware import POLICY
from qualitymonth.schedule import SCHEDULE
from qualitymonth.settings import SQLITE, SQLITE_JOURNAL

on_sqlite = pytest.mark.skipif(settings.POSTGRES is not None, reason="about SQLite")


def test_write_ahead_log_only_where_sqlite_keeps_its_commits() -> None:
    assert (SQLITE_JOURNAL == "WAL") is (sqlite3.sqlite_version_info >= (3, 51, 3))
    assert SQLITE["OPTIONS"]["transaction_mode"] == "IMMEDIATE"  # type: ignore[index]  # a literal in settings


@on_sqlite
@pytest.mark.django_db
def test_the_connection_uses_what_the_settings_say() -> None:
    with connection.cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys")]
    assert found == [SQLITE_JOURNAL.lower(), 1]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/accounts/login/", "/nowhere/"])
def test_every_answer_carries_the_policies(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_alive_without_a_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.django_db
def test_ready_and_degraded_while_no_job_has_run(client: Client) -> None:
    cache.delete(pulse.KEY)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert answer.json()["checks"]["jobs"] is False
    pulse.note()
    assert client.get("/readyz").json()["status"] == "ready"


@pytest.mark.django_db
def test_an_old_pulse_is_no_pulse(client: Client) -> None:
    cache.set(pulse.KEY, time.time() - pulse.LATE - 1)
    assert client.get("/readyz").json()["checks"]["jobs"] is False


@pytest.mark.logged_errors
@pytest.mark.django_db
def test_not_ready_when_the_database_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> bool:
        raise ConnectionError

    monkeypatch.setitem(health.NEEDED, "database", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "unavailable")


@pytest.fixture
def somebody(db: None) -> Any:
    return get_user_model().objects.create_user(username="somebody")


def test_the_idle_clock_is_written_at_most_once_a_minute(client: Client, somebody: Any) -> None:
    client.force_login(somebody)
    session = client.session
    first = session["seen"]
    client.get("/accounts/password/change/")
    assert client.session["seen"] == first
    session["seen"] = first - 90
    session.save()
    client.get("/accounts/password/change/")
    assert client.session["seen"] >= first
    assert client.session.get_expiry_age() == settings.IDLE_MINUTES * 60


def test_every_tick_names_a_task_that_exists() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in SCHEDULE.values()} <= set(app.tasks)
