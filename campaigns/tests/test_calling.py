"""电话联系: whose numbers, seen by whom, on record; and what the calls brought."""

import io

import pytest
from openpyxl import load_workbook

from campaigns.models import Call, Request
from campaigns.tests.reports import url
from campaigns.tests.test_chasing import address
from orgs.models import AuditEvent, Unit, User
from orgs.phones import masked_phone


@pytest.fixture
def asked(world, ask) -> Request:
    """福州 asks 鼓楼, 市住建局 and a body where nobody sits."""
    words = {"name": "福州市教育局", "short_name": "市教育局", "kind": "member", "order": 5}
    return ask(world.gulou, world.housing, Unit.objects.create(region=world.regions["fuzhou"], **words))


@pytest.fixture(autouse=True)
def phones(world):
    User.objects.filter(username="gulou.reporter").update(phone="13812345678")


def test_whole_numbers_for_whoever_reminds_on_record(as_, world, asked):
    page = as_("fuzhou.drafter").get(address("calls", asked)).content.decode()
    assert "13812345678" in page
    event = AuditEvent.objects.get(act="报送·查看联系电话")
    assert (event.actor, event.details["units"]) == (world.people["fuzhou.drafter"], ["鼓楼区市场监督管理局"])


def test_masked_for_the_other_seats_of_the_office_and_not_on_record(as_, asked):
    page = as_("fuzhou.viewer").get(address("calls", asked)).content.decode()
    assert "138****5678" in page
    assert "13812345678" not in page
    assert not AuditEvent.objects.filter(act="报送·查看联系电话").exists()


@pytest.mark.parametrize("person", ["gulou.manager", "xiamen.manager", "fujian.manager", "outsider"])
def test_nobody_elses(as_, asked, person):
    assert as_(person).get(address("calls", asked)).status_code == 404
    assert as_(person).get(address("call_file", asked)).status_code == 404


def test_a_result_is_noted_and_shown(as_, world, asked):
    client, owed = as_("fuzhou.manager"), asked.obligations.get(unit=world.gulou)
    found = client.post(url("note_call", owed), {"result": "promised", "note": "周三报"}, follow=True)
    assert "已记下与鼓楼区市场监督管理局的联系结果" in found.content.decode()
    assert "已接通，将按期报送：周三报" in found.content.decode()
    assert Call.objects.get().by == world.people["fuzhou.manager"]
    assert "已接通，将按期报送" in client.get(address("remind", asked)).content.decode()


def test_a_wrong_note_is_said_and_nothing_typed_is_lost(as_, world, asked):
    owed = asked.obligations.get(unit=world.gulou)
    found = as_("fuzhou.manager").post(url("note_call", owed), {"result": "other", "note": ""})
    assert found.status_code == 422
    assert "请写明情况" in found.content.decode()
    found = as_("fuzhou.manager").post(url("note_call", owed), {"result": "", "note": "记了一半"})
    assert 'value="记了一半"' in found.content.decode()
    assert not Call.objects.exists()


@pytest.mark.parametrize(("person", "status"), [("gulou.manager", 403), ("fuzhou.viewer", 403),
                                                ("xiamen.manager", 404)])  # fmt: skip
def test_only_the_office_that_asked_notes(as_, world, asked, person, status):
    owed = asked.obligations.get(unit=world.gulou)
    assert as_(person).post(url("note_call", owed), {"result": "promised"}).status_code == status
    assert not Call.objects.exists()


def test_the_workbook_has_the_same_numbers_as_the_page(as_, asked):
    for person, number in (("fuzhou.manager", "13812345678"), ("fuzhou.viewer", "138****5678")):
        found = as_(person).get(address("call_file", asked))
        rows = list(load_workbook(io.BytesIO(found.content)).active.values)
        assert number in [row[4] for row in rows]
        assert "福州市教育局" in [row[1] for row in rows]
    assert AuditEvent.objects.filter(act="报送·导出电话联系表").count() == 2


@pytest.mark.parametrize(("number", "shown"), [("13812345678", "138****5678"), ("0591-87654321", "059*-****4321"),
                                               ("12345", "***45"), ("", "")])  # fmt: skip
def test_masked_numbers(number, shown):
    assert masked_phone(number) == shown
