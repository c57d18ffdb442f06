"""The desk through Django's client: to-dos, bell, outbox, sent mail, seat and campaign switch."""

import datetime as dt

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from orgs import outbox, todo
from orgs.models import Message, Seat
from orgs.outbox import KINDS, Kind, Letter
from orgs.todo import Todo, by_urgency

HOME = "/work/"
TODAY = dt.date(2024, 9, 10)


@pytest.fixture
def todos_of(monkeypatch):
    """Replace the providers by one that gives these."""

    def give(*found: Todo) -> None:
        monkeypatch.setattr(todo, "PROVIDERS", [lambda user: found])

    give()
    return give


@pytest.fixture
def kind(monkeypatch):
    monkeypatch.setitem(
        KINDS, "test", Kind(lambda m: Letter("请报送总结", "截止10月12日。", "/work/manage/"), lambda m: True)
    )


def seat_of(world, name: str) -> Seat:
    return world.people[name].seats.get()


def tell(world, name: str, key: str = "k") -> None:
    outbox.post("test", key=key, seats=[seat_of(world, name)], about={})


def test_urgency_puts_every_thing_in_one_part():
    days = (None, TODAY - dt.timedelta(1), TODAY, TODAY + dt.timedelta(7), TODAY + dt.timedelta(8))
    parts = by_urgency([Todo("事", "/", "办", day) for day in days], TODAY)
    assert [(part.code, len(part.todos)) for part in parts] == [
        ("overdue", 1), ("soon", 2), ("later", 1), ("undated", 1)]  # fmt: skip


@time_machine.travel("2024-09-10 09:00 +0800")
def test_home_says_what_and_by_when(as_, todos_of):
    todos_of(
        Todo("报送总结", "/work/reports/1/", "报送", dt.date(2024, 9, 9), "用途：汇总", "福州市局", "2024年质量月"),
        Todo("签发方案", "/work/drafts/2/", "签发"),
    )
    page = as_("fuzhou.reporter").get(HOME).content.decode()
    for words in (
        "待办 2 项",
        "已过期限",
        "9月9日",
        "不限期",
        "福州市局",
        "2024年质量月",
        "用途：汇总",
        "2024年9月10日",
    ):
        assert words in page


def test_home_is_never_empty_without_a_word(as_, todos_of):
    assert "目前没有待办事项" in as_("fuzhou.reporter").get(HOME).content.decode()
    assert "您目前没有岗位" in as_("outsider").get(HOME).content.decode()


def test_home_asks_for_log_in(client, world):
    assert client.get(HOME).url == f"/accounts/login/?next={HOME}"


def test_the_bell_counts_and_a_message_leads_where_it_points(world, as_, kind, todos_of):
    tell(world, "fuzhou.manager")
    client = as_("fuzhou.manager")
    page = client.get(HOME).content.decode()
    assert '消息 <span class="count">1</span>' in page
    assert "请报送总结" in page
    message = Message.objects.get(channel="portal")
    answer = client.get(reverse("orgs:message", args=[message.pk]))
    assert (answer.status_code, answer.url) == (302, "/work/manage/")
    message.refresh_from_db()
    first = message.read_at
    client.get(reverse("orgs:message", args=[message.pk]))
    message.refresh_from_db()
    assert message.read_at == first
    assert '<span class="count">' not in client.get("/work/messages/").content.decode()


def test_messages_of_others_are_not_there(world, as_, kind):
    tell(world, "fuzhou.manager")
    pk = Message.objects.get(channel="portal").pk
    for name in ("fuzhou.reporter", "xiamen.manager", "hunan.manager", "outsider"):
        assert as_(name).get(reverse("orgs:message", args=[pk])).status_code == 404
        assert "请报送总结" not in as_(name).get("/work/messages/").content.decode()


def test_all_read_at_once_and_the_unread_list(world, as_, kind):
    for n in range(3):
        tell(world, "fuzhou.manager", str(n))
    tell(world, "xiamen.manager", "other")
    client = as_("fuzhou.manager")
    assert client.get("/work/messages/?unread").content.decode().count('class="entry"') == 3
    assert "已将3条消息标为已读" in client.post("/work/messages/read/", follow=True).content.decode()
    assert "没有未读消息" in client.get("/work/messages/?unread").content.decode()
    assert Message.objects.filter(read_at=None, channel="portal").count() == 1


