"""导出 as a job: seen while it goes on, cancelled, taken again after a kill, ended when the right is gone."""

import datetime as dt
import os
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from activities import export_jobs, exporting
from activities.choices import JobState
from activities.models import ExportFile
from activities.resources import making
from activities.resources.sheets import in_pieces
from activities.tasks import make_exports, sweep_exports
from activities.tests.logbook import log
from orgs.models import AuditEvent, Message, Seat

URL = "/work/exports/"


@pytest.fixture
def three(world, campaign):
    return [log(world.fuzhou, campaign, title) for title in ("甲活动", "乙活动", "丙活动")]


def asked(client, unit, format="activities", **more) -> ExportFile:
    answer = client.post(URL, {"unit": unit.pk, "format": format, **more})
    assert answer.status_code == 302, answer.content.decode()
    return ExportFile.objects.latest("pk")


def at_each_piece(monkeypatch, act):
    """Let `act` happen between the pieces of a job whose pieces are single rows."""

    def slowly(rows, asker, size=1):
        for number, piece in enumerate(in_pieces(rows, asker, 1)):
            if number == 1:
                act()
            yield piece

    monkeypatch.setattr("activities.resources.sheets.in_pieces", slowly)
    monkeypatch.setattr(export_jobs, "BEAT", 0)


def test_the_page_shows_it_waiting_running_and_done(three, world, as_, monkeypatch):
    client = as_("fujian.manager")
    file = asked(client, world.fujian)
    page = client.get(URL).content.decode()
    assert "排队中" in page
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    seen = []
    asking = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "export-jobs"}
    at_each_piece(monkeypatch, lambda: seen.append(client.get(URL, **asking).content.decode()))
    assert make_exports() == 1
    assert "活动明细：已写1行，共3行" in seen[0]
    assert "<html" not in seen[0]
    page = client.get(URL).content.decode()
    assert reverse("activities:export_file", args=[file.public_id]) in page
    assert "every 1s" not in page
    assert "3行" in page


def test_the_requester_is_told_once_in_the_portal(three, world, as_):
    client = as_("fujian.manager")
    file = asked(client, world.fujian)
    make_exports()
    make_exports()
    told = Message.objects.get(kind="export_done")
    assert (told.seat.user.username, told.channel, told.url, told.read_at) == ("fujian.manager", "portal", URL, None)
    assert b"".join(client.get(reverse("activities:export_file", args=[file.public_id])).streaming_content)
    told.refresh_from_db()
    assert told.read_at


def test_who_waited_long_is_told_by_mail_too(three, world, as_):
    asked(as_("fujian.manager"), world.fujian)
    ExportFile.objects.update(made_at=timezone.now() - dt.timedelta(minutes=2))
    make_exports()
    assert set(Message.objects.filter(kind="export_done").values_list("channel", flat=True)) == {"portal", "mail"}


def test_nobody_fetches_what_is_not_done(three, world, as_):
    client = as_("fujian.manager")
    file = asked(client, world.fujian)
    assert client.get(reverse("activities:export_file", args=[file.public_id])).status_code == 404


def test_a_double_click_asks_once_and_the_sixth_is_refused(three, world, as_):
    client = as_("fujian.manager")
    for _ in range(2):
        asked(client, world.fujian)
    assert ExportFile.objects.count() == 1
    for query in "abcd":
        asked(client, world.fujian, query=f"q={query}", scope="list")
    answer = client.post(URL, {"unit": world.fujian.pk, "format": "activities", "query": "q=e", "scope": "list"})
    assert "您已有5个导出正在生成" in answer.content.decode()


def test_cancelled_before_it_is_not_made_and_can_be_asked_again(three, world, as_):
    client = as_("fujian.manager")
    file = asked(client, world.fujian)
    client.post(reverse("activities:export_cancel", args=[file.public_id]))
    assert make_exports() == 0
    assert "重新生成" in client.get(URL).content.decode()
    client.post(reverse("activities:export_again", args=[file.public_id]))
    assert make_exports() == 1
    answer = client.post(reverse("activities:export_cancel", args=[file.public_id]), follow=True)
    assert "当前状态为“已完成”，不能再取消" in answer.content.decode()
    acts = list(AuditEvent.objects.filter(act__startswith="导出").order_by("pk").values_list("act", flat=True))
    assert acts == ["导出·申请", "导出·取消", "导出·重新生成", "导出·生成"]


def test_cancelled_while_it_runs_it_stops_and_leaves_no_file(three, world, as_, monkeypatch):
    client = as_("fujian.manager")
    file = asked(client, world.fujian)
    at_each_piece(monkeypatch, lambda: client.post(reverse("activities:export_cancel", args=[file.public_id])))
    make_exports()
    file.refresh_from_db()
    assert (file.state, file.file.name) == (JobState.CANCELLED, "")
    assert not list(exporting.parts_folder().glob("*.part"))


WITHDRAWALS = {
    "the seat ends": lambda user: Seat.objects.filter(user=user).update(ended_at=timezone.now()),
    "the seat moves": lambda user: Seat.objects.filter(user=user).update(role="viewer"),
    "the user is disabled": lambda user: type(user).objects.filter(pk=user.pk).update(is_active=False),
    "the password changes": lambda user: type(user).objects.filter(pk=user.pk).update(password="!"),
}


