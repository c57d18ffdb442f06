"""Benchmarks of the activities: `script/bench NAME` (see qualitymonth/benchmarking.py)."""

import logging
import os
import resource
import time
from collections.abc import Mapping
from statistics import median
from typing import Any

from django.db import connection

from activities import (
    apart,
    figures,
    import_timing,
    listing_timing,
    overview_timing,
    photo_timing,
    rollup_timing,
    scratch,
    writing_timing,
)
from activities.models import Activity, UnitTally
from activities.resources import book_timing, timing
from activities.rolling import Figures
from campaigns.models import Campaign

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

    Each in a process of its own; ours three times (the median), stock once, over all rows. `parts` is the same in the
    first 20 columns, of which promise P1 speaks; people choose no columns and are given the 36.
    """
    timing.prepare()
    database = str(connection.settings_dict["NAME"])
    connection.close()
    all_of_them, twenty = _exported(database), _exported(database, "_in_twenty")
    return {
        "value": all_of_them["value"],
        "unit": "s",
        "yardstick": f"stock django-import-export ({all_of_them['yardstick_mb']:.0f} MB)",
        "yardstick_value": all_of_them["yardstick_value"],
        "peak_mb": all_of_them["peak_mb"],
        "n": timing.ACTIVITIES,
        "parts": {f"{timing.SOME} columns": {name: round(number, 2) for name, number in twenty.items()}},
    }


def _exported(database: str, kind: str = "") -> dict[str, float]:
    ours = [apart.measured(f"activities.resources.timing:ours{kind}", database) for _ in range(ROUNDS)]
    theirs, their_peak = apart.measured(f"activities.resources.timing:stock{kind}", database)
    value = median(seconds for seconds, _ in ours)
    return {
        "value": value,
        "peak_mb": max(peak for _, peak in ours),
        "yardstick_value": theirs,
        "yardstick_mb": their_peak,
        "ratio": theirs / value,
    }


def bench_rollup() -> Mapping[str, Any]:
    """All figures of 3,222 regions at once, fifty units having changed something since they were last added up, against
    the same figures asked for unit by unit; seconds, the median.

    `parts`: when nothing has changed, when all is counted anew, this process's processor time, the machine's load.
    """
    campaign = rollup_timing.prepare()
    kept = _rolled_up(campaign)
    scratch.disturb(campaign)
    ours = _rolled_up(campaign)
    used = time.process_time()
    figures.roll_up(campaign)
    used = time.process_time() - used
    theirs: list[dict] = []
    took = rollup_timing.seconds(lambda: theirs.append(rollup_timing.unit_by_unit(campaign)))
    if figures.roll_up(campaign).of("0001").as_dict() != Figures(theirs[0]["0001"]).as_dict():
        raise AssertionError("both ways must come to the same figures")
    UnitTally.objects.update(shape="")
    anew = _rolled_up(campaign)
    parts = {"nothing changed": median(kept), "all counted anew": median(anew), "slowest": max(ours), "processor": used}
    return {
        "value": median(ours),
        "unit": "s",
        "yardstick": "a query per unit and table",
        "yardstick_value": took,
        "n": rollup_timing.ACTIVITIES,
        "parts": {name: round(part, 3) for name, part in parts.items()} | {"load": round(os.getloadavg()[0], 1)},
    }


def _rolled_up(campaign: Campaign) -> list[float]:
    return [rollup_timing.seconds(lambda: figures.roll_up(campaign)) for _ in range(ROUNDS * 3)]


def bench_overview() -> Mapping[str, Any]:
    """进度总览 over 300,000 activities a year and 3,222 reports: p95 of each page, and the highest of these; seconds.

    `parts` are p95, the median, and the median of this process's processor time (the database's is not in it).
    """
    campaign, people = overview_timing.prepare()
    theirs = median(overview_timing.line_by_line(campaign) for _ in range(ROUNDS))
    times = overview_timing.pages(people)
    parts = {name: _part(took) for name, took in times.items()}
    return {
        "value": max(part["p95"] for part in parts.values()),
        "unit": "s",
        "yardstick": "only the figures of the nation and its 31 provinces, each counted by itself",
        "yardstick_value": theirs,
        "n": sum(map(len, times.values())),
        "parts": parts,
    }


def bench_writing() -> Mapping[str, Any]:
    """Writing a province's and the nation's summary over 300,000 activities: p95 of each page; seconds.

    `parts` as in overview; 生成初稿 is among them, but is no page: the highest is that of the pages.
    """
    campaign, people, owed = writing_timing.prepare()
    times = writing_timing.pages(people, owed)
    theirs = median(writing_timing.number_by_number(campaign, owed["province"]) for _ in range(ROUNDS))
    parts = {name: _part(took) for name, took in times.items()}
    return {
        "value": max(part["p95"] for name, part in parts.items() if "drafting" not in name.split(": ")),
        "unit": "s, p95 of the slowest page",
        "yardstick": "only the numbers of the province's draft, each counted by itself",
        "yardstick_value": theirs,
        "n": sum(map(len, times.values())),
        "parts": parts,
    }


def bench_book() -> Mapping[str, Any]:
    """The nation's 年度汇总工作簿 over 300,000 activities, as its job makes it; seconds.

    Each in a process of its own, so that one's memory is not the other's peak.
    """
    book_timing.prepare()
    database = str(connection.settings_dict["NAME"])
    connection.close()
    ours = [apart.measured("activities.book_timing:ours", database) for _ in range(ROUNDS)]
    theirs, their_peak = apart.measured("activities.book_timing:cell_by_cell", database)
    return {
        "value": median(seconds for seconds, _ in ours),
        "unit": "s",
        "yardstick": f"its rows of activities alone, written by openpyxl, write-only ({their_peak:.0f} MB)",
        "yardstick_value": theirs,
        "peak_mb": max(peak for _, peak in ours),
        "n": book_timing.ACTIVITIES,
    }


def _part(took: list[tuple[float, float]]) -> dict[str, float]:
    passed, used = zip(*took, strict=True)
    numbers = {"p95": listing_timing.p95(passed), "median": median(passed), "processor": median(used)}
    return {name: round(number, 3) for name, number in numbers.items()}


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
