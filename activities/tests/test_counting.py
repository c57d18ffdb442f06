"""其他指标 are given with their qualifier, kept, shown, and never lost to somebody else's saving."""

from uuid import uuid4

import pytest
from django.urls import reverse

from activities import logging
from activities.models import Activity, Counter
from activities.tests.diary import DAY, held, words

NEW = "/work/activities/new/"
pytestmark = pytest.mark.usefixtures("national")


def rows(activity):
    return [(c.kind, c.value, c.qualifier) for c in activity.counters.order_by("kind")]


def edit(activity):
    return reverse("activities:edit", args=[activity.pk])


def test_given_kept_and_shown(as_):
    client = as_("fuzhou.reporter")
    client.post(
        NEW, words(counter_materials="3000余", counter_boards="12", counter_consulted="近200", counter_staff="")
    )
    activity = Activity.objects.get()
    assert rows(activity) == [("boards", 12, ""), ("consulted", 200, "近"), ("materials", 3000, "余")]
    page = client.get(reverse("activities:work_activity", args=[activity.pk])).content.decode()
    assert all(text in page for text in ("资料（份）", "3000余", "近200", "展板（块）"))
    assert "短信（条）" not in page
    form = client.get(edit(activity)).content.decode()
    assert 'value="3000余"' in form
    assert 'value="近200"' in form


def test_changed_and_emptied(as_, world, campaign):
    activity = held(world.fuzhou, campaign)
    Counter.objects.create(activity=activity, kind="banners", value=5)
    as_("fuzhou.reporter").post(edit(activity), words(version=0, counter_banners="", counter_reports="3"))
    assert rows(activity) == [("reports", 3, "")]


def test_a_form_without_them_leaves_them_alone(as_, world, campaign):
    activity = held(world.fuzhou, campaign)
    Counter.objects.create(activity=activity, kind="banners", value=5)
    as_("fuzhou.reporter").post(edit(activity), words(version=0))
    assert rows(activity) == [("banners", 5, "")]


def test_what_cannot_be_read_is_said_and_the_rest_stays(as_):
    answer = as_("fuzhou.reporter").post(NEW, words(counter_materials="许多", counter_boards="12"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "不是可以识别的数字" in page
    assert 'value="12"' in page
    assert not Activity.objects.exists()


def test_both_texts_have_them(as_, world, campaign):
    activity = held(world.fuzhou, campaign)
    as_("fuzhou.reporter").post(edit(activity), words(version=0, counter_materials="3000余"))
    answer = as_("fuzhou.manager").post(edit(activity), words(version=0, counter_materials="约2000"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "资料（份）：3000余" in page
    assert "资料（份）：约2000" in page
    assert rows(activity) == [("materials", 3000, "余")]
    as_("fuzhou.manager").post(edit(activity), words(version=1, counter_materials="约2000"))
    assert rows(activity) == [("materials", 2000, "约")]


def test_the_same_submission_with_other_figures_is_not_the_same(as_, world, campaign):
    number, client = uuid4(), as_("fuzhou.reporter")
    client.post(NEW, words(submission=number, counter_materials="3000余"))
    again = client.post(NEW, words(submission=number, counter_materials="3000余"))
    assert again.status_code == 302
    assert client.post(NEW, words(submission=number, counter_materials="3000")).status_code == 409
    assert Activity.objects.count() == 1


def test_verbs_take_rows(world, campaign):
    fixed = {"title": "活动", "held_on": DAY, "outcome": "held"}
    row = {"kind": "trained", "value": 40, "qualifier": "余"}
    activity = logging.log(unit=world.fuzhou, campaign=campaign, words=fixed | {"counters": [row]}, by=None)
    assert rows(activity) == [("trained", 40, "余")]
