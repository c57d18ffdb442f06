"""开头段 through the page: made by itself, written in own words, the first wins, restored, frozen, on paper."""

import datetime as dt
import io

import pytest
from docx import Document as Word

from campaigns import editing, screening, signing
from campaigns.models import Edition
from campaigns.scanning import key_of
from campaigns.tests.browsing import HTMX, send, url
from campaigns.tests.papers import draft_national, issue
from orgs import audit

CITED = "根据《关于开展2024年全国“质量月”活动的通知》（国市监质发〔2024〕74号），"
MADE = f"{CITED}定于2024年9月1日至30日开展2024年“质量月”活动。"
OWN = "为深入推进质量强市建设，现将有关事项通知如下："
AT = HTMX | {"HTTP_HX_TARGET": "i-opening"}


def page(browser, draft) -> str:
    return browser.get(url("draft", draft.pk)).text


def seen(browser, draft) -> str:
    return browser.get(url("opening_write", draft.pk)).context["form"]["seen"].value()


def types(browser, draft, text, *, who, seen):
    return browser.post(url("opening_save", draft.pk), {"text": text, "seen": seen, "who": str(who.pk)})


def words_of(edition: Edition, browser) -> str:
    answer = browser.get(url("edition_paper", edition.pk), {"as": "docx", "form": "clean", "head": "down"})
    return "\n".join(each.text for each in Word(io.BytesIO(answer.content)).paragraphs)


def test_it_is_made_of_what_the_document_cites_and_seen_while_drafting(city_draft, as_):
    drafter = as_("fuzhou.drafter")
    shown = page(drafter, city_draft)
    assert MADE in shown
    assert "自动生成" in shown
    dates = {"starts_on": "2024-09-10", "ends_on": "2024-09-20"}
    send(drafter, url("draft_dates", city_draft.pk), dates | {"signed_on": "", "summary_due": ""})
    assert "定于2024年9月10日至20日开展" in page(drafter, city_draft)


def test_own_words_are_saved_as_they_are_typed_and_one_step(world, city_draft, as_):
    drafter, who = as_("fuzhou.drafter"), world.people["fuzhou.drafter"]
    first = types(drafter, city_draft, "为深入", who=who, seen=seen(drafter, city_draft)).json()
    assert "本级自拟" in first["parts"]["mark-opening"]
    types(drafter, city_draft, OWN, who=who, seen=first["seen"])
    city_draft.refresh_from_db()
    assert (city_draft.opening, city_draft.turns.count()) == (OWN, 1)
    assert audit.history(city_draft).filter(act="方案·修改").count() == 1
    shown = page(drafter, city_draft)
    assert OWN in shown
    assert MADE not in shown
    assert OWN in words_of(city_draft, drafter)
    drafter.post(url("undo_step", city_draft.pk))
    assert MADE in page(drafter, city_draft)


def test_without_script_it_is_a_form(city_draft, as_):
    drafter = as_("fuzhou.drafter")
    saved = send(drafter, url("opening_write", city_draft.pk), {"text": OWN})
    assert saved.url.endswith("#i-opening")
    own = seen(drafter, city_draft)
    back = drafter.post(f"{url('opening_restore', city_draft.pk)}?seen={own}", follow=True)
    assert MADE in back.text
    assert Edition.objects.get(pk=city_draft.pk).opening is None
    send(drafter, url("opening_write", city_draft.pk), {"text": " "})
    assert "（没有开头段）" in page(drafter, city_draft)
    assert "现将有关事项通知如下" not in words_of(city_draft, drafter)


def test_with_script_only_the_paragraph_is_drawn_again(city_draft, as_):
    drafter = as_("fuzhou.drafter")
    opened = drafter.get(url("opening_write", city_draft.pk), **AT)
    assert 'data-words="opening"' in opened.text
    assert 'id="doc"' not in opened.text
    closed = drafter.get(url("opening", city_draft.pk), **AT)
    assert closed.text.lstrip().startswith('<div class="paper-item" id="i-opening"')
    assert "自动生成" in drafter.get(url("opening_source", city_draft.pk)).text


