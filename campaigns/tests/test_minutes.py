"""How long an answer takes, reckoned from what is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.choices import Ask, FieldKind
from campaigns.minutes import STEP, estimate
from campaigns.own_fields import Spec

SPECS = st.builds(
    Spec,
    kind=st.sampled_from(FieldKind.values),
    label=st.just("甲"),
    options=st.lists(st.just("列"), min_size=1, max_size=8).map(tuple),
    known=st.just(""),
)


@given(st.sampled_from(Ask.values), st.lists(SPECS, max_size=12), SPECS)
def test_more_asked_never_costs_less_and_all_costs_something(kind, specs, another):
    alone, more = estimate(kind, specs), estimate(kind, [*specs, another])
    assert 0 < alone <= more <= 600
    assert alone % STEP == 0


@given(st.sampled_from(Ask.values), st.lists(SPECS, max_size=11))
def test_what_the_portal_knows_costs_nothing(kind, specs):
    known = Spec(FieldKind.NUMBER, "活动数", known="activities")
    assert estimate(kind, [*specs, known]) == estimate(kind, specs)


@pytest.mark.parametrize(
    ("kind", "fields", "minutes"),
    [
        (Ask.SUMMARY, [], 35),
        (Ask.SUMMARY, [Spec("number", "甲")], 35),
        (Ask.SUMMARY, [Spec("number", "甲"), Spec("table", "乙", options=("一", "二", "三"))], 45),
        (Ask.COLLECT, [Spec("file", "甲")], 30),
    ],
)
def test_each_case(kind, fields, minutes):
    assert estimate(kind, fields) == minutes
