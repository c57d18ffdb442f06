import pytest

from activities import figures
from activities.models import CoHolder
from activities.tests.logbook import log, make_children, picture


@pytest.fixture
def logged(world, campaign):
    joint = log(world.fuzhou, campaign, enterprises=400, enterprises_qualifier="余", workers=30)
    CoHolder.objects.create(activity=joint, unit=world.xiamen, name="厦门市市场监督管理局")
    picture(joint)
    picture(joint)
    picture(log(world.housing, campaign, state="handed_in", sort="services", residents=20))
    log(world.gulou, campaign, sort="", workers=5)
    log(world.xiamen, campaign, outcome="planned", workers=1000)
    log(world.xiamen, campaign, outcome="cancelled")
    picture(log(world.gulou, campaign, state="draft", workers=10**6))
    log(world.gulou, campaign, state="returned", workers=10**6)
    log(world.yueyang, campaign, workers=7)
    return world


def test_a_region_and_all_below(logged, campaign):
    roll = figures.roll_up(campaign, logged.regions["fujian"].path)
    fujian = roll.of(logged.regions["fujian"].path)
    assert (fujian.activities, fujian.planned, fujian.units, fujian.photos) == (3, 1, 3, 3)
    assert {sort: n for sort, n in fujian.by_sort.items() if n} == {"publicity": 1, "services": 1, "": 1}
    assert [str(fujian.enterprises), str(fujian.workers), str(fujian.residents)] == ["约400", "35", "20"]
    assert roll.of(logged.regions["xiamen"].path).activities == 0
    assert roll.of(logged.regions["yueyang"].path).activities == 0
    assert figures.roll_up(campaign).of(logged.regions["nation"].path).activities == 4


def test_only_what_is_open_to_all_is_public(logged, campaign):
    log(logged.gulou, campaign, openness="public", secrecy_reviewer="演示", secrecy_reviewed_on="2024-09-11")
    nation = figures.roll_up(campaign, which=figures.PUBLIC).of(logged.regions["nation"].path)
    assert (nation.activities, nation.photos) == (1, 0)


def test_a_unit_answers_for_itself_and_a_lead_office_for_its_region(logged, campaign):
    log(logged.section, campaign)
    assert figures.of_unit(logged.housing, campaign).activities == 1
    assert figures.of_unit(logged.housing, campaign).photos == 1
    assert figures.of_unit(logged.fuzhou, campaign).activities == 4
    assert figures.of_unit(logged.gulou, campaign).activities == 1


@pytest.mark.parametrize("children", [10, 1000])
def test_the_number_of_queries_does_not_grow_with_the_tree(world, campaign, children, django_assert_num_queries):
    make_children(world.regions["fujian"], children, campaign)
    with django_assert_num_queries(3):
        roll = figures.roll_up(campaign, world.regions["fujian"].path)
    assert roll.of(world.regions["fujian"].path).activities == children
