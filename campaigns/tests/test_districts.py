"""How a long list of places is divided: nothing is lost, nothing stands twice, order is that of the tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.districts import Districts
from orgs.models import Region

BASE = Region(path="0001", code="100000", name="全国")


def region(path: str) -> Region:
    return Region(path=path, code=f"c{path}", name=f"名{path[4:]}")


def districts(paths, base=BASE) -> Districts:
    found = Districts(base, paths)
    found.name([base if path == base.path else region(path) for path in found.paths])
    return found


steps = st.sampled_from(["0001", "0002", "0003"])
places = st.lists(st.lists(steps, max_size=3).map(lambda found: "0001" + "".join(found)), max_size=40)


@given(places)
def test_the_districts_are_a_partition(paths):
    found = districts(paths)
    choices = found.choices("")
    if not choices:
        assert len(set(found.first)) <= 1 or max(found.first.values()) == 1
        return
    assert sum(each["count"] for each in choices) == len(paths)
    for each in choices:
        assert sum(map(found.within(each["value"]), paths)) == each["count"], each
    assert [each["value"] for each in choices] == [found.regions[path].code for path in sorted(found.first)], (
        "administrative order"
    )


@given(places, st.integers(0, 99))
def test_beneath_a_chosen_district_those_within_it_are_offered_and_counted(paths, pick):
    found = districts(paths)
    choices = found.choices("")
    if choices:
        code = choices[pick % len(choices)]["value"]
        for each in found.choices(code):
            assert sum(map(found.within(each["value"]), paths)) == each["count"]
        assert any(each["current"] for each in found.choices(code))


def test_a_province_reads_its_counties_by_prefecture():
    paths = ["00010001" + tail for tail in ("00010001", "00010002", "00020001")] + ["00010001"]
    found = districts(paths, region("00010001"))
    assert [found.heading(path, "") for path in sorted(paths)] == ["本级单位", "名00010001", "名00010001", "名00010002"]
    assert [each["label"] for each in found.choices("")] == ["本级单位", "名00010001", "名00010002"]
    assert found.choices("c000100010001")[2]["label"] == "名00010002", "a county for each line is no division"


@pytest.mark.parametrize("paths", [[], ["0001"], ["0001"] * 5, ["00010001", "00010002"], ["00010001"] * 9])
def test_what_needs_no_division_has_none(paths):
    found = districts(paths)
    assert found.choices("") == []
    assert {found.heading(path, "") for path in paths} <= {""}


def test_an_unknown_code_means_everywhere():
    found = districts(["00010001"] * 2 + ["00010002"] * 2)
    assert all(found.within("999999")(path) for path in ("00010001", "00010002"))
