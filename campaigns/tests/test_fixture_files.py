"""The fixture files alone: the figures of the 2024 documents and a sound lineage, without a database."""

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SLUGS = ("national", "fujian", "yueyang", "puer")
TAKEN_OVER = ("inherited", "adapted")


def read(name):
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


DOCUMENTS = {slug: read(f"2024/{slug}.json") for slug in SLUGS}
UNITS = read("units.json")
PRESS = read("2024/press.json")
with (FIXTURES / "regions.csv").open(encoding="utf-8", newline="") as file:
    REGIONS = list(csv.DictReader(file))
BY_CODE = {row["code"]: row for row in REGIONS}

every_document = pytest.mark.parametrize("slug", SLUGS)
every_child = pytest.mark.parametrize("slug", SLUGS[1:])


def items(slug, kind=None):
    return [i for i in DOCUMENTS[slug]["items"] if kind in (None, i["kind"])]


def by_ref(slug):
    return {item["ref"]: item for item in items(slug)}


def changes(slug, kind):
    return Counter(item["change"] for item in items(slug, kind))


def moved_actions(slug):
    """Taken-over actions standing under another arrangement than their base's."""
    own, parent = by_ref(slug), by_ref("national")
    return [
        item["heading"]
        for item in items(slug, "action")
        if item["change"] in TAKEN_OVER and own[item["under"]]["base"] != parent[item["base"]]["under"]
    ]


def ranks_that_differ(slug):
    return sum(item["ref"] != item["base"] for item in items(slug, "slogan"))


def named_units(document):
    rows = [*document["issuers"], *document["addressees"], *document["copied"]]
    rows += [*document["responsibilities"], *document["annex"], {"unit": document["unit"]}]
    return {row["unit"] for row in rows if row["unit"]}


def test_regions_are_unique_and_counted():
    assert len(BY_CODE) == len(REGIONS)
    assert Counter(row["level"] for row in REGIONS) == {"nation": 1, "province": 32, "prefecture": 334, "county": 2841}


def test_the_tree_of_regions_is_sound():
    allowed = {"nation": {""}, "province": {"nation"}, "prefecture": {"province"}, "county": {"province", "prefecture"}}
    level_above = {"": ""}  # filled as the rows come: a parent stands before its children
    for row in REGIONS:
        assert level_above[row["parent"]] in allowed[row["level"]], row
        level_above[row["code"]] = row["level"]
        may_be_empty = {"parent", "lead_office", "lead_office_short"} if row["code"] == "350527" else {"parent"}
        assert all(row[column] for column in row if column not in may_be_empty), row
        assert re.fullmatch(r"\d{6}", row["code"]), row
    ranks = Counter((row["parent"], row["rank"]) for row in REGIONS)
    assert max(ranks.values()) == 1
    assert not {"710000", "810000", "820000"} & BY_CODE.keys()
    assert not {"市辖区", "县", "省直辖县级行政区划"} & {row["name"] for row in REGIONS}


def test_fujian_has_ten_localities_with_pingtan_last():
    below = sorted((r for r in REGIONS if r["parent"] == "350000"), key=lambda r: int(r["rank"]))
    assert [r["code"] for r in below] == [f"350{n}00" for n in range(1, 10)] + ["350128"]
    assert below[-1]["name"] == "平潭综合实验区"


def test_counties_are_current():
    names = {parent: {r["name"] for r in REGIONS if r["parent"] == parent} for parent in ("330100", "350100", "350400")}
    assert names["330100"] & {"上城区", "下城区", "江干区", "拱墅区", "临平区", "钱塘区"} == {
        "上城区",
        "拱墅区",
        "临平区",
        "钱塘区",
    }
    assert names["350100"] & {"长乐区", "平潭县"} == {"长乐区"}
    assert {BY_CODE["350404"]["name"], BY_CODE["350405"]["name"]} == {"三元区", "沙县区"}
    assert not [r for r in REGIONS if r["parent"] in ("441900", "442000", "460400")]


