"""When jobs last ran, kept in the shared cache."""

import time

from django.core.cache import cache

KEY = "qualitymonth:pulse"
LATE = 120  # seconds without a pulse after which jobs count as standing still


def note() -> None:
    """Beat sent a tick and a worker took it, just now."""
    cache.set(KEY, time.time(), timeout=24 * 3600)


def age() -> int | None:
    """Seconds since the last pulse; None when there was none for a day."""
    seen = cache.get(KEY)
    return None if seen is None else max(0, int(time.time() - seen))
