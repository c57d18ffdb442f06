"""Importing through the pages: upload, preview, errors with their place, confirmation, and who may see what."""

import datetime as dt
import io

import openpyxl
import pytest
from django.utils import timezone

from activities import importing
from activities.models import Activity, CoHolder, Counter, WorkbookImport
from activities.tests.diary import held
from activities.tests.workbooks import (
    HEADINGS,
    URL,
    book,
    bytes_of,
    confirm,
    counts,
    full,
    page,
    read,
    upload,
)
from orgs.models import AuditEvent, Message, Seat

DAY = dt.date(2024, 9, 10)


@pytest.fixture
def reporter(as_, national):
    return as_("fuzhou.reporter")


def test_a_filled_in_table_becomes_drafts(reporter, world, campaign):
    row = full(
        活动="质量开放日", 日期=DAY, 联合单位="市住建局、某某协会", 类别="质量宣贯", 对应专项行动="计量服务中小企业行",
        地点="市民广场", **{"经营主体（家次）": "近200", "群众（人次）": 400, "群众限定词": "余", "资料（份）": 1500,
                            "培训（场）": 3, "其他指标限定词": "资料约", "情况": " 首行\n次行 =1+1 "})  # fmt: skip
    job = read(reporter, book(row, full(活动="第二项", 日期="9月11日"), headings=HEADINGS))
    assert counts(job) == {"new": 2, "changed": 0, "same": 0, "wrong": 0, "left": 0}
    assert not Activity.objects.exists(), "a preview writes nothing"
    assert "质量开放日" in page(reporter, job)
    assert confirm(reporter, job).state == "done"
    first, second = Activity.objects.order_by("held_on")
    assert (first.unit, first.state, first.sort, first.place) == (world.fuzhou, "draft", "publicity", "市民广场")
    assert (first.enterprises, first.enterprises_qualifier) == (200, "近")
    assert (first.residents, first.residents_qualifier, first.workers) == (400, "余", None)
    assert first.text == " 首行\n次行 =1+1 "
    assert first.item_root
    assert first.plan.unit == world.nation
    assert [(each.unit, each.name) for each in first.co_holders.all()] == [
        (world.housing, "福州市住房和城乡建设局"), (None, "某某协会")]  # fmt: skip
    assert set(first.counters.values_list("kind", "value", "qualifier")) == {
        ("materials", 1500, "约"), ("trainings", 3, "")}  # fmt: skip
    assert (second.held_on, second.outcome, second.logged_by) == (
        dt.date(2024, 9, 11), "held", world.people["fuzhou.reporter"])  # fmt: skip
    acts = list(AuditEvent.objects.filter(act__startswith="活动·导入").values_list("act", "subject_name"))
    assert sorted(acts) == [("活动·导入登记", "第二项"), ("活动·导入登记", "质量开放日")]
    kinds = Message.objects.filter(seat__user=world.people["fuzhou.reporter"]).order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["import_ready", "import_done"]


def test_the_same_file_twice_brings_nothing_new(reporter, world):
    made = book(*([f"活动{n}", DAY, None] for n in range(5)))
    confirm(reporter, read(reporter, made))
    job = read(reporter, made)
    assert counts(job) == {"new": 0, "changed": 0, "same": 5, "wrong": 0, "left": 0}
    assert "没有需要导入的内容" in page(reporter, job)
    reporter.post(f"{URL}{job.public_id}/confirm/", {"digest": job.digest})
    importing.work()
    assert Activity.objects.count() == 5


def test_each_error_names_sheet_row_column_and_what_to_do(reporter, world):
    rows = [
        full(活动="好的一行", 日期=DAY),
        full(活动="类别不对", 日期=DAY, 类别="唱歌"),
        full(活动=None, 日期="近日"),
        full(活动="外单位", 日期=DAY, 填报单位="厦门市市场监督管理局"),
        full(活动="取消没有原因", 日期=DAY, 开展情况="取消"),
        full(活动="人数不对", 日期=DAY, **{"群众（人次）": 3.5}),
        full(活动="编号不对", 日期=DAY, 编号="AAAAAAAAAAAAAAAA"),
        full(活动="好的一行", 日期=DAY),
        full(活动="没有这个行动", 日期=DAY, 对应专项行动="不存在的行动"),
        full(活动="年份不对", 日期=dt.date(2019, 9, 10)),
    ]
    job = read(reporter, book(*rows, headings=HEADINGS))
    assert counts(job) == {"new": 1, "changed": 0, "same": 0, "wrong": 9, "left": 0}
    shown = page(reporter, job)
    for words in ("活动明细", "第3行", "D列“类别”", "“唱歌”不在可选范围内", "第4行", "请用一句话写明", "近日",
                  "不是您负责填报的单位", "请简要写明延期或取消的原因", "3.5", "没有编号为",
                  "与第2行同单位、同日期、同名称",
                  "方案中没有“不存在的行动”", "请核对年份"):  # fmt: skip
        assert words in shown, words
    assert "确认导入" not in shown
    reporter.post(f"{URL}{job.public_id}/confirm/", {"digest": job.digest})
    importing.work()
    assert not Activity.objects.exists()
    assert WorkbookImport.objects.get().state == "ready", "one with errors is not written even when asked for"


