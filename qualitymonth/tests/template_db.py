"""The migrated, empty SQLite database of the last run, copied rather than migrated anew (some twenty seconds each).

It is taken only if nothing that makes it has changed since: migrations and what they name, triggers, the packages, the
versions of Python, Django and SQLite. The migrations then run upon the copy and find nothing to do but what is done
after each: triggers are laid anew.
"""

import hashlib
import os
import shutil
import sqlite3
import sys
from pathlib import Path

import django
from django.conf import settings

APPS = ("orgs", "campaigns", "activities", "qualitymonth")
MAKING = ("migrations/*.py", "models/*.py", "choices.py", "ids.py", "apps.py", "freshness.py", "*triggers.py")


def fingerprint(root: Path) -> str:
    """Of everything the empty database depends on."""
    found = hashlib.sha256(f"{sys.version} {django.__version__} {sqlite3.sqlite_version}".encode())
    modules = [path for app in APPS for pattern in MAKING for path in (root / app).glob(pattern)]
    for path in [root / "requirements.txt", *sorted(modules)]:
        found.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()


def take(folder: Path, to: Path) -> bool:
    """Copy the kept database to `to`, if there is one that fits; False otherwise."""
    kept = folder / f"{fingerprint(settings.BASE_DIR)}.sqlite3"
    if not kept.exists():
        return False
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept, to)
    return True


def keep(folder: Path, database: Path) -> None:
    """Keep a migrated database, instead of those of before. Parallel processes may do it at once: the last stays."""
    kept = folder / f"{fingerprint(settings.BASE_DIR)}.sqlite3"
    part = kept.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(database) as source, sqlite3.connect(part) as copy:
        source.backup(copy)
    source.close()
    copy.close()
    part.replace(kept)
    for old in set(folder.glob("*.sqlite3")) - {kept}:
        old.unlink(missing_ok=True)
