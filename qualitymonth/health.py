"""Two addresses for whoever watches the service: is the process alive, and can it do its work?"""

import os
from collections.abc import Callable
from functools import cache as once

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from qualitymonth import pulse
from qualitymonth.celery import app

Check = Callable[[], bool]


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when pages can be served, else 503.

    A broker or worker that is away only makes the answer `degraded`: pages work, and what was to be sent is kept
    in the database until they are back.
    """
    needed = {name: _works(check) for name, check in NEEDED.items()}
    wanted = {name: _works(check) for name, check in WANTED.items()}
    ready = all(needed.values())
    status = "unavailable" if not ready else "ready" if all(wanted.values()) else "degraded"
    answer = {"status": status, "checks": needed | wanted, "jobs_seen_seconds_ago": pulse.age() if ready else None}
    return JsonResponse(answer, status=200 if ready else 503)


def _works(check: Check) -> bool:
    try:
        return check()
    except Exception:  # whatever a broken service raises, the answer is no
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


@once
def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise RuntimeError("migrations are missing")  # an exception is not remembered by `once`
    return True


def _cache() -> bool:
    cache.set("qualitymonth:ready", os.getpid(), timeout=60)
    return cache.get("qualitymonth:ready") is not None


def _broker() -> bool:
    if not settings.REDIS_URL:
        return os.access(settings.QUEUE_DIR, os.W_OK | os.X_OK)
    with app.connection_for_write(connect_timeout=2) as broker:
        broker.ensure_connection(max_retries=1, timeout=2)
    return True


def _jobs() -> bool:
    age = pulse.age()
    return age is not None and age <= pulse.LATE


NEEDED: dict[str, Check] = {"database": _database, "migrations": _migrated, "cache": _cache}
WANTED: dict[str, Check] = {"broker": _broker, "jobs": _jobs}
