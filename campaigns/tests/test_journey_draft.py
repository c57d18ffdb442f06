"""Drafting in a real browser: saved as it is typed, two at one item, no line, an expired log-in, moved by hand."""

import re

import pytest
from playwright.sync_api import expect

from campaigns.choices import State
from campaigns.models import Edition
from campaigns.tests.browsing import item
from campaigns.tests.drafting_windows import at_draft, entry, log_in, open_words, restore

__all__ = ["at_draft"]  # the fixture
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_typed_saved_taken_back(at_draft, city_draft):
    page = at_draft("fuzhou.drafter")
    entry(page, "塑造中国品牌").locator("span").first.click()
    field = page.locator(".item-panel [name=text]")
    expect(field).to_be_focused()
    field.fill("塑造福州品牌")
    field.press("End")
    page.keyboard.type(" 建设质量强市")
    expect(page.locator(".words-saved")).to_have_text(re.compile(r"已保存 \d\d:\d\d（fuzhou.drafter）"))
    expect(page.locator("#origin ins").first).to_be_visible()
    expect(page.locator("#counts")).to_contain_text("结合本级调整")
    page.keyboard.press("Escape")
    expect(page.locator(".item-panel")).to_have_count(0)
    expect(entry(page, "塑造福州品牌 建设质量强市")).to_be_focused()
    page.reload()
    expect(entry(page, "塑造福州品牌 建设质量强市")).to_be_visible()
    assert city_draft.turns.count() == 1
    page.click("#undo button")
    expect(entry(page, "塑造中国品牌")).to_be_visible()
    expect(page.locator("#undo button")).to_be_disabled()
    page.get_by_role("link", name="修改记录").click()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("main button", has_text="恢复").click()
    page.goto(f"/work/drafts/{city_draft.pk}/")
    expect(entry(page, "塑造福州品牌 建设质量强市")).to_be_visible()


def test_opened_and_closed_again_decides_nothing(at_draft, city_draft):
    page = at_draft("fuzhou.drafter")
    open_words(page, "塑造中国品牌")
    page.click(".item-panel button:has-text('完成')")
    expect(page.locator(".item-panel")).to_have_count(0)
    open_words(page, "塑造中国品牌")
    open_words(page, "全民讲质量")
    expect(page.locator(".item-panel")).to_have_count(1)
    assert not city_draft.items.exists()


def test_two_at_one_item_get_both_texts_and_see_each_other(at_draft, city_draft):
    one, other = at_draft("fuzhou.drafter"), at_draft("fuzhou.manager")
    first, second = open_words(one, "塑造中国品牌"), open_words(other, "塑造中国品牌")
    expect(other.locator("#here")).to_contain_text("fuzhou.drafter")
    expect(other.locator(".writing")).to_contain_text("fuzhou.drafter正在修改这一条")
    first.fill("甲的文字")
    expect(one.locator(".words-saved")).to_contain_text("已保存")
    second.fill("乙的文字")
    expect(other.locator(".both")).to_contain_text("甲的文字")
    expect(other.locator(".both")).to_contain_text("乙的文字")
    expect(other.locator(".item-panel [name=text]")).to_have_value("乙的文字")
    assert item(city_draft, "甲的文字")
    other.reload()
    restore(other)
    expect(other.locator(".both")).to_contain_text("甲的文字")
    assert item(city_draft, "甲的文字"), "not even after a reload"
    other.click(".item-panel button:has-text('用我的文字保存')")
    expect(other.locator(".item-panel")).to_have_count(0)
    expect(entry(other, "乙的文字")).to_be_visible()
    assert item(city_draft, "乙的文字")
    expect(other.locator("#kept")).to_be_hidden()


def test_who_only_reads_it_is_seen_and_changes_nothing(at_draft, city_draft):
    reader, drafter = at_draft("fuzhou.approver"), at_draft("fuzhou.drafter")
    expect(drafter.locator("#here")).to_contain_text("fuzhou.approver")
    reader.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(reader.locator("#here")).to_contain_text("fuzhou.drafter")
    expect(reader.locator("[data-grip], .item-do, #undo")).to_have_count(0)


def test_a_lost_line_loses_nothing_and_says_so(at_draft, city_draft):
    page = at_draft("fuzhou.drafter")
    field = open_words(page, "塑造中国品牌")
    page.context.set_offline(True)
    field.fill("断线时写的文字")
    expect(page.locator("#lost")).to_contain_text("连接已断开")
    expect(page.locator(".words-saved")).to_contain_text("尚未保存")
    assert not city_draft.items.exists()
    page.context.set_offline(False)
    expect(page.locator(".words-saved")).to_contain_text("已保存")
    expect(page.locator("#lost")).to_be_hidden()
    assert item(city_draft, "断线时写的文字")


def test_a_page_that_died_offers_what_was_typed(at_draft, city_draft):
    page = at_draft("fuzhou.drafter")
    field = open_words(page, "塑造中国品牌")
    page.route("**/save/", lambda route: route.abort())
    field.fill("还没有保存的文字")
    expect(page.locator("#lost")).to_be_visible()
    page.context.set_offline(True)  # else the page saves as it closes
    page.goto("about:blank")
    page.unroute("**/save/")
    page.context.set_offline(False)
    page.goto(f"/work/drafts/{city_draft.pk}/")
    expect(page.locator("#kept")).to_contain_text("还没有保存的文字")
    restore(page)
    # the closing page may have got it through after all: then there is nothing left to save
    expect(page.locator(".words-saved")).to_have_text(re.compile("已保存|没有未保存的文字"))
    assert item(city_draft, "还没有保存的文字")
    expect(page.locator("#kept")).to_be_hidden()
    add = page.locator(".item-add a", has_text="新增口号")
    add.click()
    page.fill("#add-slogan [name=text]", "新的口号")
    page.goto("about:blank")
    page.goto(f"/work/drafts/{city_draft.pk}/")
    restore(page)
    expect(page.locator("#add-slogan [name=text]")).to_have_value("新的口号")
    page.click("#add-slogan button:has-text('新增')")
    expect(entry(page, "新的口号")).to_be_visible()
    page.reload()
    expect(page.locator("#kept")).to_be_hidden()


def test_an_expired_log_in_is_told_and_the_words_are_saved_after_it(at_draft, city_draft, as_, live_server):
    page = at_draft("fuzhou.drafter")
    field = open_words(page, "塑造中国品牌")
    page.context.clear_cookies()
    field.fill("过期后写的文字")
    expect(page.locator("#lost")).to_contain_text("登录已过期")
    expect(page.locator("#lost a")).to_have_attribute("href", "/accounts/login/")
    assert not city_draft.items.exists()
    log_in(page.context, as_("fuzhou.manager"), live_server.url)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("#lost")).to_contain_text("已换了人员登录")
    assert not city_draft.items.exists(), "not under another's name"
    expect(page.locator(".item-panel [name=text]")).to_have_value("过期后写的文字")
    log_in(page.context, as_("fuzhou.drafter"), live_server.url)
    page.reload()
    restore(page)
    expect(page.locator(".words-saved")).to_contain_text("已保存")
    assert item(city_draft, "过期后写的文字")


def test_a_draft_sent_for_review_meanwhile_keeps_the_words_on_the_page(at_draft, city_draft):
    page = at_draft("fuzhou.drafter")
    field = open_words(page, "塑造中国品牌")
    Edition.objects.filter(pk=city_draft.pk).update(state=State.SUBMITTED)
    field.fill("来不及的文字")
    expect(page.locator("#lost")).to_contain_text("不能")
    expect(field).to_have_value("来不及的文字")
    assert not city_draft.items.exists()
