"""The copy of the logging page that a device may keep: what it holds, whose it is, and when there is none."""

import time
from urllib.parse import parse_qs

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("national")]
KEPT, WORKER = "/work/activities/new/kept/", "/work/activities/new/worker.js"


@pytest.fixture
def reporter(world) -> Client:
    client = Client()
    client.force_login(world.people["fuzhou.reporter"], backend="django.contrib.auth.backends.ModelBackend")
    client.get("/work/activities/new/")
    return client


def test_the_copy_says_whose_it_is_and_holds_no_secret(reporter, world):
    answer = reporter.get(KEPT)
    person = world.people["fuzhou.reporter"]
    about = {name: values[0] for name, values in parse_qs(answer.headers["X-Keep"]).items()}
    assert about["who"] == str(person.pk)
    days = (int(about["until"]) / 1000 - time.time()) / 86400
    assert settings.KEPT_DAYS - 0.1 < days <= settings.KEPT_DAYS
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"
    page = answer.content.decode()
    assert f'name="unit" value="{about["unit"]}"' in page
    for secret in (reporter.cookies["csrftoken"].value, reporter.session.session_key):
        assert secret not in page
    assert 'name="csrfmiddlewaretoken" value=""' in page
    assert page.count("csrfmiddlewaretoken") == 1
    assert 'name="submission" value=""' in page
    assert reverse("account_logout") not in page  # the frame, with what else the person may see, is not kept


def test_an_answer_with_a_cookie_is_not_kept(reporter):
    session = reporter.session
    session["seen"] = 1  # so long ago that this visit renews the log-in
    session.save()
    answer = reporter.get(KEPT)
    assert answer.cookies
    assert "X-Keep" not in answer.headers
    assert "X-Keep" in reporter.get(KEPT).headers


def test_only_ones_own_unit_and_only_after_log_in(reporter, world):
    assert reporter.get(KEPT, {"unit": "999999"}).status_code == 404
    answer = Client().get(KEPT)
    assert (answer.status_code, "X-Keep" in answer.headers) == (302, False)


def test_no_other_page_may_be_kept(reporter):
    for address in ("/work/", "/work/activities/", "/work/activities/new/", "/", "/accounts/login/"):
        assert "X-Keep" not in reporter.get(address).headers


def test_the_worker_reaches_no_further_than_the_logging_page(client):
    answer = client.get(WORKER)
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Service-Worker-Allowed" not in answer.headers
    assert WORKER.rpartition("/")[0] + "/" == reverse("activities:new")
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]


def test_switched_off_the_worker_goes(reporter, settings):
    assert b"data-keep=" in reporter.get("/work/activities/new/").content
    settings.KEPT_DAYS = 0
    assert b"data-keep=" not in reporter.get("/work/activities/new/").content
    assert reporter.get(KEPT).status_code == 404
    assert b"unregister()" in reporter.get(WORKER).content
