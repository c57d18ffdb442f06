"""What every answer carries, and what every POST must bring: errors, files, the back office and the API included."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from orgs.models import User
from qualitymonth.tests.test_urls import PATTERNS, address

SAYS = ("default-src", "sandbox")
PAGES = (
    "/",
    "/2024/",
    "/nothing-here/",
    "/healthz",
    "/readyz",
    "/robots.txt",
    "/accounts/login/",
    "/work/",
    "/admin/",
    "/admin/login/",
    "/api/v1/campaigns",
    "/api/v1/docs",
    "/api/v1/openapi.json",
    "/api/v1/nothing",
    "/api/nothing",
    "/static/css/base.css",
    "/static/nothing.css",
    "/invitation/x/",
    "/2024/search/?q=a",
)
BACK_OFFICE = (
    "/admin/",
    "/admin/orgs/unit/",
    "/admin/orgs/unit/add/",
    "/admin/orgs/unit/import/",
    "/admin/orgs/user/",
    "/admin/orgs/unit/export/",
    "/admin/orgs/auditevent/",
    "/admin/campaigns/campaign/add/",
    "/admin/jsi18n/",
)


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_has_its_policy(client, world, national, page):
    for method in ("get", "post", "head", "options", "put"):
        answer = getattr(client, method)(page)
        if answer.streaming:
            b"".join(answer)  # and its file is closed
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith(SAYS), (method, page)
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.logged_errors
def test_a_wrong_host_gets_the_policy_too(client, db):
    for host in ("evil.example", "127.0.0.1:80:80", "a b"):
        for page in ("/", "/work/"):
            answer = client.get(page, HTTP_HOST=host)
            assert answer.status_code == 400
            assert "Content-Security-Policy" in answer.headers
            assert host not in answer.content.decode()


@pytest.mark.logged_errors
def test_a_wrong_host_is_refused_as_quietly_under_https(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/work/", HTTP_HOST="evil.example")
    assert answer.status_code == 400


@pytest.mark.parametrize("page", BACK_OFFICE)
def test_the_back_office_works_under_the_policy(client, world, page):
    """No script and no handler stands in its pages; the browser would not run it."""
    User.objects.filter(username="fuzhou.manager").update(is_staff=True, is_superuser=True)
    client.force_login(world.people["fuzhou.manager"], backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(page)
    assert answer.status_code == 200
    words = answer.content.decode().lower()
    assert " onclick=" not in words
    for script in words.split("<script")[1:]:
        tag = script.split(">")[0]
        assert "src=" in tag or 'type="application/json"' in tag, script[:200]


@pytest.mark.slow
def test_no_post_without_its_token(world, campaign):
    """Every address that takes a POST, with a log-in but without the token: refused before anything is looked up."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["fuzhou.manager"], backend="django.contrib.auth.backends.ModelBackend")
    taking = [address(name, 1) for name in PATTERNS if name != "activities:photo"]
    taking += [
        "/accounts/login/",
        "/accounts/logout/",
        "/accounts/password/reset/",
        "/accounts/password/change/",
        "/accounts/email/",
        "/admin/orgs/unit/add/",
    ]
    for url in taking:
        asks_for_a_key = url.startswith("/api/v1/unit/")  # no cookie counts there, so no other site can lend one
        assert client.post(url, {"a": "b"}).status_code in ((401, 403, 405) if asks_for_a_key else (403, 405)), url


def test_own_pages_are_kept_by_no_shared_cache(world, campaign, as_):
    for page in ("/work/", "/work/plans/", "/work/activities/", "/work/reports/", "/work/exports/", "/accounts/email/"):
        answer = as_("fuzhou.manager").get(page)
        assert "public" not in answer.headers["Cache-Control"], page
        assert {"private", "no-store"} & set(answer.headers["Cache-Control"].replace(",", " ").split()), page


@pytest.mark.logged_errors
def test_a_body_too_large_is_a_page(world, campaign, as_):
    client = as_("fuzhou.reporter")
    answer = client.post(
        "/work/activities/new/", "text=" + "a" * 6_000_000, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400
    many = "&".join(f"a{n}=1" for n in range(6000))
    assert (
        client.post("/work/activities/new/", many, content_type="application/x-www-form-urlencoded").status_code == 400
    )


@pytest.mark.parametrize("length", ["0", "1", "-5", "x", ""])
def test_a_wrong_content_length_is_an_answer(world, campaign, as_, length):
    body = {"title": "甲", "photos": SimpleUploadedFile("a.jpg", b"x")}
    answer = as_("fuzhou.reporter").post("/work/activities/new/", body, CONTENT_LENGTH=length)
    assert answer.status_code in (400, 403, 422)
