"""A lead office's region by key: the same rows as the workbook, only for the key and the office that may."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activities import figures, tallying
from activities.tests.books import CANARY
from activities.tests.exports import exported, rows_of
from activities.tests.keys import System, system
from activities.tests.logbook import log, make_children
from orgs import tokens
from orgs.models import ApiToken, Region, Seat, Unit

TABLES = {"summary": "summary", "obligations": "obligations", "field-answers": "field_answers", "cases": "cases",
          "slogans": "slogans", "adoption": "adoption"}  # fmt: skip


@pytest.fixture
def province(full_year) -> System:
    return system(full_year.world, "fujian", scope="region")


@pytest.mark.slow
@pytest.mark.parametrize("path", TABLES)
def test_each_table_is_that_of_the_workbook_row_by_row(full_year, province, as_, path):
    answer = province.get(f"/{path}").json()
    flat = exported(as_("fujian.manager"), full_year.world.fujian, "flat")
    rows = [
        {name: "" if value is None else value for name, value in row.items()} for row in rows_of(flat, TABLES[path])
    ]
    told = [{name: _flat(name, value) for name, value in row.items()} for row in answer["items"]]
    assert told == rows
    assert (answer["count"], answer["next"], answer["campaign"]) == (len(rows), None, "2024")
    assert rows


def _flat(name: str, value):
    if name.endswith("_at") and value:
        return timezone.localtime(timezone.datetime.fromisoformat(value)).isoformat(timespec="seconds")
    return int(value) if isinstance(value, bool) else "" if value is None else value


def test_the_figures_are_those_of_the_page(full_year, province):
    first = province.get("/summary").json()["items"][0]
    found = figures.of_unit(full_year.world.fujian, full_year.campaign)
    assert (first["region"], first["activities"], first["residents"]) == (
        "福建省", found.activities, found.residents.value)  # fmt: skip
    assert {row["check"] for row in province.get("/summary").json()["items"] if row["part"] == "whole"} == {"相符"}


@pytest.mark.parametrize("path", TABLES)
def test_nothing_foreign_and_no_draft_is_told(full_year, province, path):
    log(full_year.world.fuzhou, full_year.campaign, f"{CANARY}草稿", state="draft", residents=8888)
    text = province.get(f"/{path}").content.decode()
    assert CANARY not in text
    assert "外省" not in text
    assert "8888" not in text
    assert "7777" not in text


def test_other_posts_of_who_made_the_key_open_nothing(full_year, world):
    """The province's manager also sits in 福州, whose unfinished case would be seen there."""
    Seat.objects.create(user=world.people["fujian.manager"], unit=world.fuzhou, role="manager")
    answer = system(world, "fujian", scope="region").get("/cases")
    assert CANARY not in answer.content.decode()
    assert [row["title"] for row in answer.json()["items"]] == ["推荐时的标题"]


@pytest.mark.parametrize("scope", ["read", "write"])
def test_a_key_for_the_units_own_activities_opens_no_region(full_year, world, scope):
    answer = system(world, "fujian", scope=scope).get("/summary")
    assert answer.status_code == 403
    assert "读取本地区汇总" in answer.json()["detail"]


def test_a_key_for_the_region_reads_own_activities_and_writes_nothing(full_year, province):
    assert province.get("/activities").status_code == 200
    assert province.post("/activities", {"title": "甲", "held_on": "2024-09-10"}).status_code == 403


def test_only_a_lead_office_has_such_a_key(full_year, world, as_):
    Seat.objects.create(user=world.people["housing.reporter"], unit=world.housing, role="manager")
    with pytest.raises(ValidationError, match="只有牵头单位"):
        system(world, "housing", scope="region", by="housing.reporter")
    asked = {"unit": world.housing.pk, "name": "平台", "scope": "region", "last_day": timezone.localdate().isoformat()}
    answer = as_("housing.reporter").post("/work/manage/keys/new/", asked)
    assert "只有牵头单位的密钥可以读取本地区汇总" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_a_unit_that_leads_no_more_is_refused(full_year, world, province):
    type(world.fujian).objects.filter(pk=world.fujian.pk).update(kind="member")
    assert province.get("/summary").status_code == 403


