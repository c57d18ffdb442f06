"""`manage.py bench [NAME ...]`: measure on a scratch database and data directory; real data is never touched."""

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import setup_databases, teardown_databases

from qualitymonth.benchmarking import discover, line

INSIDE = "QM_BENCH_INSIDE"  # set for the process that measures, which the data directory is scratch for


class Command(BaseCommand):
    help = "Run benchmarks, all without NAME; one line of JSON each."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME")

    def handle(self, *args: Any, names: list[str], **options: Any) -> None:
        known = discover()
        unknown = [name for name in names if name not in known]
        if unknown:
            raise CommandError(f"No benchmark is called {', '.join(unknown)}. There are: {', '.join(sorted(known))}.")
        if os.environ.get(INSIDE):
            for name in names:
                self.stdout.write(measure(name))
            return
        failed = [name for name in names or sorted(known) if not apart(name)]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}")


def apart(name: str) -> bool:
    """Measure in a process of its own, so that one benchmark's memory is not another's peak."""
    with tempfile.TemporaryDirectory(prefix="qualitymonth-bench-") as scratch:
        environ = os.environ | {INSIDE: "1", "QM_DATA_DIR": scratch, "QM_STATIC_HASHED": "0"}
        command = [sys.executable, "manage.py", "bench", name]
        done = subprocess.run(command, cwd=settings.BASE_DIR, env=environ, check=False)  # noqa: S603  (our own command)
    return done.returncode == 0


def measure(name: str) -> str:
    """Run one benchmark in a new, empty test database, removed afterwards."""
    old = setup_databases(verbosity=0, interactive=False)
    try:
        return line(name, discover()[name]())
    finally:
        teardown_databases(old, verbosity=0)
