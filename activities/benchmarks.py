"""Benchmarks of the activities: `script/bench NAME` (see qualitymonth/benchmarking.py)."""

from collections.abc import Mapping
from statistics import median
from typing import Any

from django.db import connection

from activities import apart, figures, photo_timing, rollup_timing
from activities.resources import timing

ROUNDS = 3


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
