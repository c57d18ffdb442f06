"""The fault harness's own honesty: what its sinks note, and what its count must not hide."""

import datetime as dt
import os
import smtplib
import subprocess
import sys
import urllib.request
from collections.abc import Iterator

import pytest

from campaigns.models import Obligation, Request
from orgs.choices import Channel
from orgs.models import Message, Robot, Seat
from qualitymonth.faults import scene, senders
from qualitymonth.faults.counting import CHANNELS, Tally, count, sink_id
from qualitymonth.faults.sinks import Arrived, Came, Sinks

SENT_AT = scene.MOMENTS[0]


@pytest.fixture
def request_(db: None) -> Request:
    """Two units owe; each is reminded once by three channels."""
    scene.build(2, "https://robot.example")
    made = scene.owe("报送总结", 2)
    for obligation in made.obligations.all():
        for channel in CHANNELS:
            post(obligation.pk, channel)
    return made


def post(obligation: int, channel: str, *, kind: str = "due", step: int = 1, **values: object) -> Message:
    key = f"{kind}:{obligation}:{step}:{channel}:{Message.objects.count()}"
    about = {"obligation": obligation, "step": step}
    unit = Obligation.objects.get(pk=obligation).unit
    robot = channel == Channel.ROBOT
    to = {"robot": Robot.objects.get(unit=unit)} if robot else {"seat": Seat.objects.get(unit=unit)}
    values = {"state": "sent", "sent_at": SENT_AT} | to | values
    return Message.objects.create(kind=kind, key=key, channel=channel, about=about, **values)


def all_came() -> dict[str, Came]:
    return {sink_id(row): Came(times=1) for row in Message.objects.exclude(channel=Channel.PORTAL)}


def first(channel: str) -> Message:
    return Message.objects.filter(channel=channel).earliest("pk")


def counted(request: Request, came: dict[str, Came], **expected: object) -> Tally:
    tally = Tally("", 1)
    count(tally, request, came, **expected)  # type: ignore[arg-type]
    return tally


def summary(tally: Tally) -> tuple[int, int, int, int, int]:
    return tally.due, tally.arrived, tally.lost, tally.inside, tally.outside


def test_all_there(request_: Request) -> None:
    tally = counted(request_, all_came())
    assert summary(tally) == (6, 6, 0, 0, 0)
    assert not tally.is_bad()


def test_what_was_never_posted_is_lost(request_: Request) -> None:
    came = all_came()
    Message.objects.all().delete()
    assert summary(counted(request_, came)) == (6, 0, 6, 0, 0)
    assert counted(request_, {}, steps=3).lost == 18


def test_one_that_came_under_another_key_does_not_stand_in_for_a_lost_one(request_: Request) -> None:
    post(request_.obligations.latest("pk").pk, Channel.MAIL)
    came = all_came()
    del came[sink_id(first(Channel.MAIL))]
    assert summary(counted(request_, came)) == (6, 5, 1, 0, 1)


@pytest.mark.parametrize("values", [{"kind": "overdue"}, {"step": 2}, {"channel": "sms"}])
def test_another_kind_step_or_channel_is_one_too_many(request_: Request, values: dict) -> None:
    post(request_.obligations.earliest("pk").pk, **{"channel": Channel.MAIL} | values)
    assert summary(counted(request_, all_came())) == (6, 6, 0, 0, 1)


def test_what_should_have_been_obsolete_is_one_too_many(request_: Request) -> None:
    tally = counted(request_, all_came(), channels=[Channel.PORTAL])
    assert summary(tally) == (2, 2, 0, 0, 4)


