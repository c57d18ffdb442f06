"""提醒设置: tried out before it is saved, saved over what was seen, taken over from above again."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from campaigns import laddering
from campaigns.ladder import Rungs
from campaigns.ladder_page import preview
from campaigns.laddering import LadderMoved, set_ladder
from campaigns.models import Escalation, Ladder, Obligation, Request
from campaigns.tests.test_reminding import DUE, at
from orgs.models import AuditEvent

PAGE = "/work/reports/ladder/"
ABOVE = "/work/reports/ladder/above/"


@pytest.fixture
def owed(world, campaign) -> Request:
    request = Request.objects.create(campaign=campaign, unit=world.fuzhou, title="报送总结", due_on=DUE)
    for unit in (world.gulou, world.housing):
        Obligation.objects.create(request=request, unit=unit, due_on=DUE)
    return request


def typed(*steps: int, do: str = "save", seen: str = "", manager: str = "2", above: str = "") -> dict:
    found = {f"step_{n}": str(step) for n, step in enumerate(steps, start=1)}
    return found | {"do": do, "seen": seen, "tell_manager": manager, "tell_above": above}


def own(world) -> Ladder:
    return Ladder.objects.get(unit=world.fuzhou)


def test_a_manager_sets_it_and_it_is_on_record(as_, world, campaign):
    client = as_("fuzhou.manager")
    page = client.get(PAGE).content.decode()
    assert "按系统默认提醒" in page
    assert "截止前5个工作日" in page
    page = client.post(PAGE, typed(-3, 0, 2), follow=True).content.decode()
    assert "提醒设置已保存" in page
    assert "本单位自行设置" in page
    row = own(world)
    assert (row.steps, row.tell_manager, row.tell_above, row.campaign) == ([-3, 0, 2], 2, None, campaign)
    assert AuditEvent.objects.get(act="提醒设置·修改").details["ladder"]["steps"] == [-3, 0, 2]


def test_a_preview_saves_nothing(as_, world, owed):
    with time_machine.travel(at(9, 20), tick=False):
        page = as_("fuzhou.manager").post(PAGE, typed(-2, do="preview")).content.decode()
    assert "预览：保存后会这样提醒" in page
    assert "2024年10月10日 9时" in page
    assert "2 个单位，3 人" in page
    assert not Ladder.objects.exists()


def test_the_preview_says_who_when_what_was_sent_and_what_moved(world, campaign, owed):
    Obligation.objects.filter(unit=world.gulou).update(reminded_step=-5)
    Obligation.objects.update(due_on=dt.date(2024, 10, 5))  # a day off
    Escalation.objects.create(obligation=Obligation.objects.get(unit=world.gulou), told="manager",
                              due_on=dt.date(2024, 10, 5))  # fmt: skip
    (group,) = preview(world.fuzhou, campaign, Rungs((-5, 0, 1), 2, 3), dt.date(2024, 9, 29))
    assert [(each.words, each.day, each.moved, each.label, each.people) for each in group["steps"]] == [
        ("截止前5个工作日", dt.date(2024, 9, 25), False, "即将发送", 1),
        ("截止当日", dt.date(2024, 9, 30), True, "到时发送", 3),
        ("截止后1个工作日", dt.date(2024, 10, 8), False, "到时发送", 3),
    ]
    assert [(each.day, each.label, each.units) for each in group["tellings"]] == [
        (dt.date(2024, 10, 9), "到时发送", ["福州市住房和城乡建设局"]),
        (dt.date(2024, 10, 10), "到时发送", ["福州市住房和城乡建设局", "鼓楼区市场监督管理局"]),
    ]


def test_what_is_answered_optional_or_closed_is_not_in_the_preview(world, campaign, owed):
    Obligation.objects.filter(unit=world.gulou).update(state="nil")
    Obligation.objects.filter(unit=world.housing).update(optional=True)
    assert preview(world.fuzhou, campaign, Rungs(), dt.date(2024, 9, 29)) == []


def test_the_level_aboves_setting_is_named_and_taken_over_again(as_, world, campaign):
    Ladder.objects.create(unit=world.fujian, campaign=campaign, steps=[-4])
    client = as_("fuzhou.manager")
    assert "沿用上级：福建省市场监督管理局的设置" in client.get(PAGE).content.decode()
    client.post(PAGE, typed(-3))
    assert "改为沿用上级（福建省市场监督管理局）的设置" in client.get(PAGE).content.decode()
    page = client.post(ABOVE, follow=True).content.decode()
    assert "已改为沿用上级的提醒设置" in page
    assert not Ladder.objects.filter(unit=world.fuzhou).exists()
    assert "原来就沿用上级" in client.post(ABOVE, follow=True).content.decode()


def test_an_office_is_told_how_many_below_go_by_its_setting(as_, world, campaign, owed):
    page = as_("fujian.manager").get(PAGE).content.decode()
    assert "下级有 1 个单位沿用这里的设置，涉及 1 项报送要求" in page
    Ladder.objects.create(unit=world.fuzhou, campaign=campaign, steps=[-4])
    assert "沿用这里的设置" not in as_("fujian.manager").get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((), "请选择1至6次提醒"),
        ((-1, -1), "有两次提醒选在同一天"),
        ((-21,), "请从列表中选择"),
        (("x",), "请从列表中选择"),
    ],
)
def test_a_ladder_that_does_not_fit_is_refused_and_nothing_typed_is_lost(as_, campaign, steps, said):
    found = as_("fuzhou.manager").post(PAGE, typed(*steps, manager="7"))
    assert found.status_code == 422
    assert said in found.content.decode()
    assert '<option value="7" selected' in found.content.decode()
    assert not Ladder.objects.exists()


@pytest.mark.parametrize(
    "rungs", [Rungs(()), Rungs((1, 1)), Rungs((-21,)), Rungs((1,), 0), Rungs((1,), 2, 21), Rungs(tuple(range(7)))]
)
def test_the_verb_refuses_it_too(world, campaign, rungs):
    with pytest.raises(ValidationError):
        set_ladder(unit=world.fuzhou, campaign=campaign, rungs=rungs, seen=None, by=world.people["fuzhou.manager"])


def test_of_two_who_change_it_at_once_the_second_is_told_and_keeps_what_was_typed(as_, world, campaign):
    client = as_("fuzhou.manager")
    client.post(PAGE, typed(-3))
    seen = own(world).changed_at.isoformat()
    client.post(PAGE, typed(-4, seen=seen))
    found = client.post(PAGE, typed(-6, seen=seen))
    assert found.status_code == 409
    assert "其他人修改了提醒设置" in found.content.decode()
    assert '<option value="-6" selected' in found.content.decode()
    assert own(world).steps == [-4]
    fresh = own(world).changed_at.isoformat()
    assert fresh in found.content.decode()
    client.post(PAGE, typed(-6, seen=fresh))
    assert own(world).steps == [-6]


def test_two_who_make_the_first_one_at_once(world, campaign):
    words = {"unit": world.fuzhou, "campaign": campaign, "seen": None, "by": world.people["fuzhou.manager"]}
    set_ladder(rungs=Rungs((-3,)), **words)
    with pytest.raises(LadderMoved):
        laddering.set_ladder(rungs=Rungs((-4,)), **words)


@pytest.mark.parametrize(("person", "status"), [("fuzhou.drafter", 403), ("gulou.reporter", 403), ("outsider", 403)])
def test_only_managers_set_it(as_, campaign, person, status):
    assert as_(person).get(PAGE).status_code == status
    assert as_(person).post(PAGE, typed(-3)).status_code == status
    assert as_(person).post(ABOVE).status_code == status
    assert not Ladder.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_no_more_for_more_rows(as_, world, campaign, count, django_assert_max_num_queries):
    for n in range(count):
        request = Request.objects.create(campaign=campaign, unit=world.fuzhou, title=f"总结{n}", due_on=DUE)
        for unit in (world.gulou, world.housing, world.section)[:count]:
            Obligation.objects.create(request=request, unit=unit, due_on=DUE)
    client = as_("fuzhou.manager")
    client.get(PAGE)
    with django_assert_max_num_queries(12):
        assert client.get(PAGE).status_code == 200


def test_a_step_put_before_one_that_was_sent_is_not_called_sent(world, campaign, owed):
    Obligation.objects.update(reminded_step=-5)
    (group,) = preview(world.fuzhou, campaign, Rungs((-19, -5, 1), 2, 3), dt.date(2024, 9, 29))
    assert [step.label for step in group["steps"]] == ["已过，不再发送", "已发送", "到时发送"]
