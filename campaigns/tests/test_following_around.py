"""Around the page 上级已修订: who may, who is told, what a further revision does to what still waits."""

import pytest
from django.core.exceptions import ValidationError

from campaigns import editing, following, planning, signing
from campaigns.models import Divergence, Edition, Item
from campaigns.reading import contents
from campaigns.tests.above import reissue, slogans
from campaigns.tests.browsing import HTMX, item, url
from campaigns.tests.papers import issue
from orgs.models import Message


@pytest.mark.parametrize("who", ["xiamen.drafter", "hunan.drafter", "fujian.drafter", "nation.drafter", "outsider"])
def test_what_a_revision_means_for_a_unit_is_nobody_elses_business(behind, as_, fuzhou_drafter, who):
    following.follow(edition=behind, by=fuzhou_drafter)
    row, visitor = Divergence.objects.get(edition=behind), as_(who)
    assert visitor.get(url("draft_above", behind.pk)).status_code == 404
    assert visitor.post(url("follow_above", behind.pk)).status_code == 404
    assert visitor.post(url("decide_above", behind.pk, row.pk), {"decision": "take"}).status_code == 404
    posted = {"decision": "take", "divergences": [row.pk]}
    assert visitor.post(url("decide_all_above", behind.pk), posted).status_code == 404
    assert visitor.get(url("plan_above", behind.plan_id)).status_code == 404
    row.refresh_from_db()
    assert row.decision == ""


def test_who_may_not_draft_reads_but_does_not_decide(behind, as_, fuzhou_drafter):
    following.follow(edition=behind, by=fuzhou_drafter)
    row, viewer = Divergence.objects.get(edition=behind), as_("fuzhou.viewer")
    page = viewer.get(url("draft_above", behind.pk))
    assert page.status_code == 200
    assert "保留本级</button>" not in page.text
    assert 'value="keep"' not in page.text
    assert viewer.post(url("decide_above", behind.pk, row.pk), {"decision": "take"}).status_code == 403
    assert viewer.post(url("follow_above", behind.pk)).status_code == 403
    other = planning.start(unit=behind.plan.unit, campaign=behind.plan.campaign, by=fuzhou_drafter, scope="system")
    mine = as_("fuzhou.drafter")
    assert mine.post(url("decide_above", other.pk, row.pk), {"decision": "take"}).status_code == 404


def test_a_second_revision_while_something_waits_keeps_the_oldest_words_and_forgets_what_was_taken_back(
    behind, nation_drafter, fuzhou_drafter
):
    following.follow(edition=behind, by=fuzhou_drafter)
    old = Divergence.objects.get(edition=behind).old
    reissue(behind.based_on.plan, nation_drafter, slogans=[("塑造中国品牌", "塑造中国品牌 第三次")])
    behind.refresh_from_db()
    following.follow(edition=behind, by=fuzhou_drafter)
    row = Divergence.objects.get(edition=behind)
    assert (row.old, row.new["text"]) == (old, "塑造中国品牌 第三次")
    reissue(behind.based_on.plan, nation_drafter, slogans=[("塑造中国品牌", old["text"])])
    behind.refresh_from_db()
    following.follow(edition=behind, by=fuzhou_drafter)
    assert not Divergence.objects.filter(edition=behind, decision="", new__text=old["text"]).exists()
    assert "塑造福州品牌 建设质量强市" in slogans(behind)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_a_decision_made_by_mistake_is_open_again_with_the_words_that_stood(behind, as_, fuzhou_drafter, headers):
    following.follow(edition=behind, by=fuzhou_drafter)
    row, browser = Divergence.objects.get(edition=behind), as_("fuzhou.drafter")
    assert browser.post(url("reopen_above", behind.pk, row.pk)).status_code == 409
    following.decide(divergence=row, decision="take", by=fuzhou_drafter)
    assert "塑造福州品牌 建设质量强市" not in slogans(behind)
    page = browser.post(url("reopen_above", behind.pk, row.pk), follow=True, **headers)
    assert "还有 <b>1</b> 处待处理" in page.text
    assert slogans(behind)[1] == "塑造福州品牌 建设质量强市"
    row.refresh_from_db()
    assert row.decision == ""
    assert as_("fuzhou.viewer").post(url("reopen_above", behind.pk, row.pk)).status_code == 403
    assert as_("xiamen.drafter").post(url("reopen_above", behind.pk, row.pk)).status_code == 404


def test_those_who_follow_are_told_once_with_what_concerns_them(behind, world):
    told = Message.objects.filter(kind="edition_revised", seat__user=world.people["fuzhou.drafter"], channel="portal")
    assert told.count() == 1
    assert "新增1处、修改3处、删去1处" in told.get().body
    assert "待处理1处" in told.get().body
    assert told.get().url == url("draft_above", behind.pk)
    issued = Message.objects.filter(kind="edition_issued", seat__user=world.people["fujian.drafter"])
    assert issued.exists(), "those with nothing yet hear that there is something to work from"
    assert not Message.objects.filter(kind="edition_revised").exclude(seat__unit=world.fuzhou).exists()


def test_a_mark_left_out_sleeps_while_the_parent_has_nothing_to_leave_out(behind, nation_drafter, fuzhou_drafter):
    national = behind.based_on.plan
    following.follow(edition=behind, by=fuzhou_drafter)
    key = item(behind, "全民讲质量").key
    edition = planning.start_again(plan=national, issue="reissue", reason="删", by=nation_drafter)
    editing.withdraw(edition=edition, key=key, by=nation_drafter)
    issue(edition)
    behind.refresh_from_db()
    following.follow(edition=behind, by=fuzhou_drafter)
    following.decide_all(
        edition=behind, divergences=[d.pk for d in behind.divergences.all()], decision="keep", by=fuzhou_drafter
    )
    assert Item.objects.get(edition=behind, key=key).origin is None
    assert contents(behind).get(key) is None
    issue(behind)
    assert contents(behind).get(key) is None, "a sleeping mark is no part of what was issued"
    again = planning.start_again(plan=behind.plan, issue="reissue", reason="再印", by=fuzhou_drafter)
    assert Item.objects.filter(edition=again, key=key, change="withdrawn").exists()


def test_signing_on_paper_waits_as_well(behind, fuzhou_drafter):
    following.follow(edition=behind, by=fuzhou_drafter)
    with pytest.raises(ValidationError, match="上级修订还有1处"):
        signing.record_signing(edition=behind, signer="局长", signed_on=behind.created_at.date(), by=fuzhou_drafter)
    Edition.objects.filter(pk=behind.pk).update(state="signed")
    with pytest.raises(ValidationError, match="上级修订还有1处"):
        issue(Edition.objects.get(pk=behind.pk))
