"""A request after it was sent: its date, its words, its units, its fields; and 撤销."""

import datetime as dt

import pytest
from django.urls import reverse

from campaigns import changing, extending, releasing, reporting
from campaigns.changing import seen_of
from campaigns.models import Extension, FieldAnswer, Obligation, Request
from campaigns.own_fields import Spec
from campaigns.reminding import remind
from campaigns.tests.own_fields import rows
from campaigns.tests.reports import page, write
from campaigns.workdays import today
from orgs import outbox
from orgs.models import Message, User
from orgs.todo import todos


def day(n: int) -> dt.date:
    return today() + dt.timedelta(days=n)


def address(name: str, request: Request) -> str:
    return reverse(f"campaigns:{name}", args=[request.pk])


def words(request: Request, **more) -> dict:
    request.refresh_from_db()
    start = {"seen": seen_of(request), "title": request.title, "why": request.why, "due_on": request.due_on,
             "locks_on": request.locks_on or "", "minutes": request.minutes, "do": "save"}  # fmt: skip
    return start | more


@pytest.fixture
def request_(world, ask) -> Request:
    return ask(world.gulou, world.housing, world.section)


def owed_by(request: Request, unit) -> Obligation:
    return request.obligations.get(unit=unit)


def test_a_new_date_moves_everything_visibly(world, as_, request_):
    gulou, housing, section = (owed_by(request_, unit) for unit in (world.gulou, world.housing, world.section))
    by = world.people["fuzhou.manager"]
    extending.grant_unasked(obligations=[section], until=day(30), reason="机构改革", by=by)
    write(as_("housing.reporter"), housing, do="hand_in")
    Obligation.objects.filter(pk=gulou.pk).update(reminded_step=-5)
    client = as_("fuzhou.manager")
    answer = client.post(address("request_change", request_), words(request_, due_on=day(20)), follow=True)
    found = answer.content.decode()
    assert "已通知尚未报送的单位" in found
    assert "原为" in found, "it stands in the history of the request"
    due = [Obligation.objects.get(pk=each.pk).due_on for each in (gulou, housing, section)]
    assert due == [day(20), day(10), day(30)], "a later extension stays; what was answered keeps its date"
    assert Obligation.objects.get(pk=gulou.pk).reminded_step is None
    letters = Message.objects.filter(kind="due_moved")
    assert set(letters.values_list("seat__unit__name", flat=True)) == {world.gulou.name}
    body = letters.first().body
    assert f"改为{day(20).year}年{day(20).month}月{day(20).day}日" in body
    assert f"原为{day(10).year}年" in body
    unit_page = page(as_("gulou.reporter"), gulou)
    assert "改期" in unit_page
    assert f"{day(20).month}月{day(20).day}日" in unit_page
    todo = next(each for each in todos(User.objects.get(username="gulou.reporter")))
    assert todo.due_on == day(20)
    outbox.deliver()


def test_a_date_moved_past_a_granted_one_and_back_leaves_the_granted_one(world, request_):
    """Later than what was granted it moves all; earlier again, what was granted holds, not the date between."""
    by = world.people["fuzhou.manager"]
    gulou = owed_by(request_, world.gulou)
    extending.grant_unasked(obligations=[gulou], until=day(15), reason="机构改革", by=by)
    for n, (first, second) in {20: (20, 20), 12: (15, 12)}.items():
        request_.refresh_from_db()
        changing.change(request=request_, seen=seen_of(request_), title="报送总结", why="汇总", due_on=day(n),
                        locks_on=None, minutes=20, by=by)  # fmt: skip
        assert [owed_by(request_, unit).due_on for unit in (world.gulou, world.housing)] == [day(first), day(second)]
    letters = Message.objects.filter(kind="due_moved", seat__unit=world.gulou, channel="portal").order_by("pk")
    assert f"改为{day(15).year}年{day(15).month}月{day(15).day}日" in letters.last().body


