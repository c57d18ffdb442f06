"""Secret addresses stay out of our own logs."""

import io
import logging
from types import SimpleNamespace

from gunicorn.config import Config  # type: ignore[import-untyped]  # gunicorn says no types

from qualitymonth.accesslog import AccessLog
from qualitymonth.masking import Mask, masked


def test_the_token_is_masked_and_the_rest_stays():
    assert masked("GET /answer/abc-DEF_1/files/x/ HTTP/1.1") == "GET /answer/…/files/x/ HTTP/1.1"
    assert masked("/invitation/abc/?next=/work/") == "/invitation/…/?next=/work/"
    assert masked("/work/reports/1/") == "/work/reports/1/"


def test_djangos_records_are_masked():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(Mask())
    log = logging.getLogger("masking-test")
    log.addHandler(handler)
    log.warning("Internal Server Error: %s", "/answer/secret-token/")
    log.removeHandler(handler)
    assert "secret-token" not in out.getvalue()


def test_gunicorns_access_log_is_masked():
    environ = {"REQUEST_METHOD": "GET", "RAW_URI": "/answer/secret-token/?a=1", "SERVER_PROTOCOL": "HTTP/1.1",
               "PATH_INFO": "/answer/secret-token/", "HTTP_REFERER": "https://x/invitation/secret-token/"}  # fmt: skip
    resp = SimpleNamespace(status="200 OK", sent=1, headers=[])
    took = SimpleNamespace(seconds=0, microseconds=1)
    found = AccessLog(Config()).atoms(resp, SimpleNamespace(headers=[]), environ, took)
    assert "secret-token" not in str({name: found[name] for name in "rUf"})
