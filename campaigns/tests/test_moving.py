"""Moving items by the verbs gives the order a person sees: whatever was moved before, the list does as told."""

import random
import re

import pytest

from campaigns import editing
from campaigns.reading import contents
from campaigns.tests.browsing import HTMX, item, send, url
from campaigns.tests.test_drafting_desk import big_draft
from campaigns.words import seen_of


@pytest.mark.slow
def test_any_sequence_of_moves_does_to_the_list_what_it_says(world, campaign):
    draft, by, chance = big_draft(world, campaign), world.people["fuzhou.drafter"], random.Random(9)  # noqa: S311
    wanted = [i.key for i in contents(draft).of("slogan")]
    for _ in range(40):
        key, position = chance.choice(wanted), chance.randrange(len(wanted) + 2)
        editing.move(edition=draft, key=key, position=position, by=by)
        wanted.remove(key)
        wanted.insert(position, key)
        assert [i.key for i in contents(draft).of("slogan")] == wanted


@pytest.mark.slow
def test_actions_leave_one_arrangement_and_join_another_in_order(world, campaign):
    draft, by, chance = big_draft(world, campaign), world.people["fuzhou.drafter"], random.Random(4)  # noqa: S311
    homes = {i.key: [a.key for a in contents(draft).of("action", i.key)] for i in contents(draft).of("arrangement")}
    for _ in range(30):
        source = chance.choice([home for home, actions in homes.items() if actions])
        target = chance.choice(list(homes))
        key = chance.choice(homes[source])
        homes[source].remove(key)
        position = chance.randrange(len(homes[target]) + 1)
        homes[target].insert(position, key)
        editing.move(edition=draft, key=key, under=target, position=position, by=by)
        found = contents(draft)
        assert {home: [a.key for a in found.of("action", home)] for home in homes} == homes


@pytest.mark.slow
def test_leaving_one_out_keeps_the_decided_order_of_the_rest(world, campaign):
    draft, by = big_draft(world, campaign), world.people["fuzhou.drafter"]
    slogans = [i.key for i in contents(draft).of("slogan")]
    editing.move(edition=draft, key=slogans[9], position=3, by=by)
    before = [i.key for i in contents(draft).of("slogan")]
    editing.withdraw(edition=draft, key=before[0], by=by)
    assert [i.key for i in contents(draft).of("slogan")] == before[1:]


def test_the_buttons_up_and_down(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    last = contents(city_draft).of("slogan")[-1]
    address = url("item_move", city_draft.pk, last.key)
    drafter.post(address, {"step": "up"}, **HTMX)
    assert [i.key for i in contents(city_draft).of("slogan")].index(last.key) == 1
    drafter.post(address, {"step": "up"})
    drafter.post(address, {"step": "up"})
    assert contents(city_draft).of("slogan")[0].key == last.key
    drafter.post(address, {"step": "down"})
    assert [i.key for i in contents(city_draft).of("slogan")].index(last.key) == 1
    wrong = drafter.post(address, {"position": "很前"})
    assert wrong.status_code == 422
    assert "请填写数字" in wrong.text
    strange = {"position": "1", "under": "00000000-0000-4000-8000-000000000000"}
    action = item(city_draft, "质量强企经验交流")
    assert drafter.post(url("item_move", city_draft.pk, action.key), strange).status_code == 404


def test_kept_beside_the_derived_one_and_restored(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    base = item(city_draft, "计量服务中小企业行")
    drafter.post(url("item_derive", city_draft.pk, base.key), {"heading": "计量服务物联网企业"})
    own = item(city_draft, "计量服务物联网企业")
    assert "保留上级" in drafter.get(url("item_adapt", city_draft.pk, own.key)).text
    drafter.post(url("item_keep", city_draft.pk, own.key))
    assert [i.key for i in contents(city_draft).of("action", base.under)][:2] == [base.key, own.key]
    send(drafter, url("item_withdraw", city_draft.pk, own.key), {})
    slogan = item(city_draft, "塑造中国品牌")
    send(drafter, url("item_adapt", city_draft.pk, slogan.key), {"text": "本级口号"})
    restore = url("item_restore", city_draft.pk, slogan.key)
    unseen = drafter.post(restore)
    assert unseen.status_code == 409
    assert "本级口号" in unseen.text
    assert item(city_draft, "本级口号").change == "adapted"
    drafter.post(f"{restore}?seen={seen_of(item(city_draft, '本级口号'))}")
    assert item(city_draft, "塑造中国品牌").change == "inherited"
    send(drafter, url("item_withdraw", city_draft.pk, slogan.key), {})
    page = drafter.get(url("draft", city_draft.pk)).text
    drafter.post(re.search(rf'"({restore}\?seen=[^"]+)"', page)[1])
    assert item(city_draft, "塑造中国品牌").change == "inherited"


def test_an_action_carries_out_a_whole_arrangement(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    arrangement = item(city_draft, "开展质量强企系列活动")
    drafter.post(url("item_derive", city_draft.pk, arrangement.key) + "?kind=action", {"heading": "百企质量行"})
    own = item(city_draft, "百企质量行")
    assert (own.change, own.under, own.root) == ("derived", arrangement.key, arrangement.root)
    assert item(city_draft, "开展质量强企系列活动").change == "inherited"
