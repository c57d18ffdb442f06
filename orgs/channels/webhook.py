"""POST to an address that somebody typed in: https, no redirect, no proxy, never into our own network.

The name is resolved once, every address it has must be public, and the connection goes to the very address that was
checked: a name that answers differently the second time (DNS rebinding) is not asked a second time.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from orgs.channels.public_address import is_loopback, is_public
from orgs.letters import NotSent

SECONDS = 30.0  # for everything together: name, connection, request, answer
LIMIT = 1024 * 1024  # bytes of an answer
NOT_PUBLIC = "地址指向内部网络，不能使用。请填写群机器人提供的公网地址"


@dataclass(frozen=True)
class Target:
    host: str
    port: int
    path: str
    encrypted: bool


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


def target_of(url: str, *, plain: bool = False) -> Target:
    """The parts of the address; with `plain` also http. Raises NotSent with what is wrong with it."""
    if any(sign <= " " or sign in "\\\x7f" for sign in url):
        raise NotSent("地址中有空格或特殊符号，请重新复制完整的地址")
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except (ValueError, UnicodeError):
        raise NotSent("地址不完整，请重新复制") from None
    if parts.scheme != "https" and not (plain and parts.scheme == "http"):
        raise NotSent("地址应以https://开头")
    if not host or "@" in parts.netloc or "%" in host or parts.fragment:
        raise NotSent("地址不完整，请重新复制")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii():
        raise NotSent("地址中有空格或特殊符号，请重新复制完整的地址")
    return Target(host, port, path, parts.scheme == "https")


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, seconds: float = SECONDS, local: bool = False,
    trusted: bool = False,
) -> Answer:  # fmt: skip
    """Send the body and read the answer. Raises NotSent; its text names no secret part of the address.

    `local` allows loopback (tests and demonstrations only); `trusted` allows any address and plain http: for those
    that the operator, not a user, has set.
    """
    until = time.monotonic() + seconds
    target = target_of(url, plain=local or trusted)
    allowed: Callable[[str], bool] = _anything if trusted else (lambda ip: is_public(ip) or (local and is_loopback(ip)))
    addresses = _resolve(target, until)
    if not all(allowed(address) for address in addresses):
        raise NotSent(NOT_PUBLIC)
    try:
        return _exchange(target, addresses[0], body, headers, until, allowed)
    except ssl.SSLError:
        raise NotSent("对方网站的证书无效") from None
    except TimeoutError:
        raise NotSent(f"对方{seconds:.0f}秒内没有答复") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= until:
            raise NotSent(f"对方{seconds:.0f}秒内没有答复") from None
        # the error's own words may hold the address with its key
        raise NotSent(f"对方网站连接不上（{type(error).__name__}）") from None


def _anything(address: str) -> bool:
    return True


def _resolve(target: Target, until: float) -> list[str]:
    """The numeric addresses of the host, within the time: the system's resolver knows no timeout of ours."""
    found: list[str] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(str(row[4][0]) for row in rows)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(0.1, until - time.monotonic()))
    if not found:
        raise NotSent("找不到对方网站的地址，请核对")
    return list(dict.fromkeys(found))


def _exchange(  # noqa: PLR0917  (one call, above)
    target: Target, address: str, body: bytes, headers: Mapping[str, str], until: float,
    allowed: Callable[[str], bool],
) -> Answer:  # fmt: skip
    sock = socket.create_connection((address, target.port), timeout=max(0.1, until - time.monotonic()))
    # each read may wait as long as the socket's timeout; this ends a talk that trickles on for ever
    twin = sock.dup()  # the encrypted socket takes the first one's place; this one stays
    stop = threading.Timer(max(0.1, until - time.monotonic()), _hang_up, [twin])
    stop.daemon = True
    stop.start()
    try:
        if not allowed(sock.getpeername()[0]):
            raise NotSent(NOT_PUBLIC)
        if target.encrypted:
            sock = _context().wrap_socket(sock, server_hostname=target.host)
        connection = _Connection(target.host, target.port)
        connection.default_port = 443 if target.encrypted else 80
        connection.sock = sock
        connection.request("POST", target.path, body, dict(headers))
        with connection.getresponse() as response:
            return _read(response)
    finally:
        stop.cancel()
        twin.close()
        sock.close()


def _read(response: http.client.HTTPResponse) -> Answer:
    if 300 <= response.status < 400:
        raise NotSent("对方要求转到另一个地址，未予理会。请填写最终的地址")
    data = response.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise NotSent("对方的答复过长，未予理会")
    return Answer(response.status, data)


class _Connection(http.client.HTTPConnection):
    auto_open = 0  # it talks through the connection that was checked, and opens none itself


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _hang_up(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
