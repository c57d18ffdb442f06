"""What becomes of the sources of numbers when somebody edits the words around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.part_numbers import changed_since
from campaigns.part_sources import carried, edited, source, with_value

TEXT = "福州市共有3家单位开展活动12项，参加活动的群众约500人次。"
SOURCES = [
    source(TEXT, "3", key="units", value=3, qualifier=""),
    source(TEXT, "12", key="activities", value=12, qualifier=""),
    source(TEXT, "约500", key="residents", value=500, qualifier="约"),
]
PIECES = st.lists(st.sampled_from(["活动", "12", "3", "约", "500", "余", "项，", "2024年", "群众", "。"]), max_size=12)


def _shown(text: str, sources: list) -> dict:
    return {each["key"]: text[slice(*each["at"])] for each in sources}


def test_words_put_before_a_number_leave_it_its_source():
    new = "活动期间，" + TEXT
    found = carried(TEXT, new, SOURCES)
    assert _shown(new, found) == {"units": "3", "activities": "12", "residents": "约500"}
    assert not edited(found)


def test_a_number_changed_by_hand_bears_what_it_was():
    new = TEXT.replace("12", "15").replace("约500", "600余")
    found = carried(TEXT, new, SOURCES)
    assert _shown(new, found) == {"units": "3", "activities": "15", "residents": "600余"}
    assert [(each["key"], each["was"]) for each in edited(found)] == [("activities", "12"), ("residents", "约500")]
    assert not edited(carried(new, TEXT, found))


def test_only_the_qualifier_taken_away_is_a_change_as_well():
    new = TEXT.replace("约500", "500")
    assert [each["was"] for each in edited(carried(TEXT, new, SOURCES))] == ["约500"]


def test_a_number_taken_out_loses_its_source():
    new = TEXT.replace("共有3家单位", "")
    assert _shown(new, carried(TEXT, new, SOURCES)) == {"activities": "12", "residents": "约500"}


def test_a_sentence_that_moves_takes_its_numbers_along():
    one, other = "开展活动12项。", "发放资料300份。"
    sources = [source(one + other, "12", key="a"), source(one + other, "300", key="b")]
    found = carried(one + other, other + one, sources)
    assert {key: text for key, text in _shown(other + one, found).items() if key == "b"} == {"b": "300"}


def test_a_quotation_stands_whole_or_not_at_all():
    text = "主要有“第3届质量论坛”（9月10日）。"
    quoted = [source(text, "“第3届质量论坛”（9月10日）", url="/a")]
    assert len(carried(text, "此外，" + text, quoted)) == 1
    assert carried(text, text.replace("第3届", "第4届"), quoted) == []


def test_put_right_in_the_text_wherever_it_stands_but_not_where_a_hand_was():
    text = "12项，12项，13项"
    sources = [{"at": [0, 2], "shown": "12", "key": "a"}, {"at": [4, 6], "shown": "12", "key": "a"},
               {"at": [8, 10], "shown": "12", "key": "a", "was": "12"}]  # fmt: skip
    new, found = with_value(text, sources, "a", "100", value=100)
    assert new == "100项，100项，13项"
    assert [new[slice(*each["at"])] for each in found] == ["100", "100", "13"]


@given(PIECES, PIECES, PIECES)
def test_a_source_always_points_at_a_number_within_the_text(before, after, new_pieces):
    old, new = "".join(before) + "77" + "".join(after), "".join(new_pieces)
    found = carried(old, new, [source(old, "77", key="x", value=77, qualifier="")])
    for each in found:
        start, end = each["at"]
        assert 0 <= start < end <= len(new)
        assert any(sign.isdecimal() for sign in new[start:end])
        assert ("was" in each) == (new[start:end] != "77")


@pytest.mark.parametrize(
    ("written", "was", "counted", "said"),
    [("12", None, "11", "11"), ("12", "11", "11", ""), ("12", "11", "13", "13"), ("12", "11", "12", "")],
)
def test_a_number_a_hand_changed_only_disagrees_once_the_count_itself_has_changed(written, was, counted, said):
    source = {"at": [0, 2], "key": "a"} | ({"was": was} if was else {})
    assert changed_since(source, {"a": {"shown": counted, "value": 1}}, written) == said
