import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.quantities import LARGEST, QUALIFIERS, Quantity, QuantityError, display, parse, total

values = st.integers(0, 10**9)
quantities = st.builds(Quantity, value=values, qualifier=st.sampled_from(QUALIFIERS)) | st.just(Quantity(None))


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("195", 195, ""),
        ("0", 0, ""),
        ("400余", 400, "余"),
        ("400余项", 400, "余"),
        ("400多场", 400, "余"),
        ("400场以上", 400, "余"),
        ("超过400", 400, "余"),
        ("近200", 200, "近"),
        ("将近200场", 200, "近"),
        ("约3千", 3000, "约"),
        ("约3千人次", 3000, "约"),
        ("3千人左右", 3000, "约"),
        ("106.5万", 1065000, ""),
        ("近106.5万人次", 1065000, "近"),
        ("10余万", 100000, "余"),
        ("10万余", 100000, "余"),
        ("1.2亿", 120000000, ""),
        ("2百", 200, ""),
        ("1,234", 1234, ""),
        ("1，234", 1234, ""),
        ("４００余", 400, "余"),
        (" 近 200 ", 200, "近"),
    ],
)
def test_figures_of_real_summaries(text, value, qualifier):
    quantity = parse(text)
    assert (quantity.value, quantity.qualifier) == (value, qualifier)
    assert quantity.wording == display(quantity) == text.strip()


@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_empty_is_not_given_and_not_nought(text):
    assert parse(text) == Quantity(None)
    assert display(parse(text)) == "—"
    assert parse("0") != Quantity(None)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("近日", "不是可以识别的数字"),
        ("若干", "不是可以识别的数字"),
        ("-5", "不是可以识别的数字"),
        ("1e9", "不是可以识别的数字"),
        ("12,34", "不是可以识别的数字"),
        ("400余500", "不是可以识别的数字"),
        ("=1+1", "不是可以识别的数字"),
        ("近400余", "只能用一个"),
        ("约400余", "只能用一个"),
        ("3.5", "不是整数"),
        ("106.12345万", "不是整数"),
        ("999999999999999999亿", "过大"),
    ],
)
def test_what_cannot_be_read_is_said(text, part):
    with pytest.raises(QuantityError, match=part) as caught:
        parse(text)
    assert text in str(caught.value)


def test_written_from_value_and_qualifier():
    assert str(Quantity(400, "余")) == "400余"
    assert str(Quantity(200, "近")) == "近200"
    assert str(Quantity(3000, "约")) == "约3000"
    assert str(Quantity(195)) == "195"


def test_sums_say_that_they_are_approximate():
    assert total([parse("59"), parse("136")]) == Quantity(195)
    assert display(total([parse("400余"), parse("近200"), parse("195")])) == "约795"
    assert display(total([parse("400余")])) == "约400"
    assert total([Quantity(None), parse("88")]) == Quantity(88)
    assert total([Quantity(None)]) == total([]) == Quantity(None)


@pytest.mark.parametrize("wrong", [(1, "大约"), (None, "约"), (-1, ""), (LARGEST + 1, "")])
def test_impossible_quantities(wrong):
    with pytest.raises(ValueError, match=r"qualifier|range"):
        Quantity(*wrong)


@given(values, st.sampled_from(QUALIFIERS))
def test_what_is_written_is_read_back(value, qualifier):
    written = display(Quantity(value, qualifier))
    assert parse(written) == Quantity(value, qualifier, written)


@given(st.lists(quantities, max_size=20))
def test_a_sum_is_exact_only_if_every_part_is(parts):
    summed = total(parts)
    known = [part.value for part in parts if part.value is not None]
    assert summed.value == (sum(known) if known else None)
    assert bool(summed.qualifier) is any(part.qualifier for part in parts)


@given(st.text(max_size=20) | st.text("约近余多0123.,万千 场", max_size=10))
def test_any_text_is_read_or_refused(text):
    try:
        quantity = parse(text)
    except QuantityError as error:
        assert str(error).startswith("“")  # noqa: PT017 - both ways are right here
    else:
        assert quantity.wording == text.strip()
