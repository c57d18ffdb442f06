"""What activities tell a request's own fields (已有数据): prefilled, marked, and free to differ."""

import datetime as dt

import pytest

from activities.known_figures import COUNTERS, NAMES
from activities.models import Activity, Counter
from campaigns.knowing import known
from campaigns.models import FieldAnswer
from campaigns.own_fields import Spec
from campaigns.tests.own_fields import fill
from campaigns.tests.reports import page, state, url, write


@pytest.fixture
def owed(world, ask):
    fields = [Spec("number", "检查企业", unit="家"), Spec("number", "活动总数", unit="场", known="activities")]
    return ask(world.gulou, fields=fields).obligations.get()


def log(unit, campaign, number: int = 1, **more) -> None:
    for n in range(number):
        Activity.objects.create(campaign=campaign, unit=unit, title=f"活动{n}", held_on=dt.date(2024, 9, 3),
                                state="accepted", **more)  # fmt: skip


def test_what_is_known_is_prefilled_marked_and_may_differ(world, as_, owed, campaign):
    log(world.gulou, campaign, 3)
    gulou = as_("gulou.reporter")
    found = page(gulou, owed)
    assert "已有数据" in found
    assert "系统按已报送的3项活动汇总" in found
    assert 'value="3"' in found
    write(gulou, owed, **fill(owed, f2="3"))
    assert FieldAnswer.objects.get().is_known
    log(world.gulou, campaign, 1)
    assert 'value="4"' in page(gulou, owed), "as long as it is the portal's figure, it follows"
    write(gulou, owed, version=1, **fill(owed, f2="5余"))
    answer = FieldAnswer.objects.get()
    assert (answer.value, answer.qualifier, answer.is_known) == (5, "余", False)
    found = page(gulou, owed)
    assert "与填写的不一致，将以填写的为准" in found
    assert 'value="5余"' in found


def test_known_fields_need_not_even_be_opened(world, as_, ask, campaign):
    log(world.gulou, campaign, 2)
    fields = [Spec("number", "活动总数", unit="场", known="activities", required=True)]
    first, second = (ask(world.gulou, title=title, fields=fields).obligations.get() for title in ("甲", "乙"))
    gulou = as_("gulou.reporter")
    known = {f"own-f{first.request.fields.get().pk}": "2"}
    assert write(gulou, first, do="hand_in", also=[second.pk], **known).status_code == 302
    assert [state(first), state(second)] == ["handed_in", "handed_in"]
    assert [each.value for each in FieldAnswer.objects.all()] == [2, 2]
    assert all(each.is_known for each in FieldAnswer.objects.all())


def test_saved_a_while_ago_and_answered_with_another_report_it_is_handed_in_as_it_is_now(world, as_, ask, campaign):
    """Marked 已有数据 it is the portal's figure of the hand-in, also where nobody opened the page again."""
    log(world.gulou, campaign, 2)
    fields = [Spec("number", "活动总数", unit="场", known="activities"), Spec("number", "另计数", known="activities")]
    first, second = (ask(world.gulou, title=title, fields=fields).obligations.get() for title in ("甲", "乙"))
    gulou = as_("gulou.reporter")
    write(gulou, second, **fill(second, f1="2", f2="9"))
    log(world.gulou, campaign, 3)
    assert write(gulou, first, do="hand_in", **fill(first, f1="5", f2="5")).status_code == 302
    first.refresh_from_db()
    assert gulou.post(url("report_hand_in", second), {"report": first.report_id}).status_code == 302
    assert state(second) == "handed_in"
    found = {each.field.label: (each.value, each.is_known) for each in second.answers.select_related("field")}
    assert found == {"活动总数": (5, True), "另计数": (9, False)}


def test_every_figure_is_known_and_equals_the_roll_up(world, campaign, django_assert_num_queries):
    log(world.gulou, campaign, 2, sort="publicity", enterprises=400, enterprises_qualifier="余", residents=100)
    log(world.xiamen, campaign, 5, residents=7)
    for activity in Activity.objects.filter(unit=world.gulou):
        Counter.objects.create(activity=activity, kind="materials", value=50, qualifier="约")
    with django_assert_num_queries(4):
        found = known(world.fuzhou, campaign, set(NAMES))
    assert found["activities"].value == 2
    assert found["sort.publicity"].value == 2
    assert found["units"].value == 1
    assert (found["enterprises"].value, found["enterprises"].qualifier) == (800, "约")
    assert (found["residents"].value, found["residents"].qualifier) == (200, "")
    assert (found["counter.materials"].value, found["counter.materials"].qualifier) == (100, "约")
    assert "workers" not in found, "what nobody gave is not 0"
    assert COUNTERS["counter.materials"].unit == "份"
    assert known(world.fujian, campaign, {"activities"})["activities"].value == 7
    assert known(world.section, campaign, {"activities"})["activities"].value == 0


def test_drafts_are_not_known(world, campaign):
    Activity.objects.create(campaign=campaign, unit=world.gulou, title="草稿", held_on=dt.date(2024, 9, 3))
    assert known(world.gulou, campaign, {"activities"})["activities"].value == 0
