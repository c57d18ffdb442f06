"""Hostile addresses on every page: NUL, numbers of any size, wildcards, foreign scripts. Never a 500."""

import re
from urllib.parse import quote

import pytest
from django.test import Client

from activities.models import Activity
from qualitymonth.tests.addresses import CLASS_OF, PUBLIC, SEAT
from qualitymonth.tests.test_urls import address

WORDS = (
    "\x00",
    "a\x00b",
    "%",
    "_",
    "%' OR 1=1--",
    "\\",
    "'",
    '"',
    "２０２４",
    "٣",
    "9" * 30,
    "9" * 5000,
    "-1",
    "1e9",
    "\ud800",
    "\u202e",
    "\ufffe",
    "🙂",
    "A" * 3000,
    "[]",
    "{}",
    "null",
    "../../etc/passwd",
    "\r\nX: y",
)
PARAMETERS = (
    "q",
    "region",
    "unit",
    "campaign",
    "level",
    "sort",
    "page",
    "state",
    "tab",
    "since",
    "photos",
    "entry",
    "item",
    "outcome",
    "kind",
    "key",
    "parent",
    "next",
    "unread",
    "limit",
    "offset",
    "under",
    "o",
)
NAMES = {name for name, kind in CLASS_OF.items() if kind in (PUBLIC, SEAT)} - {"activities:photo"}
CALLS = (
    "campaigns",
    "campaigns/{}/plans",
    "plans/{}",
    "activities",
    "regions",
    "figures",
    "docs",
    "openapi.json",
    "{}",
)


def shown(word: str) -> str:
    return quote(word.encode("utf-8", "surrogatepass"), safe="")


@pytest.fixture
def full(world, campaign, national, city_draft):
    return Activity.objects.create(campaign=campaign, unit=world.fuzhou, held_on="2024-09-03", title="活动")


@pytest.mark.slow
@pytest.mark.strict
@pytest.mark.parametrize("name", sorted(NAMES))
def test_hostile_parameters_are_answered(world, full, city_draft, name):
    client = Client()
    client.force_login(world.people["fuzhou.manager"], backend="django.contrib.auth.backends.ModelBackend")
    for pk in {full.pk, city_draft.pk}:
        for word in WORDS:
            query = "&".join(f"{name}={shown(word)}" for name in PARAMETERS)
            answer = client.get(f"{address(name, pk)}?{query}", follow=False)
            assert answer.status_code < 500, (name, word[:20])


@pytest.mark.slow
@pytest.mark.strict
@pytest.mark.parametrize("call", CALLS)
def test_the_open_interface_answers_in_json_whatever_is_asked(client, world, full, call):
    for word in WORDS:
        for query in ("", *(f"{name}={shown(word)}" for name in ("campaign", "region", "limit", "offset", "under"))):
            answer = client.get(f"/api/v1/{call.format(shown(word))}?{query}")
            assert answer.status_code in (200, 400, 404, 422), (call, word[:20], query[:40])
            if answer.status_code != 200:
                assert re.search("[\u4e00-\u9fff]", answer.json()["detail"]), (call, word[:20])


@pytest.mark.parametrize(
    "path",
    [
        "/{}",
        "/plans/{}/",
        "/activities/{}/",
        "/2024/regions/{}/",
        "/photos/{}/thumb.jpg",
        "/work/reports/files/{}/",
        "/work/exports/{}/",
        "/invitation/{}/",
        "/work/plans/{}/",
        "/accounts/{}/",
        "/accounts/password/reset/key/{}/",
        "/static/{}",
        "/admin/{}/",
    ],
)
def test_hostile_names_in_the_path_are_answered(world, full, path):
    client = Client()
    client.force_login(world.people["fuzhou.manager"], backend="django.contrib.auth.backends.ModelBackend")
    for word in WORDS:
        answer = client.get(path.format(shown(word)))
        assert answer.status_code in (301, 302, 400, 403, 404), (path, word[:20], answer.status_code)


def test_wildcards_are_words(client, world, campaign, national):
    """A percent sign finds percent signs, not everything."""
    for word in ("%", "_", "\\"):
        page = client.get("/2024/search/", {"q": word}).content.decode()
        assert national.title not in page.replace(word, ""), word
    assert national.title in client.get("/2024/search/", {"q": "质量月"}).content.decode()
