"""What the exported tables hold, read back by the programs people open them with."""

import csv
import io

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from activities import figures
from activities.models import Activity, Case, CoHolder, ExportFile, PutForward
from activities.resources import ActivityResource
from activities.tests.exports import SOFFICE, URL, converted, exported, log_year, rows_of
from activities.tests.logbook import log
from orgs import columns
from orgs.models import Seat
from orgs.workbooks import single_rows

FORMULAS = ["=1+1", "==1", "+1", "-1", "@SUM(A1)", "\tx", "＝1"]


@pytest.fixture
def year(world, campaign):
    log_year(world, campaign)
    return world


def test_the_fast_rows_are_those_that_import_export_makes(year, django_assert_num_queries):
    resource = ActivityResource()
    rows = Activity.objects.order_by("pk")
    pks = list(rows.values_list("pk", flat=True))
    with django_assert_num_queries(5):
        read, block = columns.read(resource, Activity.objects.all(), pks)
    assert list(read) == pks
    assert [list(row) for row in single_rows([block])] == [resource.export_resource(row) for row in rows]


def test_the_headings_are_the_contract_with_the_import():
    headings = ActivityResource().get_export_headers()
    assert headings[:5] == ["地区", "填报单位", "联合单位", "活动", "类别"]
    assert headings[23:26] == ["资料（份）", "咨询（人次）", "展板（块）"]
    assert headings[-2:] == ["其他指标限定词", "编号"]
    assert len(headings) == len(ActivityResource.fields) == 36


def test_counters_are_numbers_and_their_qualifiers_stand_apart(year, as_):
    found = {row["活动"]: row for row in rows_of(exported(as_("fujian.manager"), year.fujian), "活动明细")}
    first = found["启动仪式"]
    assert (first["资料（份）"], first["培训（人次）"], first["展板（块）"], first["咨询（人次）"]) == (
        300,
        20,
        6,
        None,
    )
    assert first["其他指标限定词"] == "资料约；培训（人次）余"
    assert first["编号"] == Activity.objects.get(title="启动仪式").public_id


def test_the_sums_follow_the_tree_and_their_parts_add_up(year, campaign, as_):
    found = rows_of(exported(as_("fujian.manager"), year.fujian), "汇总")
    lines = {row["地区"]: row for row in found}
    assert [row["地区"] for row in found][:6] == ["福建省", "本级单位", "福州市", "本级单位", "鼓楼区", "厦门市"]
    top = figures.roll_up(campaign, year.regions["fujian"].path).of(year.regions["fujian"].path)
    province = lines["福建省"]
    assert province["活动（项）"] == top.activities == 4
    assert province["计划开展和延期（项）"] == 1
    assert (province["群众（人次）"], province["一线员工（人次）"]) == (450, 42)
    parts = [row for row in found[:6] if row["地区"] in ("福州市", "厦门市")] + [found[1]]
    assert sum(row["活动（项）"] for row in parts) == province["活动（项）"]
    kinds = {row["地区"]: list(row.values()) for row in found[6:] if row["地区"]}
    assert kinds["质量宣贯"][:2] == ["质量宣贯", 2]
    assert kinds["合计"][1] == 4
    assert "外省" not in str(found)


def test_a_lines_depth_and_weight_are_seen(year, as_):
    book = openpyxl.load_workbook(io.BytesIO(exported(as_("fujian.manager"), year.fujian)))
    sheet = book["汇总"]
    looks = [(sheet.cell(n, 1).value, sheet.cell(n, 1).alignment.indent, sheet.cell(n, 1).font.b) for n in range(2, 8)]
    assert looks == [("福建省", 0, True), ("本级单位", 1, False), ("福州市", 1, True), ("本级单位", 2, False),
                     ("鼓楼区", 2, False), ("厦门市", 1, False)]  # fmt: skip
    assert sheet["B2"].font.b
    kept = dict.fromkeys(book.sheetnames, "A2") | {"活动明细": "E2", "典型案例": "D2"}
    assert {name: book[name].freeze_panes for name in book.sheetnames} == {name: kept[name] for name in book.sheetnames}
    assert {book[name].page_setup.orientation for name in book.sheetnames} == {"landscape"}


def test_a_units_figures_leave_out_what_it_only_co_held(year, as_, campaign):
    CoHolder.objects.create(activity=Activity.objects.get(title="进社区"), unit=year.housing, name="住建局")
    log(year.housing, campaign, "质量月进工地", workers=9)
    Seat.objects.create(user=year.people["housing.reporter"], unit=year.housing, role="manager")
    book = exported(as_("housing.reporter"), year.housing)
    assert sorted(row["活动"] for row in rows_of(book, "活动明细")) == ["质量月进工地", "进社区"]
    assert rows_of(book, "汇总")[0]["活动（项）"] == 1


