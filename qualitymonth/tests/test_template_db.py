"""The kept test database is taken only while nothing has changed that it was made from."""

import shutil
import sqlite3

from qualitymonth.tests import template_db


def portal(folder):
    migrations = folder / "orgs" / "migrations"
    migrations.mkdir(parents=True)
    (migrations / "0001_initial.py").write_text("one")
    (folder / "orgs" / "tests").mkdir()
    (folder / "requirements.txt").write_text("Django")
    return folder


def test_what_migrating_runs_decides(tmp_path):
    root = portal(tmp_path)
    first = template_db.fingerprint(root)
    (root / "orgs" / "tests" / "test_it.py").write_text("a test")
    assert template_db.fingerprint(root) == first
    (root / "orgs" / "migrations" / "0001_initial.py").write_text("two")
    second = template_db.fingerprint(root)
    (root / "requirements.txt").write_text("Django, newer")
    assert len({first, second, template_db.fingerprint(root)}) == 3


def test_kept_taken_and_no_longer_taken(tmp_path, settings):
    settings.BASE_DIR = portal(tmp_path / "portal")
    kept, made, copy = tmp_path / "kept", tmp_path / "made.sqlite3", tmp_path / "new" / "copy.sqlite3"
    kept.mkdir()
    assert not template_db.take(kept, copy)
    with sqlite3.connect(made) as connection:
        connection.execute("CREATE TABLE one (two)")
    connection.close()
    template_db.keep(kept, made)
    assert template_db.take(kept, copy)
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("one",)]
    connection.close()
    shutil.rmtree(settings.BASE_DIR / "orgs")
    assert not template_db.take(kept, tmp_path / "other.sqlite3")
    template_db.keep(kept, made)
    assert len(list(kept.iterdir())) == 1
