"""The open interface as a whole: wrong questions get one Chinese sentence, never an error page; the document of it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROOT = "/api/v1"
NAMES = ("campaign", "region", "limit", "offset", "under")
anything = st.one_of(
    st.sampled_from(["", "2024", "2024-demo", "350000", "100000", "0", "-1", "1e3", "９９", "٣٥٠٠٠٠", "1" * 30, "%00"]),
    st.text(max_size=12),
    st.integers().map(str),
)


def ask(path: str, **query):
    answer = Client(raise_request_exception=True).get(f"{ROOT}{path}", query)
    assert answer.status_code in (200, 404, 422), (path, query)
    assert answer.headers["Content-Type"].startswith("application/json")
    if answer.status_code != 200:
        assert re.search("[一-鿿]", answer.json()["detail"]), (path, query)
    return answer


@pytest.mark.slow
@pytest.mark.parametrize("call", ["/activities", "/figures", "/regions"])
@given(query=st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, anything)))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_question_breaks_it(year2024, call, query):
    ask(call, **query)


@given(year=st.text(alphabet="0123456789-demo一 %", min_size=1, max_size=10))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_year_breaks_it(year2024, year):
    ask(f"/campaigns/{year.replace('%', '%25')}/plans")


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/activities?limit=0", 422, "limit应为1以上的整数"),
        ("/activities?offset=-1", 422, "offset应为"),
        ("/activities?campaign=24", 422, "年份应为四位数字"),
        ("/activities?campaign=1999", 404, "没有1999年"),
        ("/activities?region=3500", 422, "六位数字"),
        ("/activities?region=999999", 404, "没有代码为999999的地区"),
        ("/figures?region=999999", 404, "没有代码为999999的地区"),
        ("/regions?under=abc", 422, "六位数字"),
        ("/campaigns/2024x/plans", 422, "年份应为四位数字"),
        ("/plans/%00", 404, "没有这个方案，或尚未公开"),
        ("/plans/none", 404, "没有这个方案，或尚未公开"),
        ("/nothing", 404, "没有这个接口"),
        ("", 404, "没有这个接口"),
    ],
)
def test_wrong_questions(year2024, path, status, words):
    answer = Client().get(f"{ROOT}{path}")
    assert answer.status_code == status
    assert words in answer.json()["detail"]


def test_nothing_can_be_written(year2024):
    for path in ("/campaigns", "/activities", f"/plans/{year2024.national.public_id}"):
        for method in ("post", "put", "patch", "delete"):
            assert getattr(Client(), method)(f"{ROOT}{path}").status_code == 405


def test_the_limit_is_capped(year2024):
    from activities.models import Activity

    unit, campaign = year2024.fujian.unit, year2024.campaign
    reviewed = {"secrecy_reviewer": "演示", "secrecy_reviewed_on": "2024-09-02", "state": "accepted"}
    Activity.objects.bulk_create(
        Activity(campaign=campaign, unit=unit, title=f"第{n}项", held_on="2024-09-01", openness="public", **reviewed)
        for n in range(210)
    )
    with CaptureQueriesContext(connection) as queries:
        found = Client().get(f"{ROOT}/activities?limit=100000").json()
    assert (found["count"], len(found["items"]), len(queries)) == (221, 200, 5)
    rest = Client().get(f"{ROOT}/activities?limit=100000&offset=200").json()["items"]
    assert len({item["id"] for item in (*found["items"], *rest)}) == 221
    assert Client().get(f"{ROOT}/activities?region=350000&offset=210").json() == {"count": 210, "items": []}


def test_campaign_by_year_and_by_address(year2024):
    from campaigns.models import Campaign

    days = {"starts_on": "2024-09-01", "ends_on": "2024-09-30"}
    Campaign.objects.create(year=2024, is_demo=True, name="2024年演示", **days)
    assert [c["slug"] for c in Client().get(f"{ROOT}/campaigns").json()] == ["2024", "2024-demo"]
    assert len(Client().get(f"{ROOT}/campaigns/2024/plans").json()) == 4
    assert Client().get(f"{ROOT}/campaigns/2024-demo/plans").json() == []


def test_its_document(client, year2024):
    schema = client.get(f"{ROOT}/openapi.json").json()
    assert set(schema["paths"]) == {
        f"{ROOT}/{path}"
        for path in ("campaigns", "campaigns/{year}/plans", "plans/{plan_id}", "activities", "regions", "figures")
    }
    page = client.get(f"{ROOT}/docs")
    text = page.content.decode()
    assert all(path in text for path in schema["paths"])
    assert all(f'id="{name}"' in text for name in schema["components"]["schemas"])
    targets = set(re.findall(r'href="#(\w+)"', text)) - {"main"}
    assert targets <= set(re.findall(r'id="(\w+)"', text))
    assert not re.search(r"<script(?![^>]*src=\"/static/)|(?:src|href)=\"https?://(?!127)", text)
    assert "unsafe" not in page.headers["Content-Security-Policy"]
