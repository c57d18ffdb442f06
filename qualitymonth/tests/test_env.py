"""The readers of the environment say which variable is wrong and why."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from qualitymonth import env

WRONG: list[tuple[str, Callable[[], Any], str]] = [
    ("maybe", lambda: env.flag("QM_X", default=False), "one of 1, 0"),
    ("many", lambda: env.integer("QM_X", 1, least=0, most=9), "whole number"),
    ("10", lambda: env.integer("QM_X", 1, least=0, most=9), "between 0 and 9"),
    ("1;2", lambda: env.integers("QM_X", "1,2"), "separated by commas"),
    ("1,1", lambda: env.integers("QM_X", "1,2"), "twice"),
    ("SLOW", lambda: env.choice("QM_X", "FULL", among=("FULL", "OFF")), "FULL, OFF"),
    ("example.cn", lambda: env.base_url("QM_X", ""), "without a path"),
    ("https://example.cn/app", lambda: env.base_url("QM_X", ""), "without a path"),
    ("https://me@example.cn", lambda: env.base_url("QM_X", ""), "without a path"),
    ("http://example.cn:99999", lambda: env.base_url("QM_X", ""), "without a path"),
    ("http://127.0.0.1:6379", lambda: env.address("QM_X", schemes=("redis",)), "redis://"),
    ("mysql://127.0.0.1/quality", lambda: env.database("QM_X"), "postgres://"),
    ("postgres://127.0.0.1:5432", lambda: env.database("QM_X"), "no database"),
    ("imap://mail.example.cn", lambda: env.mail("QM_X"), "smtp://"),
    ("short", lambda: env.secret("QM_X", Path("unused")), "50 characters"),
]


@pytest.mark.parametrize(("value", "read", "words"), WRONG)
def test_a_wrong_value_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, value: str, read: Callable[[], Any], words: str
) -> None:
    monkeypatch.setenv("QM_X", value)
    with pytest.raises(ImproperlyConfigured, match="QM_X") as caught:
        read()
    assert words in str(caught.value)


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_variable_counts_as_absent(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("QM_X", value)
    assert env.text("QM_X", "here") == "here"
    assert env.flag("QM_X", default=True) is True
    assert env.integers("QM_X", "-5,-1,1") == (-5, -1, 1)
    assert env.database("QM_X") is None
    assert env.mail("QM_X") == {}


def test_right_values_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QM_X", " On ")
    assert env.flag("QM_X", default=False) is True
    monkeypatch.setenv("QM_X", "1,-10,-3")
    assert env.integers("QM_X", "") == (-10, -3, 1)
    monkeypatch.setenv("QM_X", "https://zlyt.example.cn/")
    assert env.base_url("QM_X", "") == "https://zlyt.example.cn"
    monkeypatch.setenv("QM_X", "smtp+tls://user:p%40ss@mail.example.cn:587")
    mail = env.mail("QM_X")
    assert (mail["EMAIL_HOST"], mail["EMAIL_PORT"], mail["EMAIL_HOST_PASSWORD"]) == ("mail.example.cn", 587, "p@ss")
    monkeypatch.setenv("QM_X", "postgres://quality@127.0.0.1:5432/portal")
    assert (env.database("QM_X") or {})["NAME"] == "portal"
    assert "OPTIONS" not in (env.database("QM_X") or {})


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", {"options": "-c a=1"}),
        ("?sslmode=require", {"sslmode": "require", "options": "-c a=1"}),
        ("?options=-c%20a%3D2", {"options": "-c a=1 -c a=2"}),
    ],
)
def test_a_connection_begins_with_our_settings_and_the_addresss_own_win(
    monkeypatch: pytest.MonkeyPatch, query: str, said: dict[str, str]
) -> None:
    monkeypatch.setenv("QM_X", f"postgres://quality@127.0.0.1:5432/portal{query}")
    assert (env.database("QM_X", first="-c a=1") or {})["OPTIONS"] == said


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    kept = tmp_path / "secret_key"
    first = env.secret("QM_NOT_SET", kept)
    assert env.secret("QM_NOT_SET", kept) == first
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["secret_key"]


def test_a_data_directory_that_cannot_be_made_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("QM_X", str(tmp_path / "file" / "data"))
    with pytest.raises(ImproperlyConfigured, match=r"QM_X: the folder .* cannot be made"):
        env.directory("QM_X", tmp_path, inside=())
