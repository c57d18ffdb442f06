"""The document of the interface by key, and that all its addresses are classified as such."""

import re

from django.test import Client
from django.urls import URLPattern

from qualitymonth.tests.addresses import CLASS_OF
from qualitymonth.unit_api import unit_api

ROOT = "/api/v1/unit"


def test_every_call_asks_for_the_key_and_is_classified():
    names = {f"unit_api:{pattern.name}" for pattern in unit_api.urls[0] if isinstance(pattern, URLPattern)}
    assert names == {name for name in CLASS_OF if name.startswith("unit_api:")}
    for methods in unit_api.get_openapi_schema()["paths"].values():
        for call in methods.values():
            assert call["security"] == [{"Key": []}]


def test_its_document(db):
    schema = Client().get(f"{ROOT}/openapi.json").json()
    page = Client().get(f"{ROOT}/docs")
    text = page.content.decode()
    assert all(path in text for path in schema["paths"])
    assert all(f'id="{name}"' in text for name in schema["components"]["schemas"])
    assert set(re.findall(r'href="#(\w+)"', text)) - {"main"} <= set(re.findall(r'id="(\w+)"', text))
    assert "curl -X POST" in text
    assert "unsafe" not in page.headers["Content-Security-Policy"]


def test_unknown_calls_are_json_too(db):
    answer = Client().get(f"{ROOT}/nothing")
    assert (answer.status_code, answer.json()["detail"][:2]) == (404, "没有")