@pytest.mark.parametrize(
    ("came", "attempts", "inside", "outside"),
    [
        (Came(times=2, excused=1), 1, 1, 0),
        (Came(times=3, excused=2), 2, 2, 0),
        (Came(times=2, excused=0), 1, 0, 1),  # its claim was taken from a worker that lives
        (Came(times=2, excused=1), 0, 0, 1),  # nobody took the claim back: it was sent again after our COMMIT
        (Came(times=3, excused=1), 2, 1, 1),
    ],
)
def test_a_double_is_excused_by_a_dead_sender_and_a_claim_taken_back(
    request_: Request, came: Came, attempts: int, inside: int, outside: int
) -> None:
    row = first(Channel.ROBOT)
    Message.objects.filter(pk=row.pk).update(attempts=attempts)
    tally = counted(request_, all_came() | {sink_id(row): came})
    assert summary(tally) == (6, 6, 0, inside, outside)


def test_ids_that_differ_and_a_process_with_another_clock_are_wrong(request_: Request) -> None:
    row = first(Channel.MAIL)
    differing = Came(times=2, excused=1, fields={b"Message-ID: <a>\r\n", b"Message-Id: <a>\r\n"})
    assert "differ" in counted(request_, all_came() | {sink_id(row): differing}).wrong
    Message.objects.filter(pk=row.pk).update(sent_at=SENT_AT + dt.timedelta(days=800))
    assert "clock" in counted(request_, all_came()).wrong


def test_what_the_rows_do_not_explain_is_left_over(request_: Request) -> None:
    came = all_came()
    assert count(Tally("", 1), request_, came | {"without id": Came(times=3)}) == len(came) == 4


def gone() -> int:
    """The id of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-S", "-E", "-c", ""])
    process.wait()
    return process.pid


def test_a_repeat_is_excused_only_when_the_one_before_was_sent_by_a_process_now_dead() -> None:
    arrived, dead, alive = Arrived(), gone(), os.getpid()
    for sender in (dead, alive, alive, 0, dead):
        arrived.note("a", b"", sender)
    came = arrived.by_id["a"]
    assert (came.times, came.excused, arrived.total) == (5, 1, 5)


def test_a_zombie_is_dead() -> None:
    process = subprocess.Popen([sys.executable, "-S", "-E", "-c", "print()"], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.read()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert senders.is_dead(process.pid)
    process.wait()
    process.stdout.close()


@pytest.fixture
def sinks() -> Iterator[Sinks]:
    made = Sinks()
    yield made
    made.stop()


MAIL = """
import smtplib, sys
with smtplib.SMTP("127.0.0.1", int(sys.argv[1]), local_hostname=f"process-{__import__('os').getpid()}") as line:
    for n in range(100):
        line.sendmail("a@example.test", ["b@example.test"], f"Subject: x\\r\\nMessage-ID: <{n}@x>\\r\\n\\r\\nx")
"""


def test_the_sinks_note_ids_and_senders(sinks: Sinks) -> None:
    with smtplib.SMTP("127.0.0.1", sinks.smtp_port, local_hostname="process-17") as line:
        line.sendmail(
            "a@example.test", ["b@example.test"], "Subject: x\r\nMessage-ID:\r\n <m@x>\r\n\r\nMessage-ID: <n>"
        )
    url = f"http://127.0.0.1:{sinks.http_port}/1"
    headers = {"Idempotency-Key": "k", senders.FIELD: "18"}
    with urllib.request.urlopen(urllib.request.Request(url, data=b"{}", headers=headers)) as answer:
        assert answer.status == 200
    found = sinks.arrived.by_id
    assert {name: (came.times, came.sender) for name, came in found.items()} == {"<m@x>": (1, 17), "k": (1, 18)}
    assert found["<m@x>"].fields == {b"Message-ID:\r\n <m@x>\r\n"}


def test_the_sink_kills_who_sent_a_condemned_one_after_its_ok(sinks: Sinks) -> None:
    sinks.arrived.condemn(["<40@x>"])
    done = subprocess.run([sys.executable, "-c", MAIL, str(sinks.smtp_port)], check=False)
    assert done.returncode == -9
    assert "<40@x>" in sinks.arrived.by_id
    assert sinks.arrived.total < 50
    assert list(sinks.arrived.killed) == ["<40@x>"]
