"""历次报送 word for word, the comparison, and notes on paragraphs."""

import datetime as dt

import pytest
from django.urls import reverse

from campaigns import hand_ins, notes, parts, reporting
from campaigns.models import FieldAnswer, Obligation, ReportFile, ReportHandIn, ReportNote, RequestField
from campaigns.tests.reports import PNG, page, upload, url, write
from orgs.moves import StaleState


@pytest.fixture
def who(as_):
    return as_("gulou.reporter")


@pytest.fixture
def asker(as_):
    return as_("fuzhou.manager")


def _handed_in(who, owed, text: str, **more) -> ReportHandIn:
    found = Obligation.objects.select_related("report").get(pk=owed.pk)
    version = found.report.version if found.report else 0
    write(who, owed, "hand_in", text=text, version=version, **more)
    return ReportHandIn.objects.filter(obligation=owed).latest("number")


def _return(asker, owed, reason="请补充"):
    asker.post(url("report_return", owed), {"reason": reason})


def _list(client, owed, query=""):
    return client.get(reverse("campaigns:hand_ins", args=[owed.pk]) + query)


def test_each_hand_in_is_kept_and_bears_what_became_of_it(world, who, asker, owed):
    write(who, owed, "save", text="开展活动12项。", attach=upload("照片.png", PNG))
    field = RequestField.objects.create(request=owed.request, kind="number", label="培训", unit="场")
    FieldAnswer.objects.create(obligation=owed, field=field, value=12, qualifier="约")
    owed.refresh_from_db()
    reporting.hand_in(report=owed.report, obligations=[owed], by=world.people["gulou.reporter"])
    first = ReportHandIn.objects.get()
    _return(asker, owed)
    _handed_in(who, owed, "开展活动15项，参加群众300余人次。")
    asker.post(url("report_accept", owed))
    rows = list(ReportHandIn.objects.filter(obligation=owed).order_by("number"))
    assert [(row.number, row.decision, row.reason) for row in rows] == [(1, "returned", "请补充"), (2, "accepted", "")]
    assert [row.text for row in rows] == ["开展活动12项。", "开展活动15项，参加群众300余人次。"]
    assert first.answers == [
        {
            "label": "培训",
            "unit": "场",
            "value": 12,
            "qualifier": "约",
            "is_known": False,
            "words": "约12场",
            "columns": [],
        }
    ]
    assert [file["name"] for file in first.files] == ["照片.png"]


def test_own_fields_read_as_they_were_given(who, owed, world):
    write(who, owed, "save", text="开展活动12项。")
    number, table = (
        RequestField.objects.create(request=owed.request, order=place, **each)
        for place, each in enumerate(
            ({"kind": "number", "label": "企业", "unit": "家次"},
             {"kind": "table", "label": "名单", "options": ["名称", "地点"]})
        )
    )  # fmt: skip
    FieldAnswer.objects.create(obligation=owed, field=number, value=400, qualifier="余")
    FieldAnswer.objects.create(obligation=owed, field=table, value=[["开放日", "一楼"]])
    owed.refresh_from_db()
    reporting.hand_in(report=owed.report, obligations=[owed], by=world.people["gulou.reporter"])
    found = _list(who, owed).content.decode()
    assert "400余家次" in found
    assert "<td>开放日</td>" in found
    assert "[[" not in found


def test_the_page_marks_what_changed_since_the_return_for_both_sides(who, asker, owed):
    _handed_in(who, owed, "开展活动12项。")
    _return(asker, owed, "数字请核对")
    _handed_in(who, owed, "开展活动15项。")
    for client in (who, asker):
        shown = _list(client, owed).content.decode()
        assert "上次退回之后的修改" in shown
        assert "数字请核对" in shown
        assert "<ins>" in shown
        assert "<del>" in shown
        assert "第1次" in _list(client, owed, "?new=1").content.decode()
        assert "历次报送" in page(client, owed)


def test_what_was_handed_in_stays_with_the_office_while_it_is_written_anew(who, asker, owed):
    _handed_in(who, owed, "开展活动12项。")
    _return(asker, owed)
    write(who, owed, "save", text="未报送的新稿", version=Obligation.objects.get(pk=owed.pk).report.version)
    shown = page(asker, owed)
    assert "历次报送" in shown
    assert "未报送的新稿" not in shown + _list(asker, owed).content.decode()


def test_an_office_further_above_and_a_sister_see_none_of_it(who, owed, as_):
    _handed_in(who, owed, "绝密词")
    for name, expected in (("fujian.manager", 404), ("xiamen.manager", 404), ("housing.reporter", 404)):
        assert _list(as_(name), owed).status_code == expected
    assert "绝密词" not in page(as_("fujian.manager"), owed)


