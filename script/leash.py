"""Run a command that ends with whoever started it: `python leash.py <parent's pid> <command> ...`.

Linux sends SIGTERM when the parent dies, even by kill -9; elsewhere the command simply runs.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1

if sys.platform == "linux":
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(sys.argv[1]):  # it died before the line above
        sys.exit(1)
os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606  (no shell is the point)
