"""A long list of chasing while something happens between page and button: an answer, a colleague, another tab."""

import datetime as dt

import pytest
from django.utils import timezone

from campaigns import asking
from campaigns.models import Call, Campaign, Chase, Obligation, Request
from campaigns.tests.reports import url
from campaigns.tests.test_chasing import address
from campaigns.tests.test_chasing_long import below, pks, remind
from campaigns.workdays import today
from orgs.models import Message, Unit

__all__ = ["below"]  # a fixture


def test_who_answers_between_page_and_button_is_left_out_and_who_came_since_is_not_reminded(as_, world, below):
    request, client = below(20), as_("fujian.manager")
    page = client.get(address("remind", request))
    Obligation.objects.filter(pk__in=pks(request)[:3]).update(state="nil")
    late = Obligation.objects.create(request=request, unit=world.fuzhou, due_on=request.due_on)
    shown = client.get(remind(client, request, all=page.context["free_packed"])["Location"]).content.decode()
    assert "已提醒17个单位" in shown
    assert "县0002市场监督管理局：已经报送或不需要报送，没有提醒。" in shown
    assert late not in Chase.objects.get().obligations.all(), "the person had not seen it"


def test_two_people_choose_all_and_the_second_reminds_nobody_twice(as_, world, below):
    request, first, second = below(20), as_("fujian.manager"), as_("fujian.drafter")
    pages = [client.get(address("remind", request)) for client in (first, second)]
    remind(first, request, all=pages[0].context["free_packed"])
    late = remind(second, request, all=pages[1].context["free_packed"])
    assert late.status_code == 422
    assert "县0009市场监督管理局等20个单位：24小时内已提醒过，没有重复提醒。" in late.content.decode()
    assert "请抓紧" in late.content.decode(), "what was typed is not lost"
    assert Message.objects.filter(kind="chased", channel="portal").count() == 20


def test_a_request_withdrawn_meanwhile_reminds_nobody(as_, below):
    request, client = below(20), as_("fujian.manager")
    page = client.get(address("remind", request))
    Request.objects.update(closed_at=timezone.now())
    assert remind(client, request, all=page.context["free_packed"]).status_code == 422
    assert not Message.objects.filter(kind="chased").exists()


def test_a_campaign_switched_in_another_tab_changes_nothing(as_, world, below):
    request, client = below(20), as_("fujian.manager")
    page = client.get(address("remind", request))
    other = Campaign.objects.create(year=2012, name="另一年", starts_on=today(), ends_on=today())
    client.get("/work/reports/", {"campaign": other.slug})
    assert client.session["campaign"] == other.slug
    done = client.get(remind(client, request, all=page.context["free_packed"])["Location"])
    assert "已提醒20个单位" in done.content.decode()
    assert client.session["campaign"] == request.campaign.slug
    assert set(Chase.objects.get().obligations.values_list("request", flat=True)) == {request.pk}


@pytest.mark.parametrize("field", ["units", "kept", "all"])
def test_another_requests_answers_are_never_reached(as_, world, below, field):
    request = below(12)
    due_on = today() + dt.timedelta(days=5)
    other = asking.ask(campaign=request.campaign, unit=world.xiamen, title="厦门的", why="用", due_on=due_on,
                       units=[Unit.objects.filter(region__path__startswith=world.regions["xiamen"].path,
                                                  region__depth=world.regions["xiamen"].depth + 1).first().pk],
                       by=world.people["xiamen.manager"])  # fmt: skip
    refused = remind(as_("fujian.manager"), request, **{field: str(other.obligations.get().pk)})
    assert refused.status_code == 422
    assert not Message.objects.filter(kind="chased").exists()


def test_a_call_noted_keeps_the_place_in_the_list(as_, world, below):
    request, client = below(150), as_("fujian.manager")
    code = world.regions["fuzhou"].code
    page = client.get(address("calls", request), {"area": code, "page": "2"})
    owed = next(iter(page.context["page_obj"]))
    assert f"{url('note_call', owed)}?area={code}&amp;page=2#owed-{owed.pk}" in page.content.decode()
    done = client.post(f"{url('note_call', owed)}?area={code}&page=2", {"result": "promised", "note": ""})
    assert done["Location"] == f"{address('calls', request)}?area={code}&page=2"


def test_a_call_about_a_unit_that_answered_meanwhile_is_noted_and_nothing_typed_is_lost(as_, below):
    request, client = below(12), as_("fujian.manager")
    owed = request.obligations.first()
    client.get(address("calls", request))
    request.obligations.update(state="nil")
    refused = client.post(url("note_call", owed), {"result": "other", "note": ""})
    assert refused.status_code == 422
    assert f'id="owed-{owed.pk}"' in refused.content.decode(), "its form still stands there"
    said = client.post(url("note_call", owed), {"result": "promised", "note": "已说好"}, follow=True).content.decode()
    assert "该单位现在已经报送或不需要报送" in said
    assert Call.objects.get().note == "已说好"
