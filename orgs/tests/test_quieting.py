"""消息设置: a person's choice, within what the unit requires; in-portal messages are always there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgs import outbox, quieting
from orgs.choices import Channel, Topic
from orgs.models import AuditEvent, Insisted, Message, Quiet, Seat
from orgs.outbox import KINDS, Kind, Letter

PAGE, UNITS = "/work/quiet/", "/work/manage/insisted/"
ALL = ("portal", "mail", "sms")


def seat(world, name: str) -> Seat:
    return world.people[name].seats.select_related("user").get()


def off(world, name: str, topic: str = "reminder", channel: str = "mail") -> None:
    Quiet.objects.create(user=world.people[name], topic=topic, channel=channel)


def ways(found: set, of: Seat) -> set[str]:
    return {channel for pk, channel in found if pk == of.pk}


@given(st.sampled_from(Channel.values), st.booleans(), st.booleans())
def test_the_rule(channel, switched_off, insisted):
    found = quieting.is_wanted(channel, switched_off=switched_off, insisted=insisted)
    if channel == "portal" or insisted:
        assert found
    else:
        assert found is not switched_off


def test_only_the_topic_and_channel_that_were_switched_off(world):
    mine, other = seat(world, "gulou.reporter"), seat(world, "gulou.manager")
    off(world, "gulou.reporter")
    found = quieting.wanted([mine, other], Topic.REMINDER, ALL)
    assert (ways(found, mine), ways(found, other)) == ({"portal", "sms"}, set(ALL))
    assert ways(quieting.wanted([mine], Topic.OWED, ALL), mine) == set(ALL)


def test_in_portal_messages_come_even_against_a_row_in_the_table(world):
    mine = seat(world, "gulou.reporter")
    off(world, "gulou.reporter", channel="portal")
    assert ways(quieting.wanted([mine], Topic.REMINDER, ALL), mine) == set(ALL)


def test_what_the_unit_insists_on_comes_all_the_same(world):
    mine, foreign = seat(world, "gulou.reporter"), seat(world, "xiamen.reporter")
    off(world, "gulou.reporter")
    off(world, "xiamen.reporter")
    Insisted.objects.create(unit=world.gulou, topic="reminder", channel="mail")
    found = quieting.wanted([mine, foreign], Topic.REMINDER, ALL)
    assert (ways(found, mine), ways(found, foreign)) == (set(ALL), {"portal", "sms"})


def test_a_bureau_insists_for_its_sections_but_a_section_not_for_its_bureau(world):
    person = world.people["gulou.reporter"]
    inside = Seat.objects.create(user=person, unit=world.section, role="reporter")
    bureau = Seat.objects.create(user=person, unit=world.fuzhou, role="reporter")
    off(world, "gulou.reporter")
    rule = Insisted.objects.create(unit=world.fuzhou, topic="reminder", channel="mail")
    assert "mail" in ways(quieting.wanted([inside], Topic.REMINDER, ALL), inside)
    rule.unit = world.section
    rule.save()
    assert "mail" not in ways(quieting.wanted([bureau], Topic.REMINDER, ALL), bureau)


def test_two_questions_at_most_and_none_for_nobody(world, django_assert_num_queries):
    seats = list(Seat.objects.select_related("user"))
    with django_assert_num_queries(1):  # nobody has switched anything off
        quieting.wanted(seats, Topic.REMINDER, ALL)
    off(world, "gulou.reporter")
    with django_assert_num_queries(2):
        quieting.wanted(seats, Topic.REMINDER, ALL)
    with django_assert_num_queries(0):
        assert quieting.wanted([], Topic.REMINDER, ALL) == set()
        assert quieting.wanted(seats[:1], Topic.REMINDER, ["portal"]) == {(seats[0].pk, "portal")}


def test_the_outbox_writes_no_mail_that_is_not_wanted(world, monkeypatch):
    letter = Letter("标题", "正文")
    monkeypatch.setitem(KINDS, "test", Kind(lambda m: letter, lambda m: True, Topic.REMINDER))
    off(world, "gulou.reporter")
    outbox.post("test", key="k", seats=[seat(world, "gulou.reporter"), seat(world, "gulou.manager")], about={})
    found = {(m.seat.user.username, m.channel) for m in Message.objects.select_related("seat__user")}
    assert found == {("gulou.reporter", "portal"), ("gulou.manager", "portal"), ("gulou.manager", "mail")}


def boxes(*but: str) -> list[str]:
    return [
        each for each in (f"{topic}:{channel}" for topic, channel in sorted(quieting.everything())) if each not in but
    ]


def test_a_person_switches_off_on_the_page_and_on_again(as_, world):
    client = as_("gulou.reporter")
    assert client.get(PAGE).content.decode().count(" checked") == len(boxes())
    page = client.post(PAGE, {"on": boxes("reminder:mail")}, follow=True).content.decode()
    assert "消息设置已保存" in page
    assert page.count(" checked") == len(boxes()) - 1
    assert list(Quiet.objects.values_list("user__username", "topic", "channel")) == [
        ("gulou.reporter", "reminder", "mail")
    ]
    assert AuditEvent.objects.get(act="账号·消息设置").details["off"] == ["reminder:mail"]
    client.post(PAGE, {"on": boxes()})
    assert not Quiet.objects.exists()


def test_nobody_switches_off_what_is_not_offered(as_, world):
    as_("gulou.reporter").post(PAGE, {"on": boxes(), "off": "reminder:portal", "topic": "x"})
    as_("gulou.reporter").post(PAGE, {"on": ["x:y", "", "reminder"]})
    assert not Quiet.objects.filter(channel__in=("portal", "robot")).exists()


def test_a_required_box_cannot_be_changed_and_keeps_the_own_choice_for_later(as_, world):
    off(world, "gulou.reporter")
    Insisted.objects.create(unit=world.gulou, topic="reminder", channel="mail")
    client = as_("gulou.reporter")
    page = client.get(PAGE).content.decode()
    assert "单位必收" in page
    assert "鼓楼区市场监督管理局统一要求" in page
    client.post(PAGE, {"on": boxes("owed:mail", "reminder:mail")})
    assert set(Quiet.objects.values_list("topic", "channel")) == {("reminder", "mail"), ("owed", "mail")}


def test_a_manager_says_what_the_unit_requires(as_, world):
    client = as_("fuzhou.manager")
    page = client.post(UNITS, {"unit": world.fuzhou.pk, "on": ["reminder:sms"]}, follow=True).content.decode()
    assert "福州市市场监督管理局的必收消息已保存" in page
    assert list(Insisted.objects.values_list("unit", "topic", "channel")) == [(world.fuzhou.pk, "reminder", "sms")]
    assert AuditEvent.objects.get(act="单位·必收消息").unit == world.fuzhou
    client.post(UNITS, {"unit": world.fuzhou.pk})
    assert not Insisted.objects.exists()


@pytest.mark.parametrize(("person", "status"), [("fuzhou.reporter", 403), ("xiamen.manager", 404), ("outsider", 403)])
def test_nobody_else_does(as_, world, person, status):
    assert as_(person).post(UNITS, {"unit": world.fuzhou.pk, "on": ["reminder:sms"]}).status_code == status
    assert not Insisted.objects.exists()
