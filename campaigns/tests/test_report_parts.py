"""Parts of a report: the verbs, the text made of them, and who was first."""

import pytest
from django.core.exceptions import ValidationError

from campaigns import parts, reporting
from campaigns.models import Report, ReportPart
from campaigns.part_sources import source
from campaigns.parts import StalePart
from campaigns.reporting import StaleReport


@pytest.fixture
def by(world):
    return world.people["gulou.reporter"]


@pytest.fixture
def report(owed, by) -> Report:
    return reporting.begin(obligation=owed, by=by)


def _add(report, kind, text, by, **more) -> ReportPart:
    return parts.add(report=report, kind=kind, text=text, by=by, **more)


def test_the_text_is_made_of_the_parts_with_signs_by_place(report, by):
    first = _add(report, "heading", "总体情况", by, level=1)
    _add(report, "text", "开展活动12项。", by)
    deep = _add(report, "heading", "广泛宣传", by, level=2)
    _add(report, "heading", "开展质量宣传进园区", by, level=3)
    _add(report, "text", "进园区3次。", by)
    _add(report, "photos", "启动仪式\n", by, data={"photos": [{"id": "a"}, {"id": "b"}]})
    _add(report, "heading", "下一步打算", by, level=1)
    report.refresh_from_db()
    assert report.text == (
        "一、总体情况\n开展活动12项。\n（一）广泛宣传\n1.开展质量宣传进园区\n进园区3次。\n图1　启动仪式\n图2"
    )
    parts.move(part=deep, after=None, by=by)
    parts.move(part=first, after=deep, by=by)
    report.refresh_from_db()
    assert report.text.startswith("一、总体情况\n开展活动12项。\n1.开展质量宣传进园区")


def test_a_part_goes_behind_another_and_numbers_stay_in_order(report, by):
    one, two = _add(report, "text", "一", by), _add(report, "text", "二", by)
    _add(report, "text", "中", by, after=one)
    assert [(part.text, part.order) for part in report.parts.all()] == [("一", 1), ("中", 2), ("二", 3)]
    parts.remove(part=two, version=0, by=by)
    report.refresh_from_db()
    assert report.text == "一\n中"


def test_free_text_becomes_the_first_part_and_is_not_lost(report, by):
    reporting.save(report=report, title="总结", text="手写的全文。", version=0, by=by)
    _add(report, "text", "补充。", by)
    report.refresh_from_db()
    assert report.text == "手写的全文。\n补充。"


def test_the_first_one_wins_and_the_second_keeps_the_words(report, by):
    part = _add(report, "text", "原文", by)
    parts.edit(part=part, text="甲的修改", version=0, by=by)
    with pytest.raises(StalePart) as stale:
        parts.edit(part=part, text="乙的修改", version=0, by=by)
    assert (stale.value.part.text, stale.value.text) == ("甲的修改", "乙的修改")
    with pytest.raises(StalePart):
        parts.remove(part=part, version=0, by=by)
    assert report.parts.get().text == "甲的修改"


def test_an_edited_part_is_no_longer_drafted_and_its_number_is_marked(report, by):
    text = "开展活动12项。"
    part = _add(report, "text", text, by, drafted=True, sources=[source(text, "12", key="activities", value=12)])
    parts.edit(part=part, text=text, version=0, by=by)
    assert ReportPart.objects.get().is_drafted
    done = parts.edit(part=part, text="共开展活动15项。", version=0, by=by)
    assert not done.is_drafted
    assert [(each["was"], each["at"]) for each in done.sources] == [("12", [5, 7])]


def test_what_was_removed_comes_back_where_it_stood(report, by):
    for words in ("一", "二", "三"):
        _add(report, "text", words, by)
    middle = report.parts.get(text="二")
    parts.remove(part=middle, version=0, by=by)
    back = parts.bring_back(report=report, by=by)
    assert back.public_id == middle.public_id
    assert [part.text for part in report.parts.all()] == ["一", "二", "三"]
    assert parts.bring_back(report=report, by=by) is None


def test_handed_in_nothing_changes_any_more(report, owed, by):
    part = _add(report, "text", "正文", by)
    report.refresh_from_db()
    reporting.hand_in(report=report, obligations=[owed], by=by)
    for act in (
        lambda: parts.edit(part=part, text="改", version=0, by=by),
        lambda: parts.remove(part=part, version=0, by=by),
        lambda: parts.move(part=part, after=None, by=by),
        lambda: _add(report, "text", "加", by),
    ):
        with pytest.raises(ValidationError):
            act()
    assert [part.text for part in report.parts.all()] == ["正文"]


def test_a_form_of_free_text_opened_before_does_not_write_over_the_parts(report, by):
    _add(report, "text", "分段写的", by)
    with pytest.raises((ValidationError, StaleReport)):
        reporting.save(report=report, title="总结", text="旧表单里的全文", version=0, by=by)
    report.refresh_from_db()
    saved = reporting.save(report=report, title="新标题", text=None, version=report.version, by=by)
    assert (saved.title, saved.text) == ("新标题", "分段写的")


def test_a_copy_that_is_mended_takes_the_parts_along(world, ask, report, owed, by):
    other = ask(world.gulou, title="系统内总结").obligations.get()
    _add(report, "text", "正文", by)
    report.refresh_from_db()
    reporting.hand_in(report=report, obligations=[owed, other], by=by)
    reporting.send_back(obligation=owed, reason="请补充", by=world.people["fuzhou.manager"])
    owed.refresh_from_db()
    copy = reporting.begin(obligation=owed, by=by)
    assert copy.pk != report.pk
    parts.edit(part=copy.parts.get(), text="改过的正文", version=0, by=by)
    assert report.parts.get().text == "正文"
