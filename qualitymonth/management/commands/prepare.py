"""`manage.py prepare`: bring database, static files and the 2024 campaign up to date; quick when nothing changed."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "Apply migrations, collect static files when they changed, load the 2024 campaign into an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stderr.write("Bringing the database up to date ...")
            call_command("migrate", interactive=False, verbosity=0)
        if settings.STATIC_HASHED:
            self.collect()
        call_command("demo", if_empty=True)  # its accounts only where settings.DEMO_ALLOWED says so

    def collect(self) -> None:
        """Collect static files unless the sources are, by name, size and time, those of the last collection."""
        stamp = settings.STATIC_ROOT / "sources.sha256"
        now = fingerprint()
        if stamp.exists() and stamp.read_text(encoding="ascii") == now:
            return
        self.stderr.write("Collecting static files ...")
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(now, encoding="ascii")


def fingerprint() -> str:
    """One hash over name, size and time of every static source file."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            size, changed = storage.size(path), storage.get_modified_time(path).timestamp()
            digest.update(f"{path}\0{size}\0{changed}\n".encode())
    return digest.hexdigest()
