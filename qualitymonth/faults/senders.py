"""Which process sent what: in the harness alone, each of our processes says its number to the sinks."""

import http.client
import os
from pathlib import Path
from typing import Any

from django.core.mail.utils import DNS_NAME

FIELD = "X-Sent-By"  # of a web request; a mail's process stands in the name that greets the server


def install() -> None:
    """The name in EHLO, and one more header; neither is part of what a message is known by."""
    DNS_NAME.get_fqdn = lambda: f"process-{os.getpid()}"
    plain = http.client.HTTPConnection.endheaders

    def endheaders(self: http.client.HTTPConnection, *args: Any, **kwargs: Any) -> None:
        self.putheader(FIELD, str(os.getpid()))
        plain(self, *args, **kwargs)

    http.client.HTTPConnection.endheaders = endheaders  # type: ignore[method-assign]


def number(said: str) -> int:
    """The process's id in what it said; 0 when it said none."""
    digits = said.strip().rpartition("-")[2]
    return int(digits) if digits.isdigit() else 0


def is_dead(pid: int) -> bool:
    """Gone, or ended and only waiting for its parent to take note. An unknown process (0) is not known to be dead."""
    if not pid:
        return False
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[0] in "ZX"
