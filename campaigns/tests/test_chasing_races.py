"""Two at the same moment: one list a person and day, one reminder by hand."""

import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from campaigns import chasing, escalating
from campaigns.models import Chase, Escalation, Obligation, Request
from campaigns.tests.test_reminding import DUE, at
from orgs.models import Message

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


@pytest.fixture
def asked(world, campaign) -> Request:
    request = Request.objects.create(campaign=campaign, unit=world.fuzhou, title="报送总结", due_on=DUE)
    for unit in (world.gulou, world.housing):
        Obligation.objects.create(request=request, unit=unit, due_on=DUE)
    return request


def together(work: Callable[[], object]) -> list[object]:
    """What each of several threads got from it; a refusal counts as None."""
    results: list[object] = []

    def run() -> None:
        try:
            results.append(work())
        except ValidationError:
            results.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def test_workers_at_the_same_moment_post_each_list_once(asked, monkeypatch):
    """All have read what has come before any of them writes."""
    start, read = threading.Barrier(AT_ONCE), escalating._come

    def all_together(day, told):
        found = read(day, told)
        if told == "manager":
            start.wait(timeout=60)
        return found

    monkeypatch.setattr(escalating, "_come", all_together)
    together(lambda: escalating.tell_overdue(at(10, 16)))
    assert Message.objects.filter(kind="overdue", channel="portal").count() == 2
    assert Escalation.objects.count() == 3  # 鼓楼 to its manager; both to 福州's


def test_of_those_who_press_at_once_one_reminds(asked, world):
    pks, by = list(asked.obligations.values_list("pk", flat=True)), world.people["fuzhou.manager"]
    start = threading.Barrier(AT_ONCE)

    def press() -> object:
        start.wait(timeout=60)
        return chasing.chase(request=asked, obligations=pks, sentence="请抓紧", by=by)

    results = together(press)
    assert len([each for each in results if each is not None]) == 1
    assert Chase.objects.count() == 1
    assert Message.objects.filter(kind="chased", channel="portal").count() == 3
