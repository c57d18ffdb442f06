"""系统状态: who may look, what it says; the signals behind it; when a worker counts as deaf; a clock put back."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine
from celery.schedules import schedstate
from celery.worker.request import Request
from django.urls import reverse
from django.utils import timezone

from orgs import heartbeats
from orgs.models import Heartbeat, Message, Seat
from orgs.tasks import deliver
from qualitymonth import beating, schedule, status, watchdog
from qualitymonth.celery import app

PAGE = "/work/status/"


@pytest.fixture
def all_well(settings):
    for name in ("beat here", "worker w1@here"):
        heartbeats.note(name, did="进程1")
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        heartbeats.note(f"job {entry['task']}", did="处理3项", took_ms=12)


def test_whose_page_it_is(world, as_):
    """The highest office at which anybody works, and administrators: an installation of a province has no nation."""
    assert as_("nation.manager").get(PAGE).status_code == 200
    for person in ("nation.drafter", "fujian.manager", "gulou.manager", "outsider"):
        assert as_(person).get(PAGE).status_code == 403, person
    admin = world.people["outsider"]
    type(admin).objects.filter(pk=admin.pk).update(is_staff=True)
    assert as_("outsider").get(PAGE).status_code == 200
    Seat.objects.filter(unit=world.nation).update(ended_at=timezone.now())
    assert as_("nation.manager").get(PAGE).status_code == 403
    assert as_("fujian.manager").get(PAGE).status_code == 200


def test_all_is_well_and_says_so(world, as_, all_well):
    page = as_("nation.manager").get(PAGE).content.decode()
    assert "没有运行" not in page
    assert "迟了" not in page
    assert "尚未运行" not in page
    assert "处理3项" in page
    assert "12 毫秒" in page


def test_what_is_not_running_is_said_in_words(world, as_):
    page = as_("nation.manager").get(PAGE).content.decode()
    assert "没有定时程序，到期提醒不会发出" in page
    assert "没有工作程序，消息不会发出" in page
    assert "尚未运行" in page


def test_late_failed_and_silent_ones_stand_out(world, as_, all_well):
    hour_ago = timezone.now() - dt.timedelta(hours=1)
    Heartbeat.objects.filter(name="worker w1@here").update(seen_at=hour_ago)
    Heartbeat.objects.filter(name="job campaigns.tasks.remind").update(seen_at=hour_ago)
    heartbeats.failed("job orgs.tasks.deliver", error="OperationalError: gone")
    page = as_("nation.manager").get(PAGE).content.decode()
    assert "已停止或失去联系" in page
    assert "迟了" in page
    assert "失败：OperationalError: gone" in page


def test_numbers_by_channel_without_any_word_of_a_message(world, as_):
    seat = world.people["gulou.manager"].seats.get()
    for n, state in enumerate(("waiting", "failed", "failed", "sent")):
        Message.objects.create(key=f"k{n}", kind="due", seat=seat, channel="mail", state=state, subject="金丝雀")
    answer = as_("nation.manager").get(PAGE)
    row = answer.context["channels"][0]
    assert (row["label"], row["waiting"], row["failed"]) == ("邮件", 1, 2)
    assert "金丝雀" not in answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_however_much_there_is(world, as_, number, django_assert_num_queries):
    for n in range(number):
        heartbeats.note(f"worker w{n}@here")
    client = as_("nation.manager")
    with django_assert_num_queries(7):
        assert client.get(reverse("status")).status_code == 200


def test_processes_gone_for_a_week_are_forgotten_jobs_are_not(db):
    for name in ("worker old", "beat old", "job old"):
        heartbeats.note(name)
    Heartbeat.objects.update(seen_at=timezone.now() - dt.timedelta(days=8))
    heartbeats.note("worker new")
    assert heartbeats.sweep() == 2
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"job old", "worker new"}


def job(name: str = "a.b"):
    return SimpleNamespace(name=name, request=SimpleNamespace(id="1"))


def test_a_job_notes_what_it_did_how_long_and_how_it_failed(db, monkeypatch):
    monkeypatch.setattr(watchdog, "_last", {})
    watchdog._job_begins(task_id="1")
    watchdog._job_done(sender=job(), result=7)
    row = Heartbeat.objects.get()
    assert (row.name, row.did) == ("job a.b", "处理7项")
    assert row.took_ms is not None
    watchdog._job_failed(sender=job(), exception=ValueError("broken\nDETAIL: Key (email)=(demo@example.cn)"))
    row.refresh_from_db()
    assert row.error == "ValueError: broken"
    assert row.failed_at == row.seen_at
    watchdog._job_done(sender=job(), result=2)
    row.refresh_from_db()
    assert row.failed_at < row.seen_at, "well again"


def test_a_job_that_did_nothing_writes_at_most_every_quarter_of_a_minute(db, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(watchdog, "_last", {})
    watchdog._job_done(sender=job(), result=0)
    with django_assert_num_queries(0):
        watchdog._job_done(sender=job(), result=0)


@pytest.mark.parametrize(
    ("silent", "beat_seen", "busy", "deaf"),
    [
        (10, 5, False, False),
        (91, 5, False, True),
        (91, None, False, False),  # no beat: nothing should have come
        (91, 70, False, False),  # beat cannot send either: the broker is away
        (91, 5, True, False),  # a long job keeps it
        (691, 5, True, True),  # no job may be that long
    ],
)
def test_when_a_worker_is_deaf(silent, beat_seen, busy, deaf):
    assert watchdog.is_deaf(silent=silent, beat_seen=beat_seen, busy=busy) is deaf


def test_a_deaf_worker_says_so_and_ends(db, monkeypatch):
    ended = []
    monkeypatch.setattr(watchdog.at_work, "anybody", lambda: False)
    monkeypatch.setattr(watchdog, "_end", lambda: ended.append(1))
    monkeypatch.setattr(watchdog, "_last", {"heard": watchdog.time.monotonic() - 100})
    watchdog._look("w1@here")
    assert ended == [], "beat was never seen"
    heartbeats.note("beat here")
    watchdog._look("w1@here")
    assert ended == [1]
    assert "收不到任务" in Heartbeat.objects.get(name="worker w1@here").error


def test_a_worker_that_throws_away_ticks_that_have_expired_hears(monkeypatch):
    """After an outage thousands of them come first, and Celery does not call them received."""
    watchdog.connect()
    monkeypatch.setattr(watchdog, "_last", {})
    message = SimpleNamespace(headers={}, properties={}, delivery_info={}, content_type="", content_encoding="")
    headers = {"id": "1", "task": "orgs.tasks.deliver", "expires": "2024-09-10T00:00:00+00:00"}
    tick = Request(
        message, app=app, headers=headers, task=deliver, decoded=True, body=([], {}, {}), on_ack=lambda *args: None
    )
    assert tick.revoked()
    assert watchdog.time.monotonic() - watchdog._last["heard"] < 60


def test_a_clock_put_back_does_not_silence_beat():
    """Celery's own schedule would wait until the clock has caught up with the last run."""
    every = schedule.Every(15, app=app)
    with time_machine.travel("2024-09-10 09:00 +0800", tick=False):
        now = every.now()
        assert every.is_due(now + dt.timedelta(hours=26)) == schedstate(is_due=True, next=15)
        assert every.is_due(now - dt.timedelta(seconds=16)).is_due
        assert not every.is_due(now - dt.timedelta(seconds=5)).is_due


