"""An accepted activity and a correction of it that was handed in; how the office accepts one through the page."""

import pytest
from django.urls import reverse

from activities import picturing
from activities.models import Activity, CoHolder, Correction, Counter
from activities.tests.diary import held, picture, words

OLD = {"title": "举办质量开放日", "place": "一号厅", "text": "市民走进实验室。"}


def page(activity, name="correct"):
    return reverse(f"activities:{name}", args=[activity.pk])


def review(correction):
    return reverse("activities:correction_review", args=[correction.pk])


@pytest.fixture
def accepted(world, campaign):
    """Accepted, with one photo, a co-holder and a folded figure."""
    activity = held(world.housing, campaign, residents=400, **OLD)
    picturing.add(activity=activity, file=picture("一.jpg"), by=None)
    CoHolder.objects.create(activity=activity, name="市教育局", order=1)
    Counter.objects.create(activity=activity, kind="boards", value=3)
    Activity.objects.filter(pk=activity.pk).update(state="accepted")
    activity.refresh_from_db()
    return activity


def typed(**more):
    return words(**OLD, holders="市教育局", residents="400") | more


@pytest.fixture
def handed_in(accepted, as_):
    """A correction of the title and the figure with one more photo, handed in through the page."""
    sent = typed(title="举办质量开放周", residents="450余", note="人数有误", photos=picture("二.jpg"), hand_in="1")
    answer = as_("housing.reporter").post(page(accepted), sent)
    assert answer.url == page(accepted, "work_activity")
    return Correction.objects.get()


def accept(client, correction, **more):
    answer = client.get(review(correction)).content.decode()
    seen = answer.partition('name="seen" value="')[2].partition('"')[0]
    return client.post(review(correction), {"accept": "1", "seen": seen, **more})


def public(activity):
    Activity.objects.filter(pk=activity.pk).update(
        openness="public", secrecy_reviewer="原审查", secrecy_reviewed_on="2024-09-11"
    )