def test_the_second_one_gets_both_texts(world, city_draft, as_):
    one, other = as_("fuzhou.drafter"), world.people["fuzhou.drafter"]
    before = seen(one, city_draft)
    types(one, city_draft, "甲的开头。", who=other, seen=before)
    late = types(one, city_draft, "乙的开头。", who=other, seen=before)
    assert late.status_code == 409
    for words in ("甲的开头。", "乙的开头。", "用我的文字保存", "保留对方的文字"):
        assert words in late.json()["both"]
    plain = one.post(url("opening_write", city_draft.pk), {"text": "丙的开头。", "seen": before})
    assert plain.status_code == 409
    assert "丙的开头。" in plain.text
    restored = one.post(f"{url('opening_restore', city_draft.pk)}?seen={before}")
    assert (restored.status_code, "甲的开头。" in restored.text) == (409, True)
    city_draft.refresh_from_db()
    assert city_draft.opening == "甲的开头。"


def test_what_cannot_be_saved_says_why(world, city_draft, as_):
    drafter, who = as_("fuzhou.drafter"), world.people["fuzhou.drafter"]
    at = seen(drafter, city_draft)
    assert "4000" in types(drafter, city_draft, "长" * 4001, who=who, seen=at).json()["errors"][0]
    other = types(drafter, city_draft, OWN, who=world.people["fuzhou.approver"], seen=at)
    assert (other.status_code, "换了人员登录" in other.json()["stopped"]) == (409, True)
    signing.submit(edition=city_draft, by=who)
    assert "不能修改" in types(drafter, city_draft, OWN, who=who, seen=at).json()["stopped"]
    city_draft.refresh_from_db()
    assert city_draft.opening is None


@pytest.mark.parametrize("who", ["fuzhou.viewer", "fuzhou.approver", "xiamen.drafter", "fujian.drafter", "outsider"])
def test_only_drafters_of_the_unit_write_it(world, city_draft, as_, who):
    visitor, refused = as_(who), 403 if who.startswith("fuzhou") else 404
    assert types(visitor, city_draft, "别人的字", who=world.people[who], seen="").status_code == refused
    for name in ("opening_write", "opening_restore"):
        assert visitor.post(url(name, city_draft.pk), {"text": "别人的字"}).status_code == refused
    assert visitor.get(url("opening", city_draft.pk)).status_code == refused
    looks = 200 if who.startswith("fuzhou") else 404
    assert visitor.get(url("opening_source", city_draft.pk)).status_code == looks
    city_draft.refresh_from_db()
    assert city_draft.opening is None


def test_it_is_frozen_at_issue(city_draft, campaign, as_, client):
    issue(city_draft)
    type(campaign).objects.update(starts_on=dt.date(2024, 8, 1))
    type(city_draft).objects.filter(pk=city_draft.based_on_id).update(starts_on=None, ends_on=None)
    city_draft.refresh_from_db()
    assert city_draft.opening_issued.startswith(MADE)
    shown = as_("fuzhou.drafter").get(url("work_plan", city_draft.plan_id)).text
    assert MADE in shown
    assert "《关于开展2024年全国“质量月”活动的通知》" in client.get(url("plan", city_draft.plan.public_id)).text


def test_own_words_reach_the_public_page_and_what_is_hidden_does_not(world, campaign, as_, client):
    draft = draft_national(world, campaign)
    draft.opening = "根据国务院部署，联系电话13800138000。"
    draft.save()
    issued = issue(draft, public=False)
    assert issued.opening_issued == ""
    approver = as_("nation.approver")
    sent = {"openness": "public", "reviewer": "办公室", "reviewed_on": "2024-08-01"}
    refused = approver.post(url("disclose_plan", issued.pk), sent)
    assert "公开前核查还有1处没有处理" in refused.text
    assert "开头段" in refused.text
    screening.decide(edition=issued, key=key_of("13800138000"), decision="hide", by=world.people["nation.approver"])
    approver.post(url("disclose_plan", issued.pk), sent)
    address = url("plan", issued.plan.public_id)
    assert "根据国务院部署，联系电话［已隐去］。" in client.get(address).text
    paper = Word(io.BytesIO(client.get(url("plan_docx", issued.plan.public_id)).content))
    assert "根据国务院部署，联系电话［已隐去］。" in [each.text for each in paper.paragraphs]


def test_a_further_edition_keeps_own_words(world, city_draft, as_):
    editing.add(edition=city_draft, kind="slogan", text="本级口号", by=world.people["fuzhou.drafter"])
    Edition.objects.filter(pk=city_draft.pk).update(opening=OWN)
    city_draft.refresh_from_db()
    issue(city_draft)
    again = as_("fuzhou.drafter").post(
        url("start_again", city_draft.plan_id), {"issue": "reissue", "reason": "内容有较大调整"}, follow=True
    )
    assert OWN in again.text
