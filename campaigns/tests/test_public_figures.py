"""The figures of the four documents of 2024, from the open interface and on the pages."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.composition import tallies, tally
from campaigns.published import Document, editions

PLAN = {"id", "unit", "kind", "title", "document_number", "issued_on", "theme", "period", "edition", "parent_id"}
PLAN |= {"validity", "former_numbers"}
PLAN |= {"issuers", "parties", "references", "summary_due", "items", "responsibilities", "withdrawn", "annex"}
ITEM = {"id", "key", "root", "kind", "under", "position", "moved", "number", "heading", "text", "change", "origin"}
CHANGES = ("inherited", "adapted", "derived", "added")


def body(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.json()


@pytest.fixture
def document(client, year2024):
    return lambda name: body(client, f"/api/v1/plans/{getattr(year2024, name).public_id}")


@pytest.fixture
def page(client, year2024):
    return lambda name: client.get(f"/plans/{getattr(year2024, name).public_id}/").content.decode()


def of(document, kind):
    return [item for item in document["items"] if item["kind"] == kind]


def changes(document, kind):
    found = [item["change"] for item in of(document, kind)]
    return {change: found.count(change) for change in CHANGES if change in found}


def row(page, name):
    """The numbers of one line of the page's table 与上级方案对照."""
    found = re.search(rf'<th scope="row">{name}</th>((?:<td class="n">\d+</td>)+)', page)
    return [int(number) for number in re.findall(r"\d+", found.group(1))]


def test_national(document, page):
    national = document("national")
    counts = [len(of(national, kind)) for kind in ("section", "arrangement", "action", "slogan")]
    assert (len(national["issuers"]), counts) == (27, [5, 9, 44, 10])
    assert (national["document_number"], national["issued_on"]) == ("国市监质发〔2024〕74号", "2024-07-26")
    text = page("national")
    assert all(name in text for name in national["issuers"])
    assert "与上级方案对照" not in text


def test_fujian(document, page):
    fujian = document("fujian")
    assert len(of(fujian, "arrangement")) == 8
    assert changes(fujian, "action") == {"inherited": 6, "adapted": 8, "derived": 5, "added": 18}
    assert sum(item["moved"] for item in of(fujian, "action")) == 1
    assert changes(fujian, "slogan") == {"inherited": 6, "adapted": 4}
    assert changes(fujian, "arrangement") == {"inherited": 5, "adapted": 3}
    assert [i["heading"] for i in fujian["withdrawn"] if i["kind"] == "arrangement"] == ["推动重点领域质量提升"]
    assert len(fujian["annex"]) == 104
    text = page("fujian")
    assert row(text, "专项行动")[:5] == [37, 6, 8, 5, 18]
    assert row(text, "重点安排") == [8, 5, 3, 0, 0, 1]
    assert row(text, "口号")[:3] == [10, 6, 4]
    assert "上级列于“开展质量强企系列活动”第8项" in text
    assert "一、省市场监管局：" in text
    assert "附件3" in text


def test_yueyang(document, page):
    yueyang = document("yueyang")
    assert (len(of(yueyang, "arrangement")), len(of(yueyang, "action"))) == (9, 27)
    assert changes(yueyang, "slogan") == {"inherited": 8, "adapted": 2}
    assert sum(item["moved"] for item in of(yueyang, "slogan")) == 7
    assert changes(yueyang, "theme") == {"adapted": 1}
    assert yueyang["summary_due"] == "2024-10-12"
    assert (yueyang["document_number"], yueyang["issued_on"]) == (None, None)
    linked = {reference["document_number"]: reference["plan_id"] for reference in yueyang["references"]}
    assert linked["湘市监办发〔2024〕22号"] is None
    assert linked["国市监质发〔2024〕74号"] == document("national")["id"]
    text = page("yueyang")
    assert "2024年10月12日前（含当日）" in text
    assert text.count("调整位次") >= 7
    assert "质量发展科负责，各县市区局实施。" in text
    assert "第2、3项：计量科负责。" in text


def test_puer(document, page):
    puer = document("puer")
    assert (len(of(puer, "arrangement")), len(of(puer, "action"))) == (11, 37)
    assert changes(puer, "slogan") == {"inherited": 10}
    assert row(page("puer"), "口号")[:2] == [10, 10]


@pytest.mark.parametrize("name", ["national", "fujian", "yueyang", "puer"])
def test_the_shape_of_a_plan(document, year2024, name):
    found = document(name)
    assert found.keys() == PLAN
    assert found["theme"] == of(found, "theme")[0]["text"]
    parent = None if name == "national" else year2024.national.public_id
    assert found["parent_id"] == found["period"]["inherited_from"] == parent
    assert (found["period"]["starts_on"], found["period"]["ends_on"]) == ("2024-09-01", "2024-09-30")
    keys = {item["key"] for item in found["items"]}
    for item in (*found["items"], *found["withdrawn"]):
        assert item.keys() == ITEM
        assert (item["origin"] is None) == (item["change"] == "added")
        assert item["position"] >= 1
        assert item["origin"] is None or item["origin"]["plan_id"] == parent
    assert {i["under"] for i in of(found, "action")} <= keys
    assert {key for each in found["responsibilities"] for key in each["keys"]} <= keys
    assert {item["change"] for item in found["withdrawn"]} <= {"withdrawn"}
    for kind in ("slogan", "section", "arrangement", "requirement"):
        assert [item["position"] for item in of(found, kind)] == list(range(1, len(of(found, kind)) + 1))


def test_figures_of_regions(client, year2024):
    nation = body(client, "/api/v1/figures?campaign=2024")
    assert nation["documents"][0]["issuers"] == 27
    assert nation["plans"] == {"total": 4, "by_level": {"nation": 1, "province": 1, "prefecture": 2, "county": 0}}
    assert nation["activities"]["count"] == 11
    announced = {(f["region"], f["counted"]): (f["value"], f["qualifier"]) for f in nation["announced"]}
    assert announced["340000", "activities"] == (400, "余")
    assert announced["230000", "activities"] == (200, "近")
    assert announced["500000", "activities"] == (195, "")
    assert announced["120000", "departments"] == (25, "")
    fujian = body(client, "/api/v1/figures?campaign=2024&region=350000")
    kinds = fujian["documents"][0]["kinds"]
    assert [kinds["action"][c] for c in ("total", *CHANGES, "moved")] == [37, 6, 8, 5, 18, 1]
    assert kinds["arrangement"]["withdrawn"] == 1
    assert (fujian["documents"][0]["annex"], fujian["planned"]) == (104, 104)
    assert {f["counted"]: f["value"] for f in fujian["announced"]} == {"activities": 119, "departments": 14}
    assert body(client, "/api/v1/figures?region=350100")["planned"] == 7


def test_the_tally_by_database_and_by_hand_agree(year2024):
    found = list(editions(year2024.campaign))
    assert {e.pk: tally(Document(e).contents) for e in found} == tallies(found)


def test_query_counts_of_the_interface(client, year2024):
    for path, most in (
        ("/api/v1/campaigns", 1),
        ("/api/v1/campaigns/2024/plans", 3),
        (f"/api/v1/plans/{year2024.fujian.public_id}", 9),
        ("/api/v1/activities?campaign=2024", 5),
        ("/api/v1/regions", 2),
        ("/api/v1/figures?region=350000", 8),
    ):
        with CaptureQueriesContext(connection) as queries:
            body(client, path)
        assert len(queries) <= most, path
