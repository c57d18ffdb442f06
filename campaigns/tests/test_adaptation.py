"""调整用语: the unit's rules, proposed one by one, applied only to what a person chose."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import adaptation, editing, planning
from campaigns.models import AdaptationRule, Edition
from campaigns.reading import contents
from campaigns.tests.browsing import item, url
from campaigns.tests.papers import issue
from campaigns.tests.test_adapting import FUJIAN_SLOGANS_2024, NATIONAL_SLOGANS_2024

RULES = (("质量强国", "质量强省"), ("中国品牌", "福建品牌"))


@pytest.fixture
def draft(world, campaign) -> Edition:
    """福建's draft under a national notice with the ten slogans of 2024."""
    by = world.people["nation.drafter"]
    national = planning.start(unit=world.nation, campaign=campaign, by=by, title="关于开展2024年全国“质量月”活动的通知")
    for text in NATIONAL_SLOGANS_2024:
        editing.add(edition=national, kind="slogan", text=text, by=by)
    editing.add(edition=national, kind="section", heading="建设质量强国", text="质量强国，人人有责。", by=by)
    issue(national)
    return planning.start(unit=world.fujian, campaign=campaign, parent=national.plan, by=world.people["fujian.drafter"])


def slogans(edition) -> tuple[str, ...]:
    return tuple(each.text for each in contents(edition).of("slogan"))


def test_the_rules_give_fujians_ten_through_the_page(world, draft, as_):
    drafter = as_("fujian.drafter")
    assert "还没有设置调整用语" in drafter.get(url("draft_adapting", draft.pk)).text
    for old, new in RULES:
        drafter.post(url("adaptation_rules"), {"unit": world.fujian.pk, "old": old, "new": new})
    page = drafter.get(url("draft_adapting", draft.pk)).text
    assert slogans(draft) == NATIONAL_SLOGANS_2024, "nothing is replaced by looking"
    assert "质量强<del>国</del><ins>省</ins>" in page
    assert page.count('value="take:') == 5
    every = {str(each.item.key): f"take:{each.seen}" for each in adaptation.adaptations(draft)}
    done = drafter.post(url("draft_adapting", draft.pk), every, follow=True)
    assert "已调整5条" in done.text
    assert slogans(draft) == FUJIAN_SLOGANS_2024
    assert "没有可以照调整用语修改的地方" in done.text


def test_only_what_was_chosen_changes_and_what_was_declined_is_not_offered_again(world, draft, as_):
    by = world.people["fujian.drafter"]
    for old, new in RULES:
        adaptation.add_rule(unit=world.fujian, old=old, new=new, by=by)
    one, two = item(draft, "实施质量强国战略"), item(draft, "塑造中国品牌")
    drafter = as_("fujian.drafter")
    offered = {each.item.key: each.seen for each in adaptation.adaptations(draft)}
    chosen = {str(one.key): f"take:{offered[one.key]}", str(two.key): f"leave:{offered[two.key]}", "x": "take:1"}
    drafter.post(url("draft_adapting", draft.pk), chosen)
    assert item(draft, "实施质量强省战略").change == "adapted"
    assert item(draft, "塑造中国品牌").change == "inherited"
    assert len(adaptation.adaptations(draft)) == 3
    none = drafter.post(url("draft_adapting", draft.pk), {str(one.key): ""}, follow=True)
    assert "未作修改" in none.text


def test_what_somebody_changed_meanwhile_is_left_and_named(world, draft, as_):
    by = world.people["fujian.drafter"]
    adaptation.add_rule(unit=world.fujian, old="质量强国", new="质量强省", by=by)
    one = item(draft, "共筑质量强国")
    editing.adapt(edition=draft, key=one.key, heading="", text="共筑质量强国 共享八闽幸福", by=by)
    sent = {str(one.key): "take:old"}
    page = as_("fujian.drafter").post(url("draft_adapting", draft.pk), sent, follow=True)
    assert "已被修改，没有调整" in page.text
    assert item(draft, "共筑质量强国").text == "共筑质量强国 共享八闽幸福"


def test_rules_are_checked_and_stay_the_units_own(world, draft, as_):
    drafter = as_("fujian.drafter")
    drafter.post(url("adaptation_rules"), {"unit": world.fujian.pk, "old": "全国", "new": "全省"})
    again = drafter.post(url("adaptation_rules"), {"unit": world.fujian.pk, "old": "全国", "new": "全市"})
    assert again.status_code == 422
    assert "“全国”已有一条调整用语" in again.text
    assert drafter.post(url("adaptation_rules"), {"unit": world.fujian.pk, "old": "", "new": "省"}).status_code == 422
    assert drafter.post(url("adaptation_rules"), {"unit": world.hunan.pk, "old": "甲", "new": "乙"}).status_code == 404
    rule = AdaptationRule.objects.get()
    for stranger, status in (("xiamen.drafter", 404), ("fujian.viewer", 403), ("outsider", 404)):
        assert as_(stranger).post(url("remove_adaptation_rule", rule.pk)).status_code == status
    assert "全省" not in as_("xiamen.drafter").get(url("adaptation_rules")).text
    assert as_("fujian.viewer").get(url("adaptation_rules")).status_code == 404
    drafter.post(url("remove_adaptation_rule", rule.pk))
    assert not AdaptationRule.objects.exists()


def test_a_rule_that_protects_words_reads_as_such(world, as_):
    adaptation.add_rule(unit=world.fujian, old="中国质量奖", new="中国质量奖", by=world.people["fujian.drafter"])
    assert "不改" in as_("fujian.drafter").get(url("adaptation_rules")).text


def test_a_draft_sent_for_review_takes_no_rules(world, draft, as_):
    adaptation.add_rule(unit=world.fujian, old="质量强国", new="质量强省", by=world.people["fujian.drafter"])
    one = item(draft, "共筑质量强国")
    Edition.objects.filter(pk=draft.pk).update(state="submitted")
    answer = as_("fujian.drafter").post(url("draft_adapting", draft.pk), {str(one.key): "take:x"})
    assert answer.status_code == 403
    assert slogans(draft) == NATIONAL_SLOGANS_2024


def test_the_page_asks_a_constant_number_of_questions(world, draft, as_, django_assert_max_num_queries):
    adaptation.add_rule(unit=world.fujian, old="质量", new="质量（福建）", by=world.people["fujian.drafter"])
    drafter = as_("fujian.drafter")
    with CaptureQueriesContext(connection) as frame:
        drafter.get(reverse("orgs:messages"))
    with django_assert_max_num_queries(len(frame) + 8):
        drafter.get(url("draft_adapting", draft.pk))
