"""A line between workers and Redis that can go dead as a firewall makes it: open at both ends, and nothing passes."""

import contextlib
import socket
import socketserver
import threading


class Relay:
    """Forwards a port of its own to `target`; `mute()` silences the connections there are, later ones work."""

    def __init__(self, target: int) -> None:
        self.target, self.dead = target, set[socket.socket]()
        self._open: set[socket.socket] = set()
        relay = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                relay._carry(self.request)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = allow_reuse_address = True

            def handle_error(self, *args: object) -> None:
                """Redis is stopped on purpose."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def lines(self) -> int:
        """Connections that are open and alive."""
        return len(self._open - self.dead)

    def mute(self) -> int:
        """Returns how many connections went dead."""
        alive = self.lines()
        self.dead |= self._open
        return alive

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _carry(self, near: socket.socket) -> None:
        with socket.create_connection(("127.0.0.1", self.target), timeout=5) as far:
            far.settimeout(None)
            self._open.add(near)
            back = threading.Thread(target=self._pump, args=[far, near, near], daemon=True)
            back.start()
            self._pump(near, far, near)
            back.join()
            self._open.discard(near)

    def _pump(self, source: socket.socket, target: socket.socket, line: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if line not in self.dead:
                    target.sendall(data)
        if line not in self.dead or source is line:
            for end in (source, target):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
