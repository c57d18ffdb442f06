"""The lock date: after its 24:00 no way in is open until a later date is granted."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from campaigns import answer_links, asking, extending, handing, reporting
from campaigns.handing import Hand
from campaigns.models import Obligation, Report
from campaigns.tests.reports import page, state, url, write
from campaigns.workdays import BEIJING, today


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), BEIJING)


@pytest.fixture
def locked(world, ask) -> Obligation:
    """Due in three days, closed for good after five."""
    return ask(world.gulou, due_in=3, locks_on=today() + dt.timedelta(days=5)).obligations.get()


def after(locked) -> dt.date:
    return locked.locks_on + dt.timedelta(days=1)


def test_until_its_midnight_it_is_taken(world, as_, locked):
    with time_machine.travel(at(locked.locks_on, 23, 59), tick=False):
        client = as_("gulou.reporter")
        assert write(client, locked, do="hand_in").status_code == 302
    assert state(locked) == "handed_in"


def test_after_it_no_way_in_is_open_and_nothing_typed_is_lost(world, as_, locked, ask):
    first = ask(world.gulou, title="另一项", due_in=3).obligations.get()
    write(as_("gulou.reporter"), first, do="hand_in")
    report = Report.objects.get()
    with time_machine.travel(at(after(locked), 0, 1), tick=False):
        client = as_("gulou.reporter")
        refused = write(client, locked, do="hand_in", text="写好的全文")
        assert refused.status_code == 422
        found = refused.content.decode()
        assert "已过停止接收日期" in found
        assert "写好的全文" in found
        assert "申请延期" in found
        again = write(client, locked, do="save", text="改过", version=refused.context["form"]["version"].value())
        assert again.status_code == 302, "it goes on from what was saved"
        assert client.post(url("report_nil", locked)).status_code == 422
        existing = client.post(url("report_hand_in", locked), {"report": report.pk})
        assert existing.status_code in (404, 422)
    assert state(locked) == "open"


def test_an_extension_opens_it_again(world, as_, locked):
    with time_machine.travel(at(after(locked), 10), tick=False):
        until = after(locked) + dt.timedelta(days=2)
        asked = as_("gulou.reporter").post(url("report_extension", locked),
                                           {"extension-until": until, "extension-reason": "补齐"})  # fmt: skip
        assert asked.status_code == 302
        extension = locked.extensions.get()
        extending.grant(extension=extension, until=until, by=world.people["fuzhou.manager"])
        assert write(as_("gulou.reporter"), locked, do="hand_in").status_code == 302
    found = Obligation.objects.get(pk=locked.pk)
    assert (found.state, found.locks_on) == ("handed_in", until)


def test_what_was_returned_may_come_again(world, as_, locked):
    write(as_("gulou.reporter"), locked, do="hand_in")
    as_("fuzhou.manager").post(url("report_return", locked), {"reason": "补图"})
    with time_machine.travel(at(after(locked), 10), tick=False):
        assert write(as_("gulou.reporter"), locked, do="hand_in", version=1).status_code == 302
    assert state(locked) == "handed_in"


def test_links_and_entering_for_are_shut_too(world, campaign, client):
    by = world.people["fuzhou.manager"]
    soon = today() + dt.timedelta(days=2)
    request = asking.ask(campaign=campaign, unit=world.fuzhou, title="征集口号", why="编制方案", due_on=soon,
                         locks_on=soon, units=[world.gulou.pk], by=by, kind="collect", wants=["slogan"])  # fmt: skip
    owed = request.obligations.get()
    link, address = answer_links.make(obligation=owed, contact="张甲", lasts="14", by=by)
    path = "/answer/" + address.rsplit("/answer/", 1)[1]
    blank = dict.fromkeys(("content", "starts_on", "ends_on", "place", "note"), "")
    rows = [{"kind": "slogan", "text": "质量在心中", "pk": None} | blank]
    with time_machine.travel(at(soon + dt.timedelta(days=1), 9), tick=False):
        with pytest.raises(ValidationError, match="已过停止接收日期"):
            answer_links.answer(link=link, rows=rows, version=0, address="", finish=True)
        with pytest.raises(ValidationError, match="已过停止接收日期"):
            answer_links.declare_nil(link=link, address="")
        opened = client.get(path)
        assert "已过停止接收日期" in opened.content.decode()
        refused = client.post(path, {"do": "nil", "check": opened.context["check"]})
        assert refused.status_code == 422
        assert "已过停止接收日期" in refused.content.decode()
        with pytest.raises(ValidationError, match="已过停止接收日期"):
            handing.enter(obligation=owed, rows=rows, version=0, hand=Hand(user=by, on_behalf=True))
        with pytest.raises(ValidationError, match="已过停止接收日期"):
            reporting.declare_nil(obligation=owed, by=by)
    assert state(owed) == "open"


def test_the_page_says_when_it_closes(world, as_, locked):
    found = page(as_("gulou.reporter"), locked)
    assert "停止接收" in found
    assert f"{locked.locks_on.year}年{locked.locks_on.month}月{locked.locks_on.day}日" in found
