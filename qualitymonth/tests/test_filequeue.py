"""The queue of files: every task waits once, however often it is asked for."""

import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty

import pytest
from celery import Celery
from django.conf import settings
from kombu import Connection
from kombu.exceptions import ChannelError

from qualitymonth import schedule
from qualitymonth.filequeue import Channel


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def app(folder: Path) -> Celery:
    made = Celery("files", broker="filesystem://localhost", set_as_current=False)
    made.conf.broker_transport = "qualitymonth.filequeue:Transport"
    made.conf.broker_transport_options = {
        "data_folder_in": folder, "data_folder_out": folder, "control_folder": folder / "control",
    }  # fmt: skip
    return made


@pytest.fixture
def channel(app: Celery) -> Iterator[Channel]:
    with app.connection() as connection:
        yield connection.channel()


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.msg"))


def taken(channel: Channel) -> list[str]:
    found = []
    while True:
        try:
            found.append(channel._get("celery")["headers"]["task"])
        except Empty:
            return found


def test_the_portal_alone_uses_it() -> None:
    if settings.REDIS_URL:
        pytest.skip("with Redis there is no queue of files")
    assert settings.CELERY_BROKER_TRANSPORT == "qualitymonth.filequeue:Transport"


def test_an_hour_of_ticks_that_nobody_takes_leaves_one_file_for_each_job(app: Celery, folder: Path) -> None:
    jobs = [str(entry["task"]) for entry in schedule.SCHEDULE.values()]
    for _ in range(20):
        for job in jobs:
            app.send_task(job, expires=15)
    assert len(files(folder)) == len(jobs) == len(set(jobs))


def test_a_repeat_keeps_the_place_and_lives_longer(app: Celery, folder: Path, channel: Channel) -> None:
    app.send_task("first", expires=10)
    [before] = files(folder)
    short = channel._get("celery")["headers"]["expires"]
    app.send_task("first", expires=10)
    app.send_task("second")
    app.send_task("first", expires=600)
    assert len(files(folder)) == 2
    assert before not in files(folder)
    message = channel._get("celery")
    assert message["headers"]["task"] == "first"
    assert message["headers"]["expires"] > short
    assert taken(channel) == ["second"]


def test_no_job_is_passed_over_when_ticks_come_faster_than_they_are_taken(app: Celery, channel: Channel) -> None:
    jobs = [f"job{number}" for number in range(10)]
    found = []
    for _ in range(30):
        for job in jobs:
            app.send_task(job)
        found.append(channel._get("celery")["headers"]["task"])
    assert found == jobs * 3


def test_a_taken_one_is_no_reason_to_drop_the_next(app: Celery, channel: Channel) -> None:
    """What is taken may have looked into the database already."""
    app.send_task("ring")
    assert taken(channel) == ["ring"]
    app.send_task("ring")
    assert taken(channel) == ["ring"]


def test_tasks_that_ask_for_something_else_wait_side_by_side(app: Celery, channel: Channel) -> None:
    app.send_task("a", args=[1])
    app.send_task("a", args=[2])
    app.send_task("a", args=[1], kwargs={"b": 1})
    app.send_task("a", args=[1], countdown=60)
    app.send_task("a", args=[1], countdown=90)
    assert len(taken(channel)) == 5


def test_what_a_worker_hands_back_does_not_take_a_younger_ones_place(app: Celery, channel: Channel) -> None:
    app.send_task("a", expires=1)
    old = channel._get("celery")
    app.send_task("a", expires=600)
    channel._put("celery", old | {"redelivered": True})
    assert channel._get("celery")["headers"]["expires"] > old["headers"]["expires"]
    assert taken(channel) == []
    channel._put("celery", old | {"redelivered": True})
    assert taken(channel) == ["a"], "nothing waits: it is put back"


def test_two_workers_never_take_the_same_and_never_half_of_one(app: Celery) -> None:
    """Kombu's own opens a file first and writes then: a worker can take it in between, and ends."""
    found: list[int] = []
    wrong: list[Exception] = []
    over = threading.Event()

    def take(connection: Connection) -> None:
        channel = connection.channel()
        while True:
            last = over.is_set()
            try:
                found.append(channel._get("celery")["headers"]["id"])
            except Empty:
                if last:
                    return
            except Exception as error:
                wrong.append(error)

    threads = [threading.Thread(target=take, args=[app.connection()]) for _ in range(2)]
    for thread in threads:
        thread.start()
    sent = [app.send_task("a", args=[number]).id for number in range(200)]
    over.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert sorted(found) == sorted(sent)


def test_a_folder_that_is_gone_is_said_at_once(folder: Path, channel: Channel) -> None:
    channel.data_folder_out = folder / "gone"
    with pytest.raises(ChannelError, match="Cannot add"):
        channel._put("celery", {"headers": {"task": "a"}, "body": ""})
