"""The pure parts of finding: addresses that keep what they know, facets that add up, an order without gaps."""

from collections import Counter

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from activities import asked, facets
from activities.choices import Outcome, Sort, State

SORTS = [*Sort.values, facets.UNSORTED]
combinations = st.tuples(st.sampled_from(SORTS), st.sampled_from(State.values), st.sampled_from(Outcome.values))
counts = st.dictionaries(combinations, st.integers(1, 500)).map(Counter)
choices = st.fixed_dictionaries(
    {
        "sort": st.sampled_from(["", *SORTS]),
        "state": st.sampled_from(["", *State.values]),
        "outcome": st.sampled_from(["", *Outcome.values]),
    }
)


@given(counts, choices)
def test_a_facets_values_add_up_to_what_stands_without_its_choice(found, chosen):
    for facet in facets.facets(found, chosen):
        assert facet.total == sum(value.count for value in facet.values)
        assert facet.total == facets.total(found, chosen | {facet.name: ""})
        if facet.chosen:
            assert next(v.count for v in facet.values if v.current) == facets.total(found, chosen)


@given(counts)
def test_without_a_choice_all_are_counted(found):
    assert facets.total(found, {}) == sum(found.values())


@given(
    st.dictionaries(st.sampled_from([*asked.FILTERS, *asked.SHOWN, *asked.PLACE, "campaign", "x"]), st.text(max_size=9))
)
def test_an_address_keeps_what_it_knows_and_nothing_else(given_):
    query = QueryDict(mutable=True)
    query.update(given_)
    known = {name: value.strip() for name, value in given_.items() if name in (*asked.FILTERS, *asked.SHOWN)}
    assert asked.kept(query).dict() == {name: value for name, value in known.items() if value}
    assert asked.of(asked.but(query)[1:]) == asked.kept(query)
    changed = asked.of(asked.but(query, sort="brands", q=None)[1:])
    assert changed["sort"] == "brands"
    assert "q" not in changed
