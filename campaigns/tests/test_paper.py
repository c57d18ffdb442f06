"""One layout for every page: parts, annexes, what was left out, and where things stood in the parent."""

import pytest

from campaigns import editing
from campaigns.models import AnnexEntry
from campaigns.paper import lay_out
from campaigns.reading import beside_parent
from campaigns.resolving import Base, Contents, Resolved
from campaigns.tests.browsing import item, url
from campaigns.tests.papers import issue


def one(kind, key, **more):
    return Resolved(key, key, kind, more.pop("change", "added"), more.pop("heading", f"{kind}{key}"), **more)


def test_parts_are_numbered_as_far_as_they_are_there():
    paper = lay_out(Contents((one("theme", 1), one("action", 2), one("requirement", 3), one("slogan", 4))))
    assert [part.title for part in paper.parts] == ["一、活动主题", "活动内容", "二、重点安排", "三、工作要求"]
    assert [entry.item.key for entry in paper.parts[2].loose] == [2]
    assert [entry.item.key for entry in paper.entries()] == [1, 2, 3, 4]
    assert (paper.annexes[0].number, paper.annexes[0].anchor) == ("", "part-slogan")


@pytest.mark.parametrize(("lists", "numbers"), [(["2", "3"], "123"), (["1"], "12"), (["1", "3"], "123"), ([], "")])
def test_slogans_bear_the_first_number_no_list_has(lists, numbers):
    rows = [AnnexEntry(list=number, title="质量开放日") for number in lists]
    annexes = lay_out(Contents((one("slogan", 1),)), annex=rows).annexes
    assert "".join(annex.number for annex in annexes) == numbers
    assert sum(bool(annex.slogans) for annex in annexes) == 1


def test_what_was_left_out_stands_in_the_parents_order_with_its_signs():
    homes = [Base(key, "arrangement", position=place) for place, key in enumerate("ab")]
    gone = [Resolved(n, n, "action", "withdrawn", under=under, position=at, base=Base(n, "action", None, under, at))
            for n, (under, at) in enumerate((("b", 0), ("a", 1), ("b", 2), ("a", 0)))]  # fmt: skip
    kept = [Resolved(home.key, home.key, "arrangement", "inherited", base=home) for home in homes]
    (group,) = lay_out(Contents(tuple(kept), tuple(gone))).left_out
    assert [entry.sign for entry in group.entries] == ["（一）1.", "（一）2.", "（二）1.", "（二）3."]


def test_an_issued_plan_says_where_a_moved_item_stood(world, city_draft, as_):
    moved = item(city_draft, "全民讲质量")
    editing.move(edition=city_draft, key=moved.key, position=0, by=world.people["fuzhou.drafter"])
    in_draft = lay_out(beside_parent(city_draft)).find(moved.key).before
    issue(city_draft)
    assert in_draft == lay_out(beside_parent(city_draft)).find(moved.key).before == "上级为第3条"
    assert "上级为第3条" in as_("fuzhou.drafter").get(url("work_plan", city_draft.plan_id)).text


def test_who_sees_only_what_is_public_is_led_to_the_public_page(city_draft, as_, national):
    first = item(city_draft, "塑造中国品牌")
    editing.withdraw(edition=city_draft, key=first.key, reason="内部原因", by=None)
    editing.adapt(edition=city_draft, key=item(city_draft, "全民讲质量").key, heading="", text="本级文字", by=None)
    issue(city_draft)
    type(city_draft).objects.filter(pk=city_draft.pk).update(openness="public")
    type(city_draft).objects.filter(pk=national.pk).update(openness="")
    address = url("work_plan", city_draft.plan_id)
    assert "内部原因" in as_("fuzhou.viewer").get(address).text
    answer = as_("hunan.drafter").get(address)
    assert (answer.status_code, answer.url) == (302, url("plan_edition", city_draft.plan.public_id, 1))
    page = as_("hunan.drafter").get(answer.url).content.decode()
    assert "本级文字" in page
    assert "内部原因" not in page
    assert "塑造中国品牌" not in page
