"""Settings read in a process of their own: what the address decides, and `check --deploy`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

NAMES = ["ON_HTTPS", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT"]
NAMES += ["DEMO_ALLOWED", "DEBUG"]
PRINT = f"import json; from django.conf import settings as s; print(json.dumps({{n: getattr(s, n) for n in {NAMES}}}))"


def run(data: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environ = kept | {"QM_DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "qualitymonth.settings"} | variables
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environ, capture_output=True, text=True, check=False)


def read(data: Path, **variables: str) -> dict[str, object]:
    done = run(data, "-c", PRINT, **variables)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_safe_by_default(tmp_path: Path) -> None:
    found = read(tmp_path, PORT="8123")
    assert found["DEBUG"] is False
    assert found["DEMO_ALLOWED"] is True
    assert found["CSRF_TRUSTED_ORIGINS"] == ["http://127.0.0.1:8123"]
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "[::1]", "localhost"]


def test_cookies_and_redirects_follow_the_address(tmp_path: Path) -> None:
    found = read(tmp_path, QM_BASE_URL="https://zlyt.example.cn")
    assert found["SESSION_COOKIE_SECURE"] is found["SECURE_SSL_REDIRECT"] is found["ON_HTTPS"] is True
    assert "zlyt.example.cn" in found["ALLOWED_HOSTS"]  # type: ignore[operator]  # a list, by JSON
    assert found["DEMO_ALLOWED"] is False


@pytest.mark.parametrize(
    "variables",
    [
        {"QM_BIND": "0.0.0.0"},  # noqa: S104  (the case that must be refused)
        {"QM_DEMO": "0"},
        {"DATABASE_URL": "postgres://quality@127.0.0.1/portal"},
        {"QM_DEMO": "1", "QM_BIND": "0.0.0.0"},  # noqa: S104  (same)
    ],
)
def test_known_passwords_stay_on_loopback(tmp_path: Path, variables: dict[str, str]) -> None:
    assert read(tmp_path, **variables)["DEMO_ALLOWED"] is False


def test_a_wrong_variable_stops_the_start(tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "check", PORT="eighty")
    assert done.returncode != 0
    assert "PORT must be a whole number" in done.stderr


@pytest.mark.slow
def test_check_deploy_is_clean_behind_https(tmp_path: Path) -> None:
    done = run(
        tmp_path, "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "WARNING",
        QM_BASE_URL="https://zlyt.example.cn",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_check_deploy_warns_of_passwords_in_the_clear(tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "check", "--deploy", QM_BASE_URL="http://zlyt.example.cn")
    assert "qualitymonth.W001" in done.stderr


@pytest.mark.slow
@pytest.mark.pure
def test_a_secret_that_others_can_read_is_an_error(tmp_path: Path) -> None:
    run(tmp_path, "manage.py", "check")
    (tmp_path / "secret_key").chmod(0o644)
    assert "qualitymonth.E001" in run(tmp_path, "manage.py", "check").stderr
