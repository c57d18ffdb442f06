"""How often 延期 may be asked for: the rule, and the page that says it."""

import datetime as dt

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from campaigns.choices import Extending
from campaigns.extension_limit import FRUITLESS, MOST, WAITS, WITHIN, refusal
from campaigns.models import Extension
from campaigns.tests.reports import url
from campaigns.tests.test_extending import ask_for, day, decide, page

NOW = dt.datetime(2024, 10, 12, 1, 30, tzinfo=dt.UTC)  # 9:30 in Beijing
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("asked", "may"),
    [
        ([], True),
        ([(1, Extending.REFUSED)], True),
        ([(1, Extending.REFUSED), (2, Extending.TAKEN_BACK)], True),
        ([(1, Extending.REFUSED), (2, Extending.TAKEN_BACK), (3, Extending.TAKEN_BACK)], False),
        ([(1, Extending.REFUSED), (2, Extending.TAKEN_BACK), (24, Extending.TAKEN_BACK)], True),
        ([(1, Extending.GRANTED), (2, Extending.GRANTED), (3, Extending.GRANTED), (4, Extending.REFUSED)], True),
        ([(90, Extending.ASKED)], False),
        ([(-1, Extending.REFUSED), (-2, Extending.REFUSED), (-3, Extending.REFUSED)], False),  # the clock put back
        ([(-99, Extending.REFUSED)] * 3, True),
    ],
)
def test_the_rule(asked, may):
    rows = [(NOW - hours * HOUR, decision) for hours, decision in asked]
    assert (refusal(rows, NOW, "市局") == "") is may


def test_the_sentence_says_when_and_whom_to_ring():
    rows = [(NOW - hours * HOUR, Extending.TAKEN_BACK) for hours in (1, 5, 20)]
    said = refusal(rows, NOW, "福州市市场监督管理局")
    assert "24小时内已申请延期3次" in said
    assert "请在10月12日13:30以后再申请" in said
    assert "福州市市场监督管理局" in said
    assert refusal([(NOW, Extending.ASKED), *rows], NOW, "") == WAITS


@given(st.lists(st.tuples(st.integers(-200, 200), st.sampled_from([*Extending])), max_size=12))
def test_whatever_was_asked_it_never_shuts_for_good_and_never_opens_early(asked):
    rows = [(NOW - hours * HOUR, decision) for hours, decision in asked]
    said = refusal(rows, NOW, "市局")
    waits = any(decision == Extending.ASKED for _, decision in rows)
    recent = [at for at, decision in rows if decision in FRUITLESS and abs(NOW - at) < WITHIN]
    assert bool(said) == (waits or len(recent) >= MOST)
    done = [row for row in rows if row[1] != Extending.ASKED]
    last = max((at for at, _ in done), default=NOW)
    assert refusal(done, max(last, NOW) + WITHIN, "市局") == ""


def test_through_the_page_the_fourth_asking_of_a_day_waits(as_, owed):
    gulou = as_("gulou.reporter")
    for n in range(MOST):
        assert ask_for(gulou, owed, day(20 + n)).status_code == 302
        gulou.post(url("report_extension_take_back", owed), {"extension": Extension.objects.first().pk})
    fourth = ask_for(gulou, owed, day(30), "打了很久的理由")
    assert fourth.status_code == 422
    assert "24小时内已申请延期3次" in fourth.content.decode()
    assert "打了很久的理由" in fourth.content.decode(), "what was typed is not lost"
    assert Extension.objects.count() == MOST
    with time_machine.travel(dt.datetime.now(dt.UTC) + WITHIN):
        assert ask_for(as_("gulou.reporter"), owed, day(40)).status_code == 302


def test_a_refused_one_is_asked_again_and_both_sides_see_where_it_stands(as_, owed):
    gulou, fuzhou = as_("gulou.reporter"), as_("fuzhou.manager")
    ask_for(gulou, owed, day(20))
    assert decide(fuzhou, owed, "refuse", note="省里限期汇总").status_code == 302
    assert ask_for(gulou, owed, day(12)).status_code == 302
    assert "待福州市市场监督管理局答复" in page(gulou, owed)
    assert page(fuzhou, owed).count("申请延期") >= 1


def test_two_in_one_office_ask_at_once_and_one_waits(as_, owed):
    """The second has the page open from before."""
    first, second = as_("gulou.reporter"), as_("gulou.manager")
    page(second, owed)
    assert ask_for(first, owed, day(20)).status_code == 302
    late = ask_for(second, owed, day(22), "另一人的理由")
    assert late.status_code == 422
    assert WAITS in late.content.decode()
    assert "另一人的理由" in late.content.decode(), "what was typed is not lost"
    assert Extension.objects.count() == 1
