"""提醒报送 by hand, the words for a chat group, the call list, and who can be reached at all."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from campaigns import chasing, reporting
from campaigns.models import Call, Chase, Obligation, Request
from campaigns.overdue import chat_words
from campaigns.reaching import NOBODY, SILENT, unreachable
from orgs import outbox
from orgs.models import AuditEvent, Message, Robot, Seat, Unit, User

SIGN = "汇总表周五报省里"


@pytest.fixture
def asked(world, ask) -> Request:
    """福州 asks 鼓楼, 市住建局 and a body where nobody sits."""
    world.empty = Unit.objects.create(region=world.regions["fuzhou"], name="福州市教育局", short_name="市教育局",
                                      kind="member", order=5)  # fmt: skip
    return ask(world.gulou, world.housing, world.empty)


def of(asked: Request, *units) -> list[int]:
    return list(asked.obligations.filter(unit__in=units).values_list("pk", flat=True))


def address(name: str, asked: Request) -> str:
    return reverse(f"campaigns:{name}", args=[asked.pk])


def post(client, asked, *units, **more):
    return client.post(address("remind", asked), {"units": of(asked, *units), "sentence": SIGN} | more, follow=True)


def test_ticked_units_get_a_message_with_the_sentence_and_nobody_else(as_, world, asked):
    page = post(as_("fuzhou.manager"), asked, world.gulou).content.decode()
    assert "已提醒1个单位：鼓楼区市场监督管理局" in page
    outbox.deliver()
    sent = [each for each in mail.outbox if each.subject.startswith("催报：")]
    assert {to for each in sent for to in each.to} == {"gulou.reporter@example.test", "gulou.manager@example.test"}
    assert f"福州市市场监督管理局附言：{SIGN}" in sent[0].body
    chase = Chase.objects.get()
    assert (chase.sentence, chase.by, [row.unit for row in chase.obligations.all()]) == (
        SIGN, world.people["fuzhou.manager"], [world.gulou])  # fmt: skip
    assert AuditEvent.objects.filter(act="报送·人工提醒").count() == 1


def test_peers_are_reminded_and_those_below_are_urged(world, asked):
    chasing.chase(request=asked, obligations=of(asked, world.gulou, world.housing), sentence="",
                  by=world.people["fuzhou.manager"])  # fmt: skip
    found = {m.seat.unit: m.subject.partition("：")[0] for m in Message.objects.filter(kind="chased").order_by("pk")}
    assert found == {world.gulou: "催报", world.housing: "提醒报送"}


def test_units_ticked_on_the_requests_page_are_ticked_when_the_sentence_is_written(as_, world, asked):
    client, (owed,) = as_("fuzhou.manager"), of(asked, world.gulou)
    assert "提醒勾选的单位" in client.get(address("request", asked)).content.decode()
    found = client.post(address("remind", asked), {"owed": [owed, "x"], "until": "", "reason": ""})
    assert found.status_code == 200
    assert found.content.decode().count(" checked") == 1
    assert f'value="{owed}" id="u-{owed}" checked' in found.content.decode()
    assert not Chase.objects.exists()


def test_nobody_is_ticked_by_default_and_nothing_goes_out_without_a_tick(as_, world, asked):
    client = as_("fuzhou.manager")
    assert " checked" not in client.get(address("remind", asked)).content.decode()
    found = client.post(address("remind", asked), {"sentence": SIGN})
    assert found.status_code == 422
    assert "请勾选要提醒的单位" in found.content.decode()
    assert SIGN in found.content.decode()
    assert not Chase.objects.exists()


def test_within_the_cool_down_a_unit_is_left_out_and_named(as_, world, asked, settings):
    client = as_("fuzhou.manager")
    post(client, asked, world.gulou)
    page = post(client, asked, world.gulou, world.housing).content.decode()
    assert "已提醒1个单位：福州市住房和城乡建设局" in page
    assert "鼓楼区市场监督管理局：24小时内已提醒过，没有重复提醒。" in page
    page = post(client, asked, world.gulou)
    assert page.status_code == 422
    assert "没有发出提醒" in page.content.decode()
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=24, minutes=1)):
        chasing.chase(request=asked, obligations=of(asked, world.gulou), sentence="", by=world.people["fuzhou.manager"])
    assert Chase.objects.count() == 3


def test_whoever_has_handed_in_meanwhile_or_sits_nowhere_is_left_out_and_named(world, asked):
    by = world.people["fuzhou.manager"]
    reporting.declare_nil(obligation=asked.obligations.get(unit=world.housing), by=world.people["housing.reporter"])
    outcome = chasing.chase(
        request=asked, obligations=of(asked, world.gulou, world.housing, world.empty), sentence="", by=by
    )
    assert [row.unit for row in outcome.told] == [world.gulou]
    assert any("福州市住房和城乡建设局：已经报送" in each for each in outcome.sentences)
    assert any("福州市教育局：没有可以联系的人员" in each for each in outcome.sentences)


@pytest.mark.parametrize("change", [{"optional": True}, {"released_at": dt.datetime(2024, 9, 1, tzinfo=dt.UTC)}])
def test_optional_and_released_ones_are_never_reminded(world, asked, change):
    Obligation.objects.filter(unit=world.gulou).update(**change)
    with pytest.raises(ValidationError):
        chasing.chase(request=asked, obligations=of(asked, world.gulou), sentence="", by=world.people["fuzhou.manager"])


def test_a_withdrawn_request_is_not_chased(world, asked):
    Request.objects.update(closed_at=dt.datetime(2024, 9, 1, tzinfo=dt.UTC))
    asked.refresh_from_db()
    with pytest.raises(ValidationError, match="已经撤销"):
        chasing.chase(request=asked, obligations=of(asked, world.gulou), sentence="", by=world.people["fuzhou.manager"])


def test_handed_in_before_it_is_sent_the_mail_stays(world, asked):
    by = world.people["fuzhou.manager"]
    chasing.chase(request=asked, obligations=of(asked, world.gulou), sentence="", by=by)
    reporting.declare_nil(obligation=asked.obligations.get(unit=world.gulou), by=world.people["gulou.reporter"])
    outbox.deliver()
    assert not [each for each in mail.outbox if each.subject.startswith("催报")]


def test_another_requests_obligations_are_not_reminded_by_this_one(world, asked, ask):
    other = ask(world.gulou, title="另一项")
    with pytest.raises(ValidationError):
        chasing.chase(request=asked, obligations=of(other, world.gulou), sentence="", by=world.people["fuzhou.manager"])


def test_the_history_names_whom_when_and_what(as_, world, asked):
    client = as_("fuzhou.manager")
    post(client, asked, world.gulou)
    page = client.get(address("remind", asked)).content.decode()
    assert "提醒记录" in page
    assert SIGN in page


@pytest.mark.parametrize(("person", "status"), [("fuzhou.drafter", 200), ("fuzhou.viewer", 403), ("gulou.manager", 404),
                                                ("xiamen.manager", 404), ("fujian.manager", 404)])  # fmt: skip
def test_only_the_office_that_asked_reminds(as_, asked, person, status):
    assert as_(person).get(address("remind", asked)).status_code == status


def test_the_words_for_a_chat_group(as_, asked):
    page = as_("fuzhou.manager").get(address("remind", asked)).content.decode()
    assert "以下单位尚未报送：福州市住房和城乡建设局、福州市教育局、鼓楼区市场监督管理局，截止" in page
    assert "报送请登录：http://127.0.0.1:8000/work/reports/" in page
    words = chat_words("报送总结", [(dt.date(2024, 10, 12), ["甲", "乙"])], dt.date(2024, 10, 14))
    assert words.splitlines()[:2] == ["【报送总结】", "以下单位尚未报送：甲、乙，已过截止日期（10月12日）。"]
    assert "http" not in words


def test_the_request_page_says_how_many_are_missing_and_whom_nobody_can_be_reached_in(as_, asked):
    page = as_("fuzhou.manager").get(address("request", asked)).content.decode()
    assert "还有 3 个单位没有报送" in page
    assert "1 个单位目前联系不到人" in page
    assert NOBODY in page
    assert "还有 3 个单位没有报送" not in as_("fuzhou.viewer").get(address("request", asked)).content.decode()


def test_unreachable_are_units_without_people_and_people_without_mail_and_phone(world):
    assert unreachable([world.gulou, world.housing]) == []
    User.objects.filter(username="housing.reporter").update(email="")
    assert [each.why for each in unreachable([world.housing])] == [SILENT]
    User.objects.filter(username="housing.reporter").update(phone="0591-8765")
    assert unreachable([world.housing]) == []
    User.objects.filter(username="housing.reporter").update(is_active=False)
    assert [each.why for each in unreachable([world.housing, world.section])] == [NOBODY, NOBODY]


def test_a_chat_groups_robot_reaches_a_unit_whose_people_left_no_address(world):
    User.objects.filter(username="housing.reporter").update(email="")
    robot = Robot.objects.create(
        unit=world.housing, name="群", url="https://example.test/", made_by=world.people["outsider"]
    )
    assert unreachable([world.housing]) == []
    Robot.objects.filter(pk=robot.pk).update(disabled_at=dt.datetime(2024, 9, 1, tzinfo=dt.UTC))
    assert len(unreachable([world.housing])) == 1


def test_asking_who_can_be_reached_takes_one_question(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        unreachable([world.housing])
    with django_assert_num_queries(1):
        unreachable([world.gulou, world.housing, world.section, world.xiamen])


@pytest.mark.parametrize("name", ["request", "remind", "calls"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_no_more_for_more_rows(as_, ask, name, count, django_assert_max_num_queries, world):  # noqa: PLR0917  (fixtures)
    asked = ask(*[world.gulou, world.housing, world.section][:count])
    for row in asked.obligations.all():
        Call.objects.create(obligation=row, result="promised", by=world.people["fuzhou.manager"])
        Chase.objects.create(request=asked, by=world.people["fuzhou.manager"]).obligations.add(row)
    client = as_("fuzhou.manager")
    client.get(address(name, asked))  # turns the frame to the request's campaign
    with django_assert_max_num_queries(12):
        assert client.get(address(name, asked)).status_code == 200


def test_seats_of_absent_people_do_not_show_another_unit(as_, world, asked):
    """A seat that has ended opens nothing."""
    Seat.objects.filter(user=world.people["fuzhou.manager"]).update(ended_at=dt.datetime(2024, 9, 1, tzinfo=dt.UTC))
    assert as_("fuzhou.manager").get(address("remind", asked)).status_code == 404


def test_where_nobody_sits_a_link_is_offered_for_a_summary_too(as_, asked):
    page = as_("fuzhou.manager").get(address("remind", asked)).content.decode()
    assert address("answer_links", asked) in page
    assert "系统管理员" in page


def test_whoever_may_remind_ticks_on_the_requests_page_also_without_the_right_to_extend(as_, world, asked):
    page = as_("fuzhou.drafter").get(address("request", asked)).content.decode()
    assert f'name="owed" value="{of(asked, world.gulou)[0]}"' in page
    assert address("remind", asked) in page
    assert "为勾选的单位延期" not in page
    assert 'name="owed"' not in as_("fuzhou.viewer").get(address("request", asked)).content.decode()
