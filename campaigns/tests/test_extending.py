"""延期: asked for with a reason, granted, refused, taken back, given unasked; first wins."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from campaigns import extending, reminding
from campaigns.models import Extension, Obligation
from campaigns.standing import Standing, stands
from campaigns.tests.reports import page, state, url, write
from campaigns.workdays import today
from orgs.models import Message, User
from orgs.todo import todos


def day(n: int) -> dt.date:
    return today() + dt.timedelta(days=n)


def ask_for(client, owed, until, reason="数据尚在核对"):
    return client.post(url("report_extension", owed), {"extension-until": until, "extension-reason": reason})


def decide(client, owed, do, **more):
    asked = Extension.objects.filter(obligation=owed).first()
    data = {"do": do, "decide-extension": asked.pk, "decide-until": asked.until, "decide-note": ""}
    return client.post(url("report_extension_decide", owed), data | {f"decide-{k}": v for k, v in more.items()})


def now(owed) -> Obligation:
    return Obligation.objects.get(pk=owed.pk)


def test_a_unit_asks_and_the_office_grants_another_day(world, as_, owed):
    gulou, fuzhou = as_("gulou.reporter"), as_("fuzhou.manager")
    Obligation.objects.filter(pk=owed.pk).update(reminded_step=-5, locks_on=day(11))
    assert ask_for(gulou, owed, day(20)).status_code == 302
    assert now(owed).due_on == day(10), "asking moves nothing"
    assert "待福州市市场监督管理局答复" in page(gulou, owed)
    told = Message.objects.filter(kind="extension_asked", channel="portal")
    assert set(told.values_list("seat__unit__name", "seat__role")) >= {("福州市市场监督管理局", "manager")}
    manager = User.objects.get(username="fuzhou.manager")
    todo = next(each for each in todos(manager) if "申请延期" in each.title)
    assert (todo.title, todo.verb) == ("报送2024年“质量月”活动总结：1个单位申请延期", "答复")
    listed = fuzhou.get(todo.url).content.decode()
    assert "申请延期至" in listed
    assert "数据尚在核对" in page(fuzhou, owed)
    assert decide(fuzhou, owed, "grant", until=day(15), note="请尽量提前").status_code == 302
    found = now(owed)
    assert (found.due_on, found.locks_on, found.reminded_step) == (day(15), day(15), None)
    letter = Message.objects.filter(kind="extension_decided", seat__unit=world.gulou).first()
    assert "已延至" in letter.body
    assert "请尽量提前" in letter.body
    for client in (gulou, fuzhou):
        assert "延至" in page(client, owed), "it stands in the history of both"
    table = fuzhou.get(reverse("campaigns:request", args=[owed.request_id])).content.decode()
    assert f"延期至{day(15).month}月{day(15).day}日" in table
    assert not [each for each in todos(User.objects.get(username="fuzhou.manager")) if "延期" in each.title]


def test_refusing_needs_a_reason_and_leaves_the_date(world, as_, owed):
    ask_for(as_("gulou.reporter"), owed, day(20))
    fuzhou = as_("fuzhou.manager")
    refused = decide(fuzhou, owed, "refuse")
    assert refused.status_code == 422
    assert "请写明原因" in refused.content.decode()
    assert decide(fuzhou, owed, "refuse", note="省里限期汇总").status_code == 302
    assert now(owed).due_on == day(10)
    assert "省里限期汇总" in page(as_("gulou.reporter"), owed)
    assert ask_for(as_("gulou.reporter"), owed, day(12)).status_code == 302, "one may ask again"


def test_first_wins(world, as_, owed):
    ask_for(as_("gulou.reporter"), owed, day(20))
    fuzhou = as_("fuzhou.manager")
    assert decide(fuzhou, owed, "grant").status_code == 302
    late = decide(as_("fuzhou.approver"), owed, "refuse", note="不同意的理由")
    assert late.status_code == 409
    assert "已由他人办理（同意）" in late.content.decode()
    assert "不同意的理由" in late.content.decode(), "what was typed is not lost"
    taken = as_("gulou.reporter").post(url("report_extension_take_back", owed),
                                       {"extension": Extension.objects.get().pk})  # fmt: skip
    assert taken.status_code == 409
    assert now(owed).due_on == day(20)


def test_taken_back_and_only_one_at_a_time(world, as_, owed):
    gulou = as_("gulou.reporter")
    ask_for(gulou, owed, day(20))
    again = ask_for(gulou, owed, day(25), "另一个理由")
    assert again.status_code == 422
    assert "已有一项延期申请" in again.content.decode()
    gulou.post(url("report_extension_take_back", owed), {"extension": Extension.objects.get().pk})
    assert Extension.objects.get().decision == "taken_back"
    assert ask_for(gulou, owed, day(25)).status_code == 302


@pytest.mark.parametrize(
    ("wish", "said"),
    [((9, "忙"), "应晚于现在的截止日期"), ((10, "忙"), "应晚于现在的截止日期"), ((20, " "), "原因")],
)
def test_what_cannot_be_asked(as_, owed, wish, said):
    answer = ask_for(as_("gulou.reporter"), owed, day(wish[0]), wish[1])
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Extension.objects.exists()


def test_several_are_given_a_later_date_unasked_and_an_asked_one_is_answered(world, as_, ask):
    request = ask(world.gulou, world.housing, world.section)
    gulou, housing, section = (
        request.obligations.get(unit=unit) for unit in (world.gulou, world.housing, world.section)
    )
    ask_for(as_("gulou.reporter"), gulou, day(12))
    write(as_("housing.reporter"), housing, do="hand_in")
    address = reverse("campaigns:request_extend", args=[request.pk])
    chosen = {"owed": [gulou.pk, housing.pk, section.pk], "extend-until": day(16), "extend-reason": "台风影响"}
    said = as_("fuzhou.manager").post(address, chosen, follow=True).content.decode()
    assert "已为2个单位延期" in said
    assert [now(each).due_on for each in (gulou, housing, section)] == [day(16), day(10), day(16)]
    assert Extension.objects.get(obligation=gulou).decision == "granted"
    assert Message.objects.filter(kind="extension_decided", seat__unit=world.gulou).exists()
    nobody = as_("fuzhou.manager").post(address, chosen | {"owed": []}, follow=True).content.decode()
    assert "请先在表中勾选" in nobody
    foreign = as_("fuzhou.manager").post(address, chosen | {"owed": [999]}, follow=True).content.decode()
    assert "请先在表中勾选" in foreign


def test_one_is_given_a_later_date_on_its_own_page(world, as_, owed):
    fuzhou = as_("fuzhou.manager")
    data = {"do": "give", "give-until": day(14), "give-reason": "系统检修"}
    assert fuzhou.post(url("report_extension_decide", owed), data).status_code == 302
    assert now(owed).due_on == day(14)
    early = fuzhou.post(url("report_extension_decide", owed), data | {"give-until": day(13)})
    assert early.status_code == 422


def test_one_asked_in_time_and_granted_after_a_late_hand_in_makes_it_in_time(world, as_, owed):
    by = world.people["gulou.reporter"]
    Obligation.objects.filter(pk=owed.pk).update(due_on=day(-1))
    owed.refresh_from_db()
    asked = extending.ask(obligation=owed, until=day(3), reason="核对", by=by)
    write(as_("gulou.reporter"), owed, do="hand_in")
    assert stands(now(owed), today()) is Standing.LATE
    extending.grant(extension=asked, until=day(2), by=world.people["fuzhou.manager"])
    assert stands(now(owed), today()) is Standing.ON_TIME


def test_who_may_not(world, as_, owed):
    for name in ("gulou.viewer", "gulou.drafter"):
        assert ask_for(as_(name), owed, day(20)).status_code == 403
    ask_for(as_("gulou.reporter"), owed, day(20))
    for name in ("fuzhou.reporter", "fuzhou.viewer", "gulou.manager", "fujian.manager"):
        assert decide(as_(name), owed, "grant").status_code == 403
    extend = reverse("campaigns:request_extend", args=[owed.request_id])
    for name in ("fuzhou.drafter", "fuzhou.reporter"):
        assert as_(name).post(extend, {}).status_code == 403
    for name in ("xiamen.manager", "outsider", "hunan.manager", "housing.reporter"):
        assert ask_for(as_(name), owed, day(20)).status_code == 404
        assert decide(as_(name), owed, "grant").status_code == 404
        assert as_(name).post(extend, {}).status_code == 404
    assert Extension.objects.get().decision == ""


def test_the_ladder_begins_anew_with_the_new_date(world, as_, owed):
    Obligation.objects.filter(pk=owed.pk).update(due_on=day(0), reminded_step=-1)
    owed.refresh_from_db()
    extending.grant_unasked(obligations=[owed], until=day(60), reason="延期", by=world.people["fuzhou.manager"])
    assert now(owed).reminded_step is None
    assert reminding.remind() == 0
    assert now(owed).reminded_step is None


def test_what_is_answered_or_over_needs_none(world, as_, owed):
    write(as_("gulou.reporter"), owed, do="hand_in")
    with pytest.raises(ValidationError, match="已经答复"):
        extending.ask(obligation=owed, until=day(20), reason="忙", by=world.people["gulou.reporter"])
    assert "申请延期" not in page(as_("gulou.reporter"), owed)
    assert state(owed) == "handed_in"
