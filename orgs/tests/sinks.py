"""Servers on loopback that take what we send, and count: HTTP with any answer, and its TLS-less kind for robots."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace


@contextmanager
def http_sink(answer: Callable[[int], tuple[int, bytes, dict]] = lambda n: (200, b'{"errcode":0}', {})) -> Iterator:
    """Yields a sink with `url` and `calls` (path, headers, body); `answer(n)`: status, body, headers."""
    sink = SimpleNamespace(calls=[], url="", answer=answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            sink.calls.append(SimpleNamespace(path=self.path, headers=dict(self.headers), body=body))
            status, text, headers = sink.answer(len(sink.calls))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *args) -> None:
            """Nothing on the tests' standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    sink.url = f"http://127.0.0.1:{server.server_address[1]}/hook?key=geheim-1234"
    sink.json = lambda n=-1: json.loads(sink.calls[n].body)
    try:
        yield sink
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
