"""撤销 of what stands beside the items, through the page: responsibilities, dates, rows from a pasted table."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Responsibility
from campaigns.tests.browsing import HTMX, item, send, url
from campaigns.tests.test_bulk import paste

DATES = {"starts_on": "2024-09-10", "ends_on": "2024-09-20", "signed_on": "2024-08-20", "summary_due": ""}


def page(browser, draft) -> str:
    return browser.get(url("draft", draft.pk)).text


def undo(browser, draft, **posted):
    return browser.post(url("undo_step", draft.pk), posted, follow=True)


def assigns(browser, draft, key, names: str, role: str = "lead"):
    return browser.post(url("item_duties", draft.pk, key), {"names": names, "role": role, "keys": [str(key)]})


def named(draft) -> list[str]:
    return [str(row) for row in draft.responsibilities.all()]


def test_responsibilities_are_taken_back_and_brought_again(city_draft, as_):
    drafter, action = as_("fuzhou.drafter"), item(city_draft, "计量服务中小企业行")
    assigns(drafter, city_draft, action.key, "质量发展科、计量科")
    assert named(city_draft) == ["质量发展科牵头", "计量科牵头"]
    assert "撤销：修改责任分工" in page(drafter, city_draft)
    undo(drafter, city_draft)
    assert named(city_draft) == []
    undo(drafter, city_draft, turn=city_draft.turns.last().pk)
    assert named(city_draft) == ["质量发展科牵头", "计量科牵头"]
    duty = city_draft.responsibilities.first()
    changed = {"keys": [str(action.key)], "name": "质量科", "role": "in_charge"}
    send(drafter, url("draft_duty", city_draft.pk, duty.pk), changed)
    drafter.post(url("remove_duty", city_draft.pk, duty.pk))
    assert named(city_draft) == ["计量科牵头"]
    assert "删除责任分工" in drafter.get(url("draft_steps", city_draft.pk)).text
    undo(drafter, city_draft)
    undo(drafter, city_draft)
    assert named(city_draft) == ["质量发展科牵头", "计量科牵头"]
    assert Responsibility.objects.get(pk=duty.pk).keys == [str(action.key)]


def test_dates_are_taken_back_wherever_they_were_set(city_draft, as_):
    drafter = as_("fuzhou.drafter")
    send(drafter, url("draft_dates", city_draft.pk), DATES)
    asked = {"summary_due": "2024-10-10", "summary_to": "市局", "why": "", "asks": []}
    send(drafter, url("draft_asks", city_draft.pk), asked)
    assert city_draft.turns.count() == 2
    undo(drafter, city_draft)
    city_draft.refresh_from_db()
    assert (city_draft.summary_due, city_draft.signed_on) == (None, dt.date(2024, 8, 20))
    undo(drafter, city_draft)
    city_draft.refresh_from_db()
    assert (city_draft.starts_on, city_draft.ends_on, city_draft.signed_on) == (None, None, None)
    assert city_draft.summary_to == "市局", "what was not a date stays"
    first = drafter.get(url("draft_head", city_draft.pk)).context["form"].initial
    head = {name: value for name, value in first.items() if value} | {"title": "另一个标题"}
    drafter.post(url("draft_head", city_draft.pk), head)
    assert city_draft.turns.count() == 4, "a title alone is no step"


def test_the_day_of_a_report_that_is_asked_for_is_not_taken_away(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    send(drafter, url("draft_dates", city_draft.pk), DATES | {"summary_due": "2024-10-10"})
    type(city_draft).objects.filter(pk=city_draft.pk).update(asks=[world.gulou.pk])
    refused = undo(drafter, city_draft)
    assert "请先取消勾选" in refused.text
    city_draft.refresh_from_db()
    assert city_draft.summary_due == dt.date(2024, 10, 10)
    assert city_draft.turns.get().undone_at is None


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_what_another_changed_since_is_not_taken_back(world, city_draft, as_, headers):
    drafter, action = as_("fuzhou.drafter"), item(city_draft, "计量服务中小企业行")
    world.seat = world.people["fuzhou.manager"].seats.create(unit=world.fuzhou, role="drafter")
    other = as_("fuzhou.manager")
    assigns(drafter, city_draft, action.key, "质量发展科")
    mine = city_draft.turns.last()
    duty = city_draft.responsibilities.get()
    changed = {"keys": [str(action.key)], "name": "质量科", "role": "in_charge"}
    send(other, url("draft_duty", city_draft.pk, duty.pk), changed)
    refused = drafter.post(url("undo_step", city_draft.pk), {"turn": mine.pk}, **headers)
    assert refused.status_code == 409
    for words in ("质量科负责", "没有这一条", "没有撤销"):
        assert words in refused.text
    send(drafter, url("draft_dates", city_draft.pk), DATES)
    mine = city_draft.turns.last()
    send(other, url("draft_dates", city_draft.pk), DATES | {"signed_on": "2024-08-21"})
    refused = drafter.post(url("undo_step", city_draft.pk), {"turn": mine.pk}, **headers)
    assert refused.status_code == 409
    for words in ("2024年8月21日", "未填写"):
        assert words in refused.text
    assert named(city_draft) == ["质量科负责"]
    assert "之后又有修改" in drafter.get(url("draft_steps", city_draft.pk)).text


def test_a_pasted_table_is_one_step(city_draft, as_):
    drafter = as_("fuzhou.drafter")
    table = "名称\t牵头\n首席质量官培训\t质量发展科\n质量走进校园\t市教育局"
    paste(drafter, city_draft, "actions", table, write="1")
    assert len(named(city_draft)) == 2
    assert city_draft.turns.get().act == "成批录入"
    undo(drafter, city_draft)
    assert (named(city_draft), city_draft.items.count()) == ([], 0)


def test_the_list_of_steps_asks_the_same_for_one_and_for_many(city_draft, as_, django_assert_num_queries):
    drafter, action = as_("fuzhou.drafter"), item(city_draft, "计量服务中小企业行")
    assigns(drafter, city_draft, action.key, "质量发展科")
    drafter.get(url("draft_steps", city_draft.pk))

    with CaptureQueriesContext(connection) as one:
        drafter.get(url("draft_steps", city_draft.pk))
    asked = len(one)
    for name in ("计量科", "标准科"):
        assigns(drafter, city_draft, action.key, name)
    with django_assert_num_queries(asked):
        drafter.get(url("draft_steps", city_draft.pk))
