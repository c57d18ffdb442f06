"""What is left out of a draft leaves a folded trace in its place, with the way back; where a step taken back opens."""

from campaigns import editing
from campaigns.tests.browsing import HTMX, item, send, url


def order(text: str, *words: str) -> list[int]:
    found = [text.find(each) for each in words]
    assert -1 not in found, words
    return found


def test_a_trace_stands_where_the_item_stood(world, city_draft, as_):
    drafter, slogan = as_("fuzhou.drafter"), item(city_draft, "塑造中国品牌")
    send(drafter, url("item_withdraw", city_draft.pk, slogan.key), {"reason": "本市另有口号"}, **HTMX)
    first = item(city_draft, "计量服务中小企业行")
    done = send(drafter, url("item_withdraw", city_draft.pk, first.key), {"reason": ""})
    assert done.url.endswith(f"#i-{first.key}")
    page = drafter.get(url("draft", city_draft.pk)).text
    places = order(page, "弘扬工匠精神</span>", "本级未列入：2.塑造中国品牌", "质量利全民</span>")
    assert places == sorted(places)
    places = order(page, "开展质量强企系列活动</h3>", "本级未列入：（一）1.计量服务中小企业行", "质量强企经验交流</h4>")
    assert places == sorted(places)
    assert page.count('class="paper-trace"') == 2
    assert "原因：本市另有口号" in page
    seen = drafter.get(url("draft", city_draft.pk)).context["traces"]
    entry = next(entry for entries in seen.values() for entry in entries if entry.item.key == slogan.key)
    drafter.post(f"{url('item_restore', city_draft.pk, slogan.key)}?seen={entry.seen}")
    assert item(city_draft, "塑造中国品牌").change == "inherited"


def test_what_goes_along_with_an_arrangement_has_no_trace_of_its_own(world, city_draft, as_):
    drafter, home = as_("fuzhou.drafter"), item(city_draft, "深入开展质量惠民行动")
    send(drafter, url("item_withdraw", city_draft.pk, home.key), {"reason": ""})
    page = drafter.get(url("draft", city_draft.pk)).text
    assert page.count('class="paper-trace"') == 1
    assert "本级未列入：（二）深入开展质量惠民行动" in page


def test_an_own_item_that_is_deleted_leaves_none(world, city_draft, as_):
    own = editing.add(edition=city_draft, kind="slogan", text="本级口号", by=world.people["fuzhou.drafter"])
    done = send(as_("fuzhou.drafter"), url("item_withdraw", city_draft.pk, own.key), {"reason": ""})
    assert done.url.endswith("#part-slogan")
    assert 'class="paper-trace"' not in as_("fuzhou.drafter").get(url("draft", city_draft.pk)).text


def test_readers_see_no_traces(world, city_draft, as_):
    editing.withdraw(edition=city_draft, key=item(city_draft, "塑造中国品牌").key, by=world.people["fuzhou.drafter"])
    assert 'class="paper-trace"' not in as_("fuzhou.approver").get(url("draft", city_draft.pk)).text


def test_without_script_a_step_taken_back_opens_where_it_was(world, city_draft, as_):
    drafter, slogan = as_("fuzhou.drafter"), item(city_draft, "塑造中国品牌")
    editing.adapt(edition=city_draft, key=slogan.key, heading="", text="甲", by=world.people["fuzhou.drafter"])
    assert drafter.post(url("undo_step", city_draft.pk)).url.endswith(f"#i-{slogan.key}")
