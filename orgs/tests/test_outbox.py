"""The outbox: keys, claims, retries, failures that can be read; the doorbell that may be out of order."""

import datetime as dt
import smtplib
import threading

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from orgs import outbox
from orgs.models import Message
from orgs.outbox import KINDS, Kind, Letter


@pytest.fixture
def kind(monkeypatch):
    """A kind of message; `kind.matters` says whether it still matters."""

    class State:
        matters = True

    letter = Letter("标题", "正文", "/work/")
    monkeypatch.setitem(KINDS, "test", Kind(lambda message: letter, lambda message: State.matters))
    return State


@pytest.fixture
def seats(world):
    return [
        world.people[name].seats.select_related("user", "unit").get() for name in ("fuzhou.manager", "xiamen.manager")
    ]


def post(seats, key: str = "k") -> None:
    outbox.post("test", key=key, seats=seats, about={})


def mails(**lookup):
    return Message.objects.filter(channel="mail", **lookup)


def test_posting_twice_is_harmless(kind, seats):
    post(seats)
    post(seats)
    assert Message.objects.count() == 4
    assert set(Message.objects.filter(channel="portal").values_list("state", "subject", "url")) == {
        ("sent", "标题", "/work/")
    }


def test_who_has_no_address_gets_no_mail(kind, seats, world):
    seats[0].user.email = ""
    post(seats)
    assert mails().count() == 1
    world.people["xiamen.manager"].email = ""
    world.people["xiamen.manager"].save()
    outbox.deliver()
    assert mail.outbox == []
    assert mails().get().state == "obsolete"


def test_delivered_once_with_an_id_of_its_own(kind, seats):
    post(seats)
    assert [outbox.deliver(), outbox.deliver()] == [2, 0]
    ids = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert len(set(ids)) == 2
    Message.objects.filter(channel="mail").update(state="waiting")
    outbox.deliver()
    assert [message.extra_headers["Message-ID"] for message in mail.outbox[2:]] == ids, "a repeat is known by its id"


def test_what_no_longer_matters_is_marked_not_sent(kind, seats):
    post(seats)
    kind.matters = False
    assert outbox.deliver() == 0
    assert mail.outbox == []
    assert set(mails().values_list("state", flat=True)) == {"obsolete"}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ConnectionRefusedError(111, "refused"), "邮件服务器连接不上"),
        (TimeoutError("timed out"), "邮件服务器连接不上"),
        (smtplib.SMTPRecipientsRefused({"x": (550, b"no")}), "收件地址被邮件服务器拒绝"),
        (smtplib.SMTPAuthenticationError(535, b"no"), "账号或密码有误"),
        (ValueError("broken"), "邮件没有发出"),
    ],
)
def test_failures_wait_longer_each_time_then_show(kind, seats, monkeypatch, error, said):
    def refuse(self):
        raise error

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    post(seats[:1])
    message, waits = mails().get(), []
    with time_machine.travel("2024-09-10 09:00 +0800", tick=False) as clock:
        while message.state != "failed":
            outbox.deliver()
            message.refresh_from_db()
            assert outbox.deliver() == 0, "not before its time"
            waits.append((message.not_before - timezone.now()).total_seconds() / 60)
            clock.move_to(message.not_before + dt.timedelta(seconds=1))
    assert waits == [2, 4, 8, 16, 32, 64, 128, 128]
    assert said in message.error
    assert len(message.error) <= 300
    monkeypatch.undo()
    monkeypatch.setitem(KINDS, "test", Kind(lambda m: Letter("标题", "正文"), lambda m: True))
    assert outbox.retry(message) is True
    assert outbox.retry(message) is False
    assert outbox.deliver() == 1


def test_one_bad_address_does_not_hold_up_the_others(kind, seats, monkeypatch):
    send = mail.EmailMessage.send
    refused = smtplib.SMTPRecipientsRefused({})

    def picky(self, *args):
        if "fuzhou" in self.to[0]:
            raise refused
        return send(self, *args)

    monkeypatch.setattr("django.core.mail.EmailMessage.send", picky)
    post(seats)
    assert outbox.deliver() == 1
    assert mail.outbox[0].to == ["xiamen.manager@example.test"]


def test_a_claim_of_a_dead_worker_is_taken_back_but_not_for_ever(kind, seats):
    post(seats[:1])
    died = timezone.now() - dt.timedelta(minutes=11)
    mails().update(state="sending", claimed_at=timezone.now() - dt.timedelta(minutes=9))
    assert outbox.deliver() == 0
    mails().update(claimed_at=died)
    assert outbox.deliver() == 1
    mails().update(state="sending", claimed_at=died, attempts=outbox.ATTEMPTS - 1)
    assert outbox.deliver() == 0
    assert mails().get().state == "failed"
    assert "中途停止" in mails().get().error


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_moment_send_each_mail_once(kind, seats):
    for n in range(10):
        post(seats, str(n))
    start = threading.Barrier(4)

    def work() -> None:
        try:
            start.wait(timeout=60)
            outbox.deliver()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(mail.outbox) == len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 20
    assert mails(state="sent").count() == 20


def test_what_a_mail_server_says_of_an_address_stands_on_the_page_and_not_in_the_log(kind, seats, monkeypatch, caplog):
    def refuse(self):
        raise smtplib.SMTPDataError(550, b"<person@example.test>: user unknown")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    post(seats[:1])
    outbox.deliver()
    assert "person@example.test" in mails().get().error
    assert "person@example.test" not in caplog.text
    assert "SMTPDataError" in caplog.text
