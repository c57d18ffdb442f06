"""The broker is only a doorbell: away, it costs a request next to nothing, and no message."""

import time

import pytest
from celery import Celery
from django.conf import settings
from django.db import transaction

from orgs import doorbell
from orgs.doorbell import ring
from orgs.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def rung(monkeypatch):
    """The tasks that were asked for; no ring of another test is remembered."""
    monkeypatch.setattr(doorbell, "_broken_at", [])
    asked: list[str] = []
    monkeypatch.setattr(doorbell.current_app, "send_task", lambda task, **options: asked.append(task), raising=False)
    return asked


def test_it_rings_once_after_the_commit(rung):
    with transaction.atomic():
        for _ in range(3):
            ring("a")
        with transaction.atomic():
            ring("a")
            ring("b")
        assert rung == []
    assert rung == ["a", "b"]
    ring("a")
    assert rung == ["a", "b", "a"]


def test_what_is_rolled_back_rings_nothing(rung):
    with transaction.atomic():
        ring("a")
        transaction.set_rollback(True)
    assert rung == []
    with transaction.atomic():
        with transaction.atomic():
            ring("a")
            transaction.set_rollback(True)
        ring("a")
    assert rung == ["a"]


@pytest.mark.parametrize("error", [OSError("disk full"), ConnectionError("no broker"), RuntimeError("?")])
def test_a_broker_that_is_down_is_left_alone_for_a_while(monkeypatch, caplog, error):
    tries = []

    def refuse(task, **options):
        tries.append(task)
        raise error

    monkeypatch.setattr(doorbell.current_app, "send_task", refuse, raising=False)
    for _ in range(5):
        ring("a")
    assert tries == ["a"]
    assert "was not heard" in caplog.text
    monkeypatch.setattr(doorbell, "SILENCE", 0)
    ring("a")
    assert len(tries) == 2


@pytest.mark.parametrize("broker", ["redis://127.0.0.1:1/0", "filesystem://localhost"])
def test_a_post_answers_within_two_seconds_without_a_broker(world, as_, monkeypatch, broker):
    """A real attempt: at a port where nobody listens, and at a queue folder that is gone."""
    away = Celery("away", broker=broker, set_as_current=False)
    gone = settings.DATA_DIR / "gone" / "queue"
    folders = {"data_folder_in": gone, "data_folder_out": gone}
    away.conf.broker_transport_options = settings.BROKER_ON_REDIS if "redis" in broker else folders
    monkeypatch.setattr(doorbell, "current_app", away)
    seat = world.people["fuzhou.manager"].seats.get()
    message = Message.objects.create(key="k", kind="asked", channel="mail", state="failed", seat=seat)
    client, before = as_("fuzhou.manager"), time.monotonic()
    assert client.post(f"/work/outbox/{message.pk}/retry/").status_code == 302
    assert time.monotonic() - before < 2
    message.refresh_from_db()
    assert message.state == "waiting"
