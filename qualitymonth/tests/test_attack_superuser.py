"""The system administrator opens Django's admin and nothing else: no seat, no say."""

import datetime as dt

import pytest

from activities.models import Activity
from campaigns import planning
from orgs.models import Seat, User


@pytest.fixture
def root(world):
    User.objects.filter(username="outsider").update(is_staff=True, is_superuser=True)
    world.people["outsider"].refresh_from_db()
    return world.people["outsider"]


@pytest.fixture
def public_activity(world, campaign):
    return Activity.objects.create(
        campaign=campaign,
        unit=world.fuzhou,
        held_on="2024-09-03",
        title="公开活动",
        state="accepted",
        openness="public",
        secrecy_reviewer="演示",
        secrecy_reviewed_on=dt.date(2024, 9, 4),
    )


@pytest.mark.parametrize(
    "step",
    [
        "/work/review/{}/",
        "/work/activities/{}/disclosure/",
        "/work/activities/{}/hand-in/",
        "/work/activities/{}/withdraw/",
        "/work/activities/{}/delete/",
    ],
)
def test_a_public_activity_is_not_the_administrators(world, root, public_activity, as_, step):
    before = Activity.objects.values().get()
    answer = as_("outsider").post(step.format(public_activity.pk), {"send_back": "1", "reason": "x", "openness": ""})
    assert answer.status_code == 403
    assert Activity.objects.values().get() == before


def test_a_viewers_seat_gives_the_administrator_a_viewers_rights(world, root, national, as_):
    Seat.objects.create(user=root, unit=world.fuzhou, role="viewer")
    draft = planning.start(
        unit=world.fuzhou, campaign=national.plan.campaign, parent=national.plan, by=world.people["fuzhou.drafter"]
    )
    client = as_("outsider")
    for step in ("submit", "offline", "discard", "head", "asks", "sign"):
        data = {"signer": "局长", "signed_on": "2024-08-01", "title": "甲"}
        assert client.post(f"/work/drafts/{draft.pk}/{step}/", data).status_code == 403, step
    draft.refresh_from_db()
    assert draft.state == "draft"
