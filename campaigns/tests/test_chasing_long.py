"""提醒报送 and 电话联系 of an office with many below: pages, filters, 选择全部, and as many questions for ten as for a
thousand."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from campaigns import chasing
from campaigns.missing import PAGE
from campaigns.models import Call, Chase, Obligation, Request
from campaigns.ranges import packed
from campaigns.tests.test_chasing import address
from campaigns.workdays import today
from orgs.models import AuditEvent, Message, Region, Seat, Unit, User

REMINDING, CALLING, EXPORTING, CHASING = 11, 12, 13, 14


@pytest.fixture
def below(world, campaign):
    """福建 asks so many counties of 福州 and 厦门, two thirds in 福州; each has one reporter with a telephone."""

    def make(count: int) -> Request:
        due_on = today() + dt.timedelta(days=9)
        request = Request.objects.create(campaign=campaign, unit=world.fujian, title="报送县级总结", due_on=due_on)
        homes = [world.regions["fuzhou"]] * (count * 2 // 3)
        homes += [world.regions["xiamen"]] * (count - len(homes))
        regions = Region.objects.bulk_create(
            Region(path=f"{home.path}{n + 1000}", depth=home.depth + 1, code=f"9{n:05d}", name=f"县{n:04d}",
                   short_name=f"县{n}", level="county", rank=n)
            for n, home in enumerate(homes)
        )  # fmt: skip
        units = Unit.objects.bulk_create(
            Unit(region=region, name=f"{region.name}市场监督管理局", kind="lead") for region in regions
        )
        users = User.objects.bulk_create(
            User(username=f"c{n}", phone=f"1380000{n:04d}", email=f"c{n}@example.test") for n in range(count)
        )
        pairs = zip(users, units, strict=True)
        Seat.objects.bulk_create(Seat(user=user, unit=unit, role="reporter") for user, unit in pairs)
        Obligation.objects.bulk_create(Obligation(request=request, unit=unit, due_on=due_on) for unit in units)
        return request

    return make


def pks(request) -> list[int]:
    return list(request.obligations.order_by("pk").values_list("pk", flat=True))


def remind(client, request, query="", **posted):
    return client.post(f"{address('remind', request)}?{query}", {"sentence": "请抓紧"} | posted)


def asked_for(call) -> int:
    with CaptureQueriesContext(connection) as found:
        assert call().status_code == 200
    return len(found)


@pytest.mark.parametrize("count", [10, 1000])
def test_as_many_questions_for_ten_as_for_a_thousand(as_, world, below, count):
    request, by = below(count), world.people["fujian.manager"]
    for pk in pks(request)[:10]:
        Call.objects.create(obligation_id=pk, result="promised", by=by)
    through = Chase.obligations.through
    for _ in range(3):
        made = Chase.objects.create(request=request, by=by)
        through.objects.bulk_create(through(chase=made, obligation_id=pk) for pk in pks(request))
    Chase.objects.update(at=timezone.now() - dt.timedelta(days=3))
    client = as_("fujian.manager")
    client.get(address("remind", request))  # turns the frame to the request's campaign
    assert asked_for(lambda: client.get(address("remind", request))) == REMINDING
    assert asked_for(lambda: client.get(address("calls", request))) == CALLING
    assert asked_for(lambda: client.get(address("call_file", request))) == EXPORTING


@pytest.mark.parametrize("count", [10, 400])
def test_reminding_all_takes_as_many_statements_for_ten_as_for_hundreds(world, below, count):
    request, by = below(count), world.people["fujian.manager"]
    with CaptureQueriesContext(connection) as found:
        chasing.chase(request=request, obligations=pks(request), sentence="", by=by)
    said = [each["sql"] for each in found if not ("INSERT" in each["sql"] and '"orgs_message"' in each["sql"])]
    assert len(said) == CHASING - 1
    assert Message.objects.filter(kind="chased", channel="portal").count() == count
    assert AuditEvent.objects.get(act="报送·人工提醒").details["units"][-1] == f"县{count - 1:04d}市场监督管理局"


def test_a_page_shows_some_and_the_text_and_the_workbook_all(as_, below):
    request, client = below(150), as_("fujian.manager")
    page = client.get(address("remind", request))
    words = page.content.decode()
    assert words.count('name="units"') == PAGE
    assert "第 1 页，共 3 页 150 个单位" in words
    assert words.count('scope="rowgroup"') == 1, "the first page ends within 福州"
    assert page.context["chat"]["plain"].count("市场监督管理局") == 150
    second = client.get(address("remind", request), {"page": "2"}).content.decode()
    assert second.count('scope="rowgroup"') == 2
    calls = client.get(address("calls", request)).content.decode()
    assert calls.count('class="call-person"') == PAGE
    assert "导出 Excel（全部 150 个）" in calls
    rows = list(load_workbook(io.BytesIO(client.get(address("call_file", request)).content)).active.values)
    assert sum(str(row[1]).startswith("县") for row in rows) == 150


def test_only_the_numbers_of_the_page_are_on_record_as_seen(as_, below):
    as_("fujian.manager").get(address("calls", below(150)), {"page": "3"})
    assert len(AuditEvent.objects.get(act="报送·查看联系电话").details["units"]) == 30


def test_narrowed_by_region_state_and_name(as_, world, below):
    request, client = below(90), as_("fujian.manager")

    def listed(**wish) -> int:
        found = client.get(address("remind", request), wish)
        assert found.status_code == 200
        assert found.context["chat"].get("plain", "").count("市场监督管理局") == len(found.context["missing"].chosen)
        return len(found.context["missing"].chosen)

    fuzhou, xiamen = world.regions["fuzhou"].code, world.regions["xiamen"].code
    assert (listed(area=fuzhou), listed(area=xiamen), listed()) == (60, 30, 90)
    first, *rest = pks(request)
    Obligation.objects.filter(pk=first).update(due_on=today() - dt.timedelta(days=1))
    Obligation.objects.filter(pk__in=rest[:4]).update(state="returned")
    Seat.objects.filter(unit__obligations=rest[-1]).delete()
    Call.objects.create(obligation_id=first, result="promised", by=world.people["fujian.manager"])
    chasing.chase(request=request, obligations=rest[:3], sentence="", by=world.people["fujian.manager"])
    assert [listed(state=each) for each in ("overdue", "due", "returned", "cooling", "uncalled", "unreachable")] == [
        1, 89, 4, 3, 89, 1]  # fmt: skip
    assert (listed(area=xiamen, state="unreachable"), listed(area=fuzhou, state="unreachable")) == (1, 0)
    assert (listed(q="县0007"), listed(q="县001"), listed(q="没有这个")) == (1, 10, 0)
    assert "没有符合条件的单位" in client.get(address("remind", request), {"q": "没有这个"}).content.decode()
    workbook = client.get(address("call_file", request), {"area": xiamen}).content
    assert sum(str(row[1]).startswith("县") for row in load_workbook(io.BytesIO(workbook)).active.values) == 30
    calls = client.get(address("calls", request), {"area": xiamen}).content.decode()
    assert f"{address('call_file', request)}?area={xiamen}" in calls
    assert "90 个单位中筛选出 30 个" in calls


@pytest.mark.parametrize("wish", [{"area": "x'\0"}, {"state": "<b>"}, {"page": "-1"}, {"page": "9" * 50}, {"q": "\0"},
                                  {"area": "100000", "state": "nobody", "page": "zwei"}])  # fmt: skip
def test_an_odd_address_shows_the_list(as_, below, wish):
    request, client = below(12), as_("fujian.manager")
    for name in ("remind", "calls", "call_file"):
        assert client.get(address(name, request), wish).status_code == 200


def test_words_of_the_search_are_no_markup(as_, below):
    page = as_("fujian.manager").get(address("remind", below(12)), {"q": '"><script>x'}).content.decode()
    assert "<script>x" not in page


def test_all_of_them_are_reminded_from_any_page(as_, below):
    request, client = below(150), as_("fujian.manager")
    page = client.get(address("remind", request), {"page": "2"})
    assert "选择全部 150 个单位（含其他页）" in page.content.decode()
    assert " checked" not in page.content.decode(), "nobody by default"
    done = remind(client, request, "page=2", all=page.context["free_packed"])
    assert done["Location"] == f"{address('remind', request)}?page=2"
    shown = client.get(done["Location"]).content.decode()
    assert "已提醒150个单位：县0000市场监督管理局、" in shown
    assert "县0009市场监督管理局等150个单位。" in shown
    assert Chase.objects.get().obligations.count() == 150
    assert "等150个单位" in shown.split("提醒记录")[1]


def test_all_of_a_district_are_reminded_and_no_other(as_, world, below):
    request, client = below(150), as_("fujian.manager")
    code = world.regions["xiamen"].code
    page = client.get(address("remind", request), {"area": code})
    assert "选择筛选出的全部 50 个单位" in page.content.decode()
    remind(client, request, f"area={code}", all=page.context["free_packed"])
    found = Chase.objects.get().obligations
    assert found.count() == found.filter(unit__region__path__startswith=world.regions["xiamen"].path).count() == 50


def test_from_page_to_page_ticks_and_words_are_kept(as_, below):
    request, client = below(150), as_("fujian.manager")
    first = list(client.get(address("remind", request)).context["page_obj"])
    chosen = [row.pk for row in first[:2]]
    second = remind(client, request, "page=2", units=chosen, turn="after")
    assert second.status_code == 200
    assert not Chase.objects.exists(), "turning the page reminds nobody"
    words = second.content.decode()
    assert "其他页已勾选 2 个" in words
    assert "请抓紧" in words
    assert second.context["page_obj"].number == 2
    third = list(second.context["page_obj"])[5].pk
    back = remind(client, request, "", kept=second.context["kept"], units=[third], turn="before")
    assert back.content.decode().count(" checked") == 2
    assert "其他页已勾选 1 个" in back.content.decode()
    remind(client, request, "", kept=back.context["kept"], units=chosen)
    assert set(Chase.objects.get().obligations.values_list("pk", flat=True)) == {*chosen, third}


def test_too_long_a_sentence_loses_no_tick(as_, below):
    request, client = below(150), as_("fujian.manager")
    mine = pks(request)
    refused = remind(client, request, "page=2", units=mine[70:72], kept=packed(mine[:3]), sentence="长" * 201)
    assert refused.status_code == 422
    assert refused.content.decode().count(" checked") == 2
    assert "其他页已勾选 3 个" in refused.content.decode()
    refused = remind(client, request, "page=2", all=packed(mine), sentence="长" * 201)
    assert 'name="all"' in refused.content.decode()
    assert refused.content.decode().count(" checked") == 1