def test_the_corrected_copy_marks_the_cells_and_reads_again(reporter, world):
    made = book(full(活动="类别不对", 日期=DAY, 类别="唱歌"), full(活动="好的", 日期=DAY), headings=HEADINGS)
    job = read(reporter, made)
    answer = reporter.get(f"{URL}{job.public_id}/corrected/")
    assert "%E6%A0%87%E6%B3%A8%E9%94%99%E8%AF%AF" in answer["Content-Disposition"]
    marked = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    cell = marked["活动明细"]["D2"]
    assert cell.fill.fgColor.rgb == "FFFFC7CE"
    assert "请从下拉列表选择" in cell.comment.text
    assert [row[:4] for row in marked["错误一览"].iter_rows(values_only=True)][1] == ("活动明细", 2, "D", "类别")
    cell.value = "质量宣贯"
    mended = read(reporter, marked)
    assert counts(mended)["new"] == 2
    assert confirm(reporter, mended).state == "done"


def test_changes_are_shown_old_and_new_and_only_open_ones_change(reporter, world, campaign):
    draft = held(world.fuzhou, campaign, title="甲", place="旧地点", residents=5)
    Counter.objects.create(activity=draft, kind="boards", value=2)
    CoHolder.objects.create(activity=draft, name="某某协会", order=1)
    sent = held(world.fuzhou, campaign, title="乙", state="handed_in")
    same = held(world.fuzhou, campaign, title="丙", state="accepted")
    headings = ["编号", "活动", "日期", "地点", "展板（块）", "联合单位"]
    made = book([draft.public_id, "甲改", DAY, "新地点", 3, None], [same.public_id, "丙", DAY, None, None, None],
                headings=headings)  # fmt: skip
    job = read(reporter, made)
    assert counts(job) == {"new": 0, "changed": 1, "same": 1, "wrong": 0, "left": 0}
    shown = page(reporter, job)
    for words in ("旧地点", "新地点", "展板（块）", "某某协会"):
        assert words in shown
    confirm(reporter, job)
    draft.refresh_from_db()
    assert (draft.title, draft.place, draft.residents, draft.version) == ("甲改", "新地点", 5, 1)
    assert (draft.counters.get().value, draft.co_holders.count()) == (3, 0)
    job = read(reporter, book([sent.public_id, "乙", DAY, "别处"], headings=headings[:4]))
    assert counts(job)["wrong"] == 1
    assert "已报送，不能通过导入修改" in page(reporter, job)


def test_a_change_since_the_preview_is_shown_anew(reporter, world, campaign):
    mine = held(world.fuzhou, campaign, title="甲")
    job = read(reporter, book(["甲", DAY, "新地点"], ["乙", DAY, "某处"], headings=["活动", "日期", "地点"]))
    seen = page(reporter, job)
    Activity.objects.filter(pk=mine.pk).update(state="handed_in", version=3)
    assert confirm(reporter, job).state == "ready"
    assert Activity.objects.count() == 1
    shown = page(reporter, job)
    assert "又有变化" in shown
    assert "已报送，不能通过导入修改" in shown
    assert job.digest not in seen
    reporter.post(f"{URL}{job.public_id}/confirm/", {"digest": "0" * 64})
    importing.work()
    assert Activity.objects.count() == 1


def test_only_columns_can_be_set(reporter, world, campaign):
    """A3: a column called like a field, or one that only the portal writes, sets nothing."""
    headings = ["活动", "日期", "状态", "公开属性", "报送时间", "state", "openness", "campaign", "logged_by", "地区"]
    job = read(reporter, book(["甲", DAY, "审核通过", "主动公开", DAY, "accepted", "public", 7, 1, "厦门市"],
                            headings=headings))  # fmt: skip
    shown = page(reporter, job)
    assert "“openness”列无法对应，1个单元格的内容不会导入" in shown
    confirm(reporter, job)
    made = Activity.objects.get()
    assert (made.state, made.openness, made.campaign, made.unit, made.handed_in_at) == (
        "draft", "", campaign, world.fuzhou, None)  # fmt: skip


