"""Nothing leaks through a list's ways of showing: numbers, pictures, days, files, places in the list, saved names."""

import datetime as dt

import pytest
from django.urls import reverse

from activities.filters import rows_for
from activities.models import Activity, Case, CoHolder, PutForward, SavedView
from activities.tests.diary import held
from activities.tests.logbook import picture

CANARY = "金丝雀"
LIST, FILE, VIEWS = "/work/activities/", "/work/activities/calendar.ics", "/work/activities/views/"
MORE = ("", "&month=2024-09", "&week=2024-09-09", "&q=金丝", "&sort=brands", "&photos=1", "&case=1", "&region=350200",
        "&state=draft")  # fmt: skip
SHOWN = ("list", "cards", "calendar", "timeline", "gallery")


@pytest.fixture
def secrets(world, campaign):
    """What 福州's people must not find: 厦门's and 岳阳's activities, 鼓楼's drafts; each with a picture and a case."""
    rows = [
        held(unit, campaign, state, title=f"{CANARY}{unit.short_name}{state}", place=f"{CANARY}地点", sort="brands")
        for unit in (world.xiamen, world.yueyang)
        for state in ("draft", "handed_in", "accepted")
    ]
    rows += [
        held(world.gulou, campaign, state, title=f"{CANARY}鼓楼{state}", sort="brands")
        for state in ("draft", "returned")
    ]
    for row in rows:
        picture(row)
        Case.objects.create(campaign=campaign, unit=row.unit, activity=row, title=CANARY)
    return rows


def asked(client, query):
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200, query
    return answer


@pytest.mark.slow
@pytest.mark.parametrize("who", ["fuzhou.manager", "housing.reporter", "outsider"])
@pytest.mark.parametrize("view", SHOWN)
def test_no_way_of_showing_tells_of_others(as_, world, secrets, who, view):
    campaign = secrets[0].campaign
    seen = held(world.fuzhou, campaign, "accepted", title="福州自己的活动")
    CoHolder.objects.create(activity=secrets[0], unit=world.housing, name="市住建局")  # a draft held jointly
    client = as_(who)
    for tab in ("own", "region"):
        for more in (*MORE, f"&unit={world.xiamen.pk}", f"&after={secrets[1].pk}"):
            page = asked(client, f"tab={tab}&view={view}{more}")
            text = page.content.decode().replace('value="金丝"', "").replace("q=%E9%87%91%E4%B8%9D", "")
            assert CANARY not in text, (who, tab, more)
            counts = page.context["listing"].found.counts
            assert not [each for each in counts if each[0] == "brands"], (who, tab, more)
    assert asked(as_("fuzhou.manager"), "tab=own").context["listing"].total == 1
    assert (
        seen.title in asked(as_("fuzhou.manager"), f"tab=own&view={view}&month=2024-09").content.decode()
        or view == "gallery"
    )


@pytest.mark.parametrize("who", ["fuzhou.manager", "housing.reporter", "outsider"])
def test_the_calendar_file_holds_what_the_list_shows(as_, world, campaign, secrets, who):
    held(world.fuzhou, campaign, "accepted", title="福州自己的活动")
    for query in ("tab=own", "tab=region", "tab=region&q=金丝", f"unit={world.xiamen.pk}"):
        file = as_(who).get(f"{FILE}?{query}").content.decode()
        assert CANARY not in file
        assert ("福州自己的活动" in file) == (who == "fuzhou.manager" and "xiamen" not in query and "金" not in query)


def test_a_place_in_the_list_is_looked_up_among_what_is_seen(as_, world, campaign, secrets):
    """Where a row of another's stands would tell its date; so it is no place at all."""
    held(world.fuzhou, campaign, "accepted", title="早", held_on=dt.date(2024, 9, 1))
    held(world.fuzhou, campaign, "accepted", title="晚", held_on=dt.date(2024, 9, 29))
    client = as_("fuzhou.manager")
    for row in secrets:
        for way in ("after", "before"):
            page = asked(client, f"tab=region&{way}={row.pk}&n=30").context["page"]
            assert [activity.title for activity in page.rows] == ["晚", "早"]
            assert page.first == 1


def test_a_case_is_the_units_alone_until_it_is_put_forward(as_, world, campaign):
    kept = held(world.gulou, campaign, "accepted", title="有案例未推荐")
    sent = held(world.gulou, campaign, "accepted", title="有案例已推荐")
    for row in (kept, sent):
        Case.objects.create(campaign=campaign, unit=world.gulou, activity=row, title="案例")
    PutForward.objects.create(case=sent.cases.get(), office=world.fuzhou, sent_from=world.gulou)
    for who, tab, with_case in (("fuzhou.manager", "region", {sent}), ("gulou.manager", "own", {kept, sent})):
        found = asked(as_(who), f"tab={tab}&case=1").context["page"].rows
        without = asked(as_(who), f"tab={tab}&case=0").context["page"].rows
        assert set(found) == with_case
        assert set(without) == {kept, sent} - with_case


def test_pictures_of_a_correction_are_not_shown_before_it_is_accepted(as_, world, campaign):
    row = held(world.gulou, campaign, "accepted", title="更正中")
    shot = picture(row)
    shot.correction = row.corrections.create(state="handed_in")
    shot.save()
    for view in ("cards", "timeline", "gallery"):
        assert shot.public_id not in asked(as_("fuzhou.manager"), f"tab=region&view={view}").content.decode()
    assert asked(as_("fuzhou.manager"), "tab=region&photos=1").context["listing"].total == 0


@pytest.mark.slow
def test_the_list_and_its_twin_agree_for_the_whole_cast(world, campaign, secrets):
    """Whatever a list's address gives is among what the person may see."""
    for name, user in world.people.items():
        seen = set(Activity.objects.visible_to(user).values_list("pk", flat=True))
        for query in ("", "tab=own", "tab=region", "tab=region&q=金丝", "tab=nonsense", "unit=999&region=350200"):
            assert set(rows_for(user=user, campaign=campaign, query=query).values_list("pk", flat=True)) <= seen, name


def test_saved_views_are_the_persons_alone(as_, world):
    view = SavedView.objects.create(user=world.people["xiamen.manager"], name=CANARY, query="tab=own", order=1)
    client = as_("fuzhou.manager")
    for address in (LIST, VIEWS):
        assert CANARY not in client.get(address).content.decode()
    for do in ("rename", "up", "down", "delete"):
        assert (
            client.post(reverse("activities:saved_view", args=[view.pk]), {"do": do, "name": "改"}).status_code == 404
        )
    view.refresh_from_db()
    assert view.name == CANARY