@pytest.mark.parametrize("how", WITHDRAWALS)
def test_a_right_withdrawn_while_it_runs_ends_it(three, world, as_, monkeypatch, how):
    file = asked(as_("fujian.manager"), world.fujian)
    at_each_piece(monkeypatch, lambda: WITHDRAWALS[how](world.people["fujian.manager"]))
    make_exports()
    file.refresh_from_db()
    assert (file.state, file.file.name) == (JobState.FAILED, "")
    assert "有变动" in file.message
    assert not Message.objects.filter(kind="export_done").exists()


def test_what_is_taken_back_while_it_runs_does_not_leave(three, world, as_, monkeypatch):
    client = as_("fujian.manager")
    file = asked(client, world.fujian)
    at_each_piece(monkeypatch, lambda: type(three[0]).objects.filter(pk=three[1].pk).update(state="draft"))
    make_exports()
    text = b"".join(client.get(reverse("activities:export_file", args=[file.public_id])).streaming_content).decode()
    assert ("甲活动" in text, "乙活动" in text, "丙活动" in text) == (True, False, True)
    file.refresh_from_db()
    assert file.rows == 2


def test_a_killed_workers_job_is_taken_again_and_after_three_kills_given_up(three, world, as_):
    client = as_("fujian.manager")
    file = asked(client, world.fujian)
    for _ in range(export_jobs.ATTEMPTS):
        assert export_jobs._claim() == file  # and then the worker is killed
        assert make_exports() == 0, "it may still be alive"
        ExportFile.objects.update(claimed_at=timezone.now() - export_jobs.ABANDONED * 2)
    assert make_exports() == 0
    file.refresh_from_db()
    assert file.state == JobState.FAILED
    client.post(reverse("activities:export_again", args=[file.public_id]))
    assert export_jobs._claim() == file
    ExportFile.objects.update(claimed_at=timezone.now() - export_jobs.ABANDONED * 2)
    assert make_exports() == 1
    file.refresh_from_db()
    assert file.state == JobState.DONE


def test_a_worker_that_was_only_slow_does_not_overwrite_the_others_file(three, world, as_, monkeypatch):
    file = asked(as_("fujian.manager"), world.fujian)

    def other_worker() -> None:
        ExportFile.objects.filter(pk=file.pk).update(state=JobState.DONE, file="tables/other.csv")

    at_each_piece(monkeypatch, other_worker)
    make_exports()
    file.refresh_from_db()
    assert (file.state, file.file.name) == (JobState.DONE, "tables/other.csv")


def test_a_full_disk_is_said_in_words(three, world, as_, monkeypatch):
    file = asked(as_("fujian.manager"), world.fujian)

    def full(job):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("activities.tasks.make", full)
    make_exports()
    file.refresh_from_db()
    assert (file.state, "磁盘空间不足" in file.message) == (JobState.FAILED, True)


@pytest.mark.logged_errors
def test_what_nobody_thought_of_ends_as_a_failure_that_can_be_tried_again(three, world, as_, monkeypatch):
    client = as_("fujian.manager")
    asked(client, world.fujian)
    monkeypatch.setitem(making.MAKERS, "activities", lambda job, scope: 1 / 0)
    make_exports()
    page = client.get(URL).content.decode()
    assert "生成时出错" in page
    assert "重新生成" in page


@pytest.mark.parametrize("who", ["fujian.approver", "fuzhou.manager", "hunan.manager", "outsider"])
@pytest.mark.parametrize("name", ["export_cancel", "export_again", "export_file"])
def test_anothers_export_is_not_there(three, world, as_, who, name):
    file = asked(as_("fujian.manager"), world.fujian)
    url = reverse(f"activities:{name}", args=[file.public_id])
    client = as_(who)
    answer = client.get(url) if name == "export_file" else client.post(url)
    assert answer.status_code == 404
    assert ExportFile.objects.get().state == JobState.WAITING


def test_what_a_killed_worker_left_is_swept_after_a_day(world):
    left = exporting.parts_folder() / "left.part"
    left.write_bytes(b"x")
    sweep_exports()
    assert left.exists()
    old = (timezone.now() - dt.timedelta(hours=25)).timestamp()
    os.utime(left, (old, old))
    sweep_exports()
    assert not left.exists()


def test_wechat_is_told_to_open_a_browser(world, campaign, as_):
    client = as_("fujian.manager")
    assert "在浏览器打开" not in client.get(URL).content.decode()
    page = client.get(URL, HTTP_USER_AGENT="Mozilla/5.0 MicroMessenger/8.0").content.decode()
    assert re.search("请点右上角“…”，选择“在浏览器打开”", page)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_for_one_file_as_for_three(three, world, as_, number, django_assert_num_queries):
    client = as_("fujian.manager")
    for n in range(number):
        ExportFile.objects.create(user=world.people["fujian.manager"], unit=world.fujian, campaign=three[0].campaign,
                                  format="xlsx", name=f"{n}.xlsx", expires_at=timezone.now() + dt.timedelta(hours=1),
                                  state=JobState.RUNNING, rows=9, done=n)  # fmt: skip
    client.get(URL)
    with django_assert_num_queries(7):
        client.get(URL)
