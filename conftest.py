"""What holds for every test: logged errors fail, tests that need an absent service are skipped with the reason."""

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import expect

from qualitymonth.tests import template_db

pytest_plugins = [
    "orgs.tests.cast",
    "orgs.tests.groups",
    "campaigns.tests.papers",
    "campaigns.tests.above",
    "campaigns.tests.reports",
    "campaigns.tests.answers",
    "campaigns.tests.year2024",
    "activities.tests.corrections",
    "activities.tests.books",
]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MISSING = {
    "browser": None if CHROMIUM else "no Chromium on this machine",
    "postgres": None if os.environ.get("DATABASE_URL") else "DATABASE_URL is not set",
    "redis": None if os.environ.get("REDIS_URL") else "REDIS_URL is not set",
}


# How long an example takes says how busy the machine is, not whether a rule holds.
hypothesis_settings.register_profile("rules", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("rules")


DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback", "live_server"}


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")
        for marker, reason in MISSING.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(specname="pytest_collection_modifyitems", trylast=True)  # after they were shuffled
def long_ones_first(items: list[pytest.Item]) -> None:
    """Files with long tests first: one that is begun last keeps one process busy while the others are done."""
    long = {item.path for item in items for marker in ("browser", "fault", "slow") if item.get_closest_marker(marker)}
    items.sort(key=lambda item: item.path not in long)


def pytest_unconfigure() -> None:
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def no_logged_errors(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test during which anything was logged as an error, unless it is marked `logged_errors`."""
    yield
    if request.node.get_closest_marker("logged_errors"):
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    errors = [f"{r.name}: {r.getMessage()}" for r in records if r.levelno >= logging.ERROR]
    if errors:
        pytest.fail("logged as errors: " + " | ".join(errors), pytrace=False)


@pytest.fixture(scope="session")
def template(pytestconfig: pytest.Config) -> Path | None:
    """Where the migrated SQLite database is kept between runs; None on another database or with --create-db."""
    usable = connection.vendor == "sqlite" and hasattr(pytestconfig, "cache")
    if not usable or pytestconfig.getoption("create_db") or pytestconfig.getoption("nomigrations"):
        return None
    return pytestconfig.cache.mkdir("database")


@pytest.fixture(scope="session")
def copied(template: Path | None, django_db_modify_db_settings: None) -> bool:
    """Whether the test database is a copy of the kept one."""
    return template is not None and template_db.take(template, _database())


def _database() -> Path:
    return Path(connection.settings_dict["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool, copied: bool) -> bool:
    """True lets Django migrate upon the copy instead of making the database anew."""
    return django_db_keepdb or copied


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker, template: Path | None, copied: bool) -> Iterator[None]:
    """Tests that commit empty all tables afterwards; on SQLite that is a DELETE, which the audit trail would refuse.

    At the end PostgreSQL does not drop a database that anyone is in; a live server's thread can still be answering
    the last request of a browser that has gone.
    """
    if template and not copied:
        template_db.keep(template, _database())
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER audit_no_delete")
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def empty_caches() -> Iterator[None]:
    """Counters of failed log-ins and whole pages must not travel from one test to the next."""
    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True)
def no_window_outlives_its_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """A page that is left open goes on asking, and its answers would be errors of whatever test runs then."""
    if "browser" not in request.fixturenames:
        yield
        return
    for name in DATABASE & set(request.fixturenames):
        request.getfixturevalue(name)  # so that windows are closed before the tables are emptied
    browser = request.getfixturevalue("browser")
    yield
    for context in list(browser.contexts):
        context.close()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The host's own Chromium; without its sandbox, which containers do not allow. A busy machine is no failure."""
    expect.set_options(timeout=30_000)
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    return {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
