"""The operator's page lists every variable that is read, and no other."""

import re

from django.conf import settings

OTHERS = {"FORWARDED_ALLOW_IPS", "QM_TEST_PROCESSES"}  # read by gunicorn and by script/test
READ = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"')


def test_every_variable_is_documented() -> None:
    source = (settings.BASE_DIR / "qualitymonth" / "settings.py").read_text(encoding="utf-8")
    page = (settings.BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[A-Z_]+`.*?) \|", page, re.MULTILINE)
    documented = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    assert documented == set(READ.findall(source)) | OTHERS


def test_compose_names_only_known_variables() -> None:
    page = (settings.BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8")
    compose = (settings.BASE_DIR / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    names = set(re.findall(r"^    ([A-Z][A-Z_]+):", compose, re.MULTILINE))
    assert names
    assert {name for name in names if name not in page} == set()
