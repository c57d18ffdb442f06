"""提出报送要求 through the page: ticked, by rule, by name; the date proposed; what it costs."""

import datetime as dt

import pytest
import time_machine

from campaigns.models import Obligation, Request
from campaigns.releasing import keep_asked
from campaigns.tests.reports import page
from campaigns.workdays import add_workdays, today
from orgs.models import Message, Region, Unit

ASK = "/work/reports/ask/"


def words(**more) -> dict:
    return {"kind": "summary", "title": "报送总结", "why": "汇总上报", "due_on": today() + dt.timedelta(days=9)} | more


def names_of(request: Request) -> set[str]:
    return set(request.obligations.counted().values_list("unit__name", flat=True))


def test_by_rule_the_units_of_today_are_asked_and_later_ones_join(world, as_, campaign):
    client = as_("fujian.manager")
    found = client.get(ASK).content.decode()
    assert "下一级各牵头单位（现有2个）" in found
    assert "下级各级牵头单位（现有3个）" in found
    assert "各成员单位" not in found, "a rule that means nobody is not offered"
    assert client.post(ASK, words(rules=["below"])).status_code == 302
    request = Request.objects.get()
    assert names_of(request) == {world.fuzhou.name, world.xiamen.name}
    assert "按规则" in client.get(f"/work/reports/requests/{request.pk}/").content.decode()
    path = world.regions["fujian"].path + "0009"
    quanzhou = Region.objects.create(path=path, depth=3, numchild=0, code="350500", name="泉州市", short_name="泉州",
                                     level="prefecture", rank=350500)  # fmt: skip
    Unit.objects.create(region=quanzhou, name="泉州市市场监督管理局", short_name="泉州市局", kind="lead")
    assert keep_asked() == (0, 1)
    assert keep_asked() == (0, 0)
    assert "泉州市市场监督管理局" in names_of(request)
    late = Unit.objects.create(region=world.regions["fujian"], name="省教育厅", short_name="省教育厅", kind="member")
    assert keep_asked() == (0, 0), "no rule means it"
    assert not late.obligations.exists()


def test_nobody_is_added_after_the_date(world, as_, campaign):
    as_("fujian.manager").post(ASK, words(rules=["all_below"], due_on=today()))
    gulou = Obligation.objects.get(unit=world.gulou)
    gulou.delete()
    with time_machine.travel(dt.datetime.combine(today() + dt.timedelta(days=1), dt.time(4), dt.UTC)):
        assert keep_asked() == (0, 0)


def test_every_level_below_may_be_asked_at_once_and_the_sister_province_never(world, as_, campaign):
    assert as_("fujian.manager").post(ASK, words(rules=["all_below"])).status_code == 302
    assert names_of(Request.objects.get()) == {world.fuzhou.name, world.xiamen.name, world.gulou.name}


def test_by_name_what_is_not_understood_is_told_and_nothing_is_lost(world, as_, campaign):
    client = as_("fuzhou.manager")
    pasted = "1. 鼓楼区\n2. 市住建局\n3. 厦门市\n4. 没有这个局"
    answer = client.post(ASK, words(names=pasted))
    found = answer.content.decode()
    assert answer.status_code == 422
    assert "没有找到“厦门市”" in found, "a sister city is out of reach"
    assert "没有找到“没有这个局”" in found
    assert pasted.replace("\n", "\n") in found
    assert not Request.objects.exists()
    assert client.post(ASK, words(names="1. 鼓楼区\n2. 市住建局")).status_code == 302
    assert names_of(Request.objects.get()) == {world.gulou.name, world.housing.name}


def test_the_three_ways_together_ask_each_once(world, as_, campaign):
    client = as_("fuzhou.manager")
    client.post(ASK, words(names="鼓楼区", rules=["below", "sections"], units=[world.gulou.pk, world.housing.pk]))
    assert names_of(Request.objects.get()) == {world.gulou.name, world.housing.name, world.section.name}
    assert Message.objects.filter(kind="asked", seat__unit=world.gulou, channel="portal").count() == 2


def test_by_default_nobody(world, as_, campaign):
    client = as_("fuzhou.manager")
    assert " checked" not in client.get(ASK).content.decode().split('id="whom"')[1].split('id="cost"')[0]
    answer = client.post(ASK, words())
    assert answer.status_code == 422
    assert "请至少勾选一个单位" in answer.content.decode()


@pytest.fixture
def upward(world, ask) -> Obligation:
    """福州 owes its own summary to 福建 in twenty days."""
    return ask(world.fuzhou, unit=world.fujian, due_in=20).obligations.get()


def test_the_date_is_proposed_before_the_own_and_a_later_one_pointed_out(world, as_, campaign, upward):
    client = as_("fuzhou.manager")
    found = client.get(ASK).content.decode()
    proposed = add_workdays(upward.due_on, -5)
    assert f'value="{proposed}"' in found
    assert "倒排5个工作日" in found
    late = upward.due_on + dt.timedelta(days=1)
    answer = client.post(ASK, words(units=[world.gulou.pk], due_on=late), follow=True)
    assert "晚于本单位向上级报送总结的日期" in answer.content.decode()
    assert Request.objects.get(unit=world.fuzhou).due_on == late, "pointed out, not refused"


def test_the_minutes_are_reckoned_and_told_unless_the_office_knows_better(world, as_, campaign):
    client = as_("fuzhou.manager")
    client.post(ASK, words(units=[world.gulou.pk]))
    owed = Obligation.objects.get()
    assert owed.request.minutes == 35
    assert "约35分钟" in page(as_("gulou.reporter"), owed)
    assert "预计用时约35分钟" in Message.objects.filter(kind="asked").first().body
    client.post(ASK, words(units=[world.gulou.pk], title="另一项", minutes=8))
    assert Request.objects.get(title="另一项").minutes == 8
    assert client.post(ASK, words(units=[world.gulou.pk], minutes="许多")).status_code == 422


def test_a_lock_date_before_the_due_date_is_refused(world, as_, campaign):
    answer = as_("fuzhou.manager").post(ASK, words(units=[world.gulou.pk], locks_on=today() + dt.timedelta(days=8)))
    assert answer.status_code == 422
    assert "不能早于截止日期" in answer.content.decode()
