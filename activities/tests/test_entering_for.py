"""代录: a lead office enters for units of its region, with the source, until the unit itself takes over."""

import pytest

from activities import entering
from activities.models import Activity, Case, Correction, Material, MaterialFile
from activities.snapshots import words_of
from activities.tests.diary import held
from activities.tests.test_materials import TEXT, sheet, url
from orgs.models import Unit

WHERE = "/work/activities/enter-for/"


@pytest.fixture
def entered(as_, world, national):
    """What 福州's office entered for its housing bureau, not confirmed yet."""
    more = {"unit": world.housing.pk, "told_by": "联络员微信发来"}
    assert as_("fuzhou.reporter").post(WHERE, {"text": TEXT, **more}).status_code == 302
    return Material.objects.get().activities.order_by("held_on")[0]


def test_twins_agree_on_whom_one_may_enter_for(world):
    units = Unit.objects.select_related("region")
    for name, user in world.people.items():
        allowed = {unit.pk for unit in units if user.has_perm("activities.enter_for", unit)}
        assert set(entering.units_of(user).values_list("pk", flat=True)) == allowed, name
    fuzhou = {unit.pk for unit in entering.units_of(world.people["fuzhou.reporter"])}
    assert fuzhou == {world.housing.pk, world.gulou.pk}
    assert not entering.units_of(world.people["fuzhou.drafter"])


def test_twins_agree_on_what_was_entered(world, campaign):
    for state in ("draft", "handed_in", "returned", "accepted"):
        for taken in (None, "2024-09-20T00:00:00+08:00"):
            held(world.housing, campaign, state, entered_by=world.fuzhou, taken_over_at=taken)
        held(world.gulou, campaign, state, entered_by=world.fuzhou)
    rows = Activity.objects.select_related("unit__region").prefetch_related("co_holders")
    for name, user in world.people.items():
        for permission, scope in (("view_activity", "visible_to"), ("write_activity", "logged_by")):
            allowed = {a.pk for a in rows if user.has_perm(f"activities.{permission}", a)}
            assert set(getattr(Activity.objects, scope)(user).values_list("pk", flat=True)) == allowed, (
                name,
                permission,
            )


def test_materials_twins_agree(world, entered):
    for name, user in world.people.items():
        for model, permission in ((Material, "view_material"), (MaterialFile, "fetch_material")):
            allowed = {row.pk for row in model.objects.all() if user.has_perm(f"activities.{permission}", row)}
            assert set(model.objects.visible_to(user).values_list("pk", flat=True)) == allowed, name


def test_the_office_enters_and_hands_in_and_the_unit_sees_by_whom(as_, world, entered):
    office, unit = as_("fuzhou.reporter"), as_("housing.reporter")
    assert (entered.unit, entered.entered_by) == (world.housing, world.fuzhou)
    assert office.post(url(entered.material, entered), sheet(entered, hand_in="1")).status_code == 302
    page = unit.get(f"/work/activities/{entered.pk}/").content.decode()
    assert "由福州市市场监督管理局代录" in page
    assert "代录了一项活动" in unit.get("/work/messages/").content.decode()
    assert office.post(f"/work/activities/{entered.pk}/withdraw/").status_code == 302
    assert office.get(f"/work/activities/{entered.pk}/edit/").status_code == 200


def test_when_the_unit_takes_over_the_office_may_no_more(as_, entered):
    office, unit = as_("fuzhou.reporter"), as_("housing.reporter")
    assert unit.post(url(entered.material, entered), sheet(entered, title="我们自己改的")).status_code == 302
    entered.refresh_from_db()
    assert (entered.title, entered.taken_over_at is not None, entered.entered_by is not None) == (
        "我们自己改的",
        True,
        True,
    )
    assert office.get(f"/work/activities/{entered.pk}/").status_code == 404
    assert "我们自己改的" not in office.get(url(entered.material)).content.decode()
    assert "我们自己改的" in unit.get(url(entered.material)).content.decode()
    assert unit.post(f"/work/activities/{entered.pk}/hand-in/").status_code == 302
    assert office.get(f"/work/activities/{entered.pk}/").status_code == 200
    assert office.get(f"/work/activities/{entered.pk}/edit/").status_code == 403


def test_a_source_and_a_unit_of_the_region_are_required(as_, world, national):
    office = as_("fuzhou.reporter")
    for wrong in ({"unit": world.housing.pk, "told_by": "微信", "text": " "}, {"unit": world.housing.pk, "text": TEXT},
                  {"unit": world.xiamen.pk, "told_by": "微信", "text": TEXT}, {"told_by": "微信", "text": TEXT},
                  {"unit": world.fuzhou.pk, "told_by": "微信", "text": TEXT}):  # fmt: skip
        assert office.post(WHERE, wrong).status_code == 422
    for nobody in ("housing.reporter", "fuzhou.drafter", "outsider"):
        assert as_(nobody).get(WHERE).status_code == 403
    assert not Material.objects.exists()


def test_the_office_writes_no_case_and_no_correction_for_the_unit(as_, world, campaign, national):
    activity = held(world.housing, campaign, "accepted", entered_by=world.fuzhou)
    office, unit, new = as_("fuzhou.reporter"), as_("housing.reporter"), "/work/cases/new/"
    case = {"title": "体检", "background": "缺人手", "measures": "上门", "results": "40家", "activity": activity.pk}
    assert office.get(f"/work/activities/{activity.pk}/").status_code == 200
    assert office.get(new, {"activity": activity.pk}).status_code == 403
    assert office.post(new, case).status_code == 403
    assert office.get(new, {"unit": world.housing.pk}).status_code == 404
    assert not Case.objects.exists()
    correction = Correction.objects.create(activity=activity, words=words_of(activity))
    for step, ask in (("", office.get), ("", office.post), ("hand-in/", office.post), ("drop/", office.post)):
        assert ask(f"/work/activities/{activity.pk}/correction/{step}").status_code == 403, step
    correction.refresh_from_db()
    assert (correction.state, Correction.objects.count()) == ("draft", 1)
    assert unit.get(new, {"activity": activity.pk}).status_code == 200
    assert unit.get(f"/work/activities/{activity.pk}/correction/").status_code == 200
