"""The working page of a draft: one item at a time, saved as it is typed, who is here, duties and dates in place."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import editing, signing
from campaigns.models import Presence
from campaigns.tests.browsing import HTMX, item, url
from campaigns.tests.test_drafting_desk import big_draft
from campaigns.words import seen_of
from orgs import audit


def types(browser, draft, one, text, *, who, **more):
    posted = {"text": text, "heading": "", "seen": seen_of(one), "who": str(who.pk)} | more
    return browser.post(url("item_save", draft.pk, one.key), posted)


def at(one) -> dict:
    """Headers of a request for one place of the document."""
    return HTMX | {"HTTP_HX_TARGET": f"i-{one.key}"}


def test_words_are_saved_as_they_are_typed(world, city_draft, as_):
    drafter, who = as_("fuzhou.drafter"), world.people["fuzhou.drafter"]
    slogan = item(city_draft, "塑造中国品牌")
    first = types(drafter, city_draft, slogan, "塑造福州品牌", who=who).json()
    now = item(city_draft, "塑造福州品牌")
    assert (now.change, first["seen"]) == ("adapted", seen_of(now))
    assert "fuzhou.drafter" in first["parts"]["saved"]
    assert "结合本级调整" in first["parts"][f"mark-{slogan.key}"]
    assert "塑造福州品牌" in first["parts"][f"o-{slogan.key}"]
    assert "<ins>" in first["parts"]["origin"]
    assert "结合本级调整" in first["parts"]["counts"]
    types(drafter, city_draft, now, "塑造福州品牌 建设质量强市", who=who)
    assert city_draft.turns.count() == 1
    assert "塑造福州品牌 建设质量强市" in drafter.get(url("draft", city_draft.pk)).text


def test_the_second_one_typing_gets_both_texts(world, city_draft, as_):
    drafter, who = as_("fuzhou.drafter"), world.people["fuzhou.drafter"]
    slogan = item(city_draft, "塑造中国品牌")
    editing.adapt(edition=city_draft, key=slogan.key, heading="", text="甲的文字", by=world.people["fuzhou.approver"])
    late = types(drafter, city_draft, slogan, "乙的文字", who=who)
    assert late.status_code == 409
    both = late.json()["both"]
    for words in ("甲的文字", "乙的文字", "fuzhou.approver", seen_of(item(city_draft, "甲的文字")), "保留对方的文字"):
        assert words in both
    assert item(city_draft, "甲的文字")


def test_what_cannot_be_saved_says_why(world, city_draft, as_):
    drafter, who = as_("fuzhou.drafter"), world.people["fuzhou.drafter"]
    slogan = item(city_draft, "塑造中国品牌")
    assert "请填写" in types(drafter, city_draft, slogan, " ", who=who).json()["errors"][0]
    section = item(city_draft, "推动质量社会共治")
    assert "不能为空" in types(drafter, city_draft, section, " ", who=who).json()["errors"][0]
    assert "最多200个字" in types(drafter, city_draft, slogan, "长" * 201, who=who).json()["errors"][0]
    other = types(drafter, city_draft, slogan, "换了人", who=world.people["fuzhou.approver"])
    assert (other.status_code, "换了人员登录" in other.json()["stopped"]) == (409, True)
    own = editing.add(edition=city_draft, kind="slogan", text="本级口号", by=who)
    gone = item(city_draft, "本级口号")
    editing.withdraw(edition=city_draft, key=own.key, by=who)
    assert "已不在方案中" in types(drafter, city_draft, gone, "还在写", who=who).json()["stopped"]
    signing.submit(edition=city_draft, by=who)
    assert "不能修改" in types(drafter, city_draft, slogan, "来不及", who=who).json()["stopped"]
    assert item(city_draft, "塑造中国品牌").change == "inherited"


@pytest.mark.parametrize("who", ["fuzhou.viewer", "fuzhou.approver", "xiamen.drafter", "fujian.drafter", "outsider"])
def test_only_drafters_of_the_unit_change_it(world, city_draft, as_, who):
    visitor, slogan = as_(who), item(city_draft, "塑造中国品牌")
    refused = 403 if who.startswith("fuzhou") else 404
    step = editing.add(edition=city_draft, kind="slogan", text="甲", by=world.people["fuzhou.drafter"])
    assert types(visitor, city_draft, slogan, "别人的字", who=world.people[who]).status_code == refused
    for name in ("undo_step", "draft_dates"):
        assert visitor.post(url(name, city_draft.pk), {"turn": city_draft.turns.last().pk}).status_code == refused
    for name in ("draft_steps", "draft_units", "draft_dates"):
        assert visitor.get(url(name, city_draft.pk)).status_code == refused
    duties = url("item_duties", city_draft.pk, slogan.key)
    assert visitor.post(duties, {"names": "甲局", "role": "lead", "keys": [str(slogan.key)]}).status_code == refused
    looks = 200 if who.startswith("fuzhou") else 404
    assert visitor.post(url("draft_here", city_draft.pk)).status_code == looks
    assert visitor.get(url("item_source", city_draft.pk, slogan.key)).status_code == looks
    assert city_draft.items.get().key == step.key
    assert not city_draft.responsibilities.exists()


def test_only_the_item_is_drawn_again_when_only_its_words_changed(world, city_draft, as_):
    drafter, slogan = as_("fuzhou.drafter"), item(city_draft, "塑造中国品牌")
    address = url("item_adapt", city_draft.pk, slogan.key)
    opened = drafter.get(address, **at(slogan))
    assert opened.text.lstrip().startswith('<li class="paper-slogan item-panel"')
    assert 'id="doc"' not in opened.text
    closed = drafter.get(url("item", city_draft.pk, slogan.key), **at(slogan))
    assert closed.text.count("全民讲质量") == 0
    assert 'id="counts"' in closed.text
    moved = drafter.post(url("item_move", city_draft.pk, slogan.key), {"step": "up"}, **at(slogan))
    assert (moved["HX-Retarget"], 'id="doc"' in moved.text) == ("#doc", True)
    assert "1." in moved["HX-Trigger-After-Settle"] or "\\u73b0\\u4e3a" in moved["HX-Trigger-After-Settle"]


def test_saving_and_opening_ask_little_at_sixty_items(world, campaign, as_, django_assert_max_num_queries):
    draft, drafter, who = big_draft(world, campaign), as_("fuzhou.drafter"), world.people["fuzhou.drafter"]
    slogan = item(draft, "口号15")
    types(drafter, draft, slogan, "口号十五", who=who)
    with CaptureQueriesContext(connection) as asked:
        assert types(drafter, draft, item(draft, "口号十五"), "口号十五号", who=who).status_code == 200
    assert len(asked) - 4 <= 30, len(asked)  # four are the test's own
    with django_assert_max_num_queries(11):
        drafter.get(url("item_adapt", draft.pk, slogan.key), **at(slogan))
    for name in ("item_source", "item"):
        with django_assert_max_num_queries(11):
            drafter.get(url(name, draft.pk, slogan.key), **at(slogan))


def test_steps_are_listed_and_taken_back(world, city_draft, as_):
    drafter, who = as_("fuzhou.drafter"), world.people["fuzhou.drafter"]
    slogan, other = item(city_draft, "塑造中国品牌"), world.people["fuzhou.approver"]
    types(drafter, city_draft, slogan, "塑造福州品牌", who=who)
    editing.add(edition=city_draft, kind="slogan", text="本级口号", by=other)
    page = drafter.get(url("draft_steps", city_draft.pk)).text
    assert "塑造中国品牌" in page
    assert page.count('name="turn"') == 2
    assert "撤销：修改" in drafter.get(url("draft", city_draft.pk)).text
    drafter.post(url("undo_step", city_draft.pk))
    assert item(city_draft, "塑造中国品牌").change == "inherited"
    again = city_draft.turns.last()
    assert "恢复<span" in drafter.get(url("draft_steps", city_draft.pk)).text
    drafter.post(url("undo_step", city_draft.pk), {"turn": again.pk})
    assert item(city_draft, "塑造福州品牌").change == "adapted"
    twice = drafter.post(url("undo_step", city_draft.pk), {"turn": again.pk}, follow=True)
    assert "已经撤销过" in twice.text
    foreign = drafter.post(url("undo_step", city_draft.pk), {"turn": 10**6}, follow=True)
    assert "已经撤销过" in foreign.text
    with_script = drafter.post(url("undo_step", city_draft.pk), **HTMX)
    assert 'id="doc"' in with_script.text
    assert [row.act for row in audit.history(city_draft)][-3:] == ["方案·撤销", "方案·恢复", "方案·撤销"]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_a_step_that_another_overtook_shows_both(world, city_draft, as_, headers):
    drafter, who = as_("fuzhou.drafter"), world.people["fuzhou.drafter"]
    slogan = item(city_draft, "塑造中国品牌")
    types(drafter, city_draft, slogan, "甲的文字", who=who)
    editing.adapt(edition=city_draft, key=slogan.key, heading="", text="乙的文字", by=world.people["fuzhou.approver"])
    refused = drafter.post(url("undo_step", city_draft.pk), **headers)
    assert refused.status_code == 409
    for words in ("乙的文字", "塑造中国品牌 建设质量强国", "没有撤销"):
        assert words in refused.text
    assert item(city_draft, "乙的文字")
    assert "之后又有修改" in drafter.get(url("draft_steps", city_draft.pk)).text


def test_who_else_is_here(world, city_draft, as_, time_machine):
    start = dt.datetime(2024, 8, 1, 2, 0, tzinfo=dt.UTC)
    time_machine.move_to(start, tick=False)
    slogan, here = item(city_draft, "塑造中国品牌"), url("draft_here", city_draft.pk)
    one, other = as_("fuzhou.drafter"), as_("fuzhou.approver")
    assert one.post(here, {"key": str(slogan.key)}).json()["others"] == []
    assert one.get(here).status_code == 405
    found = other.post(here).json()
    assert found["others"] == [{"name": "fuzhou.drafter", "key": str(slogan.key)}]
    assert (found["editable"], found["version"]) == (True, city_draft.version)
    assert one.post(here, {"key": "nonsense"}).status_code == 200
    time_machine.move_to(start + dt.timedelta(seconds=61), tick=False)
    assert other.post(here).json()["others"] == []
    one.post(here)
    one.post(here, {"leave": "1"})
    assert other.post(here).json()["others"] == []
    assert Presence.objects.count() == 1


def test_the_log_in_of_the_session_must_not_be_guessed_from_an_answer(client, city_draft):
    answer = client.post(url("draft_here", city_draft.pk))
    assert answer.status_code == 302, "the page's script sees a redirect and says that the log-in has expired"