def test_twins_of_hand_ins_and_notes_agree(who, asker, owed, world):
    _handed_in(who, owed, "正文")
    asker.post(reverse("campaigns:note_add", args=[owed.pk]), {"text": "第一条"})
    for moment in ("handed_in", "returned"):
        for user in world.people.values():
            for model, right in ((ReportHandIn, "view_hand_in"), (ReportNote, "view_note")):
                may = {row for row in model.objects.all() if user.has_perm(f"campaigns.{right}", row)}
                assert set(model.objects.visible_to(user)) == may, (user, model, moment)
        _return(asker, owed)


def test_a_file_that_was_handed_in_stays_once_taken_out(who, asker, owed, django_capture_on_commit_callbacks):
    _handed_in(who, owed, "正文", attach=upload("照片.png", PNG))
    _return(asker, owed)
    file = ReportFile.objects.get()
    stored, storage = file.file.name, file.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        who.post(reverse("campaigns:report_file_remove", args=[file.public_id]))
    assert storage.exists(stored)


def test_a_note_waits_until_the_answer_is_returned_and_is_settled_with_one_click(who, asker, owed, world):
    by = world.people["gulou.reporter"]
    report = reporting.begin(obligation=owed, by=by)
    part = parts.add(report=report, kind="text", text="开展活动12项。", by=by)
    report.refresh_from_db()
    reporting.hand_in(report=report, obligations=[owed], by=by)
    assert "对这一段提意见" in page(asker, owed)
    asker.post(reverse("campaigns:note_add", args=[owed.pk]), {"text": "请写明时间地点", "part": part.pk})
    note = ReportNote.objects.get()
    assert (note.part, note.quoted) == (part, "开展活动12项。")
    assert "请写明时间地点" in page(asker, owed)
    assert "请写明时间地点" not in page(who, owed)
    assert "还有1条段落意见没有处理" in page(asker, owed)
    assert who.post(reverse("campaigns:note_settle", args=[note.pk])).status_code == 404
    _return(asker, owed)
    assert "请写明时间地点" in page(who, owed)
    assert "请写明时间地点" in who.get(reverse("campaigns:writing", args=[owed.pk])).content.decode()
    who.post(reverse("campaigns:note_settle", args=[note.pk]))
    note.refresh_from_db()
    assert note.settled_by == by
    report.refresh_from_db()
    owed.refresh_from_db()
    reporting.hand_in(report=report, obligations=[owed], by=by)
    assert "还有1条" not in page(asker, owed)


def test_a_note_on_quoted_words_of_a_text_without_parts(who, asker, owed):
    _handed_in(who, owed, "开展活动12项。")
    add = reverse("campaigns:note_add", args=[owed.pk])
    asker.post(add, {"text": "数字请核对", "quoted": "12项"})
    assert ReportNote.objects.get().quoted == "12项"
    asker.post(reverse("campaigns:note_take_back", args=[ReportNote.objects.get().pk]))
    assert not ReportNote.objects.exists()
    assert who.post(add, {"text": "我自己"}).status_code == 403
    _return(asker, owed)
    answer = asker.post(add, {"text": "晚了的意见"}, follow=True).content.decode()
    assert "晚了的意见" in answer
    assert not ReportNote.objects.exists()


def test_a_note_needs_an_answer_that_lies_with_the_office(world, owed):
    with pytest.raises(StaleState):
        notes.add(obligation=owed, text="意见", by=world.people["fuzhou.manager"])


def test_a_part_of_another_report_cannot_be_noted(who, asker, owed, world, ask):
    other = ask(world.housing, title="另一项").obligations.get()
    by = world.people["housing.reporter"]
    part = parts.add(report=reporting.begin(obligation=other, by=by), kind="text", text="住建的", by=by)
    _handed_in(who, owed, "正文")
    asker.post(reverse("campaigns:note_add", args=[owed.pk]), {"text": "看看", "part": part.pk})
    assert [(note.part, note.quoted) for note in ReportNote.objects.all()] == [(None, "")]


def test_the_undecided_one_is_replaced_when_another_is_kept(who, owed, world):
    first = _handed_in(who, owed, "正文")
    owed.refresh_from_db()
    hand_ins.keep(obligation=owed, report=owed.report, by=None, by_name="演示联络员")
    first.refresh_from_db()
    assert first.decision == "replaced"
    assert dt.timedelta(0) <= first.decided_at - first.at


def test_the_comparison_asks_a_constant_number_of_questions(who, asker, owed, django_assert_max_num_queries):
    for text in ("一", "二", "三"):
        _handed_in(who, owed, text)
        _return(asker, owed)
    with django_assert_max_num_queries(12):
        assert _list(who, owed).status_code == 200
