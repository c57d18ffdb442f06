"""The parent issues a new edition: what the page says of it, what follows, what waits, and who was first."""

import pytest
from django.core.exceptions import ValidationError

from campaigns import editing, following, planning
from campaigns.models import Divergence, Edition
from campaigns.tests.above import reissue, slogans
from campaigns.tests.browsing import HTMX, item, url
from campaigns.tests.papers import issue
from orgs.models import AuditEvent


def test_the_preview_says_what_it_means_before_anything_changes(behind, as_):
    page = as_("fuzhou.drafter").get(url("draft_above", behind.pk))
    up = page.context["up"]
    assert dict(up.counts) == {"新增": 1, "修改": 3, "移动": 0, "删去": 1}
    assert {(r.words, r.effect) for r in up.revisions} == {
        ("塑造中国品牌 建设质量中国", "waiting"), ("厚植质量文化 弘扬劳模精神", "follows"), ("质量月月讲", "new"),
        ("全民讲质量 人人受益", "left_out"), ("“优质服务基层行”活动", "gone"),
    }  # fmt: skip
    assert "按上级现行稿更新草稿" in page.text
    assert "<ins>" in page.text
    assert slogans(behind) == ["厚植质量文化 弘扬工匠精神", "塑造福州品牌 建设质量强市"], "nothing moved by itself"


