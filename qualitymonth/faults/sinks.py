"""A mail server and a web server on loopback that take everything and count it by its id."""

import os
import re
import signal
import socketserver
import threading
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from qualitymonth.faults.senders import FIELD, is_dead, number

MESSAGE_ID = re.compile(rb"^Message-ID:[ \t\r\n]*(<[^>]+>)[^\n]*\n", re.IGNORECASE | re.MULTILINE)
SHORT = 0.003  # seconds between taking a message and saying so: kills are meant to fall between


@dataclass
class Came:
    """One message, as the other side knows it. `excused`: repeats that came when the process that had sent the one
    before was dead. `fields`: the header lines that named it, as they came."""

    times: int = 0
    excused: int = 0
    sender: int = 0
    fields: set[bytes] = field(default_factory=set)


class Arrived:
    """What came, by id. `condemn()` names messages whose sender is killed as soon as it has been told OK."""

    def __init__(self) -> None:
        self.by_id: defaultdict[str, Came] = defaultdict(Came)
        self.total = 0
        self.killed: dict[str, float] = {}  # of the condemned, when, by time.monotonic()
        self._condemned: set[str] = set()
        self._lock = threading.Lock()

    def note(self, name: str, line: bytes, sender: int) -> None:
        with self._lock:
            came = self.by_id[name]
            came.excused += came.times > 0 and is_dead(came.sender)
            came.times, came.sender = came.times + 1, sender
            came.fields.add(line)
            self.total += 1

    def condemn(self, names: Iterable[str]) -> None:
        self._condemned = set(names)

    def answered(self, name: str, sender: int) -> None:
        """The other side's OK is out."""
        if name in self._condemned and sender:
            os.kill(sender, signal.SIGKILL)  # first of all: it is about to write that down
            self._condemned.discard(name)
            self.killed[name] = time.monotonic()


class Smtp(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as smtplib speaks."""

    server: "_Tcp"
    sender = 0

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word in (b"EHLO", b"HELO"):
                self.sender = number(line.decode("ascii", "replace"))
                self._say("250 sink")
            elif word == b"DATA":
                self._say("354 go on")
                self._take()
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if not line:
            return  # cut off in the middle: nothing has arrived
        found = MESSAGE_ID.search(b"".join(lines))
        name = found[1].decode() if found else "without id"
        self.server.arrived.note(name, found[0] if found else b"", self.sender)
        time.sleep(SHORT)
        self._say("250 taken")
        self.server.arrived.answered(name, self.sender)

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class Http(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    server: "_Web"

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length", 0))
        if len(self.rfile.read(size)) < size:
            return
        arrived, sender = self.server.arrived, number(self.headers.get(FIELD, ""))
        name = self.headers.get("Idempotency-Key", "without key")
        lines = [f"{header}: {value}" for header, value in self.headers.items() if header.lower() == "idempotency-key"]
        arrived.note(name, "\n".join(lines).encode(), sender)
        time.sleep(SHORT)
        answer = b'{"errcode":0,"errmsg":"ok"}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
        arrived.answered(name, sender)

    def log_message(self, *args: object) -> None:
        """Silence."""


class _Tcp(socketserver.ThreadingTCPServer):
    arrived: Arrived
    daemon_threads = allow_reuse_address = True
    request_queue_size = 128

    def handle_error(self, *args: object) -> None:
        """A worker killed in the middle of a talk is what this is for."""


class _Web(ThreadingHTTPServer):
    arrived: Arrived
    request_queue_size = 128

    def handle_error(self, *args: object) -> None:
        """The same."""


class Sinks:
    """Both servers with what arrived; `smtp_port` and `http_port`."""

    def __init__(self) -> None:
        self.arrived = Arrived()
        self.servers = (_Tcp(("127.0.0.1", 0), Smtp), _Web(("127.0.0.1", 0), Http))
        for server in self.servers:
            server.arrived = self.arrived
            threading.Thread(target=server.serve_forever, daemon=True).start()
        self.smtp_port, self.http_port = (server.server_address[1] for server in self.servers)

    def stop(self) -> None:
        for server in self.servers:
            server.shutdown()
            server.server_close()
