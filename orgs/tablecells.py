"""The cells of a workbook that a stranger uploaded, read by a process of their own (`table_child`) within bounds.

The package is looked at first (`orgs.capping`); what slips through there costs that process and nothing else.
"""

import datetime as dt
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orgs.capping import MAX_COLUMNS, MAX_ROWS, TOO_WIDE, Refused

UNREADABLE = "工作簿无法读取。请用Excel或WPS另存为.xlsx后再上传。"
TOO_MUCH = "工作簿过大或过于复杂，无法读取。请另存为新的工作簿，只保留需要的数据，或分成几份后再导入。"
MEMORY, SECONDS, ANSWER = 400 * 1024 * 1024, 20, 64 * 1024 * 1024
_CHILD = Path(__file__).with_name("table_child.py")
_ONE = threading.Semaphore(1)  # in each server process; several large tables at once would fill a small machine
_BACK: dict[str, Callable[[Any], Any]] = {
    "datetime": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    "timedelta": lambda parts: dt.timedelta(*parts),
}
At = tuple[int, int]


@dataclass(slots=True)
class Read:
    """A sheet from A1 on; `merged` are (first, last) cells as (row, column) from 0."""

    name: str
    merged: list[tuple[At, At]]
    rows: list[list[Any]] = field(default_factory=list)


def sheets(data: bytes, passed_over: Sequence[str] = ()) -> list[Read]:
    """The visible sheets but those passed over. Raises Refused."""
    bounds = [MEMORY, SECONDS, MAX_ROWS, MAX_COLUMNS, ANSWER]
    command = [sys.executable, "-I", str(_CHILD), *map(str, bounds), *passed_over]
    alone = {"PATH": os.environ.get("PATH", ""), "MALLOC_ARENA_MAX": "1"}  # no word of the settings' secrets
    try:
        with _ONE:
            done = subprocess.run(  # noqa: S603 - our own file, run by our own interpreter
                command, input=data, capture_output=True, check=True, env=alone, timeout=2 * SECONDS
            )
        return _found(done.stdout)
    except Refused:
        raise
    except (subprocess.SubprocessError, OSError, ValueError, LookupError, TypeError) as error:
        raise Refused(TOO_MUCH) from error


def _found(answer: bytes) -> list[Read]:
    decode = json.JSONDecoder(object_hook=_back).decode
    found: list[Read] = []
    for line in answer.decode().split("\n")[:-1]:
        told = decode(line)
        if isinstance(told, list):
            found[-1].rows.append(told)
        elif "sheet" in told:
            found.append(Read(told["sheet"], told["merged"]))
        elif told["end"] == "done":
            return found
        else:
            raise Refused(TOO_WIDE if told["end"] == "large" else UNREADABLE)
    raise Refused(TOO_MUCH)  # it stopped without a word


def _back(told: dict[str, Any]) -> Any:
    for kind, value in told.items():
        if kind in _BACK:
            return _BACK[kind](value)
    return told
