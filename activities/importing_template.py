"""The workbook that a unit downloads to fill in: headings with notes, drop-downs, one example row that is not read."""

import datetime as dt
import io

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from activities.choices import Outcome, Qualifier, Sort
from activities.choosing import offer
from activities.importing_scope import labels
from activities.table_columns import BY_NAME, COLUMNS, EXAMPLE, FIGURES
from activities.table_reading import LISTS, MANUAL, OWN_SHEET
from campaigns.models import Campaign
from orgs.cells import put
from orgs.models import Unit

LAST = 3000  # rows with drop-downs; the import takes as many as there are
REQUIRED = ("title", "held_on")
FREE = ("co_holders", "action")  # one's own words are possible beside the list
HEADING, NEEDED = PatternFill("solid", fgColor="FFEEF1F4"), PatternFill("solid", fgColor="FFFDE9E7")
PALE = Font(name="宋体", size=11, color="FF8A929B", italic=True)
PLAIN, BOLD = Font(name="宋体", size=11), Font(name="宋体", size=11, bold=True)
LINE = Side(style="thin", color="FFBFC6CE")
FRAME = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
DAY, WORDS = "yyyy-mm-dd", "@"
MANUAL_WORDS = (
    "在“活动明细”表中每行填写一项活动，只有“活动”和“日期”必填，其余有就填、没有就空着。",
    "第二行是示例（“编号”列写着“示例”），不会导入，可以删去。",
    "“类别”“对应专项行动”“开展情况”等列从下拉列表选择；列名上有填写说明，鼠标移上去即可看到。",
    "数字可以写整数，也可以写“400余”“近200”“约3000”；没有统计的留空，不要写0。",
    "照片有两种办法：把照片放进压缩包（ZIP）与本表一同上传，在“照片文件名”列写明文件名；或把照片直接插入本行的单元格。",
    "填好后在门户“活动—导入”页上传，先看预览，确认后才写入；有一处错误就一行也不写入，可下载标注错误的副本修改后再传。",
    "已导入过的活动再次导入时按“编号”认出（没有编号的按单位、日期、名称），不会重复登记；已报送和审核通过的不能通过导入修改。",
    "请勿填写涉及国家秘密、工作秘密和个人隐私的内容。",
)


def template(*, unit: Unit, units: list[Unit], campaign: Campaign) -> tuple[str, bytes]:
    """File name and content for one unit; `units` are those the person may choose as 填报单位."""
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = OWN_SHEET
    lists = _lists(unit, units, campaign)
    _head(sheet)
    _example(sheet, unit, campaign)
    _body(sheet)
    hidden = made.create_sheet(LISTS)
    hidden.sheet_state = "hidden"
    for at, (name, words) in enumerate(lists.items(), start=1):
        for row, word in enumerate([BY_NAME[name].heading, *words], start=1):
            put(hidden.cell(row, at), word)
        if words:
            _drop_down(sheet, name, f"'{LISTS}'!${get_column_letter(at)}$2:${get_column_letter(at)}${len(words) + 1}")
    _manual(made.create_sheet(MANUAL), unit, campaign)
    made.properties.title = f"{campaign}活动导入模板"
    made.properties.creator = unit.name
    file = io.BytesIO()
    made.save(file)
    return f"{unit.short_name}{campaign.year}年质量月活动导入模板.xlsx", file.getvalue()


def _lists(unit: Unit, units: list[Unit], campaign: Campaign) -> dict[str, list[str]]:
    """What each drop-down offers, by column."""
    known = labels(offer(unit, campaign))
    seen: dict[str, str] = {}
    for label, value in known.items():
        seen.setdefault(value, label)  # one name for each choice; a planned entry's says that it is one
    marks = [str(value) for value in Qualifier.values if value]
    here = Unit.objects.filter(region_id=unit.region_id).exclude(pk=unit.pk).order_by("order", "pk")
    found = {
        "unit": [each.name for each in units],
        "co_holders": [each.name for each in here],
        "sort": [str(label) for label in Sort.labels],
        "action": list(seen.values()),
        "outcome": [str(label) for label in Outcome.labels],
    }
    return found | {f"{name}_qualifier": marks for name, _ in FIGURES}


def _head(sheet: Worksheet) -> None:
    for at, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, at, column.heading)
        cell.font, cell.border = BOLD, FRAME
        cell.fill = NEEDED if column.name in REQUIRED else HEADING
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        if column.note:
            cell.comment = Comment(column.note, "填写说明", width=300, height=90)
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.row_dimensions[1].height = 33
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _example(sheet: Worksheet, unit: Unit, campaign: Campaign) -> None:
    day = min(campaign.starts_on + dt.timedelta(days=9), timezone.localdate())
    words = {
        "unit": unit.name, "title": "（示例）在市民广场举办质量咨询服务活动", "sort": str(Sort.SERVICES.label),
        "outcome": str(Outcome.HELD.label), "held_on": day, "place": "市民广场", "residents": 400,
        "residents_qualifier": "余", "counter:materials": 1500, "qualifiers": "资料约",
        "text": "现场解答群众关心的质量问题，发放宣传资料。", "public_id": EXAMPLE,
    }  # fmt: skip
    for at, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(2, at)
        put(cell, words.get(column.name))
        cell.font, cell.border = PALE, FRAME
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def _body(sheet: Worksheet) -> None:
    """Text stays text (a name such as 3-1 is no date), days are days."""
    figures = {name for name, _ in FIGURES}
    for at, column in enumerate(COLUMNS, start=1):
        if column.name in ("held_on", "ends_on"):
            kind = DAY
        elif column.name in figures or column.name.startswith("counter:"):
            kind = "General"
        else:
            kind = WORDS
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].number_format = kind
        sheet.cell(2, at).number_format = kind


def _drop_down(sheet: Worksheet, name: str, source: str) -> None:
    at = get_column_letter([column.name for column in COLUMNS].index(name) + 1)
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=name not in FREE)
    rule.errorTitle, rule.error = "请从列表选择", f"“{BY_NAME[name].heading}”请从下拉列表选择，或留空。"
    rule.add(f"{at}2:{at}{LAST}")
    sheet.add_data_validation(rule)


def _manual(sheet: Worksheet, unit: Unit, campaign: Campaign) -> None:
    sheet.column_dimensions["A"].width = 100
    put(sheet.cell(1, 1), f"{unit}　{campaign}　活动导入模板填表说明")
    sheet.cell(1, 1).font = BOLD
    for row, words in enumerate(MANUAL_WORDS, start=2):
        put(sheet.cell(row, 1), f"{row - 1}. {words}")
        sheet.cell(row, 1).font = PLAIN
        sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