@pytest.mark.parametrize(
    ("code", "office", "short"),
    [
        ("100000", "国家市场监督管理总局", "市场监管总局"),
        ("120000", "天津市市场监督管理委员会", "天津市市场监管委"),
        ("640000", "宁夏回族自治区市场监督管理厅", "宁夏回族自治区市场监管厅"),
        ("350000", "福建省市场监督管理局", "福建省市场监管局"),
        ("430600", "岳阳市市场监督管理局", "岳阳市市场监管局"),
        ("530802", "思茅区市场监督管理局", "思茅区市场监管局"),
    ],
)
def test_lead_offices_bear_their_names(code, office, short):
    assert (BY_CODE[code]["lead_office"], BY_CODE[code]["lead_office_short"]) == (office, short)


def test_units_are_unique_and_stand_in_a_region():
    keys = [(unit["region"], unit["name"]) for unit in UNITS["units"]]
    assert len(set(keys)) == len(keys)
    for unit in UNITS["units"]:
        region = BY_CODE[unit["region"]]
        assert unit["kind"] in ("member", "section", "technical", "association", "enterprise")
        assert unit["name"] != region["lead_office"]
        assert unit["within"] in (None, region["lead_office"])
        assert (unit["kind"] == "section") == bool(unit["within"])
    [letterhead] = UNITS["letterheads"]
    assert letterhead["unit"] == BY_CODE[letterhead["region"]]["lead_office"]
    known = {letterhead["unit"], *(name for _, name in keys)}
    assert len(set(letterhead["members"]) & known) == len(letterhead["members"]) == 12
    assert sum(unit["within"] == "岳阳市市场监督管理局" for unit in UNITS["units"]) == 10


@every_document
def test_every_unit_named_exists_once(slug):
    document = DOCUMENTS[slug]
    known = Counter([row["lead_office"] for row in REGIONS] + [unit["name"] for unit in UNITS["units"]])
    assert {name: known[name] for name in named_units(document)} == dict.fromkeys(named_units(document), 1)
    assert BY_CODE[document["region"]]["lead_office"] == document["unit"]
    assert document["letterhead"] in (None, *(head["name"] for head in UNITS["letterheads"]))


@every_document
def test_items_hang_together(slug):
    own = by_ref(slug)
    assert len(own) == len(items(slug))
    for item in items(slug):
        assert item["kind"] in ("theme", "slogan", "section", "arrangement", "action", "requirement")
        assert item["heading"] or item["text"]
        if item["kind"] == "action":
            assert own[item["under"]]["kind"] == "arrangement"
        else:
            assert item["under"] is None
    for row in DOCUMENTS[slug]["responsibilities"]:
        assert set() < set(row["items"]) <= own.keys()
        assert row["role"] in ("lead", "in_charge", "cooperate", "assist", "carry_out", "joint")


@every_child
def test_every_base_exists_and_has_one_heir(slug):
    parent = by_ref(DOCUMENTS[slug]["parent"])
    for item in items(slug):
        assert (item["base"] is None) == (item["change"] == "added"), item
        if item["base"] is None:
            continue
        base = parent[item["base"]]
        if item["change"] in TAKEN_OVER:
            assert item["kind"] == base["kind"], item
        words, above = (item["heading"], item["text"]), (base["heading"], base["text"])
        assert (words == above) == (item["change"] == "inherited"), item
    heirs = Counter(item["base"] for item in items(slug) if item["change"] in TAKEN_OVER)
    assert max(heirs.values()) == 1


def test_national_figures():
    document = DOCUMENTS["national"]
    kinds = Counter(item["kind"] for item in document["items"])
    expected = {"theme": 1, "slogan": 10, "section": 5, "arrangement": 9, "action": 44, "requirement": 5}
    assert (len(document["issuers"]), kinds) == (27, expected)
    assert {item["change"] for item in document["items"]} == {"added"}
    assert (document["document_number"], document["signed_on"]) == ("国市监质发〔2024〕74号", "2024-07-26")


