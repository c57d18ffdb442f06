"""The interface by key against nonsense and haste: no error page whatever is sent, one activity of two at once."""

import json
import re
from base64 import urlsafe_b64encode
from threading import Barrier, Thread

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activities.models import Activity
from activities.tests.keys import System, system
from orgs.models import ApiCall

DAY = {"title": "举办质量开放日", "held_on": "2024-09-10"}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NAMES = ("title", "held_on", "ends_on", "place", "sort", "under", "outcome", "outcome_reason", "text", "holders",
         "enterprises", "workers", "residents", "counters", "campaign", "unit")  # fmt: skip
latin = st.characters(max_codepoint=255, exclude_characters="\r\n")
moments = st.text(max_size=20) | st.datetimes().map(str) | st.sampled_from(["0001-01-01", "9999-12-31T23:59:59-12:00"])
cursors = st.text(max_size=30) | st.binary(max_size=20).map(lambda data: urlsafe_b64encode(data).decode())
questions = {"changed_since": moments, "cursor": cursors, "campaign": st.text(max_size=6), "state": st.text(max_size=6),
             "limit": st.text(max_size=6) | st.integers().map(str)}  # fmt: skip
near_misses = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(NAMES, json_values) | {"title": st.text(max_size=250), "held_on": st.dates().map(str)}
)


@pytest.mark.slow
@given(body=near_misses | json_values, key=st.text(latin, max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_body_breaks_it(world, national, unlimited, body, key):
    answer = unlimited.post("/activities", json.dumps(body), key=key)
    assert answer.status_code in (201, 400, 422), (body, answer.content)
    assert answer.status_code == 201 or re.search("[一-鿿]", answer.json()["detail"])


@pytest.mark.slow
@given(query=st.fixed_dictionaries({}, optional=questions), match=st.text(latin, max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_question_breaks_it(world, national, unlimited, query, match):
    assert unlimited.get("/activities", **query).status_code in (200, 422), query
    assert unlimited.patch("/activities/%00nothing", {"place": "x"}, match=match).status_code in (404, 422)


@pytest.fixture
def unlimited(world, settings) -> System:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"api_call": "100000/m/key"}
    return system(world)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_one_activity(world, national):
    platform, start, answers = system(world), Barrier(2), []

    def work() -> None:
        mine = System(platform.secret)
        try:
            for number in range(10):
                start.wait(timeout=60)
                answers.append((number, mine.post("/activities", DAY, key=f"k{number}")))
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(answers) == 20
    assert {answer.status_code for _, answer in answers} <= {201, 409}
    for number in range(10):
        bodies = [a.content for n, a in answers if n == number and a.status_code == 201]
        assert 1 <= len(bodies) <= 2
        assert len(set(bodies)) == 1
    assert Activity.objects.count() == ApiCall.objects.count() == 10