def test_the_current_list_is_what_is_exported(year, as_, campaign):
    client = as_("fujian.manager")
    query = "tab=region&sort=publicity&page=1"
    page = client.get(f"/work/activities/?{query}").content.decode()
    assert "启动仪式" in page
    asking = client.get(URL, {"query": query}).content.decode()
    assert "活动列表当前筛选的内容" in asking
    book = exported(client, year.fujian, query=query, scope="list")
    assert [row["活动"] for row in rows_of(book, "活动明细")] == ["省局宣讲", "下周开展", "启动仪式"]
    assert "报送情况" not in openpyxl.load_workbook(io.BytesIO(book)).sheetnames
    assert [(row["地区"], row["活动（项）"]) for row in rows_of(book, "汇总")[:4]] == [
        ("福建省", 2), ("本级单位", 1), ("福州市", 1), ("厦门市", 0)]  # fmt: skip
    file = ExportFile.objects.latest("pk")
    assert (file.query, "筛选" in file.name) == ("tab=region&sort=publicity", True)


def test_a_list_leaves_only_where_the_person_may_export(year, as_, campaign):
    """Viewer at the province, manager of the city: the province's list is seen, the city's part of it is taken."""
    Seat.objects.create(user=year.people["fujian.viewer"], unit=year.fuzhou, role="manager")
    client = as_("fujian.viewer")
    book = exported(client, year.fuzhou, query="tab=region", scope="list")
    assert sorted(row["活动"] for row in rows_of(book, "活动明细")) == ["启动仪式", "培训", "进社区"]


def test_obligations_have_no_list_and_the_form_says_so(year, as_):
    answer = as_("fujian.manager").post(
        URL, {"unit": year.fujian.pk, "format": "obligations", "query": "tab=own", "scope": "list"}
    )
    assert "报送情况不随活动列表筛选" in answer.content.decode()


def test_cases_are_told_in_the_words_that_were_put_forward(year, campaign, as_):
    case = Case.objects.create(campaign=campaign, unit=year.fuzhou, title="后来的标题", measures="后来的做法")
    Case.objects.create(campaign=campaign, unit=year.fuzhou, title="没有推荐的案例")
    words = {"title": "推荐时的标题", "background": "背景", "measures": "推荐时的做法", "results": "成效"}
    PutForward.objects.create(case=case, office=year.fujian, sent_from=year.fuzhou, words=words, answer="adopted")
    [seen] = rows_of(exported(as_("fujian.manager"), year.fujian), "典型案例")
    assert (seen["标题"], seen["做法"]) == ("推荐时的标题", "推荐时的做法")
    own = {row["标题"]: row for row in rows_of(exported(as_("fuzhou.manager"), year.fuzhou), "典型案例")}
    assert own["后来的标题"]["推荐和采用情况"].endswith("采用")
    assert set(own) == {"后来的标题", "没有推荐的案例"}


@pytest.mark.parametrize("format", ["xlsx", "activities"])
def test_no_text_becomes_a_formula(year, campaign, as_, format):
    for text in FORMULAS:
        log(year.fuzhou, campaign, text, text=text, place=text, source=text)
    content = exported(as_("fujian.manager"), year.fujian, format)
    if format == "activities":
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "＝"))]
        return
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert {row["地点"] for row in rows_of(content, "活动明细")} >= set(FORMULAS)


@pytest.mark.slow
@pytest.mark.pure
@pytest.mark.skipif(not SOFFICE, reason="no LibreOffice on this machine")
def test_libreoffice_and_calamine_read_the_rows_we_wrote(year, as_, tmp_path):
    content = exported(as_("fujian.manager"), year.fujian)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    ours = rows_of(content, "活动明细")
    heading, *theirs = book.get_sheet_by_name("活动明细").to_python()
    assert [row[heading.index("活动")] for row in theirs] == [row["活动"] for row in ours]
    assert [row[heading.index("群众（人次）")] or None for row in theirs] == [row["群众（人次）"] for row in ours]
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    folder = converted(content, "xlsx", every_sheet, tmp_path)
    [path] = folder.glob("*活动明细.csv")
    read = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert [(row["活动"], row["日期"], row["群众（人次）"], row["编号"]) for row in read] == [
        (row["活动"], f"{row['日期']:%Y-%m-%d}", str(row["群众（人次）"] or ""), row["编号"]) for row in ours
    ]
    assert len(list(folder.glob("*.csv"))) == 5
