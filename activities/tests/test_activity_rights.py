"""Who sees and decides: each list twin agrees with its predicate for the whole cast, whatever the state."""

import pytest

from activities.models import Activity, CoHolder, Photo
from activities.tests.diary import held

STATES = ("draft", "handed_in", "returned", "accepted")


@pytest.fixture
def many(world, campaign):
    units = (
        world.nation,
        world.fujian,
        world.fuzhou,
        world.xiamen,
        world.yueyang,
        world.gulou,
        world.housing,
        world.section,
    )
    rows = [held(unit, campaign, state) for unit in units for state in STATES]
    rows += [held(world.xiamen, campaign, "accepted", openness="public")]
    for row in rows[:4]:
        CoHolder.objects.create(activity=row, unit=world.housing, name="市住建局")
    for row in rows:
        Photo.objects.create(activity=row, stem="photos/x", width=1, height=1, digest="0", original_name="x")
    return Activity.objects.select_related("unit__region").prefetch_related("co_holders")


@pytest.mark.parametrize(
    ("permission", "scope"),
    [
        ("view_activity", "visible_to"),
        ("write_activity", "logged_by"),
        ("disclose_activity", "disclosable_by"),
    ],
)
def test_twins_agree(world, many, permission, scope):
    for name, user in world.people.items():
        allowed = {a.pk for a in many if user.has_perm(f"activities.{permission}", a)}
        assert set(getattr(Activity.objects, scope)(user).values_list("pk", flat=True)) == allowed, name


def test_deciding_twins_agree(world, many):
    for name, user in world.people.items():
        allowed = {a.pk for a in many if a.state == "handed_in" and user.has_perm("activities.review_activity", a)}
        assert set(Activity.objects.awaiting(user).values_list("pk", flat=True)) == allowed, name


def test_photo_twins_agree(world, many):
    photos = Photo.objects.select_related("activity__unit__region")
    for name, user in world.people.items():
        allowed = {p.pk for p in photos if user.has_perm("activities.view_photo", p)}
        assert set(Photo.objects.visible_to(user).values_list("pk", flat=True)) == allowed, name


def test_drafts_stay_with_their_unit(world, campaign):
    draft = held(world.housing, campaign)
    sees = {name for name, user in world.people.items() if user.has_perm("activities.view_activity", draft)}
    assert sees == {"housing.reporter"}


def test_nobody_decides_on_the_own_office_but_the_national_one(world, campaign):
    city, nation = held(world.fuzhou, campaign, "handed_in"), held(world.nation, campaign, "handed_in")
    decides = [n for n, user in world.people.items() if user.has_perm("activities.review_activity", city)]
    assert sorted(decides) == ["fujian.approver", "fujian.manager"]
    assert world.people["nation.manager"].has_perm("activities.review_activity", nation)
