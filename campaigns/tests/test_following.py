"""The parent issues a new edition: what the page says of it, what follows, what waits, who may, who was first."""

import pytest
from django.core.exceptions import ValidationError

from campaigns import editing, following, planning, signing
from campaigns.models import Divergence, Edition, Item
from campaigns.reading import contents
from campaigns.tests.browsing import HTMX, item, url
from campaigns.tests.papers import issue
from orgs.models import AuditEvent, Message


def reissue(
    plan, by, *, slogans=(("塑造中国品牌 建设质量强国", "塑造中国品牌 建设质量中国"),), added=(), gone=()
) -> Edition:
    """A further edition of a plan, issued: slogans reworded, slogans added, items removed."""
    edition = planning.start_again(plan=plan, issue="reissue", reason="按部署调整", by=by)
    for old, new in slogans:
        editing.adapt(edition=edition, key=item(edition, old).key, heading="", text=new, by=by)
    for text in added:
        editing.add(edition=edition, kind="slogan", text=text, by=by)
    for words in gone:
        editing.withdraw(edition=edition, key=item(edition, words).key, by=by)
    return issue(edition)


def slogans(edition: Edition) -> list[str]:
    return [i.text for i in contents(edition).of("slogan")]


@pytest.fixture
def nation(world):
    return world.people["nation.drafter"]


@pytest.fixture
def drafter(world):
    return world.people["fuzhou.drafter"]


@pytest.fixture
def behind(world, national, city_draft, nation, drafter) -> Edition:
    """福州's draft, with one slogan in own words and one left out, after the nation reissued: the first was reworded
    above, another reworded, one added, an action removed."""
    key = item(city_draft, "塑造中国品牌").key
    editing.adapt(edition=city_draft, key=key, heading="", text="塑造福州品牌 建设质量强市", by=drafter)
    editing.withdraw(edition=city_draft, key=item(city_draft, "全民讲质量").key, reason="另有口号", by=drafter)
    changed = [
        ("塑造中国品牌 建设质量强国", "塑造中国品牌 建设质量中国"),
        ("厚植质量文化", "厚植质量文化 弘扬劳模精神"),
        ("全民讲质量", "全民讲质量 人人受益"),
    ]
    reissue(national.plan, nation, slogans=changed, added=["质量月月讲"], gone=["“优质服务基层行”活动"])
    city_draft.refresh_from_db()
    return city_draft


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


def test_following_takes_over_what_was_not_touched_and_lets_the_rest_wait(behind, as_, drafter):
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


def test_the_form_for_new_words_proposes_mine_with_the_parents_change(national, city_draft, nation, drafter, as_):
    key = item(city_draft, "推动质量社会共治").key
    editing.adapt(edition=city_draft, key=key, heading="推动全市质量共治", text="广泛动员。", by=drafter)
    edition = planning.start_again(plan=national.plan, issue="reissue", reason="调整", by=nation)
    editing.adapt(edition=edition, key=key, heading="推动质量社会共治", text="广泛动员群众。", by=nation)
    issue(edition)
    city_draft.refresh_from_db()
    following.follow(edition=city_draft, by=drafter)
    row = Divergence.objects.get(edition=city_draft)
    form = as_("fuzhou.drafter").get(url("draft_above", city_draft.pk), {"rewrite": row.pk}).context["form"]
    assert (form["heading"].value(), form["text"].value()) == ("推动全市质量共治", "广泛动员群众。")


def test_the_second_to_decide_is_told_who_was_first_and_keeps_what_was_typed(behind, as_, drafter, world):
    following.follow(edition=behind, by=drafter)
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


def test_words_changed_meanwhile_in_the_draft_are_shown_before_they_are_decided_on(behind, as_, drafter):
    following.follow(edition=behind, by=drafter)
    browser, row = as_("fuzhou.drafter"), Divergence.objects.get(edition=behind)
    seen = browser.get(url("draft_above", behind.pk)).context["up"].waiting[0].seen
    editing.adapt(edition=behind, key=row.key, heading="", text="甲刚改的字", by=drafter)
    for posted in ({"decision": "take"}, {"decision": "rewrite", "text": "乙写的字"}):
        late = browser.post(url("decide_above", behind.pk, row.pk), posted | {"seen": seen})
        assert late.status_code == 409
        assert "甲刚改的字" in late.text
        assert posted.get("text", "") in late.text
    assert "甲刚改的字" in slogans(behind)
    again = late.context["form"]["seen"].value()
    browser.post(url("decide_above", behind.pk, row.pk), {"decision": "rewrite", "text": "乙写的字", "seen": again})
    assert "乙写的字" in slogans(behind)


def test_new_words_must_be_words(behind, as_, drafter):
    following.follow(edition=behind, by=drafter)
    row = Divergence.objects.get(edition=behind)
    empty = as_("fuzhou.drafter").post(url("decide_above", behind.pk, row.pk), {"decision": "rewrite", "text": " "})
    assert empty.status_code == 422
    assert "不能为空" in empty.text
    assert (
        as_("fuzhou.drafter").post(url("decide_above", behind.pk, row.pk), {"decision": "nonsense"}).status_code == 404
    )


def test_all_at_once_is_recorded_one_by_one_and_only_for_those_on_the_page(national, city_draft, nation, drafter, as_):
    for n, text in enumerate(slogans(city_draft)):
        editing.adapt(edition=city_draft, key=item(city_draft, text).key, heading="", text=f"本级{n}", by=drafter)
    wanted = [(text, f"新{text}") for text in slogans(national)]
    reissue(national.plan, nation, slogans=wanted)
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
        following.decide_all(edition=city_draft, divergences=[rows[2].pk], decision="rewrite", by=drafter)


