"""The yearly workbook and its flat twin: every sheet, its rows against what the person sees, and its looks."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from activities import export_jobs, figures, overview
from activities.models import Activity, ExportFile
from activities.resources import tree
from activities.resources.scope import Scope
from activities.rolling import tally
from activities.tasks import make_exports
from activities.tests.books import CANARY
from activities.tests.exports import SOFFICE, URL, converted, exported, rows_of
from activities.tests.logbook import log, make_children
from campaigns.models import Obligation, Request
from campaigns.workdays import today
from orgs.models import Seat

TABS = ["封面", "上报情况", "填报项", "数据汇总", "活动明细", "典型案例", "口号对照", "各地列入·按内容",
        "各地列入·按单位", "各地列入·各地文字"]  # fmt: skip

# the first cell that scrolls: to its left stand the columns that name a row
KEPT = {"上报情况": "C2", "填报项": "C2", "数据汇总": "B2", "活动明细": "E2", "典型案例": "D2",
        "口号对照": "C2", "各地列入·按内容": "C2"}  # fmt: skip


@pytest.fixture
def book(full_year, as_) -> bytes:
    return exported(as_("fujian.manager"), full_year.world.fujian, "book")


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_one_file_holds_every_sheet_behind_a_cover(book, full_year):
    made = opened(book)
    assert made.sheetnames == TABS
    cover = made["封面"]
    text = "\n".join(str(cell.value) for row in cover.iter_rows() for cell in row if cell.value)
    for words in ("2024年全国“质量月”汇总", "福建省市场监督管理局", "福建省及以下各级单位已报送的内容",
                  "fujian.manager",
                  "北京时间", "只含导出人有权查看的内容"):  # fmt: skip
        assert words in text
    led = {cell.value: cell.hyperlink.location for row in cover.iter_rows() for cell in row if cell.hyperlink}
    assert led == {tab: f"'{tab}'!A1" for tab in TABS[1:]}
    assert ExportFile.objects.get().name.startswith("福建省市局2024年质量月汇总工作簿")


def test_nothing_foreign_and_no_draft_leaves(book):
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        text = "".join(package.read(name).decode() for name in package.namelist())
    assert CANARY not in text
    assert "外省" not in text
    assert "7777" not in text, "an answer that was not handed in"


def test_each_obligation_stands_with_its_dates(book, full_year, world):
    rows = {row["单位"]: row for row in rows_of(book, "上报情况")}
    due = full_year.request.due_on
    assert set(rows) == {world.fuzhou.name, world.xiamen.name}
    first = rows[world.fuzhou.name]
    assert (first["上报情况"], first["办理状态"], first["报送次数"]) == ("按时报送", "审核通过", 1)
    assert first["首次报送时间"].date() == today()
    other = rows[world.xiamen.name]
    assert (other["上报情况"], other["延期"], other["延期至"].date()) == (
        "未到期",
        "已申请",
        due + dt.timedelta(days=5),
    )
    assert other["截止日期"].date() == due
    assert (other["可不报"], other["要求单位"]) == ("应报", world.fujian.name)


def test_a_later_date_that_was_asked_for_is_between_the_two_sides(full_year, world, as_):
    made = exported(as_("nation.manager"), world.nation, "book")
    row = next(row for row in rows_of(made, "上报情况") if row["单位"] == world.xiamen.name)
    assert (row["延期"], row["延期至"]) == (None, None)


def test_rows_of_obligations_are_those_the_person_sees_and_parts_of_the_overview(book, full_year, world):
    seen = Obligation.objects.visible_to(world.people["fujian.manager"])
    rows = rows_of(book, "上报情况")
    assert len(rows) == seen.count()
    parts = overview.board(world.regions["fujian"], full_year.campaign, today()).all.parts
    told = {part["label"]: part["count"] for part in parts if part["count"]}
    assert told == {word: [row["上报情况"] for row in rows].count(word) for word in {row["上报情况"] for row in rows}}


def test_what_was_withdrawn_or_fell_away_is_not_counted(full_year, world, as_):
    Obligation.objects.filter(unit=world.xiamen).update(released_at=timezone.now(), released_why="单位撤并")
    book = exported(as_("fujian.manager"), world.fujian, "book")
    assert [row["单位"] for row in rows_of(book, "上报情况")] == [world.fuzhou.name]
    Request.objects.update(closed_at=timezone.now())
    ExportFile.objects.all().delete()
    assert rows_of(exported(as_("fujian.manager"), world.fujian, "book"), "上报情况") == []


def test_own_fields_stand_by_unit_with_where_they_come_from(book, world):
    rows = rows_of(book, "填报项")
    told = [(row["单位"], row["填报项"], row["填报"], row["限定词"], row["计量单位"], row["来源"]) for row in rows]
    assert told == [
        (world.fuzhou.name, "质量小组", 12, "余", "个", "已有数据"),
        (world.fuzhou.name, "主要做法", "=进企业", None, None, "单位填写"),
    ]


def test_the_sums_follow_the_tree_and_each_line_is_checked(book, full_year, world):
    found = rows_of(book, "数据汇总")
    lines = [row for row in found if row["核对"] or row["地区"] == "本级单位"]
    assert [row["地区"] for row in lines] == ["福建省", "本级单位", "福州市", "本级单位", "鼓楼区", "厦门市"]
    assert {row["核对"] for row in lines if row["地区"] != "本级单位"} == {"相符"}
    top = figures.of_unit(world.fujian, full_year.campaign)
    assert (lines[0]["活动（项）"], lines[0]["群众（人次）"]) == (top.activities, top.residents.value) == (4, 450)
    detail = rows_of(book, "活动明细")
    held = [row for row in detail if row["状态"] in ("已报送", "审核通过") and row["开展情况"] == "已开展"]
    assert len(held) == 4
    assert any("已开展的4项，与本表合计一致" in str(row["地区"]) for row in found)


def test_a_line_whose_parts_do_not_add_up_says_where():
    whole, part, rest = tally(publicity=3, photos=1), tally(publicity=2, photos=1), tally(publicity=1)
    assert tree.compared(whole, [part]) == "不符：publicity"
    assert tree.compared(whole, [part, rest]) == "相符"


def test_slogans_stand_beside_those_of_the_document_above(book, world):
    rows = rows_of(book, "口号对照")
    told = [(row["单位"], row["序号"], row["上级口号"], row["本级口号"], row["对照"]) for row in rows]
    assert told == [
        (world.fujian.name, 1, "厚植质量文化 弘扬工匠精神", "厚植质量文化 弘扬工匠精神", "沿用上级"),
        (world.fujian.name, 2, "塑造中国品牌 建设质量强国", "塑造福建品牌 建设质量强省", "结合本级调整"),
        (world.fujian.name, None, "全民讲质量 质量利全民", None, "本级未列入"),
        (world.fuzhou.name, 1, "厚植质量文化 弘扬工匠精神", "厚植质量文化 弘扬工匠精神", "沿用上级"),
        (world.fuzhou.name, 2, "塑造福建品牌 建设质量强省", "塑造福州品牌", "结合本级调整"),
        (world.xiamen.name, None, None, None, "直接执行上级方案"),
    ]
    assert rows[2]["未列入原因"] == "省里另有部署"


def test_what_became_of_each_item_below(book, world):
    lines = {row["内容"]: row for row in rows_of(book, "各地列入·按内容")}
    [brand] = [row for words, row in lines.items() if "塑造福建品牌" in words]
    assert (brand["调整"], brand["直接执行"], brand["沿用"]) == (1, 1, 0)
    assert [row["情况"] for row in rows_of(book, "各地列入·按单位")] == ["已印发", "直接执行上级方案"]


def test_cases_and_details_are_those_of_the_other_exports(book, full_year, world, as_):
    assert [row["标题"] for row in rows_of(book, "典型案例")] == ["推荐时的标题"]
    ExportFile.objects.all().delete()
    plain = exported(as_("fujian.manager"), world.fujian)
    for tab in ("活动明细", "典型案例"):
        assert rows_of(book, tab) == rows_of(plain, tab)
    visible = Activity.objects.visible_to(world.people["fujian.manager"]).within(world.regions["fujian"].path)
    assert {row["编号"] for row in rows_of(book, "活动明细")} == set(visible.values_list("public_id", flat=True))


def test_it_prints_and_scrolls_as_an_office_expects(book):
    made = opened(book)
    for sheet in made:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert sheet.oddHeader.left.text == "福建省市场监督管理局"
        assert "&P" in sheet.oddFooter.right.text
        assert all(dimension.width for dimension in sheet.column_dimensions.values())
    tables = [sheet for sheet in made if sheet.title != "封面"]
    assert {sheet.title: sheet.freeze_panes for sheet in tables} == dict.fromkeys(TABS[1:], "A2") | KEPT
    assert {sheet.print_title_rows for sheet in tables} == {"$1:$1"}
    printed = {sheet.title: sheet.print_title_cols for sheet in tables if sheet.print_title_cols}
    last = {name: chr(ord(corner[0]) - 1) for name, corner in KEPT.items()}
    assert printed == {name: f"$A:${letter}" for name, letter in last.items()}
    naming = [cell.value for cell in made["活动明细"][1]][:4]
    assert naming == ["地区", "填报单位", "联合单位", "活动"]
    assert made["上报情况"]["F2"].number_format == "yyyy\\-mm\\-dd"
    assert made["数据汇总"]["B2"].number_format == "#,##0"
    assert [made["数据汇总"].cell(n, 1).alignment.indent for n in range(2, 6)] == [0, 1, 1, 2]


def test_a_body_that_is_no_lead_office_gets_its_own(full_year, world, as_):
    log(world.housing, full_year.campaign, "质量月进工地", workers=9)
    Seat.objects.create(user=world.people["housing.reporter"], unit=world.housing, role="manager")
    content = exported(as_("housing.reporter"), world.housing, "book")
    assert [row["活动"] for row in rows_of(content, "活动明细")] == ["质量月进工地"]
    assert rows_of(content, "数据汇总")[0]["活动（项）"] == 1
    assert not [name for name in opened(content).sheetnames if name.startswith("各地")]


def test_a_list_has_no_book_and_the_form_says_so(full_year, world, as_):
    for format in ("book", "flat"):
        asked = {"unit": world.fujian.pk, "format": format, "query": "tab=own", "scope": "list"}
        assert "不随活动列表筛选" in as_("fujian.manager").post(URL, asked).content.decode()


def test_the_form_offers_it_and_a_link_can_choose_it(full_year, as_):
    page = as_("fujian.manager").get(URL, {"format": "book"}).content.decode()
    assert '<option value="book" selected>年度汇总工作簿' in page


def test_its_link_dies_after_a_day_and_is_nobody_elses(full_year, world, as_, client):
    exported(as_("fujian.manager"), world.fujian, "book")
    file = ExportFile.objects.get()
    address = f"{URL}{file.public_id}/"
    assert as_("fujian.approver").get(address).status_code == 404
    ExportFile.objects.update(expires_at=timezone.now())
    assert as_("fujian.manager").get(address).status_code == 404


def test_a_right_withdrawn_while_it_is_made_ends_it(full_year, world, as_, monkeypatch):
    as_("fujian.manager").post(URL, {"unit": world.fujian.pk, "format": "book"})
    seen = []

    def begin(job, stage):
        seen.append(stage)
        if len(seen) == 2:
            Seat.objects.filter(user=world.people["fujian.manager"]).update(ended_at=timezone.now())

    monkeypatch.setattr(export_jobs.Job, "begin", begin)
    make_exports()
    assert ExportFile.objects.get().state == "failed"


def test_questions_do_not_grow_with_the_rows(world, campaign, django_assert_num_queries):
    scope, user = Scope(world.fujian, campaign), world.people["fujian.manager"]
    log(world.xiamen, campaign)
    for rows in (2, 5):
        with django_assert_num_queries(4):
            assert len(tree.lines(scope, user)) == rows
        make_children(world.regions["fujian"], 3, campaign) if rows == 2 else None


@pytest.mark.slow
@pytest.mark.pure
@pytest.mark.skipif(not SOFFICE, reason="no LibreOffice on this machine")
def test_libreoffice_and_calamine_open_every_sheet(book, tmp_path):
    read = CalamineWorkbook.from_filelike(io.BytesIO(book))
    assert read.sheet_names == TABS
    ours = opened(book)
    for name in TABS:
        assert len(read.get_sheet_by_name(name).to_python(skip_empty_area=False)) == ours[name].max_row
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    folder = converted(book, "xlsx", every_sheet, tmp_path)
    assert len(list(folder.glob("*.csv"))) == len(TABS)
    [path] = folder.glob("*数据汇总.csv")
    assert "福建省" in path.read_text(encoding="utf-8")
