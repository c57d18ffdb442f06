"""Benchmarks of the public pages and of documents on paper."""

import dataclasses
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test.utils import override_settings
from django.urls import include, path, reverse

from campaigns.models import Campaign, Edition
from campaigns.official.elements import Document, Run
from campaigns.official.gathering import document_of
from campaigns.official.pdf import pdf_of
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


def bench_paper() -> dict[str, object]:
    """The four documents of 2024 as PDF, rows read included; beside LibreOffice making the same from our Word files."""
    return _paper(pdf_of, "PDF", _office, "LibreOffice converting our Word files (one start for all)")


def bench_paper_word() -> dict[str, object]:
    """The same four as Word; LibreOffice writes Word files from ours for comparison."""
    return _paper(word_of, "Word", lambda files: _office(files, "docx:MS Word 2007 XML"), "LibreOffice writing it anew")


def _paper(write: Callable, kind: str, office: Callable, yardstick: str) -> dict[str, object]:
    call_command("demo", stdout=StringIO())
    found = list(editions(Campaign.objects.get(year=2024)))
    taken = []
    for number in range(ROUNDS):
        for one in found:
            start = time.perf_counter()
            write(_new(document_of(Edition.objects.get(pk=one.pk)), number))
            taken.append(time.perf_counter() - start)
    return {
        "value": statistics.median(taken),
        "unit": f"seconds for a document as {kind}, the slowest {max(taken):.2f}",
        "yardstick": yardstick,
        "yardstick_value": office([word_of(document_of(one)) for one in found]),
        "n": len(taken),
    }


def _new(document: Document, number: int) -> Document:
    """With other words in every paragraph: the page setter remembers what it has set before."""
    body = tuple(one._replace(runs=(*one.runs, Run(chr(0x4E00 + number)))) for one in document.body)
    annexes = tuple(
        one._replace(blocks=tuple(each._replace(sign=f"{number}{each.sign}") for each in one.blocks))
        for one in document.annexes
    )
    return dataclasses.replace(document, body=body, annexes=annexes)


def _office(files: list[bytes], target: str = "pdf") -> float:
    """Seconds a document; nought where LibreOffice is not installed."""
    program = shutil.which("soffice")
    if program is None:
        return 0.0
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder, f"{number}.docx") for number in range(len(files))]
        for name, content in zip(names, files, strict=True):
            name.write_bytes(content)
        how = ["--headless", "--convert-to", target, "--outdir", str(Path(folder, "made"))]
        command = [program, f"-env:UserInstallation=file://{folder}/profile", *how, *map(str, names)]
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603  (our own files)
        return (time.perf_counter() - start) / len(files)
