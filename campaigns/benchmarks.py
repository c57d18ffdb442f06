"""Benchmarks of the public pages."""

import statistics
import time
from collections.abc import Callable
from io import BytesIO, StringIO

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test.utils import override_settings
from django.urls import include, path, reverse

from campaigns.models import Campaign
from campaigns.published import editions

ROUNDS, REQUESTS = 9, 400


def empty(request: HttpRequest) -> HttpResponse:
    """The yardstick: what answering at all costs, through the same middleware."""
    return HttpResponse("ok")


urlpatterns = [path("empty", empty), path("", include("qualitymonth.urls"))]


def bench_page() -> dict[str, object]:
    """Requests per second of Fujian's plan (104 annex lines) from the cache; rounds of both sides take turns."""
    call_command("demo", stdout=StringIO())
    plan = editions(Campaign.objects.get(year=2024)).get(plan__unit__region__code="350000").plan
    address = reverse("campaigns:plan", args=(plan.public_id,))
    with override_settings(ROOT_URLCONF=__name__):
        handler = WSGIHandler()
        size = len(_get(handler, address))
        rates: dict[str, list[float]] = {address: [], "/empty": []}
        for _ in range(ROUNDS):
            for each, found in rates.items():
                found.append(_rate(handler, each))
    return {
        "value": statistics.median(rates[address]),
        "unit": f"requests/s of a page of {size // 1024} KiB from the cache, one process",
        "yardstick": "an empty view through the same middleware",
        "yardstick_value": statistics.median(rates["/empty"]),
        "more_is_better": True,
        "n": ROUNDS * REQUESTS,
    }


def _rate(handler: WSGIHandler, address: str) -> float:
    start = time.perf_counter()
    for _ in range(REQUESTS):
        _get(handler, address)
    return REQUESTS / (time.perf_counter() - start)


def _begin(status: str, headers: list[tuple[str, str]], error: object = None, /) -> Callable[[bytes], object]:
    """What a server passes to learn status and headers; the bench needs neither."""
    return bytes


def _get(handler: WSGIHandler, address: str) -> bytes:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(),
        "wsgi.errors": StringIO(),
        "wsgi.url_scheme": "http",
    }
    response = handler(environ, _begin)
    body = b"".join(response)
    response.close()
    return body