def test_who_handed_in_late_is_in_time_when_the_new_date_says_so(world, request_):
    gulou = owed_by(request_, world.gulou)
    report = reporting.begin(obligation=gulou, by=world.people["gulou.reporter"])
    reporting.save(report=report, title="总结", text="正文", version=0, by=world.people["gulou.reporter"])
    reporting.hand_in(report=report, obligations=[gulou], by=world.people["gulou.reporter"])
    Obligation.objects.filter(request=request_).update(due_on=day(-2))
    Request.objects.filter(pk=request_.pk).update(due_on=day(-2))
    request_.refresh_from_db()
    from campaigns.changing import change  # the verb itself, as a script would call it

    change(request=request_, seen=seen_of(request_), title="报送总结", why="汇总", due_on=day(3), locks_on=None,
           minutes=20, by=world.people["fuzhou.manager"])  # fmt: skip
    assert owed_by(request_, world.gulou).due_on == day(3)


def test_the_lock_date_comes_and_goes(world, as_, request_):
    client = as_("fuzhou.manager")
    client.post(address("request_change", request_), words(request_, locks_on=day(12)))
    assert set(request_.obligations.values_list("locks_on", flat=True)) == {day(12)}
    refused = client.post(address("request_change", request_), words(request_, due_on=day(13)))
    assert refused.status_code == 422
    assert "不能早于截止日期" in refused.content.decode()
    client.post(address("request_change", request_), words(request_, locks_on=""))
    assert set(request_.obligations.values_list("locks_on", flat=True)) == {None}


def test_a_past_date_stays_when_only_words_change(world, as_, request_):
    Request.objects.filter(pk=request_.pk).update(due_on=day(-3))
    client = as_("fuzhou.manager")
    assert client.post(address("request_change", request_), words(request_, why="另有用途")).status_code == 302
    refused = client.post(address("request_change", request_), words(request_, due_on=day(-1)))
    assert "不能早于今天" in refused.content.decode()
    assert refused.status_code == 422


def test_somebody_else_changed_it_first(world, as_, request_):
    old = words(request_, why="我的用途")
    as_("fuzhou.drafter").post(address("request_change", request_), words(request_, why="他的用途"))
    stale = as_("fuzhou.manager").post(address("request_change", request_), old)
    found = stale.content.decode()
    assert stale.status_code == 409
    assert "我的用途" in found
    assert "他的用途" in found
    again = old | {"seen": stale.context["form"]["seen"].value()}
    assert as_("fuzhou.manager").post(address("request_change", request_), again).status_code == 302
    request_.refresh_from_db()
    assert request_.why == "我的用途"


def test_units_are_added_and_taken_away_and_come_back(world, as_, ask):
    request = ask(world.gulou)
    client = as_("fuzhou.manager")
    assert client.post(address("request_add_units", request), {"names": "市住建局"}).status_code == 302
    assert client.post(address("request_add_units", request), {"units": [world.section.pk]}).status_code == 302
    assert request.obligations.count() == 3
    wrong = client.post(address("request_add_units", request), {"names": "厦门市"})
    assert wrong.status_code == 422
    assert "没有找到“厦门市”" in wrong.content.decode()
    assert client.post(address("request_add_units", request), {}).status_code == 422
    housing = owed_by(request, world.housing)
    client.post(address("request_take_away", request), {"owed": [housing.pk], "why": "已单独报送"})
    housing.refresh_from_db()
    assert (housing.released_why, housing.released_at is None) == ("已单独报送", False)
    assert "已单独报送" in client.get(address("request", request)).content.decode()
    assert "不必再报送" in page(as_("housing.reporter"), housing)
    assert Message.objects.filter(kind="released", seat__unit=world.housing).exists()
    assert not list(todos(User.objects.get(username="housing.reporter")))
    assert remind() >= 0
    client.post(address("request_add_units", request), {"units": [world.housing.pk]})
    housing.refresh_from_db()
    assert housing.released_at is None
    assert request.obligations.count() == 3