def test_a_seat_that_ended_closes_the_key(full_year, world, province):
    Seat.objects.filter(user=world.people["fujian.manager"]).update(ended_at=timezone.now())
    assert province.get("/summary").status_code == 401


def test_pages_go_on_and_end(full_year, world, province):
    make_children(world.regions["fujian"], 3, full_year.campaign)
    whole = province.get("/summary").json()["items"]
    found, offset = [], 0
    while offset is not None:
        page = province.get("/summary", limit=2, offset=offset).json()
        assert page["count"] == len(whole)
        found, offset = found + page["items"], page["next"]
    assert found == whole
    assert province.get("/summary", limit=2, offset=10**6).json()["items"] == []
    for wrong in ({"limit": 0}, {"offset": -1}, {"campaign": "abc"}, {"campaign": "1900"}):
        assert province.get("/obligations", **wrong).status_code == 422


def test_a_page_of_the_figures_adds_up_only_what_stands_in_it(full_year, world, province, monkeypatch):
    """Its lines are those of the whole table, wherever it begins; the other regions' activities are not counted."""
    make_children(world.regions["fujian"], 5, full_year.campaign)
    log(world.gulou, full_year.campaign)
    log(world.fujian, full_year.campaign)
    log(world.fuzhou, full_year.campaign, outcome="planned")
    log(world.xiamen, full_year.campaign, outcome="cancelled")
    whole = province.get("/summary").json()["items"]
    counted: list[int] = []
    asked = tallying._held_and_planned

    def watched(rows):
        for each in asked(rows):
            counted.append(each[0])
            yield each

    monkeypatch.setattr(tallying, "_held_and_planned", watched)
    for size in (1, 3):
        for at in range(1, len(whole) + 1):
            counted.clear()
            answer = province.get("/summary", limit=size, offset=at).json()
            assert (answer["items"], answer["count"]) == (whole[at : at + size], len(whole))
            assert set(counted) <= _standing_in(answer["items"])


def _standing_in(rows: list[dict]) -> set[int]:
    """Units of the regions that have a line, and below where the line is that of the whole."""
    places = {(Region.objects.get(code=row["region_code"]).path, row["part"]) for row in rows}
    return {unit.pk for unit in Unit.objects.select_related("region") for path, part in places
            if unit.region.path == path or (part == "whole" and unit.region.path.startswith(path))}  # fmt: skip


def test_what_is_known_is_not_sent_again(full_year, world, province):
    answer = province.get("/summary")
    again = province.send("get", "/summary", headers=None) if False else _known(province, answer["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
    assert again["Cache-Control"] == "private, no-store"
    log(world.fuzhou, full_year.campaign)
    assert _known(province, answer["ETag"]).status_code == 200


def _known(province: System, tag: str):
    headers = {"Authorization": f"Bearer {province.secret}", "If-None-Match": f'"other", W/{tag}'}
    return province.client.get("/api/v1/unit/summary", headers=headers)


@pytest.mark.slow
@pytest.mark.parametrize("path", TABLES)
def test_questions_do_not_grow_with_the_rows(full_year, world, province, path):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            province.get(f"/{path}")
        return len(found)

    asked()
    before = asked()
    make_children(world.regions["fujian"], 3, full_year.campaign)
    assert asked() == before
    assert before <= 22


def test_its_use_is_on_record_and_no_verb_writes(full_year, province):
    province.get("/summary")
    token = ApiToken.objects.get()
    assert token.last_used_at
    assert tokens.reader(token).reach.paths == {full_year.world.regions["fujian"].path}
    for method in ("post", "patch", "delete"):
        assert province.send(method, "/summary").status_code in (403, 405)
