"""Units that end, merge or are added while a request runs: handled by their dates, counted nowhere once let off."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from activities.overview import board
from campaigns import reminding, reporting
from campaigns.models import Obligation, Request
from campaigns.releasing import keep_asked
from campaigns.tests.reports import WORDS, page, url, write
from campaigns.workdays import today
from orgs.models import Message, Unit, User
from orgs.todo import todos

YESTERDAY = dt.timedelta(days=1)


@pytest.fixture
def request_(world, ask) -> Request:
    return ask(world.gulou, world.housing)


def owed_by(request: Request, unit: Unit) -> Obligation:
    return request.obligations.get(unit=unit)


def merge(unit: Unit, into: Unit | None, ends_on: dt.date | None = None) -> None:
    Unit.objects.filter(pk=unit.pk).update(merged_into=into, ends_on=ends_on)


def test_a_unit_whose_dates_ended_is_let_off_and_stands_nowhere(world, as_, campaign, request_):
    Unit.objects.filter(pk=world.housing.pk).update(ends_on=today())
    assert keep_asked() == (0, 0), "its last day belongs to it"
    Unit.objects.filter(pk=world.housing.pk).update(ends_on=today() - YESTERDAY)
    Obligation.objects.update(due_on=today())
    assert keep_asked() == (1, 0)
    assert keep_asked() == (0, 0), "a second tick changes nothing"
    owed = owed_by(request_, world.housing)
    assert "不再参加" in owed.released_why
    client = as_("fuzhou.manager")
    listed = client.get(f"/work/reports/requests/{request_.pk}/")
    assert [each["owed"].unit for each in listed.context["page_obj"].object_list] == [world.gulou]
    assert listed.context["asked"]["total"] == 1
    assert "不再要求的单位" in listed.content.decode()
    asked = client.get("/work/reports/").context["asked"][0]
    assert asked["total"] == 1
    assert sum(each["count"] for each in asked["parts"]) == 1
    assert board(world.regions["fuzhou"], campaign, today()).asked.total == 1
    assert not list(todos(User.objects.get(username="housing.reporter")))
    assert reminding.remind() <= 1
    assert not Message.objects.filter(kind="due", seat__unit=world.housing).exists()
    assert "已不再要求" in page(as_("housing.reporter"), owed)
    with pytest.raises(ValidationError, match="已不再要求"):
        reporting.declare_nil(obligation=owed, by=world.people["housing.reporter"])
    assert as_("housing.reporter").get("/work/reports/").context["owed"] == []


def test_a_merged_units_answer_passes_to_the_unit_it_went_into(world, request_):
    Obligation.objects.filter(unit=world.housing).update(due_on=today() + dt.timedelta(days=3))
    merge(world.housing, world.section)
    assert keep_asked() == (1, 0)
    passed = owed_by(request_, world.section)
    assert passed.due_on == today() + dt.timedelta(days=3)
    assert owed_by(request_, world.housing).released_why == f"单位已并入{world.section}"
    assert keep_asked() == (0, 0)


def test_over_several_mergers_and_in_circles(world, request_):
    middle = Unit.objects.create(region=world.regions["fuzhou"], name="过渡局", short_name="过渡局", kind="member")
    merge(world.housing, middle, today() - YESTERDAY)
    merge(middle, world.section, today() - YESTERDAY)
    assert keep_asked() == (1, 0)
    assert owed_by(request_, world.section)
    circle = Unit.objects.create(region=world.regions["fuzhou"], name="甲局", short_name="甲局", kind="member")
    Obligation.objects.create(request=request_, unit=circle, due_on=request_.due_on)
    other = Unit.objects.create(region=world.regions["fuzhou"], name="乙局", short_name="乙局", kind="member",
                                merged_into=circle)  # fmt: skip
    merge(circle, other)
    assert keep_asked() == (1, 0), "let off, and passed to nobody"


def test_one_that_owes_it_already_owes_it_once(world, ask):
    request = ask(world.gulou, world.housing, world.section)
    merge(world.housing, world.section)
    assert keep_asked() == (1, 0)
    assert request.obligations.counted().count() == 2


def test_what_was_handed_in_before_the_end_still_counts(world, as_, request_):
    owed = owed_by(request_, world.housing)
    write(as_("housing.reporter"), owed, do="hand_in")
    Unit.objects.filter(pk=world.housing.pk).update(ends_on=today() - YESTERDAY)
    assert keep_asked() == (0, 0)
    assert request_.obligations.counted().count() == 2


def test_closed_requests_and_units_to_end_later_are_left_alone(world, request_):
    merge(world.housing, world.section, today() + dt.timedelta(days=30))
    assert keep_asked() == (0, 0)
    merge(world.housing, world.section)
    Request.objects.update(closed_at=dt.datetime.now(dt.UTC))
    assert keep_asked() == (0, 0)


def test_an_answer_link_of_a_unit_let_off_is_gone(world, request_):
    from campaigns.answer_links import LinkGone, find, make  # only here

    owed = owed_by(request_, world.housing)
    _, address = make(obligation=owed, contact="李乙", lasts="14", by=world.people["fuzhou.manager"])
    secret = address.rstrip("/").rsplit("/", 1)[1]
    assert find(secret).obligation == owed
    Unit.objects.filter(pk=world.housing.pk).update(ends_on=today() - YESTERDAY)
    keep_asked()
    with pytest.raises(LinkGone):
        find(secret)


def test_no_way_in_is_open_to_one_let_off(world, as_, request_):
    merge(world.gulou, None, today() - YESTERDAY)
    keep_asked()
    owed = owed_by(request_, world.gulou)
    client = as_("gulou.reporter")
    refused = client.post(url("report_write", owed), WORDS | {"do": "hand_in"})
    assert refused.status_code == 422
    assert "不必再报送" in refused.content.decode()
    assert client.post(url("report_nil", owed)).status_code == 422
