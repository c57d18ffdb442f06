"""Three levels deep: the nation reissues, the province follows and reissues, the city is told and follows. And how
many queries that costs."""

import pytest

from campaigns import editing, following, planning
from campaigns.models import Divergence, Edition
from campaigns.reading import contents
from campaigns.tests.above import reissue, slogans
from campaigns.tests.browsing import item, url
from campaigns.tests.papers import issue
from orgs.models import Message


@pytest.fixture
def chain(world, national) -> tuple[Edition, Edition]:
    """福建's notice in force with a slogan in own words, and 福州's draft under it with another in its own."""
    by = world.people["fujian.drafter"]
    province = planning.start(unit=world.fujian, campaign=national.plan.campaign, parent=national.plan, by=by)
    editing.adapt(edition=province, key=item(province, "塑造中国品牌").key, heading="", by=by,
                  text="塑造福建品牌 建设质量强省")  # fmt: skip
    issue(province)
    drafter = world.people["fuzhou.drafter"]
    city = planning.start(unit=world.fuzhou, campaign=national.plan.campaign, parent=province.plan, by=drafter)
    editing.adapt(edition=city, key=item(city, "塑造福建品牌").key, heading="", by=drafter,
                  text="塑造福州品牌 建设质量强市")  # fmt: skip
    return province, city


def told(world, who: str) -> int:
    return Message.objects.filter(kind="edition_revised", seat__user=world.people[who], channel="portal").count()


def test_a_revision_travels_down_three_levels_each_deciding_for_itself(world, national, chain, as_):
    province, city = chain
    changed = [("塑造中国品牌", "塑造中国品牌 共建质量强国"), ("厚植质量文化", "厚植质量文化 弘扬劳模精神")]
    reissue(national.plan, world.people["nation.drafter"], slogans=changed, added=["质量月月讲"])
    assert (told(world, "fujian.drafter"), told(world, "fuzhou.drafter")) == (1, 0), "the city stands on the province"
    assert slogans(province)[0] == "厚植质量文化 弘扬工匠精神", "an issued plan never changes by itself"

    provincial = as_("fujian.drafter")
    form = {"issue": "reissue", "reason": "上级方案已重新印发，本级相应调整。"}
    page = provincial.post(url("start_again", province.plan_id), form, follow=True)
    assert "还有 <b>1</b> 处待处理" in page.text
    second = province.plan.editions.get(number=2)
    row = Divergence.objects.get(edition=second)
    assert row.old["text"] == "塑造中国品牌 建设质量强国"
    words = {"decision": "rewrite", "text": "塑造福建品牌 共建质量强省", "seen": page.context["up"].waiting[0].seen}
    provincial.post(url("decide_above", second.pk, row.pk), words)
    offline = {"signer": "局长", "signed_on": "2024-08-20"}
    provincial.post(url("record_signing", second.pk), offline)
    issue(Edition.objects.get(pk=second.pk))

    assert told(world, "fuzhou.drafter") == 1
    municipal = as_("fuzhou.drafter")
    assert "上级新增1处、修改2处；自动沿用2处，待处理1处" in municipal.get("/work/").text
    followed = municipal.post(url("follow_above", city.pk), follow=True)
    assert followed.context["up"].waiting[0].change.new.text == "塑造福建品牌 共建质量强省"
    row = Divergence.objects.get(edition=city)
    municipal.post(url("decide_above", city.pk, row.pk), {"decision": "keep"})
    city.refresh_from_db()
    assert slogans(city) == [
        "厚植质量文化 弘扬劳模精神",
        "塑造福州品牌 建设质量强市",
        "全民讲质量 质量利全民",
        "质量月月讲",
    ]
    roots = {i.text: i.root for i in contents(Edition.objects.get(pk=national.pk)).items}
    assert item(city, "塑造福州品牌").root == roots["塑造中国品牌 建设质量强国"]
    assert municipal.post(url("submit_draft", city.pk), follow=True).context["edition"].state == "submitted"


def test_a_correction_keeps_to_the_parent_as_it_was(world, national, chain):
    province, _ = chain
    reissue(national.plan, world.people["nation.drafter"])
    by = world.people["fujian.drafter"]
    mended = planning.start_again(plan=province.plan, issue="correction", reason="更正日期", by=by)
    assert mended.based_on == national
    assert not mended.divergences.exists()


def test_a_supplement_says_on_its_page_what_it_adds_and_changes(world, national, as_):
    by = world.people["nation.drafter"]
    again = planning.start_again(plan=national.plan, issue="supplement", reason="增加口号", by=by)
    editing.add(edition=again, kind="slogan", text="质量月月讲 安心天天享", by=by)
    editing.adapt(edition=again, key=item(again, "全民讲质量").key, heading="", text="全民讲质量 人人享质量", by=by)
    issue(again)
    page = as_("fuzhou.drafter").get(url("work_plan", national.plan_id))
    assert "本次补充的内容" in page.text
    assert [(row.acts, row.words) for row in page.context["supplement"]] == [
        (["修改"], "全民讲质量 人人享质量"), (["新增"], "质量月月讲 安心天天享"),
    ]  # fmt: skip
    assert "本次补充的内容" not in as_("fuzhou.drafter").get(url("work_edition", national.plan_id, 1)).text


def test_notes_that_speak_of_what_went_are_named_and_stay(world, national, city_draft, as_):
    key = item(city_draft, "“优质服务基层行”活动").key
    city_draft.responsibilities.create(keys=[str(key)], name="市卫健委", role="lead")
    city_draft.annex.create(title="社区义诊", item_key=key)
    reissue(national.plan, world.people["nation.drafter"], slogans=(), gone=["“优质服务基层行”活动"])
    page = as_("fuzhou.drafter").post(url("follow_above", city_draft.pk), follow=True)
    assert "市卫健委牵头" in page.text
    assert "社区义诊" in page.text
    assert (city_draft.responsibilities.count(), city_draft.annex.count()) == (1, 1)


@pytest.mark.slow
@pytest.mark.parametrize("changed", [3, 40])
def test_sixty_items_cost_twelve_queries_however_many_changed(city_draft, as_, django_assert_max_num_queries, changed):
    national, drafter = city_draft.based_on, city_draft.created_by
    nation = national.created_by
    big = planning.start_again(plan=national.plan, issue="reissue", reason="扩充", by=nation)
    for n in range(60):
        editing.add(edition=big, kind="slogan", text=f"口号第{n}条", by=nation)
    issue(big)
    city_draft.refresh_from_db()
    following.follow(edition=city_draft, by=drafter)
    for n in range(changed // 2):
        editing.adapt(
            edition=city_draft, key=item(city_draft, f"口号第{n}条").key, heading="", text=f"本级{n}", by=drafter
        )
    reissue(national.plan, nation, slogans=[(f"口号第{n}条", f"口号新{n}条") for n in range(changed)])
    browser = as_("fuzhou.drafter")
    with django_assert_max_num_queries(8):
        browser.get(url("draft_above", city_draft.pk))
    city_draft.refresh_from_db()
    following.follow(edition=city_draft, by=drafter)
    with django_assert_max_num_queries(8):
        page = browser.get(url("draft_above", city_draft.pk))
    assert len(page.context["up"].waiting) == changed // 2
    with django_assert_max_num_queries(12):
        browser.get(url("draft", city_draft.pk))
