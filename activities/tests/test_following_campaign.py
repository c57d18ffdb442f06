"""The frame follows what the page is about: a to-do of one year never leads to the lists of another."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from activities.models import Activity
from activities.todos import activities_to_do
from campaigns.models import Campaign, Ladder, Obligation, Request

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(campaign):
    days = {"starts_on": dt.date(2026, 9, 1), "ends_on": dt.date(2026, 9, 30)}
    return Campaign.objects.create(year=2026, is_demo=True, name="2026年“质量月”（演示）", theme="演示", **days)


def test_a_page_about_another_year_turns_the_workplace_to_that_year(world, as_, campaign, demo):
    ask = Request.objects.create(campaign=demo, unit=world.fujian, title="报送总结", due_on="2026-10-12")
    owed = Obligation.objects.create(request=ask, unit=world.xiamen, due_on="2026-10-12")
    client = as_("xiamen.reporter")
    assert client.get(reverse("campaigns:reports")).context["campaign"] == campaign
    assert client.get(reverse("campaigns:obligation", args=[owed.pk])).context["campaign"] == demo
    assert client.get(reverse("campaigns:reports")).context["campaign"] == demo


def test_the_to_do_of_a_queue_leads_to_the_queue_of_its_year(world, as_, campaign, demo):
    waiting = {"campaign": demo, "unit": world.xiamen, "state": "handed_in", "held_on": dt.date(2026, 9, 2)}
    Activity.objects.create(title="质量开放日", **waiting)
    (todo,) = [each for each in activities_to_do(world.people["fujian.manager"]) if each.verb == "审核"]
    assert (todo.title, todo.campaign) == ("1项活动待审核", demo.name)
    page = as_("fujian.manager").get(todo.url)
    assert page.context["campaign"] == demo
    assert "质量开放日" in page.content.decode()


def test_a_form_stays_with_the_year_it_was_opened_for(world, as_, campaign, demo):
    client = as_("xiamen.reporter")
    form = client.get(reverse("activities:new"), {"campaign": demo.slug})
    assert f'name="campaign" value="{demo.slug}"' in form.content.decode()
    client.get(reverse("activities:list"), {"campaign": campaign.slug})  # another tab
    words = {"campaign": demo.slug, "title": "质量开放日", "held_on": "2026-09-02", "draft": "1"}
    assert client.post(reverse("activities:new"), words).status_code == 302
    assert Activity.objects.get().campaign == demo


def hidden(page, action: str) -> dict[str, str]:
    """The hidden inputs of the form that posts to `action`."""
    form = next(each for each in re.findall(r"(?s)<form.*?</form>", page.content.decode()) if action in each)
    found = [(re.search(r'name="(\w+)"', each), re.search(r'value="([^"]*)"', each))
             for each in re.findall(r'<input type="hidden"[^>]*>', form)]  # fmt: skip
    return {name[1]: value[1] if value else "" for name, value in found if name}


def test_what_an_office_writes_and_sets_for_one_year_is_not_of_another_tabs_year(world, as_, campaign, demo):
    """编写本单位总结 and 提醒设置, opened in one year while another tab turns to the other."""
    client, other = as_("fuzhou.manager"), {"campaign": campaign.slug}
    own = hidden(client.get(reverse("campaigns:reports"), {"campaign": demo.slug}), reverse("campaigns:own_summary"))
    ladder = hidden(client.get(reverse("campaigns:ladder"), {"campaign": demo.slug}), "step_1")
    client.get(reverse("campaigns:reports"), other)
    assert client.post(reverse("campaigns:own_summary"), own).status_code == 302
    assert Obligation.objects.get().request.campaign == demo
    client.get(reverse("campaigns:reports"), other)
    typed = ladder | {"step_1": "-3", "tell_manager": "", "tell_above": "", "do": "save"}
    assert client.post(reverse("campaigns:ladder"), typed).status_code == 302
    assert Ladder.objects.get().campaign == demo
    above = hidden(client.get(reverse("campaigns:ladder")), reverse("campaigns:follow_ladder_above"))
    client.get(reverse("campaigns:reports"), other)
    client.post(reverse("campaigns:follow_ladder_above"), above)
    assert not Ladder.objects.exists()


def test_a_year_that_is_not_there_changes_nothing(world, as_, campaign):
    page = as_("xiamen.reporter").get(reverse("activities:list"), {"campaign": "1999-demo"})
    assert page.context["campaign"] == campaign
