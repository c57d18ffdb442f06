"""After the date: one list per person and day, once per date, without who has handed in meanwhile."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from campaigns import reporting
from campaigns.escalating import tell_overdue
from campaigns.models import Escalation, Ladder, Obligation, Request
from campaigns.overdue import Missing, list_words
from campaigns.tests.test_reminding import DUE, at
from orgs import outbox
from orgs.models import Message, Seat

MANAGERS, ABOVE = at(10, 15), at(10, 16)  # two and three working days after 10-12, a Saturday that was worked on


@pytest.fixture
def two(world, campaign):
    """福州 asks 鼓楼 and 市住建局 for a summary, and 鼓楼 for cases as well."""
    first = Request.objects.create(campaign=campaign, unit=world.fuzhou, title="报送总结", due_on=DUE)
    second = Request.objects.create(campaign=campaign, unit=world.fuzhou, title="报送案例", due_on=DUE)
    for request, unit in ((first, world.gulou), (first, world.housing), (second, world.gulou)):
        Obligation.objects.create(request=request, unit=unit, due_on=DUE)
    return first, second


def run(moment: dt.datetime) -> int:
    with time_machine.travel(moment, tick=False):
        posted = tell_overdue()
        outbox.deliver()
    return posted


def lists(told: str = "above"):
    """Those on which something stands that is told to these."""
    found = Message.objects.filter(kind="overdue", channel="portal").order_by("pk")
    return found.filter(**{f"about__{told}__0__isnull": False})


def test_first_the_units_managers_then_those_of_the_office_that_asked(two, world):
    assert run(at(10, 14)) == 0
    assert run(at(10, 15, 8, 59)) == 0
    assert run(MANAGERS) == 1  # 鼓楼's manager; 市住建局 has none
    own = lists("manager").get()
    assert own.seat.user == world.people["gulou.manager"]
    assert own.subject == "本单位逾期未报送：2项（鼓楼区市场监督管理局）"
    assert run(ABOVE) == 1
    above = lists().get()
    assert above.seat.user == world.people["fuzhou.manager"]
    assert above.subject == "逾期未报送：2个单位"
    assert "报送总结（截止2024年10月12日）：\n福州市住房和城乡建设局、鼓楼区市场监督管理局" in above.body
    assert "报送案例（截止2024年10月12日）：\n鼓楼区市场监督管理局" in above.body


def test_once_per_date_however_often_the_tick_runs(two):
    for moment in (MANAGERS, MANAGERS + dt.timedelta(minutes=1), ABOVE, ABOVE + dt.timedelta(hours=5), at(10, 18)):
        run(moment)
    assert Message.objects.filter(kind="overdue", channel="portal").count() == 2
    assert Escalation.objects.count() == 5  # 市住建局 has nobody who could be told of its own


def test_down_over_the_day_it_comes_afterwards_once(two):
    assert [run(at(10, 18)), run(at(10, 21))] == [2, 0]


def test_weeks_later_it_is_too_late(two):
    assert run(at(11, 20)) == 0


def test_one_list_for_a_person_who_manages_several_units(two, world):
    Seat.objects.create(user=world.people["gulou.manager"], unit=world.housing, role="manager")
    assert run(MANAGERS) == 1
    assert lists("manager").get().subject.startswith("本单位逾期未报送：3项")


def test_one_list_for_a_person_who_owes_and_is_owed(two, world, campaign):
    """福州 asked those below, and itself owes the province: its manager gets one list with both on one morning."""
    later = Request.objects.create(
        campaign=campaign, unit=world.fujian, title="省里的总结", due_on=dt.date(2024, 10, 14)
    )
    Obligation.objects.create(request=later, unit=world.fuzhou, due_on=later.due_on)
    run(MANAGERS)
    run(ABOVE)
    found = lists().get(seat__user=world.people["fuzhou.manager"])
    assert list(lists("manager").filter(seat__user=world.people["fuzhou.manager"])) == [found]
    assert found.subject == "逾期未报送：2个单位；本单位逾期未报送：1项（福州市市场监督管理局）"
    own, _, others = found.body.partition("以下单位逾期未报送：")
    assert "省里的总结（截止2024年10月14日）：\n福州市市场监督管理局" in own
    assert "省里的总结" not in others
    assert "报送总结（截止2024年10月12日）：\n福州市住房和城乡建设局、鼓楼区市场监督管理局" in others
    mails = [each for each in mail.outbox if each.to == ["fuzhou.manager@example.test"] and "逾期" in each.subject]
    assert len(mails) == 1


def test_what_was_returned_is_not_told_of_as_missing(two, world):
    """Its first hand-in counts for the time: “首次报送的时间保留，不因退回算作逾期”, as the page of the answer says."""
    Obligation.objects.filter(unit=world.gulou).update(state="returned", first_handed_in_at=at(10, 9))
    run(MANAGERS)
    run(ABOVE)
    assert not lists("manager").exists()
    assert "鼓楼" not in lists().get().body


def test_returned_between_posting_and_sending_it_is_not_in_the_mail(two, world):
    with time_machine.travel(ABOVE, tick=False):
        tell_overdue()
        Obligation.objects.filter(unit=world.gulou).update(state="returned", first_handed_in_at=ABOVE)
        outbox.deliver()
    assert "鼓楼" not in next(each.body for each in mail.outbox if each.subject == "逾期未报送：1个单位")


def test_a_sections_request_is_told_to_its_bureau(world, campaign):
    request = Request.objects.create(campaign=campaign, unit=world.section, title="报送", due_on=DUE)
    Obligation.objects.create(request=request, unit=world.housing, due_on=DUE)
    assert run(ABOVE) == 1
    assert lists().get().seat.user == world.people["fuzhou.manager"]


def test_handed_in_between_posting_and_sending_it_is_not_in_the_mail(two, world):
    with time_machine.travel(ABOVE, tick=False):
        tell_overdue()
        reporting.declare_nil(
            obligation=Obligation.objects.get(unit=world.housing), by=world.people["housing.reporter"]
        )
        outbox.deliver()
    body = next(each.body for each in mail.outbox if each.subject == "逾期未报送：1个单位")
    assert "鼓楼区市场监督管理局" in body
    assert "福州市住房和城乡建设局" not in body


def test_an_empty_list_is_not_sent(two, world):
    with time_machine.travel(ABOVE, tick=False):
        tell_overdue()
        Obligation.objects.update(state="nil")
        outbox.deliver()
    assert [each for each in mail.outbox if "逾期" in each.subject] == []
    assert set(Message.objects.filter(kind="overdue", channel="mail").values_list("state", flat=True)) == {"obsolete"}


def test_a_new_date_begins_anew(two):
    run(ABOVE)
    Obligation.objects.update(due_on=dt.date(2024, 10, 25))
    assert run(at(10, 28)) == 0
    assert run(at(10, 30)) == 2


def test_a_clock_that_ran_ahead_and_was_put_back_hinders_nothing_and_repeats_nothing(two, world, campaign):
    """A month ahead something else was told of; back again, what is due now is told of, once."""
    ahead = Request.objects.create(campaign=campaign, unit=world.fuzhou, title="晚些", due_on=dt.date(2024, 11, 12))
    Obligation.objects.create(request=ahead, unit=world.gulou, due_on=dt.date(2024, 11, 12))
    assert run(at(11, 18)) > 0
    assert run(MANAGERS) == 1
    assert run(MANAGERS) == 0
    assert run(at(11, 18)) == 0


def test_what_comes_later_in_the_day_waits_for_the_next(two, world, campaign):
    run(ABOVE)
    late = Request.objects.create(campaign=campaign, unit=world.fuzhou, title="后补", due_on=dt.date(2024, 10, 11))
    Obligation.objects.create(request=late, unit=world.gulou, due_on=dt.date(2024, 10, 11))
    assert run(ABOVE + dt.timedelta(hours=2)) == 0
    assert run(at(10, 17)) == 2


@pytest.mark.parametrize("change", [{"released_at": at(10, 1)}, {"optional": True}, {"state": "nil"}])
def test_released_optional_and_answered_ones_are_never_told(two, change):
    Obligation.objects.update(**change)
    assert run(ABOVE) == 0


def test_closed_requests_are_never_told(two):
    Request.objects.update(closed_at=at(10, 1))
    assert run(ABOVE) == 0


def test_the_ladder_says_when_and_whether(two, world, campaign):
    Ladder.objects.create(unit=world.fujian, campaign=campaign, steps=[-1], tell_manager=None, tell_above=1)
    assert run(at(10, 14)) == 1
    assert not lists("manager").exists()
    assert run(at(10, 20)) == 0


def test_a_long_list_is_cut_with_a_word():
    rows = [Missing(1, "总结", DUE, f"单位{n}") for n in range(301)]
    assert "等301个单位" in list_words(rows)
    assert list_words(rows).endswith("名单较长，其余请打开查看。")