def test_fujian_figures():
    assert changes("fujian", "arrangement") == {"inherited": 5, "adapted": 3}
    assert changes("fujian", "action") == {"inherited": 6, "adapted": 8, "derived": 5, "added": 18}
    assert changes("fujian", "slogan") == {"inherited": 6, "adapted": 4}
    assert ranks_that_differ("fujian") == 0
    assert changes("fujian", "theme") == {"adapted": 1}
    bases = {item["base"] for item in items("fujian")} - {None}
    assert not [base for base in bases if base.split(".")[0] == "a5"]
    assert moved_actions("fujian") == ["质量强企经验交流"]


def test_fujian_annexes():
    lists = Counter(entry["list"] for entry in DOCUMENTS["fujian"]["annex"])
    holders = Counter(number for number, _ in {(e["list"], e["unit_name"]) for e in DOCUMENTS["fujian"]["annex"]})
    assert (lists, holders) == ({"2": 40, "3": 64}, {"2": 12, "3": 10})
    assert all(entry["unit"] for entry in DOCUMENTS["fujian"]["annex"])


def test_yueyang_figures():
    document = DOCUMENTS["yueyang"]
    assert changes("yueyang", "arrangement") == {"inherited": 2, "adapted": 2, "derived": 2, "added": 3}
    assert changes("yueyang", "action") == {"inherited": 7, "adapted": 1, "derived": 9, "added": 10}
    assert changes("yueyang", "slogan") == {"inherited": 8, "adapted": 2}
    assert ranks_that_differ("yueyang") == 7
    assert changes("yueyang", "theme") == {"adapted": 1}
    assert (document["summary_due"], document["scope"], document["kind"]) == ("2024-10-12", "system", "plan")
    assert (document["document_number"], document["signed_on"]) == (None, None)
    cited = [row["document_number"] for row in document["references"]]
    assert cited == ["国市监质发〔2024〕74号", "湘市监办发〔2024〕22号", ""]  # 《湖南省质量强省建设纲要》 has none
    assert [bool(entry["title"] and entry["content"]) for entry in document["annex"]] == [True] * 12


def test_puer_figures():
    document = DOCUMENTS["puer"]
    assert changes("puer", "arrangement") == {"inherited": 7, "added": 4}
    assert changes("puer", "action") == {"inherited": 21, "adapted": 6, "added": 10}
    assert changes("puer", "slogan") == {"inherited": 10}
    assert changes("puer", "theme") == {"inherited": 1}
    assert not items("puer", "section") + items("puer", "requirement") + document["issuers"]
    assert not [item for item in items("puer") if (item["base"] or "").startswith("c")]


def test_press_tells_dates_only_where_the_newspaper_does():
    assert (len(PRESS["ceremonies"]), len(PRESS["undated"]), len(PRESS["provinces"])) == (11, 10, 21)
    days = {date.fromisoformat(row["held_on"]) for row in PRESS["ceremonies"]}
    assert (min(days), max(days)) == (date(2024, 8, 30), date(2024, 9, 6))
    assert Counter(row["when"] for row in PRESS["undated"]) == {"近日": 8, None: 2}
    told = [row["region"] for row in PRESS["ceremonies"] + PRESS["undated"]]
    assert sorted(told) == sorted(row["region"] for row in PRESS["provinces"])
    assert {BY_CODE[code]["level"] for code in told} == {"province"}


def test_press_figures_keep_their_qualifier():
    figures = {(row["region"], row["kind"]): (row["value"], row["qualifier"]) for row in PRESS["figures"]}
    activities = {code: figure for (code, kind), figure in figures.items() if kind == "activities"}
    departments = {code: figure[0] for (code, kind), figure in figures.items() if kind == "departments"}
    assert activities == {
        "340000": (400, "余"), "230000": (200, "近"), "500000": (195, ""), "120000": (88, ""),
        "350000": (119, ""), "420000": (10, ""), "450000": (63, ""), "630000": (70, "余"),
    }  # fmt: skip
    assert departments == {"440000": 26, "120000": 25, "450000": 27, "500000": 24, "350000": 14}
    assert figures["230000", "viewers"] == (1065000, "")
    assert len(figures) == len(PRESS["figures"]) == 14
    for row in PRESS["figures"]:
        assert not row["breakdown"] or sum(part["value"] for part in row["breakdown"]) == row["value"]
