"""Promise R6: webhooks call the open internet only, once, within bounds."""

import socket
import ssl
import threading
import time

import pytest

from orgs.channels import webhook
from orgs.channels.public_address import is_public
from orgs.letters import NotSent
from orgs.tests.sinks import http_sink

# Every way found of writing an address of one's own network, or of nobody.
INSIDE = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001",
    "127.255.255.254", "0", "0.0.0.0", "10.0.0.1", "10.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "3232235777",  # noqa: S104  (refused, not bound)
    "169.254.169.254", "0xa9fea9fe", "100.64.0.1", "198.18.0.1", "192.0.0.1", "192.0.2.1", "198.51.100.1",
    "203.0.113.1", "192.88.99.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]",
    "[::ffff:0:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::10.0.0.1]", "[64:ff9b:1::1]",
    "[2002:7f00:1::]", "[2002:a00:1::1]", "[2001:0:7f00:1::]", "[2001:db8::1]", "[3fff::1]", "[100::1]", "[fc00::1]",
    "[fd00:ec2::254]", "[fe80::1]", "[fec0::1]", "[ff02::1]", "[5f00::1]", "[2400:cb00::5efe:127.0.0.1]",
    "localhost", "LOCALHOST", "localhost.", "１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "127．0．0．1",
)  # fmt: skip
BROKEN = (
    "http://example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://127.0.0.1:6379/_x", "//example.com/",
    "https://", "https:///x", "https://user@127.0.0.1/", "https://example.com@127.0.0.1/", "https://127.0.0.1\\@a.com/",
    "https://example.com/\r\nHost: b", "https://exam ple.com/", "https://example.com/#x", "https://[::1/",
    "https://%31%32%37.0.0.1/", "https://[fe80::1%25lo]/", "https://example.com:99999/", "https://a.com/\t", "",
)  # fmt: skip


@pytest.fixture
def no_calls(monkeypatch):
    """Fails when anything connects."""
    tried = []
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kwargs: tried.append(args))
    yield tried
    assert tried == []


@pytest.mark.parametrize("host", INSIDE)
def test_no_private_address_however_it_is_written(host, no_calls):
    with pytest.raises(NotSent):
        webhook.post(f"https://{host}/hook", b"{}", {}, seconds=10)


@pytest.mark.parametrize("url", BROKEN)
def test_only_whole_https_addresses(url, no_calls):
    with pytest.raises(NotSent):
        webhook.post(url, b"{}", {}, seconds=5)


def test_there_are_forty_of_them():
    assert len(set(INSIDE)) >= 40


@pytest.mark.parametrize("address", ["8.8.8.8", "223.5.5.5", "2400:3200::1", "2606:4700::1111"])
def test_the_open_internet_is_reached(address):
    assert is_public(address)


def answers(monkeypatch, *rounds):
    """The resolver answers these addresses, round by round; returns how often it was asked."""
    asked = []

    def resolve(host, port, **kwargs):
        asked.append(host)
        found = rounds[min(len(asked), len(rounds)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch, no_calls):
    answers(monkeypatch, ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(NotSent, match="内部网络"):
        webhook.post("https://mixed.example/", b"", {}, seconds=5)


def test_a_name_that_changes_its_mind_is_asked_once_and_what_was_checked_is_called(monkeypatch):
    asked, called = answers(monkeypatch, ["8.8.8.8"], ["127.0.0.1"]), []

    def connect(address, timeout):
        called.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(NotSent, match="连接不上"):
        webhook.post("https://rebinding.example/", b"", {}, seconds=5)
    assert asked == ["rebinding.example"]
    assert called == [("8.8.8.8", 443)]


def test_a_connection_that_ended_up_inside_is_dropped_before_a_byte_is_sent(monkeypatch):
    """As if routing or a proxy had led the checked address elsewhere: the peer of the open socket is asked."""
    with http_sink() as sink:
        port = int(sink.url.split(":")[2].partition("/")[0])
        led = socket.create_connection(("127.0.0.1", port), 5)
        answers(monkeypatch, ["8.8.8.8"])
        monkeypatch.setattr(socket, "create_connection", lambda address, timeout: led)
        with pytest.raises(NotSent, match="内部网络"):
            webhook.post("https://led-astray.example/", b"", {}, seconds=5)
        assert sink.calls == []


def test_loopback_only_when_a_setting_says_so():
    with http_sink() as sink:
        with pytest.raises(NotSent):
            webhook.post(sink.url, b"{}", {})
        assert webhook.post(sink.url, b"{}", {"X-A": "1"}, local=True).status == 200
        assert sink.calls[0].headers["X-A"] == "1"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status):
    with http_sink(lambda n: (status, b"", {"Location": "http://127.0.0.1:1/"})) as sink:
        with pytest.raises(NotSent, match="另一个地址"):
            webhook.post(sink.url, b"{}", {}, local=True)
        assert len(sink.calls) == 1


def test_an_answer_of_more_than_a_mebibyte_is_refused():
    with http_sink(lambda n: (200, b"x" * (webhook.LIMIT + 1), {})) as sink, pytest.raises(NotSent, match="过长"):
        webhook.post(sink.url, b"{}", {}, local=True)


def test_proxies_of_the_environment_are_not_used(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    with http_sink() as sink:
        assert webhook.post(sink.url, b"{}", {}, local=True).status == 200


@pytest.mark.slow
@pytest.mark.parametrize("trickle", [False, True])
def test_time_is_up_for_silence_and_for_an_answer_that_trickles(trickle):
    """A byte every tenth of a second keeps every single read within its time."""
    server = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        talk, _ = server.accept()
        with talk:
            while not over.wait(0.1):
                try:
                    talk.sendall(b"H" if trickle else b"")
                except OSError:
                    return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    start = time.monotonic()
    try:
        with pytest.raises(NotSent):
            webhook.post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {}, seconds=1, local=True)
        assert time.monotonic() - start < 4
    finally:
        over.set()
        thread.join(timeout=5)
        server.close()


def test_what_goes_wrong_names_no_key(monkeypatch):
    answers(monkeypatch, ["8.8.8.8"])

    def refuse(*args, **kwargs):
        raise ssl.SSLCertVerificationError(1, "https://example.com/hook?key=geheim")

    monkeypatch.setattr(socket, "create_connection", refuse)
    with pytest.raises(NotSent) as refused:
        webhook.post("https://example.com/hook?key=geheim", b"", {}, seconds=5)
    assert "geheim" not in str(refused.value)