def test_beat_sends_all_its_jobs_after_the_clock_was_put_back(tmp_path, monkeypatch):
    """Of a heap of times that lie ahead only the first would be looked at."""
    with time_machine.travel("2024-09-10 09:00 +0800", tick=False) as clock:
        beat = beating.Scheduler(app, schedule_filename=str(tmp_path / "beat"), lazy=False)
        sent = []
        monkeypatch.setattr(beat, "apply_entry", lambda entry, **kwargs: sent.append(entry.name))
        for _ in range(3):
            while beat.tick() == 0:
                pass
            clock.shift(dt.timedelta(hours=1))
        sent.clear()
        clock.shift(dt.timedelta(hours=-30))
        while beat.tick() == 0:
            pass
        beat.close()
    assert set(sent) >= set(app.conf.beat_schedule)


def test_every_job_of_the_schedule_has_a_name_people_read(settings):
    from qualitymonth.status import NAMES

    assert set(NAMES) == set(settings.CELERY_BEAT_SCHEDULE)


def test_every_job_has_a_name_in_chinese(settings):
    assert set(settings.CELERY_BEAT_SCHEDULE) == set(status.NAMES)


@pytest.mark.parametrize(
    ("result", "words"), [(None, ""), (0, "处理0项"), (3, "处理3项"), (True, "已办理"), (False, "没有要办理的")]
)
def test_what_a_job_gave_back_is_said_in_words(result, words):
    assert watchdog._did(result) == words