@pytest.mark.parametrize("url", ["/work/messages/", "/work/outbox/", HOME])
def test_lists_ask_the_same_number_of_questions(world, as_, kind, url, todos_of):
    client = as_("fuzhou.manager")
    client.get(url)
    counts = []
    for n in (1, 3):
        for i in range(n):
            tell(world, "fuzhou.manager", f"{n}{i}")
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_outbox_shows_failures_first_with_retry(world, as_, kind):
    tell(world, "fuzhou.reporter")
    tell(world, "fuzhou.drafter", "late")
    failed = Message.objects.get(channel="mail", seat=seat_of(world, "fuzhou.reporter"))
    Message.objects.filter(pk=failed.pk).update(state="failed", error="SMTPError: 邮箱不存在", attempts=8)
    client = as_("fuzhou.manager")
    page = client.get("/work/outbox/").content.decode()
    assert "邮箱不存在" in page
    assert page.index("发送失败</span>") < page.index("待发送</span>")
    retry = reverse("orgs:outbox_retry", args=[failed.pk])
    assert "已重新放入待发送" in client.post(retry, follow=True).content.decode()
    failed.refresh_from_db()
    assert (failed.state, failed.attempts, failed.error) == ("waiting", 0, "")
    assert "不需要重发" in client.post(retry, follow=True).content.decode()
    assert client.get(retry).status_code == 405


def test_outbox_is_the_managers_own(world, as_, kind):
    tell(world, "fuzhou.reporter")
    pk = Message.objects.get(channel="mail").pk
    for name in ("xiamen.manager", "hunan.manager", "fujian.manager"):
        assert "请报送总结" not in as_(name).get("/work/outbox/").content.decode()
        assert as_(name).post(reverse("orgs:outbox_retry", args=[pk])).status_code == 404
    for name in ("fuzhou.reporter", "outsider"):
        assert as_(name).get("/work/outbox/").status_code == 403


@pytest.fixture
def mail_folder(settings, tmp_path):
    settings.EMAIL_FILE_PATH, settings.DEMO_ALLOWED = tmp_path, True
    for to in ("fuzhou.reporter@example.test", "xiamen.reporter@example.test"):
        EmailMessage(f"提醒 {to}", f"正文 {to}\n\nhttp://127.0.0.1/work/", to=[to],
                     connection=EmailBackend(file_path=str(tmp_path))).send()  # fmt: skip
    (tmp_path / "broken.log").write_bytes(b"\xff\xfe no mail at all\n" + b"-" * 79 + b"\nSubject: x\n\ny")
    return tmp_path


def test_sent_mail_shows_ones_own(world, as_, mail_folder):
    page = as_("fuzhou.reporter").get("/work/sent-mail/").content.decode()
    assert "提醒 fuzhou.reporter@example.test" in page
    assert 'href="http://127.0.0.1/work/"' in page
    assert "xiamen" not in page
    assert "还没有发给您的邮件" in as_("hunan.reporter").get("/work/sent-mail/").content.decode()


def test_sent_mail_without_an_address_shows_none(world, as_, mail_folder):
    world.people["outsider"].email = ""
    world.people["outsider"].save()
    assert "提醒" not in as_("outsider").get("/work/sent-mail/").content.decode().split("<main")[1].split("empty")[0]


def test_sent_mail_shows_the_administrator_all(world, as_, mail_folder):
    world.people["outsider"].is_superuser = True
    world.people["outsider"].save()
    page = as_("outsider").get("/work/sent-mail/").content.decode()
    assert "提醒 fuzhou.reporter" in page
    assert "提醒 xiamen.reporter" in page


def test_sent_mail_is_there_only_in_demonstrations(world, as_, settings):
    settings.DEMO_ALLOWED = False
    assert as_("fuzhou.reporter").get("/work/sent-mail/").status_code == 404


def test_the_seat_worked_from_is_ones_own(world, as_, campaign):
    Seat.objects.create(user=world.people["fuzhou.drafter"], unit=world.gulou, role="drafter")
    own = world.people["fuzhou.drafter"].seats.get(unit=world.gulou)
    client = as_("fuzhou.drafter")
    assert client.post("/work/seat/", {"seat": own.pk, "next": "/work/messages/"}).url == "/work/messages/"
    assert "鼓楼区市场监督管理局·起草" in client.get(HOME).content.decode()
    for seat in (seat_of(world, "xiamen.drafter").pk, "x", ""):
        assert client.post("/work/seat/", {"seat": seat}).status_code == 404


def test_the_campaign_is_one_that_exists(world, as_, campaign):
    client = as_("fuzhou.drafter")
    assert client.post("/work/campaign/", {"campaign": "2024", "next": "/work/messages/"}).url == "/work/messages/"
    assert client.session["campaign"] == "2024"
    assert client.post("/work/campaign/", {"campaign": "2024", "next": "https://example.org/"}).url == HOME
    for slug in ("1999", "2024-demo", "../", ""):
        assert client.post("/work/campaign/", {"campaign": slug}).status_code == 404
    assert client.get("/work/campaign/").status_code == 405
