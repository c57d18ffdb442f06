"""Joint activities: one record seen by each co-holder, told when handed in, counted once whatever the tree."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activities import figures, logging
from activities.models import Activity, CoHolder
from activities.tests.diary import held, words
from activities.tests.logbook import log
from orgs.models import Message, Region, Unit

NEW = "/work/activities/new/"


def told(name, kind="activity_joint"):
    return Message.objects.filter(kind=kind, seat__user__username=name)


@pytest.mark.usefixtures("national")
def test_partners_are_told_and_see_it_once(as_, world):
    as_("fuzhou.reporter").post(NEW, words(hand_in="1", holders="市住建局\n福州市建筑业协会"))
    activity = Activity.objects.get()
    letter = told("housing.reporter").get()
    assert (letter.channel, letter.url) == ("portal", f"/work/activities/{activity.pk}/")
    assert "只登记、只计一次" in letter.body
    client = as_("housing.reporter")
    assert client.get(letter.url).status_code == 200
    assert client.get("/work/activities/").content.decode().count("举办质量开放日") == 1
    assert not told("xiamen.reporter").exists()


def test_nobody_is_told_of_a_draft(world, campaign):
    draft = held(world.fuzhou, campaign)
    CoHolder.objects.create(activity=draft, unit=world.housing, name="市住建局")
    assert not told("housing.reporter").exists()
    logging.hand_in(activity=draft, by=world.people["fuzhou.reporter"])
    assert told("housing.reporter").count() == 1


parents = st.lists(st.integers(0, 30), min_size=1, max_size=12)  # region n stands under one made before it
joint = st.lists(st.tuples(st.integers(0, 30), st.sets(st.integers(0, 30), max_size=4)), max_size=8)


class Undone(Exception):
    """So that one example leaves nothing to the next."""


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(parents=parents, activities=joint)
def test_counted_once_in_every_region_and_in_the_total(world, campaign, parents, activities):
    with pytest.raises(Undone), transaction.atomic():  # noqa: PT012 - the whole example is undone
        units = grow(world.regions["nation"], parents)
        for holder, partners in activities:
            activity = log(units[holder % len(units)], campaign, workers=7)
            for n in {p % len(units) for p in partners} - {holder % len(units)}:
                CoHolder.objects.create(activity=activity, unit=units[n], name=units[n].name)
        roll = figures.roll_up(campaign)
        for unit in units:
            path = unit.region.path
            here = [h for h, _ in activities if units[h % len(units)].region.path.startswith(path)]
            assert roll.of(path).activities == len(here)
            assert roll.of(path).workers.value == (7 * len(here) if here else None)
        assert roll.of(world.regions["nation"].path).activities == len(activities)
        raise Undone


def grow(root, parents):
    """Regions below `root`, each with a lead office."""
    regions = [root]
    for n, parent in enumerate(parents):
        above = regions[parent % len(regions)]
        names = {"code": f"R{n:05d}", "name": f"演示{n}", "short_name": "演示", "level": "county", "rank": n}
        region = Region.objects.create(path=f"{above.path}R{n:03d}", depth=above.depth + 1, numchild=0, **names)
        regions.append(region)
    return [
        Unit.objects.create(region=each, name=f"{each.name}局", short_name="局", kind="lead") for each in regions[1:]
    ]
