"""Benchmarks of the activities: `script/bench NAME` (see qualitymonth/benchmarking.py)."""

import logging
import resource
from collections.abc import Mapping
from statistics import median
from typing import Any

from activities import figures, import_timing, photo_timing, rollup_timing
from activities.models import Activity

ROUNDS = 3
log = logging.getLogger(__name__)


def bench_photos() -> Mapping[str, Any]:
    """A 12-megapixel JPEG to three sizes, each as JPEG and WebP; seconds, the median; memory of a process apart."""
    data = photo_timing.photo()
    ours, theirs = [], []
    for _ in range(ROUNDS):  # by turns, so that a busy moment of the machine hits both
        ours.append(photo_timing.apart(photo_timing.ours, data))
        theirs.append(photo_timing.apart(photo_timing.decode_then_resize, data))
    return {
        "value": median(seconds for seconds, _ in ours),
        "unit": "s",
        "yardstick": "decode in full, then resize",
        "yardstick_value": median(seconds for seconds, _ in theirs),
        "peak_mb": max(peak for _, peak in ours),
        "n": ROUNDS * photo_timing.RUNS,
    }


def bench_rollup() -> Mapping[str, Any]:
    """All figures of 3,222 regions at once, against the same figures asked for unit by unit; seconds, the median."""
    campaign = rollup_timing.prepare()
    ours = [rollup_timing.seconds(lambda: figures.roll_up(campaign)) for _ in range(ROUNDS)]
    theirs = rollup_timing.seconds(lambda: rollup_timing.unit_by_unit(campaign))
    if figures.roll_up(campaign).tallies["0001"] != rollup_timing.unit_by_unit(campaign)["0001"]:
        raise AssertionError("both ways must come to the same figures")
    return {
        "value": median(ours),
        "unit": "s",
        "yardstick": "a query per unit and table",
        "yardstick_value": theirs,
        "n": rollup_timing.ACTIVITIES,
    }


def bench_import() -> Mapping[str, Any]:
    """10,000 rows from the workbook's bytes to committed activities, with scope checks and row-level errors."""
    user, units, campaign = import_timing.prepare()
    data = import_timing.table(units)
    ours = []
    for _ in range(ROUNDS):
        read, written = import_timing.ours(data, user, units[0], campaign)
        if Activity.objects.count() != import_timing.ROWS:
            raise AssertionError("all rows must be there")
        ours.append(written)
        log.info("import: preview %.2f s, writing %.2f s", read, written)
        import_timing.empty()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    theirs = import_timing.stock(data, user)
    return {
        "value": median(ours),
        "unit": "s",
        "yardstick": "stock django-import-export",
        "yardstick_value": theirs,
        "peak_mb": peak,
        "n": import_timing.ROWS,
    }
