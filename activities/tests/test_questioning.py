"""What is hardly meant is asked once, never refused: nothing typed or picked is lost on the way."""

import datetime as dt

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from activities.models import Activity
from activities.questioning import questions, still_open, ticked
from activities.tests.diary import held, picture, words
from orgs.models import AuditEvent

NEW = "/work/activities/new/"
SEPTEMBER = {"starts_on": dt.date(2024, 9, 1), "ends_on": dt.date(2024, 9, 30)}
DAY = {"held_on": dt.date(2024, 9, 10)}


def asked(level="county", population=None, **given):
    return {q.field: q.text for q in questions(DAY | given, level=level, population=population, **SEPTEMBER)}


@pytest.mark.parametrize(
    ("level", "field", "value", "is_asked"),
    [
        ("county", "residents", 1_000_000, False),
        ("county", "residents", 3_000_000, True),
        ("prefecture", "residents", 3_000_000, False),
        ("county", "workers", 100_001, True),
        ("county", "enterprises", 10_001, True),
        ("province", "enterprises", 10_001, False),
        ("nation", "residents", 100_000_000, False),
    ],
)
def test_too_large_for_the_level(level, field, value, is_asked):
    assert bool(asked(level, **{field: value})) is is_asked


def test_more_than_live_there():
    assert "超过本地区人口68万" in asked(residents=700_000, population=680_000)["residents"]


@pytest.mark.parametrize(("given", "is_asked"), [({"workers": 2024}, True), ({"workers": 2030}, False),
                                                 ({"workers": 2024, "workers_qualifier": "约"}, False)])  # fmt: skip
def test_a_year_is_no_figure(given, is_asked):
    assert ("workers" in asked(**given)) is is_asked


def test_the_same_figure_three_times_is_asked_once():
    same = asked(enterprises=150, workers=150, residents=150)
    assert list(same) == ["residents"]
    assert "有3项都填了150" in same["residents"]
    assert asked(enterprises=150, workers=150) == {}
    assert asked(enterprises=3, workers=3, residents=3) == {}


def test_days_far_off():
    assert "请核对月份" in asked(held_on=dt.date(2024, 4, 10))["held_on"]
    assert "共100天" in asked(ends_on=dt.date(2024, 12, 18))["ends_on"]


def test_counters_are_asked_about_too():
    row = {"kind": "boards", "value": 50_000, "qualifier": "", "label": "展板（块）"}
    assert "展板（块）填了5万" in asked(counters=[row])["counter_boards"]


figures = st.none() | st.integers(0, 2**31 - 1)
days = st.dates(dt.date(2024, 3, 1), dt.date(2025, 3, 31))


typed = st.fixed_dictionaries({"enterprises": figures, "workers": figures, "residents": figures, "held_on": days,
                               "ends_on": st.none() | days})  # fmt: skip


@given(typed, st.sampled_from(["county", "prefecture", "province", "nation"]))
def test_one_question_a_field_and_ticks_end_them(typed, level):
    found = questions(typed, level=level, **SEPTEMBER)
    assert len({q.field for q in found}) == len(found)
    keys = [q.key for q in found]
    assert still_open(found, keys) == []
    assert still_open(found, []) == found
    assert all(q.sure for q in ticked(found, keys))


pages = pytest.mark.usefixtures("national")


@pages
def test_asked_once_at_the_hand_in_and_nothing_is_lost(as_):
    client = as_("gulou.reporter")
    typed = words(hand_in="1", residents="300万", workers="2024", place="五一广场", counter_boards="12")
    answer = client.post(NEW, typed | {"photos": [picture()]}, follow=True)
    page = answer.content.decode()
    activity = Activity.objects.get()
    assert (activity.state, activity.residents, activity.photos.count()) == ("draft", 3_000_000, 1)
    assert "尚未报送：有2处数字或日期请核对" in page
    assert "很少超过100万" in page
    assert all(text in page for text in ("五一广场", 'value="12"', "数字无误"))
    edit = reverse("activities:edit", args=[activity.pk])
    half = client.post(edit, typed | {"version": 0, "sure": ["residents=3000000"]}, follow=True).content.decode()
    assert 'value="residents=3000000" checked' in half
    activity.refresh_from_db()
    assert activity.state == "draft"
    sure = ["residents=3000000", "workers=2024"]
    client.post(edit, typed | {"version": 1, "sure": sure})
    activity.refresh_from_db()
    assert activity.state == "handed_in"
    trail = AuditEvent.objects.get(act="活动·核对后确认无误")
    assert "与年份相同" in trail.details["reason"]


@pages
def test_a_draft_is_never_asked_and_a_changed_figure_is_asked_anew(as_):
    client = as_("gulou.reporter")
    client.post(NEW, words(draft="1", residents="300万"))
    activity = Activity.objects.get()
    edit = reverse("activities:edit", args=[activity.pk])
    assert "数字无误" in client.get(edit).content.decode()
    more = words(hand_in="1", residents="400万", version=0, sure=["residents=3000000"])
    client.post(edit, more)
    activity.refresh_from_db()
    assert (activity.state, activity.residents) == ("draft", 4_000_000)


@pages
def test_from_the_activitys_page_and_from_the_phone(as_, world, campaign):
    activity = held(world.gulou, campaign, residents=3_000_000)
    client = as_("gulou.reporter")
    page = client.post(reverse("activities:hand_in", args=[activity.pk]), follow=True)
    assert page.redirect_chain[-1][0] == reverse("activities:edit", args=[activity.pk])
    assert "请核对" in page.content.decode()
    sent = {"who": world.people["gulou.reporter"].pk, "hand_in": "1"}
    answer = client.post(f"/work/activities/{activity.pk}/sent/", sent, HTTP_ACCEPT="application/json")
    assert (answer.status_code, "请核对" in answer.json()["say"]) == (409, True)
    activity.refresh_from_db()
    assert activity.state == "draft"
