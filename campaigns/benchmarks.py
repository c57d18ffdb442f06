"""Benchmarks of the public pages and of 各地列入情况, and of documents on paper."""

import statistics
import time
from collections.abc import Callable
from io import BytesIO, StringIO

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import include, path, reverse

from campaigns.adoption_timing import prepare, unit_by_unit
from campaigns.models import Campaign
from campaigns.official.pdf import pdf_of
from campaigns.official.timing import measure
from campaigns.official.word import word_of
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


def bench_adoption() -> dict[str, object]:
    """The page 各地列入情况 of 31 provinces × 12 arrangements, 340 cities below; rounds of both sides take turns."""
    edition, user = prepare()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    pages = {name: reverse("campaigns:adoption", args=[edition.pk]) + query
             for name, query in (("matrix", ""), ("levels", "?deep=1&kind=action"))}  # fmt: skip
    took: dict[str, list[float]] = {name: [] for name in (*pages, "yardstick")}
    for _ in range(ROUNDS):
        for name, address in pages.items():
            took[name].append(_seconds(lambda address=address: client.get(address)))
        took["yardstick"].append(_seconds(lambda: unit_by_unit(edition)))
    deep = statistics.median(took["levels"])
    return {
        "value": statistics.median(took["matrix"]),
        "unit": f"seconds, whole page of 31 × 12 (all levels, 371 × 32 items: {deep:.2f} s)",
        "yardstick": "reading the same matrix by a query per unit, without a page",
        "yardstick_value": statistics.median(took["yardstick"]),
        "more_is_better": False,
        "n": 371,
    }


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bench_paper() -> dict[str, object]:
    """The four documents of 2024 as PDF, their rows read as well."""
    call_command("demo", stdout=StringIO())
    return measure(editions(Campaign.objects.get(year=2024)), pdf_of, ROUNDS, "pdf")


def bench_paper_word() -> dict[str, object]:
    """The same four as Word."""
    call_command("demo", stdout=StringIO())
    return measure(editions(Campaign.objects.get(year=2024)), word_of, ROUNDS, "docx:MS Word 2007 XML")
