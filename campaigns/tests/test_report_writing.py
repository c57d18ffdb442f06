"""The writing page: each part changed in place, with a script or without."""

import pytest
from django.urls import reverse

from campaigns import parts, releasing, reporting
from campaigns.models import ReportPart
from campaigns.tests.reports import page, state, url, write


@pytest.fixture
def who(as_):
    return as_("gulou.reporter")


def _address(name: str, owed, part=None) -> str:
    return reverse(f"campaigns:{name}", args=[owed.pk] if part is None else [owed.pk, part.pk])


def _shown(client, owed, query: str = "") -> str:
    return client.get(_address("writing", owed) + query).content.decode()


def _added(client, owed, text: str, kind: str = "text") -> ReportPart:
    client.post(_address("part_add", owed), {"kind": kind, "text": text})
    return ReportPart.objects.get(report__obligations=owed, text=text)


def test_written_moved_removed_and_brought_back(who, owed):
    assert "还没有内容" in _shown(who, owed)
    _added(who, owed, "总体情况", "h1")
    part = _added(who, owed, "开展活动12项。")
    assert "一、</" not in _shown(who, owed)
    assert "一、总体情况" in _shown(who, owed)
    assert f'name="version" value="{part.version}"' in _shown(who, owed, f"?edit={part.pk}")
    done = who.post(_address("part_edit", owed, part), {"text": "开展活动13项。", "version": 0}, follow=True)
    assert "开展活动13项。" in done.content.decode()
    who.post(_address("part_move", owed, part), {"to": "up"})
    assert [each.text for each in part.report.parts.all()] == ["开展活动13项。", "总体情况"]
    gone = who.post(_address("part_remove", owed, part), {"version": 1}, follow=True)
    assert "已删去一段" in gone.content.decode()
    who.post(_address("part_restore", owed))
    assert "开展活动13项。" in _shown(who, owed)


def test_the_second_writer_sees_both_texts_and_may_save_over(who, owed, as_):
    part = _added(who, owed, "原文")
    as_("gulou.manager").post(_address("part_edit", owed, part), {"text": "甲的修改", "version": 0})
    answer = who.post(_address("part_edit", owed, part), {"text": "乙的修改", "version": 0})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "甲的修改" in shown
    assert "乙的修改" in shown
    assert 'name="version" value="1"' in shown
    who.post(_address("part_edit", owed, part), {"text": "两人的修改", "version": 1})
    part.refresh_from_db()
    assert part.text == "两人的修改"


def test_words_for_a_part_that_was_removed_meanwhile_are_not_lost(who, owed):
    part = _added(who, owed, "原文")
    who.post(_address("part_remove", owed, part), {"version": 0})
    answer = who.post(_address("part_edit", owed, part), {"text": "我的修改", "version": 0})
    assert answer.status_code == 409
    assert "我的修改" in answer.content.decode()
    assert "删去了这一段" in answer.content.decode()


def test_the_page_asks_as_much_at_three_parts_as_at_thirty(who, owed, django_assert_num_queries):
    _shown(who, owed)
    for number in range(3):
        _added(who, owed, f"第{number}段")
    with django_assert_num_queries(7):
        _shown(who, owed)
    for number in range(27):
        _added(who, owed, f"又第{number}段")
    with django_assert_num_queries(7):
        _shown(who, owed)


def test_handed_in_from_the_obligations_page_with_the_parts_text(who, owed):
    _added(who, owed, "分段写的总结。")
    shown = page(who, owed)
    assert "打开写作页" in shown
    assert '<textarea name="text"' not in shown
    version = owed.__class__.objects.get(pk=owed.pk).report.version
    write(who, owed, "hand_in", text="表单里夹带的正文", version=version)
    assert state(owed) == "handed_in"
    owed.refresh_from_db()
    assert owed.report.text == "分段写的总结。"
    assert who.get(_address("writing", owed)).status_code == 404


def test_nothing_of_it_is_for_others(owed, as_, who):
    part = _added(who, owed, "正文")
    for name in ("writing", "part_add", "part_restore", "numbers_update"):
        method = "get" if name == "writing" else "post"
        assert getattr(as_("gulou.viewer"), method)(_address(name, owed)).status_code == 403
        assert getattr(as_("xiamen.reporter"), method)(_address(name, owed)).status_code == 404
    for name in ("part_edit", "part_remove", "part_move"):
        assert as_("fuzhou.manager").post(_address(name, owed, part)).status_code == 403
        assert as_("xiamen.reporter").post(_address(name, owed, part)).status_code == 404


def test_a_part_of_another_report_is_not_found_here(world, who, owed, ask, as_):
    other = ask(world.housing, title="住建总结").obligations.get()
    theirs = _added(as_("housing.reporter"), other, "住建的正文")
    assert who.post(_address("part_remove", owed, theirs), {"version": 0}).status_code == 404
    assert who.post(_address("part_edit", owed, theirs), {"text": "改", "version": 0}).status_code == 409
    theirs.refresh_from_db()
    assert theirs.text == "住建的正文"


def test_a_long_text_is_said_to_be_long(who, owed, world):
    report = reporting.begin(obligation=owed, by=world.people["gulou.reporter"])
    parts.add(report=report, kind="text", text="质" * 4001, by=world.people["gulou.reporter"])
    assert "超过建议的4000字" in _shown(who, owed)


def test_hostile_words_stay_words(who, owed):
    _added(who, owed, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in _shown(who, owed)
    assert url("obligation", owed)


def test_what_is_no_summary_is_not_drafted_from_activities(world, as_, ask):
    """The way there would be a dead end."""
    owed = ask(world.gulou, kind="collect").obligations.get()
    found = as_("gulou.reporter").get(reverse("campaigns:writing", args=[owed.pk])).content.decode()
    assert "生成初稿" not in found
    assert "生成初稿" not in page(as_("gulou.reporter"), owed)


def test_nothing_is_written_for_what_is_not_asked_any_more(world, as_, owed):
    gulou, here = as_("gulou.reporter"), reverse("campaigns:writing", args=[owed.pk])
    assert gulou.get(here).status_code == 200
    releasing.release(obligations=[owed], why="单位撤并", by=None)
    assert gulou.get(here).status_code == 404
    assert gulou.get(reverse("activities:draft_report", args=[owed.pk])).status_code == 404
    told = gulou.get(reverse("activities:compose", args=[owed.pk]), follow=True).content.decode()
    assert "这项报送已不再要求本单位办理（单位撤并）" in told
    assert "已经报送，不能修改" not in told