def test_an_import_is_its_uploaders_alone(reporter, as_, world):
    job = read(reporter, book(["错", "近日", None]))
    for who in ("fuzhou.manager", "fuzhou.drafter", "xiamen.reporter", "fujian.manager", "outsider"):
        other = as_(who)
        for path in ("", "corrected/"):
            assert other.get(f"{URL}{job.public_id}/{path}").status_code == 404
        for path in ("confirm/", "cancel/", "options/"):
            assert other.post(f"{URL}{job.public_id}/{path}").status_code == 404
    assert set(WorkbookImport.objects.visible_to(world.people["fuzhou.reporter"])) == {job}
    for who in world.people.values():
        assert who.has_perm("activities.view_import", job) == (
            job in WorkbookImport.objects.visible_to(who)), who  # fmt: skip
    Seat.objects.filter(user=world.people["fuzhou.reporter"]).update(ended_at=timezone.now())
    assert reporter.get(f"{URL}{job.public_id}/").status_code == 404


def test_who_does_not_report_does_not_import(as_, world, campaign):
    for who in ("fuzhou.drafter", "fuzhou.viewer", "outsider"):
        assert as_(who).get(URL).status_code == 403
        assert as_(who).get(f"{URL}template/").status_code == 403
    answer = upload(as_("fuzhou.reporter"), book(["甲", DAY, None]), unit=world.xiamen)
    assert answer.status_code == 422
    assert "您不负责所选单位的填报" in answer.content.decode()


def test_a_right_withdrawn_while_it_waits_ends_it(reporter, world):
    job = read(reporter, book(["甲", DAY, None]))
    reporter.post(f"{URL}{job.public_id}/confirm/", {"digest": job.digest})
    Seat.objects.filter(user=world.people["fuzhou.reporter"]).update(ended_at=timezone.now())
    importing.work()
    assert WorkbookImport.objects.get().state == "failed"
    assert not Activity.objects.exists()


def test_cancelled_and_old_ones_leave_no_file(reporter, world, django_capture_on_commit_callbacks):
    job = read(reporter, book(["甲", "近日", None]))
    kept = (job.file, job.preview, job.corrected)
    with django_capture_on_commit_callbacks(execute=True):
        reporter.post(f"{URL}{job.public_id}/cancel/")
    assert not any(each.storage.exists(each.name) for each in kept)
    job = read(reporter, book(["甲", DAY, None]))
    WorkbookImport.objects.update(expires_at=timezone.now())
    assert importing.sweep() == 2
    assert not job.file.storage.exists(job.file.name)
    assert not WorkbookImport.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_the_rows(reporter, world, campaign, number, django_assert_num_queries):
    for n in range(number):
        held(world.fuzhou, campaign, title=f"有{n}")
    rows = [full(活动=f"{kind}{n}", 日期=DAY, 地点="某处", 联合单位="市住建局", 对应专项行动="计量服务中小企业行")
            for n in range(number) for kind in ("有", "新")]  # fmt: skip
    job = read(reporter, book(*rows, headings=HEADINGS))
    reporter.get(f"{URL}{job.public_id}/")
    with django_assert_num_queries(5):
        reporter.get(f"{URL}{job.public_id}/")
    reporter.post(f"{URL}{job.public_id}/confirm/", {"digest": job.digest})
    with django_assert_num_queries(44):
        importing.work()
    assert Activity.objects.count() == 2 * number


def test_a_file_that_is_no_table_is_refused_in_words(reporter, world):
    for name, content, words in (
        ("a.doc", b"x", "只能读取.xlsx和.csv文件"),
        ("a.xlsx", b"", "所选文件是空的"),
    ):
        assert words in upload(reporter, content, name=name).content.decode()
    assert "请选择要导入的工作簿" in reporter.post(URL, {}).content.decode()
    for content, words in (
        (b"no zip", "不是有效的Excel工作簿"),
        (bytes_of(book(["x"], headings=["甲", "乙"])), "没有找到活动表"),
    ):
        job = read(reporter, content)
        assert job.state == "failed"
        assert words in page(reporter, job)
