"""报送 through Django's client: both sides of an obligation, files, stale forms, and who sees nothing."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Obligation, Report, Request
from campaigns.tests.reports import PNG, WORDS, page, state, upload, url, write
from campaigns.workdays import today
from orgs.models import Message, Seat, Unit, User
from orgs.todo import todos


def test_a_unit_writes_saves_and_hands_in(world, as_, owed):
    client = as_("gulou.reporter")
    assert "填写总结" in page(client, owed)
    assert not Report.objects.exists(), "looking writes nothing"
    assert write(client, owed, attach=[upload("总结.pdf"), upload("照片.png", PNG)]).status_code == 302
    assert state(owed) == "open"
    assert "鼓楼区总结" not in page(as_("fuzhou.manager"), owed)
    answer = write(client, owed, do="hand_in", version=1)
    assert answer.status_code == 302
    assert state(owed) == "handed_in"
    for name in ("gulou.reporter", "fuzhou.manager"):
        found = page(as_(name), owed)
        for words in ("鼓楼区总结", "开展活动12项。", "总结.pdf", "照片.png", "按时报送", "已报送"):
            assert words in found
    assert "审核通过" not in page(client, owed)
    assert Message.objects.filter(kind="report_handed_in", seat__user=world.people["fuzhou.manager"]).count() == 2


def test_the_unit_above_returns_with_a_reason_and_accepts(world, as_, owed):
    gulou, fuzhou = as_("gulou.reporter"), as_("fuzhou.manager")
    write(gulou, owed, do="hand_in")
    refused = fuzhou.post(url("report_return", owed), {"reason": "  "})
    assert refused.status_code == 422
    assert refused.content.decode().count("需要补充的内容") > 1
    fuzhou.post(url("report_return", owed), {"reason": "请补充参与人数"})
    found = page(gulou, owed)
    assert "请补充参与人数" in found
    assert "开展活动12项。" in found
    assert "开展活动12项。" not in page(fuzhou, owed), "returned, it is a draft again"
    write(gulou, owed, do="hand_in", version=1, text="开展活动12项，参与300人次。")
    fuzhou.post(url("report_accept", owed))
    assert state(owed) == "accepted"
    found = page(gulou, owed)
    assert found.index("审核通过") < found.index("请补充完善")
    assert "请补充参与人数" in found, "the history keeps the reason"
    assert fuzhou.post(url("report_accept", owed)).status_code == 409
    late = fuzhou.post(url("report_return", owed), {"reason": "再改"})
    assert late.status_code == 409
    assert "再改" in late.content.decode()


def test_nil_is_an_answer_and_may_become_a_report(world, as_, owed):
    gulou = as_("gulou.reporter")
    gulou.post(url("report_nil", owed))
    assert state(owed) == "nil"
    assert "本单位无相关活动" in page(as_("fuzhou.manager"), owed)
    assert write(gulou, owed, do="hand_in").status_code == 302
    assert state(owed) == "handed_in"
    assert gulou.post(url("report_nil", owed)).status_code == 409


def test_one_report_answers_two_requests_and_each_decides(world, as_, owed, ask):
    other = ask(world.gulou, title="报送系统内总结").obligations.get()
    gulou, fuzhou = as_("gulou.reporter"), as_("fuzhou.manager")
    assert "报送系统内总结" in page(gulou, owed)
    write(gulou, owed, do="hand_in", also=[other.pk])
    assert (state(owed), state(other)) == ("handed_in", "handed_in")
    assert Report.objects.count() == 1
    fuzhou.post(url("report_accept", owed))
    fuzhou.post(url("report_return", other), {"reason": "缺系统内数据"})
    version = Report.objects.get().version
    assert write(gulou, other, do="hand_in", version=version, text="补充系统内数据。").status_code == 302
    fuzhou.post(url("report_accept", other))
    texts = [Obligation.objects.get(pk=each.pk).report.text for each in (owed, other)]
    assert texts == ["开展活动12项。", "补充系统内数据。"], "what was accepted stays as it was"


def test_a_report_handed_in_elsewhere_answers_as_it_is(world, as_, owed, ask):
    gulou = as_("gulou.reporter")
    write(gulou, owed, do="hand_in")
    other = ask(world.gulou, title="第二项").obligations.get()
    report = Report.objects.get()
    assert "用《鼓楼区总结》答复" in page(gulou, other)
    assert gulou.post(url("report_hand_in", other), {"report": "x"}).status_code == 404
    gulou.post(url("report_hand_in", other), {"report": report.pk})
    assert (state(other), Report.objects.count()) == ("handed_in", 1)


FOREIGN = ("xiamen.manager", "xiamen.reporter", "hunan.manager", "yueyang.reporter", "housing.reporter", "outsider")


@pytest.mark.parametrize("name", FOREIGN)
def test_others_do_not_see_it_under_any_address(world, as_, owed, name):
    write(as_("gulou.reporter"), owed, do="hand_in", text="金丝雀")
    client = as_(name)
    assert client.get(url("obligation", owed)).status_code == 404
    for each in ("report_write", "report_hand_in", "report_nil", "report_accept", "report_return"):
        assert client.post(url(each, owed), WORDS | {"reason": "x", "report": 1}).status_code == 404
    assert client.get(reverse("campaigns:request", args=[owed.request_id])).status_code == 404
    assert "金丝雀" not in client.get("/work/reports/").content.decode()


def test_roles_without_the_right_are_refused(world, as_, owed):
    for name in ("gulou.drafter", "gulou.viewer"):
        assert as_(name).get(url("obligation", owed)).status_code == 200
        assert write(as_(name), owed).status_code == 403
        assert as_(name).post(url("report_nil", owed)).status_code == 403
    write(as_("gulou.reporter"), owed, do="hand_in")
    for name in ("gulou.manager", "fuzhou.reporter", "fuzhou.viewer", "fujian.manager"):
        assert as_(name).post(url("report_accept", owed)).status_code == 403
    found = page(as_("fujian.manager"), owed)
    assert "按时报送" in found
    assert "开展活动12项。" not in found, "the province coordinates, it was not handed in to it"


def test_the_parts_add_up_to_all_and_can_be_opened(world, as_, ask):
    request = ask(world.gulou, world.housing, world.section)
    gulou = request.obligations.get(unit=world.gulou)
    write(as_("gulou.reporter"), gulou, do="hand_in")
    as_("housing.reporter").post(url("report_nil", request.obligations.get(unit=world.housing)))
    client = as_("fuzhou.manager")
    context = client.get("/work/reports/").context["asked"][0]
    counts = {part["state"]: part["count"] for part in context["parts"]}
    assert counts == {"on_time": 1, "late": 0, "nil": 1, "not_due": 1, "overdue": 0, "optional": 0}
    assert sum(counts.values()) == context["total"] == 3
    assert sum(part["width"] for part in context["parts"]) == pytest.approx(100)
    for part, unit in (("on_time", world.gulou), ("nil", world.housing), ("not_due", world.section)):
        found = client.get(f"{context['url']}?state={part}").context["page_obj"].object_list
        assert [each["owed"].unit for each in found] == [unit]
    waiting = client.get(f"{context['url']}?state=waiting").context["page_obj"].object_list
    assert [each["owed"].unit for each in waiting] == [world.gulou]


def test_lists_ask_the_same_number_of_questions(world, as_, ask):
    client, units, counts = as_("fuzhou.manager"), (world.gulou, world.housing, world.section), []
    for n in (1, 3):
        request = [ask(*units[:n], title=f"第{n}{i}项") for i in range(n)][-1]
        for address in ("/work/reports/", reverse("campaigns:request", args=[request.pk])):
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                client.get(address)
            counts.append(len(seen))
    assert counts[:2] == counts[2:]


def test_todos_name_what_is_owed_returned_and_waiting(world, as_, owed):
    def titles(name: str) -> list[tuple]:
        person = User.objects.get(username=name)  # fresh, because reach is kept for a request
        return [(todo.verb, todo.due_on, todo.note) for todo in todos(person)]

    assert titles("gulou.reporter") == [("报送", owed.due_on, "汇总上报")]
    assert titles("gulou.viewer") == titles("xiamen.manager") == titles("fuzhou.manager") == []
    write(as_("gulou.reporter"), owed, do="hand_in")
    assert titles("gulou.reporter") == []
    assert titles("fuzhou.manager") == [("审核", None, "")]
    as_("fuzhou.manager").post(url("report_return", owed), {"reason": "缺图"})
    assert titles("gulou.reporter") == [("补充完善", owed.due_on, "意见：缺图")]


def test_asking_without_a_plan(world, as_, campaign):
    client = as_("fuzhou.manager")
    found = client.get("/work/reports/ask/").content.decode()
    assert "鼓楼区市场监督管理局" in found
    assert " checked" not in found.split('name="units"', 1)[1].split("do-row")[0]
    assert "厦门" not in found
    asked = {"kind": "summary", "title": "报送典型案例", "why": "汇编", "units": [world.gulou.pk],
             "due_on": today() + dt.timedelta(days=5)}  # fmt: skip
    for wrong in (
        {"units": []}, {"units": [world.xiamen.pk]}, {"units": [world.yueyang.pk]}, {"why": ""},
        {"due_on": today() - dt.timedelta(days=1)}, {"due_on": "2024-02-30"},
    ):  # fmt: skip
        answer = client.post("/work/reports/ask/", asked | wrong)
        assert answer.status_code == 422
        assert 'value="报送典型案例"' in answer.content.decode()
    assert client.post("/work/reports/ask/", asked).status_code == 302
    owed = Obligation.objects.get()
    assert (owed.unit, owed.request.unit) == (world.gulou, world.fuzhou)
    assert Message.objects.filter(kind="asked", seat__unit=world.gulou).count() == 4
    for name in ("fuzhou.reporter", "outsider"):
        assert as_(name).get("/work/reports/ask/").status_code == 403


@time_machine.travel("2024-09-20 10:00 +0800")
def test_a_date_on_a_day_off_is_said_not_moved(world, as_, ask):
    owed = ask(world.gulou, due_in=13).obligations.get()
    found = page(as_("gulou.reporter"), owed)
    assert owed.due_on == dt.date(2024, 10, 3)
    assert "截止日期是休息日，不自动顺延" in found
    assert "还有13天" in found


def test_a_county_writes_once_for_two_offices_and_each_decides_for_itself(world, as_, owed, campaign):
    """鼓楼 hands one report in to the city's lead office and to the city bureau's own system."""
    system = Unit.objects.create(region=world.regions["fuzhou"], name="福州市标准信息所", short_name="标准所",
                                 kind="institution", order=3)  # fmt: skip
    head = User.objects.create_user(username="head", password="secret-12345", display_name="head")
    Seat.objects.create(user=head, unit=system, role="manager")
    world.people["head"] = head
    asked = Request.objects.create(campaign=campaign, unit=system, title="系统内总结", why="汇总", due_on=today())
    other = Obligation.objects.create(request=asked, unit=world.gulou, due_on=today())
    gulou, lead, system_head = as_("gulou.reporter"), as_("fuzhou.manager"), as_("head")
    assert "福州市标准信息所：系统内总结" in page(gulou, owed)
    write(gulou, owed, do="hand_in", also=[other.pk])
    assert "开展活动12项" in page(lead, owed)
    assert "开展活动12项" in page(system_head, other)
    lead.post(url("report_accept", owed))
    system_head.post(url("report_return", other), {"reason": "缺系统内数据"})
    assert (state(owed), state(other)) == ("accepted", "returned")
    assert "缺系统内数据" in page(gulou, other)
    assert "缺系统内数据" not in page(lead, owed), "what one office asks is not the other's business"
    version = Obligation.objects.get(pk=other.pk).report.version
    assert write(gulou, other, do="hand_in", version=version, text="补充系统内数据。").status_code == 302
    assert "补充系统内数据" in page(system_head, other)
    assert "补充系统内数据" not in page(lead, owed)
    system_head.post(url("report_accept", other))
    assert (state(owed), state(other)) == ("accepted", "accepted")


def test_a_region_hands_in_while_some_below_are_missing_and_names_nobody_upward(world, as_, ask):
    below = ask(world.gulou, world.housing, world.section)
    upward = ask(world.fuzhou, unit=world.fujian, title="向省里报送").obligations.get()
    write(as_("gulou.reporter"), below.obligations.get(unit=world.gulou), do="hand_in")
    fuzhou, fujian = as_("fuzhou.manager"), as_("fujian.manager")
    found = page(fuzhou, upward)
    assert "下级尚有2个单位未报送" in found
    for name in (world.housing.name, world.section.name):
        assert name in found
    assert f"/work/reports/requests/{below.pk}/" in found
    assert "下级尚有" not in page(fujian, upward)
    assert write(fuzhou, upward, do="hand_in", text="全市开展活动120场。").status_code == 302
    above = page(fujian, upward)
    assert "全市开展活动120场" in above
    for words in ("下级尚有", world.housing.name, world.section.name):
        assert words not in above
