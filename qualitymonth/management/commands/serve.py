"""`manage.py serve`: the whole portal on one machine — web, worker and beat under one supervisor."""

import fcntl
import http.client
import os
import socket
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from orgs.cast import CAST
from qualitymonth.logfiles import Logbook
from qualitymonth.supervisor import Child, Supervisor

MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108  (gunicorn's heartbeat files; a slow disk must not look like a hang)


class Command(BaseCommand):
    help = "Prepare the installation and run web server, worker and beat until Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        lock = lock_data_directory()
        refuse_taken_port()
        call_command("prepare")
        connections.close_all()
        supervisor = Supervisor(
            [Child("web", web()), Child("worker", worker()), Child("beat", beat())],
            logbook=Logbook(settings.DATA_DIR / "logs", keep_days=settings.LOG_DAYS),
            environ=os.environ | {"DJANGO_SETTINGS_MODULE": "qualitymonth.settings", "PYTHONUNBUFFERED": "1"},
        )
        threading.Thread(target=self.announce, daemon=True).start()
        with closing(lock):
            supervisor.run()
        self.stdout.write("Stopped.")

    def announce(self) -> None:
        """Say where the portal is as soon as its first page answers."""
        while not first_page_answers():
            time.sleep(0.2)
        lines = ["", f"The portal is at {settings.BASE_URL}/   (Ctrl-C stops it; logs: {settings.DATA_DIR / 'logs'})"]
        if settings.DEMO_ALLOWED:
            lines.append(f"Demo accounts, password {settings.DEMO_PASSWORD}, at {settings.BASE_URL}/accounts/login/ :")
            lines += [f"  {username}" for username in (*CAST, "admin")]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def web() -> list[str]:
    host = f"[{settings.BIND}]" if ":" in settings.BIND else settings.BIND
    memory = ["--worker-tmp-dir", str(MEMORY_FOLDER)] if os.access(MEMORY_FOLDER, os.W_OK) else []
    options = ["--workers=2", "--threads=4", "--timeout=60", "--graceful-timeout=20", "--access-logfile=-"]
    options += ["--logger-class=qualitymonth.accesslog.AccessLog"]
    address = ["--bind", f"{host}:{settings.PORT}"]
    return [sys.executable, "-m", "gunicorn", "qualitymonth.wsgi", "--no-control-socket", *address, *options, *memory]


def worker() -> list[str]:
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return [sys.executable, "-m", "celery", "-A", "qualitymonth", "worker", "--loglevel=INFO", "-c", "2", *quiet]


def beat() -> list[str]:
    return [sys.executable, "-m", "celery", "-A", "qualitymonth", "beat", "--loglevel=WARNING", "--pidfile="]


def lock_data_directory() -> IO[str]:
    """Hold the data directory for this process; CommandError when another server has it."""
    file = (settings.DATA_DIR / "server.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        raise CommandError(
            f"Another server already runs on {settings.DATA_DIR} ({file.read().strip() or 'just starting'}). "
            "Stop it first, or give this one a QM_DATA_DIR of its own."
        ) from None
    file.truncate(0)
    file.write(f"process {os.getpid()}, {settings.BASE_URL}\n")
    file.flush()
    return file


def refuse_taken_port() -> None:
    """CommandError when something else listens on our port, before anything is prepared."""
    family = socket.AF_INET6 if ":" in settings.BIND else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.BIND, settings.PORT))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {settings.BIND} port {settings.PORT}: {error.strerror}. "
                "Choose another port, for example PORT=8001 script/server"
            ) from None


def first_page_answers() -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.BIND, settings.BIND)  # noqa: S104  (compared, not bound)
    client = http.client.HTTPConnection(host, settings.PORT, timeout=30)
    try:
        client.request("GET", "/", headers={"Host": settings.BASE_URL.partition("://")[2]})
        return client.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        client.close()