def test_a_page_of_its_own_for_the_plan_in_force_and_one_click_to_a_new_edition(behind, as_, drafter, world):
    following.follow(edition=behind, by=drafter)
    following.decide_all(
        edition=behind, divergences=[d.pk for d in behind.divergences.all()], decision="keep", by=drafter
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


@pytest.mark.parametrize("who", ["xiamen.drafter", "hunan.drafter", "fujian.drafter", "nation.drafter", "outsider"])
def test_what_a_revision_means_for_a_unit_is_nobody_elses_business(behind, as_, drafter, who):
    following.follow(edition=behind, by=drafter)
    row, visitor = Divergence.objects.get(edition=behind), as_(who)
    assert visitor.get(url("draft_above", behind.pk)).status_code == 404
    assert visitor.post(url("follow_above", behind.pk)).status_code == 404
    assert visitor.post(url("decide_above", behind.pk, row.pk), {"decision": "take"}).status_code == 404
    posted = {"decision": "take", "divergences": [row.pk]}
    assert visitor.post(url("decide_all_above", behind.pk), posted).status_code == 404
    assert visitor.get(url("plan_above", behind.plan_id)).status_code == 404
    row.refresh_from_db()
    assert row.decision == ""


def test_who_may_not_draft_reads_but_does_not_decide(behind, as_, drafter):
    following.follow(edition=behind, by=drafter)
    row, viewer = Divergence.objects.get(edition=behind), as_("fuzhou.viewer")
    page = viewer.get(url("draft_above", behind.pk))
    assert page.status_code == 200
    assert "保留本级</button>" not in page.text
    assert 'value="keep"' not in page.text
    assert viewer.post(url("decide_above", behind.pk, row.pk), {"decision": "take"}).status_code == 403
    assert viewer.post(url("follow_above", behind.pk)).status_code == 403
    other = planning.start(unit=behind.plan.unit, campaign=behind.plan.campaign, by=drafter, scope="system")
    mine = as_("fuzhou.drafter")
    assert mine.post(url("decide_above", other.pk, row.pk), {"decision": "take"}).status_code == 404


def test_a_second_revision_while_something_waits_keeps_the_oldest_words_and_forgets_what_was_taken_back(
    behind, nation, drafter
):
    following.follow(edition=behind, by=drafter)
    old = Divergence.objects.get(edition=behind).old
    reissue(behind.based_on.plan, nation, slogans=[("塑造中国品牌", "塑造中国品牌 第三次")])
    behind.refresh_from_db()
    following.follow(edition=behind, by=drafter)
    row = Divergence.objects.get(edition=behind)
    assert (row.old, row.new["text"]) == (old, "塑造中国品牌 第三次")
    reissue(behind.based_on.plan, nation, slogans=[("塑造中国品牌", old["text"])])
    behind.refresh_from_db()
    following.follow(edition=behind, by=drafter)
    assert not Divergence.objects.filter(edition=behind, decision="", new__text=old["text"]).exists()
    assert "塑造福州品牌 建设质量强市" in slogans(behind)


def test_those_who_follow_are_told_once_with_what_concerns_them(behind, world):
    told = Message.objects.filter(kind="edition_revised", seat__user=world.people["fuzhou.drafter"], channel="portal")
    assert told.count() == 1
    assert "新增1处、修改3处、删去1处" in told.get().body
    assert "待处理1处" in told.get().body
    assert told.get().url == url("draft_above", behind.pk)
    issued = Message.objects.filter(kind="edition_issued", seat__user=world.people["fujian.drafter"])
    assert issued.exists(), "those with nothing yet hear that there is something to work from"
    assert not Message.objects.filter(kind="edition_revised").exclude(seat__unit=world.fuzhou).exists()


def test_a_mark_left_out_sleeps_while_the_parent_has_nothing_to_leave_out(behind, nation, drafter):
    national = behind.based_on.plan
    following.follow(edition=behind, by=drafter)
    key = item(behind, "全民讲质量").key
    edition = planning.start_again(plan=national, issue="reissue", reason="删", by=nation)
    editing.withdraw(edition=edition, key=key, by=nation)
    issue(edition)
    behind.refresh_from_db()
    following.follow(edition=behind, by=drafter)
    following.decide_all(
        edition=behind, divergences=[d.pk for d in behind.divergences.all()], decision="keep", by=drafter
    )
    assert Item.objects.get(edition=behind, key=key).origin is None
    assert contents(behind).get(key) is None
    issue(behind)
    assert contents(behind).get(key) is None, "a sleeping mark is no part of what was issued"
    again = planning.start_again(plan=behind.plan, issue="reissue", reason="再印", by=drafter)
    assert Item.objects.filter(edition=again, key=key, change="withdrawn").exists()


def test_signing_on_paper_waits_as_well(behind, drafter):
    following.follow(edition=behind, by=drafter)
    with pytest.raises(ValidationError, match="上级修订还有1处"):
        signing.record_signing(edition=behind, signer="局长", signed_on=behind.created_at.date(), by=drafter)
    Edition.objects.filter(pk=behind.pk).update(state="signed")
    with pytest.raises(ValidationError, match="上级修订还有1处"):
        issue(Edition.objects.get(pk=behind.pk))
