"""Every permission to view has a list twin, and both agree for the whole cast."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from campaigns import planning, reporting, signing
from campaigns.models import Edition, Obligation, Plan, Report
from campaigns.tests.papers import issue
from orgs.models import User


@pytest.fixture
def everything(world, campaign, national):
    """Plans at three levels in several states, an internal one, obligations and reports in several states."""
    by = world.people
    parent = national.plan
    fujian = planning.start(unit=world.fujian, campaign=campaign, parent=parent, by=by["fujian.drafter"])
    fujian.asks, fujian.summary_due = [world.fuzhou.pk, world.xiamen.pk], dt.date(2024, 10, 12)
    fujian.save()
    issue(fujian, public=False)
    planning.start(unit=world.fuzhou, campaign=campaign, parent=fujian.plan, by=by["fuzhou.drafter"])
    xiamen = planning.start(unit=world.xiamen, campaign=campaign, parent=fujian.plan, by=by["xiamen.drafter"])
    signing.submit(edition=xiamen, by=by["xiamen.drafter"])
    hunan = planning.start(unit=world.hunan, campaign=campaign, parent=parent, by=by["hunan.drafter"])
    issue(hunan, public=False)
    planning.start_again(plan=hunan.plan, issue="reissue", reason="改期", by=by["hunan.drafter"])
    owed = Obligation.objects.get(unit=world.fuzhou)
    report = reporting.begin(obligation=owed, by=by["fuzhou.reporter"])
    reporting.save(report=report, title="总结", text="正文", version=0, by=by["fuzhou.reporter"])
    reporting.hand_in(report=report, obligations=[owed], by=by["fuzhou.reporter"])
    reporting.begin(obligation=Obligation.objects.get(unit=world.xiamen), by=by["xiamen.reporter"])
    return world


@pytest.mark.parametrize(
    ("model", "permission"),
    [
        (Plan, "campaigns.view_plan"),
        (Edition, "campaigns.view_edition"),
        (Obligation, "campaigns.view_obligation"),
        (Report, "campaigns.view_report"),
    ],
)
def test_list_and_object_agree_for_everybody(everything, model, permission):
    rows = list(model.objects.all())
    assert rows
    for user in [*User.objects.all(), AnonymousUser()]:
        listed = set(model.objects.visible_to(user))
        assert listed == {row for row in rows if user.has_perm(permission, row)}, user


def test_drafts_stay_with_their_unit(everything, world):
    """The office above, the sister city and the office below never see a draft."""
    draft = Plan.objects.get(unit=world.fuzhou)
    for name in ("fujian.manager", "xiamen.drafter", "gulou.reporter", "nation.viewer", "outsider"):
        assert draft not in Plan.objects.visible_to(world.people[name]), name
    assert draft in Plan.objects.visible_to(world.people["fuzhou.viewer"])


def test_an_open_edition_of_an_issued_plan_is_not_shown_to_others(everything, world):
    again = Edition.objects.get(plan__unit=world.hunan, state="draft")
    assert again not in Edition.objects.visible_to(world.people["nation.viewer"])
    assert again in Edition.objects.visible_to(world.people["hunan.drafter"])
