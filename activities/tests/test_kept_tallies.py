"""A kept tally never says anything else than the tables: whatever changes, in whatever way, ticked or not."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.migrations import Migration
from django.db.models.signals import post_migrate, pre_migrate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activities import figures, kept_tallies
from activities.models import Activity, Photo, TallyChange, UnitTally
from activities.tests.logbook import log, picture
from campaigns.models import Campaign
from orgs.models import Unit


def assert_agrees(campaign, path: str = "") -> None:
    """What pages read is what the tables say, counted by hand: once as it stands, once after a tick."""
    counted = figures.roll_up_units(campaign, figures.places_of(path)).tallies
    for ticks in (False, True):
        if ticks:
            kept_tallies.add_up()
            assert not TallyChange.objects.exists()
        read = figures.roll_up(campaign, path).tallies
        assert {place: each for place, each in read.items() if any(each)} == counted


@pytest.fixture
def kept(world, campaign):
    """Two activities with a photo, added up; nothing is noted."""
    first = log(world.fuzhou, campaign, enterprises=400, enterprises_qualifier="余")
    picture(first)
    log(world.gulou, campaign, workers=5)
    kept_tallies.add_up()
    return first


def noted() -> set[int]:
    return set(TallyChange.objects.values_list("unit_id", flat=True))


def test_nothing_is_counted_that_did_not_change(kept, world, campaign, django_assert_num_queries):
    with django_assert_num_queries(1):
        roll = figures.roll_up(campaign)
    assert roll.of(world.regions["nation"].path).activities == 2
    assert_agrees(campaign)


def test_only_what_changed_is_counted_anew(kept, world, campaign, django_assert_num_queries):
    log(world.xiamen, campaign)
    assert noted() == {world.xiamen.pk}
    with django_assert_num_queries(3):
        roll = figures.roll_up(campaign)
    assert roll.of(world.regions["nation"].path).activities == 3
    assert kept_tallies.add_up() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "returned"}, {"outcome": "planned"}, {"outcome": "cancelled"}, {"sort": "services"},
        {"enterprises": None}, {"enterprises_qualifier": ""}, {"workers": 7}, {"workers_qualifier": "约"},
        {"residents": 0}, {"residents_qualifier": "近"},
    ],
    ids=str,
)  # fmt: skip
def test_each_column_by_itself(kept, campaign, changes):
    Activity.objects.filter(pk=kept.pk).update(**changes)
    assert noted() == {kept.unit_id}
    assert_agrees(campaign)


def test_words_alone_are_no_change(kept):
    Activity.objects.filter(pk=kept.pk).update(title="别的名称", version=9)
    kept.refresh_from_db()
    kept.save()
    Photo.objects.update(caption="新的说明")
    assert not noted()


def test_a_unit_that_hands_over_and_one_that_takes(kept, world, campaign):
    Activity.objects.filter(pk=kept.pk).update(unit=world.xiamen)
    assert noted() == {world.fuzhou.pk, world.xiamen.pk}
    assert_agrees(campaign)


def test_another_years_campaign(kept, campaign, world):
    later = Campaign.objects.create(year=2031, name="2031年全国“质量月”", starts_on="2031-09-01", ends_on="2031-09-30")
    Activity.objects.filter(pk=kept.pk).update(campaign=later)
    assert_agrees(later)
    assert_agrees(campaign)


def test_photos_come_go_move_and_wait_in_a_correction(kept, world, campaign):
    other = log(world.xiamen, campaign)
    added = picture(other)
    assert_agrees(campaign)
    Photo.objects.filter(pk=added.pk).update(activity=kept)
    assert noted() == {world.fuzhou.pk, world.xiamen.pk}
    assert_agrees(campaign)
    Photo.objects.filter(activity=kept).delete()
    assert noted() == {world.fuzhou.pk}
    assert_agrees(campaign)


def test_what_is_deleted_with_its_photos(kept, campaign):
    kept.delete()
    assert_agrees(campaign)
    assert figures.roll_up(campaign).of("0001").photos == 0


def test_many_rows_in_one_statement(kept, world, campaign):
    units = list(Unit.objects.filter(kind="lead"))
    Activity.objects.bulk_create(
        Activity(campaign=campaign, unit=unit, title="一", held_on="2024-09-05", state="accepted") for unit in units
    )
    assert noted() == {unit.pk for unit in units}
    Activity.objects.filter(title="一").update(state="returned")
    assert_agrees(campaign)
    Activity.objects.filter(title="一").delete()
    assert_agrees(campaign)


def test_a_change_that_is_taken_back_leaves_no_note(kept, world, campaign):
    with transaction.atomic():
        log(world.xiamen, campaign)
        transaction.set_rollback(True)
    assert not noted()
    assert_agrees(campaign)


def test_a_tally_of_other_columns_is_counted_anew(kept, campaign):
    UnitTally.objects.update(shape="old", numbers="1 2 3")
    assert_agrees(campaign)


def test_a_unit_that_moves_takes_its_sums_along(kept, world, campaign):
    log(world.housing, campaign, residents=30)
    kept_tallies.add_up()
    Unit.objects.filter(pk=world.housing.pk).update(region=world.regions["xiamen"])
    assert not noted()
    assert figures.roll_up(campaign).of(world.regions["xiamen"].path).residents.value == 30
    assert_agrees(campaign, world.regions["fujian"].path)


def test_notes_of_what_is_gone_are_struck_out(kept, campaign):
    TallyChange.objects.create(campaign_id=10**6, unit_id=1)
    TallyChange.objects.create(campaign=campaign, unit_id=10**6)
    kept_tallies.add_up()
    assert not TallyChange.objects.exists()
    assert_agrees(campaign)


def test_more_notes_than_one_transaction_takes(kept, world, campaign, monkeypatch):
    monkeypatch.setattr(kept_tallies, "PIECE", 2)
    for unit in (world.fujian, world.fuzhou, world.gulou, world.xiamen, world.yueyang):
        log(unit, campaign)
    kept_tallies.add_up()
    assert_agrees(campaign)


def test_after_a_migration_all_are_counted_anew(kept, campaign):
    """What was written while no trigger stood."""
    app = apps.get_app_config("activities")
    if connection.vendor == "sqlite":
        pre_migrate.send(app, app_config=app, verbosity=0, interactive=False, using="default", apps=apps,
                         plan=[(Migration("a", "activities"), False)])  # fmt: skip
        log(kept.unit, campaign)
        assert not noted()
    post_migrate.send(app, app_config=app, verbosity=0, interactive=False, using="default", apps=apps, plan=[])
    assert noted() == set(Activity.objects.values_list("unit_id", flat=True))
    assert_agrees(campaign)


acts = st.lists(st.tuples(st.sampled_from(["log", "edit", "move", "photo", "unphoto", "delete", "tick"]),
                          st.integers(0, 7), st.integers(0, 7)), max_size=25)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=acts)
def test_whatever_is_done_in_whatever_order(world, campaign, done):
    units = [
        world.fujian,
        world.fuzhou,
        world.gulou,
        world.housing,
        world.section,
        world.xiamen,
        world.yueyang,
        world.fuzhou,
    ]
    states = ["draft", "handed_in", "returned", "accepted"] * 2
    with transaction.atomic():
        mine: list[Activity] = []
        for act, one, other in done:
            each = mine[one % len(mine)] if mine else None
            if act == "log" or each is None:
                mine.append(log(units[one], campaign, state=states[other], workers=one))
            elif act == "edit":
                Activity.objects.filter(pk=each.pk).update(state=states[other], residents=other, sort="services")
            elif act == "move":
                Activity.objects.filter(pk=each.pk).update(unit=units[other])
            elif act == "photo":
                picture(each)
            elif act == "unphoto":
                Photo.objects.filter(activity=each).delete()
            elif act == "delete":
                mine.remove(each)
                each.delete()
            else:
                kept_tallies.add_up()
        assert_agrees(campaign)
        transaction.set_rollback(True)
