"""`manage.py faults [--quick]`: break workers, broker and clock on scratch data, and count what arrived."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

import psycopg2  # type: ignore[import-untyped]  # no stubs are pinned
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count, Max, Min
from django.utils import timezone

INSIDE = "QM_FAULTS_INSIDE"  # set for the process whose environment is scratch
HEAD = ("provocation", "times", "due", "posted", "arrived", "lost", "inside", "outside", "seconds", "note")


class Command(BaseCommand):
    help = "Provoke faults on scratch data; one line of JSON each, then a table. Real data is never touched."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quick", action="store_true", help="20 kills, 60 units: about three minutes")
        parser.add_argument("--alone", action="store_true", help="SQLite and files, even where Redis is installed")
        parser.add_argument("--only", action="append", metavar="NAME", help="of these provocations alone")
        parser.add_argument("--units", type=int, help="units that owe (3222; quick: 60)")
        parser.add_argument("--kills", type=int, help="how often kill -9 (200; quick: 20)")
        parser.add_argument("--patience", type=float, help="longest wait for the last message in seconds")
        parser.add_argument("--pause", type=float, help="seconds without Redis (600; quick: 10)")

    def handle(self, *args: Any, **options: Any) -> None:
        if os.environ.get(INSIDE):
            self.play(options)
        else:
            self.apart(options)

    def apart(self, options: dict[str, Any]) -> None:
        """In a process of its own, on a data directory, a database and a Redis of its own."""
        alone = options["alone"] or not shutil.which("redis-server")
        with tempfile.TemporaryDirectory(prefix="qualitymonth-faults-") as scratch:
            environ = {name: value for name, value in os.environ.items() if not name.startswith("QM_")}
            environ |= {INSIDE: "1", "QM_DATA_DIR": scratch, "QM_BEAT_SECONDS": "1", "QM_STATIC_HASHED": "0"}
            environ |= {"QM_HOOKS_MAY_BE_LOCAL": "1", "QM_OUTBOX_CLAIM_SECONDS": "15", "QM_DEAF_SECONDS": "20"}
            environ |= {"QM_SQLITE_SYNCHRONOUS": "OFF", "PYTHONPATH": str(settings.BASE_DIR)}
            environ |= {"DATABASE_URL": "", "REDIS_URL": "", "QM_FAULTS_ALONE": "1" if alone else ""}
            server = os.environ.get("DATABASE_URL", "")
            name = f"qualitymonth_faults_{os.getpid()}"
            if server and not alone:
                administer(server, f'CREATE DATABASE "{name}"')
                environ["DATABASE_URL"] = urlsplit(server)._replace(path=f"/{name}").geturl()
            try:
                command = [sys.executable, "-m", "qualitymonth.faults.run", *sys.argv[2:]]
                done = subprocess.run(command, cwd=settings.BASE_DIR, env=environ, check=False)  # noqa: S603  (ours)
            finally:
                if environ["DATABASE_URL"]:
                    administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')
        if done.returncode:
            raise CommandError("Something was lost or came twice; see the lines above.")

    def play(self, options: dict[str, Any]) -> None:
        from qualitymonth.faults import provocations, scene  # the clock is set on import: only here
        from qualitymonth.faults.playing import played  # same

        call_command("migrate", verbosity=0)
        quick = options["quick"]
        units, kills = options["units"] or (60 if quick else 3222), options["kills"] or (20 if quick else 200)
        pause = options["pause"] or (10 if quick else 600)
        wanted = [each for each in provocations.ALL if not options["only"] or each.__name__ in options["only"]]
        found = []
        with played(
            units=units, kills=kills, pause=pause, patience=options["patience"] or (300 if quick else 1200)
        ) as play:
            scene.build(units, f"http://127.0.0.1:{play.sinks.http_port}")
            for provoke in wanted:
                tally = provoke(play)
                play.place.hold()
                scene.close()
                if tally is not None:
                    found.append(tally)
                    self.stdout.write(json.dumps(tally.line(), ensure_ascii=False))
                    self.stdout.flush()
            strays = play.unexplained()
        self.stdout.write("\n| " + " | ".join(HEAD) + " |\n|" + "---|" * len(HEAD))
        for tally in found:
            self.stdout.write("| " + " | ".join(str(tally.line()[name]) for name in HEAD) + " |")
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
        self.stdout.write(f"\n{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, load {load:.1f} at the end")
        bad = [
            f"{tally.provocation}: {tally.wrong or 'lost or doubled something'}" for tally in found if tally.is_bad()
        ]
        if strays:
            bad.append(f"{strays} messages came after they were counted, or had nothing to do with what was asked")
        if bad:
            self.stderr.write(diagnosis())
            raise CommandError("; ".join(bad))


def diagnosis() -> str:
    """What was still to go, what the processes said of themselves, and the end of their log."""
    from orgs.models import Heartbeat, Message  # as above

    left = Message.objects.exclude(state__in=("sent", "obsolete")).order_by()
    waits = left.values_list("channel", "state", "attempts", "error").annotate(
        Count("pk"), Min("not_before"), Max("not_before"), Max("claimed_at")
    )
    lives = Heartbeat.objects.values_list("name", "seen_at", "did", "failed_at", "error")
    log = (settings.DATA_DIR / "logs" / "faults.log").read_text(encoding="utf-8", errors="replace")
    return "\n".join(["", f"now {timezone.now()}", *map(str, waits), *map(str, lives), *log.splitlines()[-60:]])


def administer(server: str, statement: str) -> None:
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()