def test_following_takes_over_what_was_not_touched_and_lets_the_rest_wait(behind, as_, fuzhou_drafter):
    browser = as_("fuzhou.drafter")
    page = browser.post(url("follow_above", behind.pk), follow=True)
    assert "还有1处" in page.text
    behind.refresh_from_db()
    assert slogans(behind) == ["厚植质量文化 弘扬劳模精神", "塑造福州品牌 建设质量强市", "质量月月讲"]
    assert item(behind, "全民讲质量").reason == "另有口号"
    assert Divergence.objects.get(edition=behind).decision == ""
    draft = browser.get(url("draft", behind.pk))
    assert "还有 1 处待处理" in draft.text
    assert "上级已修订，待处理" in draft.text
    refused = browser.post(url("submit_draft", behind.pk), follow=True)
    assert "上级修订还有1处没有处理" in refused.text
    behind.refresh_from_db()
    assert behind.state == "draft"
    again = browser.post(url("follow_above", behind.pk), follow=True)
    assert "没有更新的印发稿" in again.text


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("keep", "塑造福州品牌 建设质量强市"),
        ("take", "塑造中国品牌 建设质量中国"),
        ("rewrite", "塑造福州品牌 建设质量福州"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_each_decision_does_what_it_says(behind, as_, decision, words, headers):
    drafter = behind.created_by
    following.follow(edition=behind, by=drafter)
    browser, row = as_("fuzhou.drafter"), Divergence.objects.get(edition=behind)
    page = browser.get(url("draft_above", behind.pk), {"rewrite": row.pk} if decision == "rewrite" else {})
    seen = page.context["up"].waiting[0].seen
    posted = {"decision": decision, "seen": seen, "text": "塑造福州品牌 建设质量福州"}
    done = browser.post(url("decide_above", behind.pk, row.pk), posted, **headers)
    assert done.status_code == (200 if headers else 302)
    assert words in slogans(behind)
    row.refresh_from_db()
    assert (row.decision, row.decided_by) == (decision, drafter)
    assert row.mine["text"] == "塑造福州品牌 建设质量强市", "what was taken away is still known"
    assert AuditEvent.objects.filter(act=f"方案·{row.get_decision_display()}", details__key=str(row.key)).exists()
    assert browser.post(url("submit_draft", behind.pk)).status_code == 302
    behind.refresh_from_db()
    assert behind.state == "submitted"


def test_the_form_for_new_words_proposes_mine_with_the_parents_change(
    national, city_draft, nation_drafter, fuzhou_drafter, as_
):
    key = item(city_draft, "推动质量社会共治").key
    editing.adapt(edition=city_draft, key=key, heading="推动全市质量共治", text="广泛动员。", by=fuzhou_drafter)
    edition = planning.start_again(plan=national.plan, issue="reissue", reason="调整", by=nation_drafter)
    editing.adapt(edition=edition, key=key, heading="推动质量社会共治", text="广泛动员群众。", by=nation_drafter)
    issue(edition)
    city_draft.refresh_from_db()
    following.follow(edition=city_draft, by=fuzhou_drafter)
    row = Divergence.objects.get(edition=city_draft)
    form = as_("fuzhou.drafter").get(url("draft_above", city_draft.pk), {"rewrite": row.pk}).context["form"]
    assert (form["heading"].value(), form["text"].value()) == ("推动全市质量共治", "广泛动员群众。")


def test_the_second_to_decide_is_told_who_was_first_and_keeps_what_was_typed(behind, as_, fuzhou_drafter, world):
    following.follow(edition=behind, by=fuzhou_drafter)
    browser, row = as_("fuzhou.drafter"), Divergence.objects.get(edition=behind)
    seen = browser.get(url("draft_above", behind.pk)).context["up"].waiting[0].seen
    following.decide(divergence=row, decision="take", by=world.people["fuzhou.approver"])
    for headers in ({}, HTMX):
        late = browser.post(url("decide_above", behind.pk, row.pk),
                            {"decision": "rewrite", "seen": seen, "text": "我写的字"}, **headers)  # fmt: skip
        assert late.status_code == 409
        assert "fuzhou.approver" in late.text
        assert "沿用上级" in late.text
        assert "我写的字" in late.text
    assert "塑造中国品牌 建设质量中国" in slogans(behind)


def test_words_changed_meanwhile_in_the_draft_are_shown_before_they_are_decided_on(behind, as_, fuzhou_drafter):
    following.follow(edition=behind, by=fuzhou_drafter)
    browser, row = as_("fuzhou.drafter"), Divergence.objects.get(edition=behind)
    seen = browser.get(url("draft_above", behind.pk)).context["up"].waiting[0].seen
    editing.adapt(edition=behind, key=row.key, heading="", text="甲刚改的字", by=fuzhou_drafter)
    for posted in ({"decision": "take"}, {"decision": "rewrite", "text": "乙写的字"}):
        late = browser.post(url("decide_above", behind.pk, row.pk), posted | {"seen": seen})
        assert late.status_code == 409
        assert "甲刚改的字" in late.text
        assert posted.get("text", "") in late.text
    assert "甲刚改的字" in slogans(behind)
    again = late.context["form"]["seen"].value()
    browser.post(url("decide_above", behind.pk, row.pk), {"decision": "rewrite", "text": "乙写的字", "seen": again})
    assert "乙写的字" in slogans(behind)


def test_new_words_must_be_words(behind, as_, fuzhou_drafter):
    following.follow(edition=behind, by=fuzhou_drafter)
    row = Divergence.objects.get(edition=behind)
    empty = as_("fuzhou.drafter").post(url("decide_above", behind.pk, row.pk), {"decision": "rewrite", "text": " "})
    assert empty.status_code == 422
    assert "不能为空" in empty.text
    assert (
        as_("fuzhou.drafter").post(url("decide_above", behind.pk, row.pk), {"decision": "nonsense"}).status_code == 404
    )


def test_all_at_once_is_recorded_one_by_one_and_only_for_those_on_the_page(
    national, city_draft, nation_drafter, fuzhou_drafter, as_
):
    for n, text in enumerate(slogans(city_draft)):
        editing.adapt(
            edition=city_draft, key=item(city_draft, text).key, heading="", text=f"本级{n}", by=fuzhou_drafter
        )
    wanted = [(text, f"新{text}") for text in slogans(national)]
    reissue(national.plan, nation_drafter, slogans=wanted)
    city_draft.refresh_from_db()
    browser = as_("fuzhou.drafter")
    page = browser.post(url("follow_above", city_draft.pk), follow=True)
    assert "全部保留本级" in page.text
    rows = list(Divergence.objects.filter(edition=city_draft))
    posted = {"decision": "take", "divergences": [rows[0].pk, rows[1].pk, "9999", "x"]}
    browser.post(url("decide_all_above", city_draft.pk), posted)
    city_draft.refresh_from_db()
    assert slogans(city_draft) == [wanted[0][1], wanted[1][1], "本级2"]
    assert AuditEvent.objects.filter(act="方案·沿用上级").count() == 2
    with pytest.raises(ValidationError):
        following.decide_all(edition=city_draft, divergences=[rows[2].pk], decision="rewrite", by=fuzhou_drafter)


def test_a_page_of_its_own_for_the_plan_in_force_and_one_click_to_a_new_edition(behind, as_, fuzhou_drafter, world):
    following.follow(edition=behind, by=fuzhou_drafter)
    following.decide_all(
        edition=behind, divergences=[d.pk for d in behind.divergences.all()], decision="keep", by=fuzhou_drafter
    )
    issue(behind)
    national = behind.based_on.plan
    reissue(national, world.people["nation.drafter"],
            slogans=[("塑造中国品牌", "塑造中国品牌 再建质量中国")], added=["再加一条"])  # fmt: skip
    browser = as_("fuzhou.drafter")
    plan = browser.get(url("work_plan", behind.plan_id))
    assert "上级新增1处、修改1处；自动沿用1处，待处理1处" in plan.text
    assert "上级新增1处、修改1处" in browser.get(url("plans")).text
    assert "上级新增1处、修改1处" in browser.get("/work/").text
    preview = browser.get(url("plan_above", behind.plan_id))
    assert "补充通知" in preview.text
    assert Edition.objects.filter(plan=behind.plan).count() == 1
    form = {"issue": "supplement", "reason": "上级方案已重新印发，本级相应调整。"}
    started = browser.post(url("start_again", behind.plan_id), form, follow=True)
    assert "还有 <b>1</b> 处待处理" in started.text
    draft = behind.plan.editions.get(number=2)
    assert (draft.issue, draft.based_on.plan) == ("supplement", national)
    assert "再加一条" in slogans(draft)
    assert "塑造福州品牌 建设质量强市" in slogans(draft)
    assert slogans(behind) == slogans(Edition.objects.get(pk=behind.pk)), "what is issued stays"
    assert browser.get(url("plan_above", behind.plan_id)).url == url("draft_above", draft.pk)
