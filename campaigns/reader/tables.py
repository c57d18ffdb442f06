"""Tables of planned activities: which column is what, rows to activities, tables that a page has broken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from campaigns.reader import dates
from campaigns.reader.lines import Paragraph
from campaigns.reader.proposal import Activity, Place
from campaigns.reader.tidying import tidy
from campaigns.reader.words import is_body, split_bodies

NUMBER, NAME, CONTENT, TIME, PLACE, LEAD, SUPPORT, UNIT, NOTE = (
    "number", "name", "content", "time", "place", "lead", "support", "unit", "note"
)  # fmt: skip
_COLUMNS = (
    (NUMBER, r"序\s*号|编号|No\.?"),
    (
        LEAD,
        r"(?:牵头|责任|主办|负责|承办|组织|实施|主要负责|牵头责任)(?:单位|部门|科室|处室|股室|机构|人)?(?:[（(].*[）)])?|牵头.*",
    ),
    (SUPPORT, r"(?:协助|配合|协办|参与|参加|协同|支持|协作)(?:单位|部门|科室|处室|股室|机构|人员)?|配合.*"),
    (UNIT, r"单位|部门|地区|市州|各地|县市区|县区|县（市、区）|单位名称|地区（单位）|填报单位"),
    (
        TIME,
        r"(?:活动|举办|开展|实施|计划|完成|起止|拟开展|拟定)?(?:时间|日期|时限)(?:安排)?(?:（.*）)?|时间节点|时间及地点|时间、地点",
    ),
    (PLACE, r"(?:活动|举办|开展)?(?:地点|范围|场所|地点或范围)(?:（.*）)?|地点（范围）"),
    (
        NAME,
        r"(?:活动|项目|工作|任务|重点活动|主要活动|专项行动)(?:名称|项目|主题|事项|任务)?|名称|事项|主要活动|重点工作|活动名称.*|工作任务",
    ),
    (
        CONTENT,
        r"(?:活动|主要|具体|工作|活动主要|活动具体|任务)?(?:内容|安排|措施|举措|形式|要求)(?:简介|及形式|和形式|及要求|简述)?|内容简介|活动主要内容|活动简介",
    ),
    (NOTE, r"备\s*注|联系人.*|联系电话|联系方式|参加(?:人员|对象)|参与(?:人员|对象)|活动对象|预期.*|受众.*|规模|形式"),
)
_KNOWN = [(role, re.compile(pattern)) for role, pattern in _COLUMNS]
_WITHOUT_NAME = (CONTENT,)


@dataclass
class Row:
    """One activity's row: text by column role, and the source lines it comes from."""

    values: dict[str, str]
    numbers: list[int]
    doubt: str = ""


@dataclass
class Table:
    roles: list[str]
    rows: list[Row] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def role_of(word: str) -> str | None:
    word = re.sub(r"\s", "", word)
    return next((role for role, pattern in _KNOWN if pattern.fullmatch(word)), None)


def header_of(cells: tuple[str, ...]) -> list[str] | None:
    """The roles of a header row's columns; None when it is none."""
    filled = [cell for cell in cells if cell.strip()]
    roles = [role_of(tidy(cell)) if cell.strip() else None for cell in cells]
    known = [role for role in roles if role]
    if len(known) < 2 or len(known) < len(filled) * 0.6 or not {NAME, CONTENT} & set(known):
        return None
    if NAME not in known:  # 活动内容 alone names the activity
        roles[roles.index(CONTENT)] = NAME
    return [role or NOTE for role in roles]


def read(paragraphs: list[Paragraph]) -> tuple[list[Table], list[Paragraph]]:
    """The tables of activities among rows of cells, and the rows that belong to none."""
    found: list[Table] = []
    left: list[Paragraph] = []
    current: Table | None = None
    for row in paragraphs:
        roles = header_of(row.cells)
        if roles and current and roles == current.roles:
            current.numbers += row.numbers  # the header again, on the next page
        elif roles:
            current = Table(roles, numbers=list(row.numbers))
            found.append(current)
        elif current and abs(len(row.cells) - len(current.roles)) <= 1:
            _add(current, row)
        else:
            left.append(row)
    return found, left


def _add(table: Table, row: Paragraph) -> None:
    values: dict[str, str] = {}
    for role, cell in zip(table.roles, row.cells, strict=False):
        text = tidy(cell)
        if text:
            values[role] = f"{values[role]} {text}" if role in values else text
    filled = set(values) - {NUMBER}
    if not filled and NUMBER in values and not values[NUMBER].isdigit():
        values = {UNIT: values[NUMBER]}  # a row across the table names the body whose rows follow
        filled = {UNIT}
    last = table.rows[-1] if table.rows else None
    if last and NAME not in values and NUMBER not in values and filled and not filled <= {UNIT}:
        for role in filled:  # a row that goes on after a page's end
            last.values[role] = last.values.get(role, "") + values[role]
        last.numbers += row.numbers
    else:
        table.rows.append(Row(values, list(row.numbers)))


def activities(table: Table, year: int | None) -> Iterator[tuple[Activity, Place]]:
    """One activity for each row that names one."""
    unit: str | None = None
    for row in table.rows:
        values = row.values
        name = values.get(NAME) or values.get(CONTENT)
        alone = set(values) - {NUMBER}
        heading = re.sub(r"^[（(]?[一二三四五六七八九十]{1,3}[）)、.]?\s*", "", values.get(UNIT) or name or "")
        if alone == {UNIT} or (alone == {NAME} and is_body(heading)):
            unit = heading.strip("：: ")
            continue
        if not name:
            continue
        span = dates.first_span(values.get(TIME, ""), year)
        content = values.get(CONTENT, "") if values.get(NAME) else ""
        extra = "；".join(values[role] for role in (PLACE, NOTE) if values.get(role))
        when = values.get(TIME, "") if not span else ""
        text = "\n".join(part for part in (content, when, extra) if part)
        yield (
            Activity(
                title=name.rstrip("。；; "),
                unit=values.get(UNIT) or unit,
                starts_on=span[0] if span else None,
                lead=split_bodies(values.get(LEAD, "")),
                support=split_bodies(values.get(SUPPORT, "")),
                text=text,
            ),
            Place("activity", min(row.numbers), max(row.numbers), row.doubt),
        )
