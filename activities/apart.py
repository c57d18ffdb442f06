"""Running one measurement in a process that does nothing else, on the scratch database of its parent.

Nothing of the portal is imported here: a fresh process sets it up first.
"""

import importlib
import multiprocessing
import re
import resource
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

Measured = tuple[float, float]  # seconds, peak MiB


def measured(work: str, database: str) -> Measured:
    """Call `work` ("module:function", giving seconds) in a process of its own whose database is `database`."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_inside, work, database).result()


def _inside(work: str, database: str) -> Measured:
    import django  # only a fresh process needs to set it up

    django.setup()
    from django.db import connection  # after django.setup()

    connection.settings_dict["NAME"] = database
    module, _, name = work.partition(":")
    seconds = getattr(importlib.import_module(module), name)()
    return seconds, peak_mb()


def peak_mb() -> float:
    """The highest memory use of this process; ru_maxrss would begin with what the starting process held."""
    status = Path("/proc/self/status")
    found = status.exists() and re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
    if found:
        return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
