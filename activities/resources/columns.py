"""Columns of the activities' tables, declared once for workbook, CSV, template and import."""

from import_export import resources

from activities import gathering
from activities.choices import CounterKind, Outcome, Sort, State
from activities.headings import HEADINGS
from orgs.choices import Openness
from orgs.columns import Chosen, Column, Gathered


def _counter(kind: CounterKind) -> Gathered:
    return Gathered(HEADINGS[kind.value], gathering.counters, kind.value, width=10)


class ActivityResource(resources.Resource):
    """活动明细: figures as numbers, each with its 限定词 beside it, so that 400余 never becomes exactly 400.

    What tells one activity from another comes first: NAMING columns are printed on every page.
    """

    region = Column(HEADINGS["region"], "unit__region__name", width=12)
    unit = Column(HEADINGS["unit"], "unit__name", width=24)
    co_holders = Gathered(HEADINGS["co_holders"], gathering.co_holders, width=18)
    title = Column(HEADINGS["title"], "title", width=34)
    sort = Chosen(HEADINGS["sort"], "sort", Sort.choices, width=22)
    action = Gathered(HEADINGS["action"], gathering.actions, width=28)
    outcome = Chosen(HEADINGS["outcome"], "outcome", Outcome.choices, width=11)
    outcome_reason = Column(HEADINGS["outcome_reason"], "outcome_reason", width=20)
    held_on = Column(HEADINGS["held_on"], "held_on", width=13)
    ends_on = Column(HEADINGS["ends_on"], "ends_on", width=13)
    place = Column(HEADINGS["place"], "place", width=24)
    enterprises = Column(HEADINGS["enterprises"], "enterprises", width=12)
    enterprises_qualifier = Column(HEADINGS["enterprises_qualifier"], "enterprises_qualifier", width=9)
    workers = Column(HEADINGS["workers"], "workers", width=12)
    workers_qualifier = Column(HEADINGS["workers_qualifier"], "workers_qualifier", width=9)
    residents = Column(HEADINGS["residents"], "residents", width=12)
    residents_qualifier = Column(HEADINGS["residents_qualifier"], "residents_qualifier", width=9)
    photos = Gathered(HEADINGS["photos"], gathering.photo_counts, width=9)
    text = Column(HEADINGS["text"], "text", width=60)
    state = Chosen(HEADINGS["state"], "state", State.choices, width=12)
    openness = Chosen(HEADINGS["openness"], "openness", Openness.choices, width=16)
    handed_in_at = Column(HEADINGS["handed_in_at"], "handed_in_at", width=18)
    source = Column(HEADINGS["source"], "source", width=24)
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
    qualifiers = Gathered(HEADINGS["qualifiers"], gathering.counters, gathering.QUALIFIERS, width=20)
    public_id = Column(HEADINGS["public_id"], "public_id", width=20)


NAMING = 4  # 地区, 填报单位, 联合单位, 活动


class FlatActivityResource(ActivityResource):
    """The same rows for machines: codes instead of words, and the region's code before its name."""

    sort = Column(HEADINGS["sort"], "sort", width=14)
    outcome = Column(HEADINGS["outcome"], "outcome", width=12)
    state = Column(HEADINGS["state"], "state", width=12)
    openness = Column(HEADINGS["openness"], "openness", width=12)
    region_code = Column(HEADINGS["region_code"], "unit__region__code", width=10)


CODES = {"sort": Sort, "outcome": Outcome, "state": State, "openness": Openness}


def codes_of(name: str, heading: str) -> str:
    """What machines' readers are told of a column of theirs."""
    choices = CODES[name].choices if name in CODES else []
    return "；".join([heading, "、".join(f"{code} {word}" for code, word in choices if code)] if choices else [heading])
