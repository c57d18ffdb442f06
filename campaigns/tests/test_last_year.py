"""Starting from last year's plan, from the parent, from both, from nothing: through the page."""

import datetime as dt

import pytest

from campaigns import editing, planning
from campaigns.models import Campaign, Edition
from campaigns.reading import contents
from campaigns.tests.browsing import item, url
from campaigns.tests.papers import draft_national, issue


@pytest.fixture
def next_year(db) -> Campaign:
    return Campaign.objects.create(year=2025, name="2025年全国“质量月”", starts_on=dt.date(2025, 9, 1),
                                   ends_on=dt.date(2025, 9, 30))  # fmt: skip


@pytest.fixture
def last(world, city_draft) -> Edition:
    """福州's plan of 2024: a slogan in own words, one left out, an action carried out in an own way, one added."""
    by, draft = world.people["fuzhou.drafter"], city_draft
    editing.adapt(
        edition=draft, key=item(draft, "塑造中国品牌").key, heading="", text="塑造福州品牌 建设质量强市", by=by
    )
    editing.withdraw(edition=draft, key=item(draft, "优质服务基层行").key, reason="由卫健部门部署", by=by)
    editing.derive(edition=draft, base=item(draft, "计量服务中小企业行").key, kind="action",
                   heading="计量服务台企行", by=by)  # fmt: skip
    home = item(draft, "深入开展质量惠民行动").key
    own = editing.add(edition=draft, kind="action", heading="2024年“质量福州”集市（9月10日）", under=home, by=by)
    draft.responsibilities.create(keys=[str(own.key)], name="质量发展科", role="lead")
    draft.annex.create(
        title="2024年质量开放日", starts_on=dt.date(2024, 9, 12), unit_name="市住建局", list_title="活动安排"
    )
    draft.title, draft.summary_due = "福州市2024年“质量月”通知", dt.date(2024, 10, 12)
    draft.asks, draft.document_number = [world.gulou.pk, 999999], "榕质强办〔2024〕3号"
    draft.contacts = [{"name": "张三", "phone": "0591-00000000"}]
    draft.save()
    return issue(draft)


def started(drafter, campaign, **posted) -> Edition:
    drafter.post(url("choose_campaign"), {"campaign": campaign.slug})
    answer = drafter.post(url("start_plan"), {"campaign": campaign.slug, "scope": "region", "kind": "notice", **posted})
    assert answer.status_code == 302, answer.context["form"].errors
    return Edition.objects.get(pk=int(answer.url.split("/drafts/")[1].split("/")[0]))


def test_from_last_year_alone(world, last, next_year, as_):
    drafter = as_("fuzhou.drafter")
    draft = started(drafter, next_year, unit=world.fuzhou.pk, last_year=last.plan_id)
    assert draft.title == "福州市2025年“质量月”通知"
    assert draft.summary_due == dt.date(2025, 10, 12)
    assert draft.document_number == ""
    assert draft.asks == [world.gulou.pk]
    found = contents(draft)
    assert {i.change for i in found.items} == {"added"}
    assert [i.text for i in found.of("slogan")] == [i.text for i in contents(last).of("slogan")]
    market = item(draft, "质量福州")
    assert market.heading == "2025年“质量福州”集市（9月10日）"
    assert next(i for i in found.items if i.key == market.under).heading == "深入开展质量惠民行动"
    assert draft.items.get(key=market.key).previous.edition == last
    assert [duty.keys for duty in draft.responsibilities.all()] == [[str(market.key)]]
    page = drafter.get(url("draft_last_year", draft.pk)).text
    for words in ("2024年改为2025年", "1个已不参加", "写有日期，请核对", "今年另行登记", "带入上年附件所列活动（1项）"):
        assert words in page
    done = drafter.post(url("bring_annex", draft.pk), follow=True)
    assert "已带入上年附件所列活动1项" in done.text
    entry = draft.annex.get()
    assert (entry.title, entry.starts_on) == ("2025年质量开放日", dt.date(2025, 9, 12))
    assert "附件已有内容" in drafter.post(url("bring_annex", draft.pk), follow=True).text
    assert draft.annex.count() == last.annex.count() == 1


def test_from_both_offers_what_was_done_and_applies_what_is_ticked(world, last, next_year, as_):
    above = draft_national(world, next_year)
    Edition.objects.filter(pk=above.pk).update(document_number="国市监质发〔2025〕60号")
    issue(above)
    drafter = as_("fuzhou.drafter")
    draft = started(drafter, next_year, unit=world.fuzhou.pk, parent=above.plan_id, last_year=last.plan_id)
    assert item(draft, "塑造中国品牌").change == "inherited", "the parent's words of this year stand"
    assert item(draft, "优质服务基层行").change == "inherited"
    market = item(draft, "质量福州")
    assert next(i for i in contents(draft).items if i.key == market.under).heading == "深入开展质量惠民行动"
    page = drafter.get(url("draft_last_year", draft.pk))
    habits = {habit.did: habit for habit in page.context["habits"]}
    assert set(habits) == {"结合本级调整", "本级未列入", "细化落实"}
    assert "塑造<del>中国</del><ins>福州</ins>品牌" in page.text
    assert "由卫健部门部署" in page.text
    drafter.post(url("draft_last_year", draft.pk), {"take": [str(h.last.key) for h in habits.values()] + ["x"]})
    assert item(draft, "塑造福州品牌").change == "adapted"
    assert item(draft, "优质服务基层行").change == "withdrawn"
    own = item(draft, "计量服务台企行")
    assert (own.change, own.base.heading) == ("derived", "计量服务中小企业行")
    assert drafter.get(url("draft_last_year", draft.pk)).context["habits"] == []


def test_from_nothing(world, next_year, as_):
    draft = started(as_("fuzhou.drafter"), next_year, unit=world.fuzhou.pk)
    assert contents(draft).items == ()
    assert as_("fuzhou.drafter").get(url("draft_last_year", draft.pk)).status_code == 404


def test_others_last_years_are_not_offered(world, last, next_year, as_):
    drafter = as_("xiamen.drafter")
    drafter.post(url("choose_campaign"), {"campaign": next_year.slug})
    assert "参照的上年方案" not in drafter.get(url("start_plan")).text
    posted = {"campaign": next_year.slug, "unit": world.xiamen.pk, "last_year": last.plan_id, "scope": "region"}
    drafter.post(url("start_plan"), posted | {"kind": "notice"})
    assert not Edition.objects.filter(plan__unit=world.xiamen).exclude(last_year=None).exists()


def test_a_verb_refuses_foreign_or_later_years(world, last, campaign):
    with pytest.raises(Exception, match="以前年度已印发的方案"):
        planning.start(unit=world.fuzhou, campaign=campaign, scope="system", by=None, last_year=last.plan)


def test_what_is_issued_now_stays_linked_to_last_year(world, last, next_year):
    draft = planning.start(unit=world.fuzhou, campaign=next_year, by=None, last_year=last.plan)
    issue(draft)
    assert draft.items.exclude(previous=None).count() == len(contents(last).items)
