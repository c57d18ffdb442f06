"""How benchmarks are found, checked and reported.

An app's benchmarks.py holds functions named `bench_<name>()`. Each prepares its own data in the scratch database and
returns a mapping with its own figure beside a yardstick's, taken side by side in the same run:
value, unit, yardstick (words), yardstick_value, n (how many things were handled); when more is better (a rate), also
more_is_better=True; when the yardstick needs more memory than the thing measured, also its own peak_mb; when the
figure is the worst of several, `parts` with each by name.
"""

import importlib
import importlib.util
import json
import resource
import sys
from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.db import connection

Benchmark = Callable[[], Mapping[str, Any]]
PREFIX = "bench_"
NEEDED = frozenset({"value", "unit", "yardstick", "yardstick_value", "n"})
OPTIONAL = frozenset({"more_is_better", "peak_mb", "parts"})


def discover() -> dict[str, Benchmark]:
    """All benchmarks of the installed apps by name; ValueError when two share one."""
    found: dict[str, Benchmark] = {}
    for app in apps.get_app_configs():
        module_name = f"{app.name}.benchmarks"
        if importlib.util.find_spec(module_name) is None:
            continue
        module = importlib.import_module(module_name)
        for attribute, function in vars(module).items():
            if attribute.startswith(PREFIX) and function.__module__ == module_name:
                name = attribute.removeprefix(PREFIX)
                if name in found:
                    raise ValueError(f"two benchmarks are called {name}")
                found[name] = function
    return found


def line(name: str, measured: Mapping[str, Any]) -> str:
    """One line of JSON; `ratio` says how many times better than the yardstick, above 1 is better."""
    if not NEEDED <= measured.keys() <= NEEDED | OPTIONAL:
        raise ValueError(f"benchmark {name} must return {sorted(NEEDED)}, it returned {sorted(measured)}")
    better, worse = measured["yardstick_value"], measured["value"]
    if measured.get("more_is_better"):
        better, worse = worse, better
    values = {
        "name": name,
        "value": round(measured["value"], 4),
        "unit": measured["unit"],
        "peak_mb": round(measured.get("peak_mb", peak_mb()), 1),
        "yardstick": measured["yardstick"],
        "yardstick_value": round(measured["yardstick_value"], 4),
        "ratio": round(better / worse, 3),
        "database": connection.vendor,
        "n": measured["n"],
    }
    if "parts" in measured:
        values["parts"] = measured["parts"]
    return json.dumps(values, ensure_ascii=False)


def peak_mb() -> float:
    """The highest memory use of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
