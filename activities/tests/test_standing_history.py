"""Whatever happens to the answers of a request — handed in, nil, returned, extended, locked, let off, moved — each that
counts stands in exactly one of the six parts, and every page counts the same."""

import contextlib
import datetime as dt
import random

import pytest
import time_machine
from django.core.exceptions import ValidationError

from activities.overview import board
from campaigns import changing, extending, releasing, reporting
from campaigns.changing import seen_of
from campaigns.models import Obligation, Request
from campaigns.report_pages import request_page
from campaigns.standing import Standing, by_request, stands, tally
from campaigns.workdays import BEIJING, today
from orgs.moves import StaleState

START = dt.date(2024, 9, 20)
STEPS = 40


def expected(owed: Obligation, day: dt.date) -> Standing:
    """The rule of domain.md, told once more and differently."""
    if owed.state == "nil":
        return Standing.NIL
    if owed.first_handed_in_at:
        in_time = owed.first_handed_in_at.astimezone(BEIJING).date() <= owed.due_on
        return Standing.ON_TIME if in_time else Standing.LATE
    if owed.optional:
        return Standing.OPTIONAL
    return Standing.OVERDUE if day > owed.due_on else Standing.NOT_DUE


class History:
    def __init__(self, world, request: Request, chance: random.Random):
        self.request, self.chance = request, chance
        self.asker, self.unit = world.people["fuzhou.manager"], world.people["gulou.reporter"]

    def owed(self) -> Obligation:
        return self.chance.choice(list(self.request.obligations.select_related("unit", "request__campaign")))

    def hand_in(self) -> None:
        owed = self.owed()
        report = reporting.begin(obligation=owed, by=self.unit)
        if not report.text:
            reporting.save(report=report, title="总结", text="正文", version=report.version, by=self.unit)
        reporting.hand_in(report=report, obligations=[owed], by=self.unit)

    def nil(self) -> None:
        reporting.declare_nil(obligation=self.owed(), by=self.unit)

    def accept(self) -> None:
        reporting.accept(obligation=self.owed(), by=self.asker)

    def send_back(self) -> None:
        reporting.send_back(obligation=self.owed(), reason="补", by=self.asker)

    def extend(self) -> None:
        until = today() + dt.timedelta(days=self.chance.randint(0, 20))
        extending.grant_unasked(obligations=[self.owed()], until=until, reason="延期", by=self.asker)

    def let_off(self) -> None:
        releasing.release(obligations=[self.owed()], why="撤并", by=self.asker)

    def ask_again(self) -> None:
        releasing.ask_again(obligations=[self.owed()], by=self.asker)

    def move(self) -> None:
        self.request.refresh_from_db()
        due_on = today() + dt.timedelta(days=self.chance.randint(0, 15))
        locks_on = self.chance.choice([None, due_on, due_on + dt.timedelta(days=3)])
        changing.change(request=self.request, seen=seen_of(self.request), title="总结", why="汇总", due_on=due_on,
                        locks_on=locks_on, minutes=10, by=self.asker)  # fmt: skip


def check(world, campaign, request: Request) -> None:
    day = today()
    rows = list(request.obligations.counted())
    for owed in rows:
        assert stands(owed, day) is expected(owed, day)
        assert owed.locks_on is None or owed.locks_on >= owed.due_on
    counts = tally(expected(owed, day) for owed in rows)
    assert list(counts) == list(Standing)
    assert sum(counts.values()) == len(rows)
    assert by_request(rows, day).get(request.pk, tally([])) == counts
    request.refresh_from_db()
    shown = request_page(request, "", None)["asked"]
    assert {part["state"]: part["count"] for part in shown["parts"]} == counts
    assert shown["total"] == len(rows)
    overview = board(world.regions["fuzhou"], campaign, day)
    assert overview.all.total == len(rows)
    assert {part["state"]: part["count"] for part in overview.all.parts} == counts


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_the_six_parts_partition_whatever_happens(world, campaign, ask, seed):
    chance = random.Random(seed)  # noqa: S311  (a test's dice)
    with time_machine.travel(dt.datetime.combine(START, dt.time(9), BEIJING), tick=False) as clock:
        request = ask(world.gulou, world.housing, world.section, due_in=10)
        Obligation.objects.filter(unit=world.section).update(optional=True)
        history, done = History(world, request, chance), 0
        acts = [history.hand_in, history.nil, history.accept, history.send_back, history.extend, history.let_off,
                history.ask_again, history.move]  # fmt: skip
        for _ in range(STEPS):
            with contextlib.suppress(ValidationError, StaleState):
                chance.choice(acts)()
                done += 1
            check(world, campaign, request)
            clock.shift(dt.timedelta(hours=chance.choice([1, 20, 30])))
        check(world, campaign, request)
        assert done > STEPS // 4, "most of it must really have happened"