def test_what_was_answered_is_not_taken_away(world, as_, request_):
    gulou = owed_by(request_, world.gulou)
    write(as_("gulou.reporter"), gulou, do="hand_in")
    said = as_("fuzhou.manager").post(address("request_take_away", request_), {"owed": [gulou.pk, "x"]}, follow=True)
    assert "没有变动" in said.content.decode()
    gulou.refresh_from_db()
    assert gulou.released_at is None


def test_fields_change_until_somebody_answers(world, as_, ask):
    request = ask(world.gulou, fields=[Spec("number", "甲")])
    client = as_("fuzhou.manager")
    two = rows({"label": "甲", "unit": "家"}, {"label": "乙", "kind": "text"})
    assert client.post(address("request_change", request), words(request) | two).status_code == 302
    assert list(request.fields.values_list("label", "unit")) == [("甲", "家"), ("乙", "")]
    add = client.post(address("request_change", request), words(request, do="own-add") | two)
    assert len(add.context["editor"].rows.forms) == 3
    owed = request.obligations.get()
    field = request.fields.first()
    write(as_("gulou.reporter"), owed, **{f"own-f{field.pk}": "3"})
    found = client.get(address("request_change", request)).content.decode()
    assert "已有单位填写，填报项不再改动" in found
    assert client.post(address("request_change", request), words(request, why="新") | rows()).status_code == 302
    assert request.fields.count() == 2, "the fields stand, whatever is posted"
    assert FieldAnswer.objects.count() == 1


def test_withdrawing_tells_those_who_wait_and_keeps_what_was_handed_in(world, as_, request_):
    gulou, housing = owed_by(request_, world.gulou), owed_by(request_, world.housing)
    write(as_("housing.reporter"), housing, do="hand_in")
    client = as_("fuzhou.manager")
    assert client.post(address("request_withdraw", request_), {"withdraw-reason": ""}).status_code == 422
    assert client.post(address("request_withdraw", request_), {"withdraw-reason": "与省里重复"}).status_code == 302
    assert Message.objects.filter(kind="withdrawn", seat__unit=world.gulou).first().body.endswith("原因：与省里重复")
    assert not Message.objects.filter(kind="withdrawn", seat__unit=world.housing).exists()
    assert "这项要求已撤销" in page(as_("gulou.reporter"), gulou)
    assert write(as_("gulou.reporter"), gulou, do="hand_in").status_code in (403, 422)
    assert "开展活动12项" in page(client, housing)
    assert not list(todos(User.objects.get(username="gulou.reporter")))
    assert gulou.request.title not in as_("gulou.reporter").get("/work/reports/").content.decode()
    assert client.get(address("request_change", request_)).status_code == 302, "no further change"


FOREIGN = ("xiamen.manager", "gulou.manager", "hunan.manager", "outsider", "fujian.manager")
CHANGES = ("request_change", "request_add_units", "request_take_away", "request_withdraw")


@pytest.mark.parametrize("name", CHANGES)
def test_only_who_may_ask_may_change(world, as_, request_, name):
    for person in FOREIGN:
        assert as_(person).post(address(name, request_), {}).status_code == 404, person
    for person in ("fuzhou.reporter", "fuzhou.viewer", "fuzhou.approver"):
        assert as_(person).post(address(name, request_), {}).status_code == 403, person
    assert Request.objects.get(pk=request_.pk).closed_at is None


def test_releasing_and_extending_leave_no_door_open(world, request_):
    gulou = owed_by(request_, world.gulou)
    by = world.people["fuzhou.manager"]
    releasing.release(obligations=[gulou], why="撤并", by=by)
    assert releasing.release(obligations=[gulou], why="撤并", by=by) == 0, "a second call changes nothing"
    assert extending.grant_unasked(obligations=[], until=day(30), reason="x", by=by) == 0
    assert not Extension.objects.exists()
