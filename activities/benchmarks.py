"""Benchmarks of the activities: `script/bench NAME` (see qualitymonth/benchmarking.py)."""

import logging
import resource
from collections.abc import Mapping
from statistics import median
from typing import Any

from django.db import connection

from activities import apart, figures, import_timing, listing_timing, photo_timing, rollup_timing
from activities.models import Activity
from activities.resources import timing

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


def bench_export() -> Mapping[str, Any]:
    """100,000 activities in the 36 columns of 活动明细 to .xlsx, against stock django-import-export; seconds.

    Each in a process of its own; ours three times (the median), stock once, over all rows.
    """
    timing.prepare()
    database = str(connection.settings_dict["NAME"])
    connection.close()
    ours = [apart.measured("activities.resources.timing:ours", database) for _ in range(ROUNDS)]
    theirs, their_peak = apart.measured("activities.resources.timing:stock", database)
    return {
        "value": median(seconds for seconds, _ in ours),
        "unit": "s",
        "yardstick": f"stock django-import-export ({their_peak:.0f} MB)",
        "yardstick_value": theirs,
        "peak_mb": max(peak for _, peak in ours),
        "n": timing.ACTIVITIES,
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


def bench_listing() -> Mapping[str, Any]:
    """The list of activities over 300,000 of them: p95 of each kind of page, and the highest of these; seconds."""
    campaign, people = listing_timing.prepare()
    theirs = [listing_timing.plainly(campaign)]
    times = listing_timing.pages(campaign, people)
    theirs += [listing_timing.plainly(campaign) for _ in range(ROUNDS - 1)]
    parts = {name: round(listing_timing.p95(took), 3) for name, took in times.items()}
    return {
        "value": max(parts.values()),
        "unit": "s, p95 of the slowest kind of page",
        "yardstick": "the queries alone of the nation's list with a count for each facet's value and an offset",
        "yardstick_value": median(theirs),
        "n": sum(map(len, times.values())),
        "parts": parts,
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
