"""Columns of the activities' tables, declared once for workbook, CSV, template and import."""

from import_export import resources

from activities import gathering
from activities.choices import CounterKind, Outcome, Sort, State
from orgs.choices import Openness
from orgs.columns import Chosen, Column, Gathered


def _counter(kind: CounterKind) -> Gathered:
    return Gathered(str(kind.label), gathering.counters, kind.value, width=10)


class ActivityResource(resources.Resource):
    """活动明细: figures as numbers, each with its 限定词 beside it, so that 400余 never becomes exactly 400."""

    region = Column("地区", "unit__region__name", width=18)
    unit = Column("填报单位", "unit__name", width=34)
    co_holders = Gathered("联合单位", gathering.co_holders, width=28)
    title = Column("活动", "title", width=44)
    sort = Chosen("类别", "sort", Sort.choices, width=22)
    action = Gathered("对应专项行动", gathering.actions, width=28)
    outcome = Chosen("开展情况", "outcome", Outcome.choices, width=11)
    outcome_reason = Column("延期或取消原因", "outcome_reason", width=20)
    held_on = Column("日期", "held_on", width=13)
    ends_on = Column("结束日期", "ends_on", width=13)
    place = Column("地点", "place", width=24)
    enterprises = Column("经营主体（家次）", "enterprises", width=12)
    enterprises_qualifier = Column("经营主体限定词", "enterprises_qualifier", width=9)
    workers = Column("一线员工（人次）", "workers", width=12)
    workers_qualifier = Column("一线员工限定词", "workers_qualifier", width=9)
    residents = Column("群众（人次）", "residents", width=12)
    residents_qualifier = Column("群众限定词", "residents_qualifier", width=9)
    photos = Gathered("照片（张）", gathering.photo_counts, width=9)
    text = Column("情况", "text", width=60)
    state = Chosen("状态", "state", State.choices, width=12)
    openness = Chosen("公开属性", "openness", Openness.choices, width=16)
    handed_in_at = Column("报送时间", "handed_in_at", width=18)
    source = Column("来源", "source", width=24)
    materials = _counter(CounterKind.MATERIALS)
    consulted = _counter(CounterKind.CONSULTED)
    boards = _counter(CounterKind.BOARDS)
    banners = _counter(CounterKind.BANNERS)
    messages = _counter(CounterKind.MESSAGES)
    inspected = _counter(CounterKind.INSPECTED)
    staff = _counter(CounterKind.STAFF)
    trainings = _counter(CounterKind.TRAININGS)
    trained = _counter(CounterKind.TRAINED)
    viewers = _counter(CounterKind.VIEWERS)
    reports = _counter(CounterKind.REPORTS)
    qualifiers = Gathered("其他指标限定词", gathering.counters, gathering.QUALIFIERS, width=20)
    public_id = Column("编号", "public_id", width=20)
