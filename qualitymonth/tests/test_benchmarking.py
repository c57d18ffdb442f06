"""A benchmark's line says what it must, and a careless benchmark is refused."""

import json
import sys
from types import ModuleType

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from qualitymonth import benchmarking

SECONDS = {"value": 2.0, "unit": "s", "yardstick": "a query per unit", "yardstick_value": 6.0, "n": 10}
KEYS = "name value unit peak_mb yardstick yardstick_value ratio database n"


@pytest.mark.parametrize(("more", "ratio"), [(False, 3.0), (True, 0.333)])
def test_the_ratio_is_above_one_when_better(more: bool, ratio: float) -> None:
    line = json.loads(benchmarking.line("rollup", SECONDS | {"more_is_better": more}))
    assert " ".join(line) == KEYS
    assert line["ratio"] == ratio
    assert line["database"] == connection.vendor
    assert line["peak_mb"] > 1


def test_the_worst_of_several_is_told_with_each_of_them() -> None:
    line = json.loads(benchmarking.line("listing", SECONDS | {"parts": {"list": 1.5, "cards": 2.0}}))
    assert line["parts"] == {"list": 1.5, "cards": 2.0}


@pytest.mark.parametrize("measured", [{"value": 1.0}, SECONDS | {"speed": 3}])
def test_a_benchmark_that_says_too_little_or_too_much_is_refused(measured: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="benchmark rollup must return"):
        benchmarking.line("rollup", measured)


def test_benchmarks_are_found_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {name for name, each in benchmarking.discover().items() if each.__module__ != "qualitymonth.benchmarks"}
    module = ModuleType("qualitymonth.benchmarks")
    exec("def bench_nothing(): return {}\nPREFIX = 'bench_'", module.__dict__)  # noqa: S102  (a module made up here)
    module.__spec__ = benchmarking.importlib.util.spec_from_loader("qualitymonth.benchmarks", None)
    monkeypatch.setitem(sys.modules, "qualitymonth.benchmarks", module)
    assert set(benchmarking.discover()) == known | {"nothing"}


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(CommandError, match="No benchmark is called nonsense"):
        call_command("bench", "nonsense")
