"""What was handed in and returned is to be mended: it is neither missing nor late, wherever it is spoken of."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from campaigns import asking, releasing, reporting
from campaigns.changing import withdraw
from campaigns.ladder_page import preview
from campaigns.models import Obligation
from campaigns.rungs import usual
from campaigns.standing import is_mended
from campaigns.tests.reports import page, url, write
from campaigns.tests.test_reminding import DUE, at, run
from orgs.models import Message


@pytest.fixture
def two(world, campaign, as_) -> dict[str, Obligation]:
    """鼓楼 handed in in time and got it back; 市住建局 gave nothing."""
    with time_machine.travel(at(10, 8), tick=False):
        request = asking.ask(campaign=campaign, unit=world.fuzhou, title="报送总结", why="汇总", due_on=DUE,
                             units=[world.gulou.pk, world.housing.pk], by=world.people["fuzhou.manager"])  # fmt: skip
        found = {name: request.obligations.get(unit=getattr(world, name)) for name in ("gulou", "housing")}
        write(as_("gulou.reporter"), found["gulou"], do="hand_in")
        found["gulou"].refresh_from_db()
        reporting.send_back(obligation=found["gulou"], reason="请补充", by=world.people["fuzhou.manager"])
        found["gulou"].refresh_from_db()
    assert [is_mended(each) for each in found.values()] == [True, False]
    return found


def test_a_reminder_says_that_it_is_to_be_mended_and_never_late(two, world):
    run(at(10, 14))
    told = {each.seat.unit_id: each for each in Message.objects.filter(kind="due", channel="portal")}
    assert told[world.gulou.pk].subject == "提醒报送：报送总结（待补充完善）"
    assert "不因退回算作逾期" in told[world.gulou.pk].body
    assert "已逾期" not in told[world.gulou.pk].body
    assert told[world.housing.pk].subject == "提醒报送：报送总结（已逾期2天）"
    assert [each.subject for each in mail.outbox if "gulou.reporter" in each.to[0]][-1].endswith("（待补充完善）")


def test_one_by_hand_says_the_same(two, world, as_):
    client = as_("fuzhou.manager")
    with time_machine.travel(at(10, 17), tick=False):
        address = reverse("campaigns:remind", args=[two["gulou"].request_id])
        assert client.post(address, {"units": [each.pk for each in two.values()], "sentence": ""}).status_code == 302
    told = {each.seat.unit_id: each for each in Message.objects.filter(kind="chased", channel="portal")}
    assert told[world.gulou.pk].subject == "催报：报送总结（待补充完善）"
    assert "请尽快重新报送" in told[world.gulou.pk].body
    assert told[world.housing.pk].subject == "提醒报送：报送总结（已逾期5天）"


def test_the_words_for_a_chat_group_and_the_call_list_do_not_call_it_missing(two, as_):
    with time_machine.travel(at(10, 17), tick=False):
        client, request = as_("fuzhou.manager"), two["gulou"].request_id
        chat = client.get(reverse("campaigns:remind", args=[request])).context["chat"]["plain"]
        calls = {
            row["owed"].pk: row["left"]
            for row in client.get(reverse("campaigns:calls", args=[request])).context["rows"]
        }
    assert "以下单位尚未报送：福州市住房和城乡建设局，已过截止日期" in chat
    assert "以下单位已报送，退回后待补充完善：鼓楼区市场监督管理局。" in chat
    assert calls == {two["gulou"].pk: "退回后待补充完善", two["housing"].pk: "已逾期5天"}


def test_the_preview_of_who_is_told_leaves_it_out(two, world, campaign):
    shown = preview(world.fuzhou, campaign, usual(), dt.date(2024, 10, 9))
    assert [each.units for group in shown for each in group["tellings"]] == [["福州市住房和城乡建设局"]] * 2


def test_the_pages_do_not_count_days_past_its_date(two, as_):
    with time_machine.travel(at(10, 17), tick=False):
        for name in ("gulou.reporter", "fuzhou.manager"):
            shown = page(as_(name), two["gulou"])
            assert "按时报送" in shown
            assert "已逾期" not in shown
        assert "已逾期5天" in page(as_("fuzhou.manager"), two["housing"])
        assert "已逾期" not in as_("gulou.reporter").get("/work/reports/").content.decode()


@pytest.mark.parametrize("end", ["release", "withdraw"])
def test_what_is_not_asked_any_more_is_neither_due_nor_late(two, world, as_, end):
    owed = two["housing"]
    if end == "release":
        releasing.release(obligations=[owed], why="单位撤并", by=None)
    else:
        withdraw(request=owed.request, reason="不再需要", by=world.people["fuzhou.manager"])
    for moment in (at(10, 9), at(10, 17)):
        with time_machine.travel(moment, tick=False):
            head = as_("housing.reporter").get(url("obligation", owed)).content.decode().partition("办理记录")[0]
        assert ("不再要求" if end == "release" else "已撤销") in head
        for word in ("未到期", "逾期未报", "还有3天", "已逾期"):
            assert word not in head, word
