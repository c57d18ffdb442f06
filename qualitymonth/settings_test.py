"""The settings of a test run: the real ones, read from a clean environment, on a data directory of their own.

DATABASE_URL and REDIS_URL are kept, so that the suite runs on PostgreSQL and Redis too; each parallel process then
has a Redis database of its own, from number 1 on.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from django.template.base import Node

for name in list(os.environ):
    if name.startswith("QM_") or name in {"PORT", "DEBUG", "SECRET_KEY", "EMAIL_URL"}:
        del os.environ[name]
os.environ["QM_DATA_DIR"] = tempfile.mkdtemp(prefix="qualitymonth-test-")
atexit.register(shutil.rmtree, os.environ["QM_DATA_DIR"], ignore_errors=True)
os.environ["QM_STATIC_HASHED"] = "0"
os.environ["QM_SQLITE_SYNCHRONOUS"] = "OFF"
# Playwright's synchronous interface runs an event loop in the test's thread.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
if os.environ.get("REDIS_URL"):
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    os.environ["REDIS_URL"] = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{1 + worker}").geturl()

from qualitymonth.settings import *  # noqa: E402, F403  (the environment above must stand first)
from qualitymonth.settings import BASE_DIR, DATABASES, TEMPLATES  # noqa: E402  (same reason)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, and nothing here is secret
DATABASES["default"]["CONN_MAX_AGE"] = 0  # a live server's waiting thread would keep its connection past the tests
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


class MissingVariable(str):
    """Fails when one of our own templates names a variable that is not there; others' templates get ""."""

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, variable: object) -> str:
        frame: FrameType | None = sys._getframe(1)
        while frame:
            node = frame.f_locals.get("self")
            if isinstance(node, Node) and hasattr(node, "origin"):
                path = Path(str(node.origin.name))
                if path.is_relative_to(BASE_DIR) and not path.is_relative_to(BASE_DIR / ".venv"):
                    raise AssertionError(f"{path.relative_to(BASE_DIR)} uses {variable}, which is not in its context")
                return ""
            frame = frame.f_back
        return ""


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = MissingVariable()  # type: ignore[index]  # a plain literal above
