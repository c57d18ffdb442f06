"""What each column of the activities' tables is called, once for workbook, CSV, flat file, template and import."""

from activities.choices import CounterKind

HEADINGS = {
    "region": "地区",
    "unit": "填报单位",
    "co_holders": "联合单位",
    "title": "活动",
    "sort": "类别",
    "action": "对应专项行动",
    "outcome": "开展情况",
    "outcome_reason": "延期或取消原因",
    "held_on": "日期",
    "ends_on": "结束日期",
    "place": "地点",
    "enterprises": "经营主体（家次）",
    "workers": "一线员工（人次）",
    "residents": "群众（人次）",
    "photos": "照片（张）",
    "text": "情况",
    "state": "状态",
    "openness": "公开属性",
    "handed_in_at": "报送时间",
    "source": "来源",
    "qualifiers": "其他指标限定词",
    "public_id": "编号",
    "region_code": "地区代码",
} | {kind.value: str(kind.label) for kind in CounterKind}
SUMS = ("enterprises", "workers", "residents")
HEADINGS |= {f"{name}_qualifier": f"{HEADINGS[name].partition('（')[0]}限定词" for name in SUMS}
