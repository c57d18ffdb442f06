"""A small year with something on every sheet of the yearly workbook."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from activities.models import Activity, Case, PutForward
from activities.tests.exports import log_year
from activities.tests.logbook import log
from campaigns import asking, editing, planning
from campaigns.models import Extension, FieldAnswer, Obligation, Report, RequestField
from campaigns.tests.browsing import item
from campaigns.tests.papers import issue
from campaigns.workdays import today

CANARY = "金丝雀"


@pytest.fixture
def full_year(world, national) -> SimpleNamespace:
    """Activities, a request of 福建 with own fields and an extension, two plans, a case; canaries."""
    campaign = national.plan.campaign
    log_year(world, campaign)
    log(world.gulou, campaign, f"{CANARY}草稿", state="draft", residents=9999)
    fujian = _plan(world, "fujian", national)
    fuzhou = _plan(world, "fuzhou", fujian, text="塑造福州品牌")
    planning.execute_directly(unit=world.xiamen, plan=fujian.plan, by=world.people["xiamen.drafter"])
    _case(world, campaign)
    request = _request(world, campaign)
    return SimpleNamespace(world=world, campaign=campaign, national=national, fujian=fujian, fuzhou=fuzhou,
                           request=request)  # fmt: skip


def _plan(world, name: str, parent, text: str = "塑造福建品牌 建设质量强省"):
    unit, by = getattr(world, name), world.people[f"{name}.drafter"]
    edition = planning.start(unit=unit, campaign=parent.plan.campaign, parent=parent.plan, by=by)
    key = item(edition, "品牌").key
    editing.adapt(edition=edition, key=key, heading="", text=text, by=by)
    if name == "fujian":
        editing.withdraw(edition=edition, key=item(edition, "全民讲质量").key, reason="省里另有部署", by=by)
    edition.title = f"{unit}关于开展“质量月”活动的通知"
    edition.save()
    return issue(edition, public=False)


def _case(world, campaign) -> None:
    case = Case.objects.create(campaign=campaign, unit=world.fuzhou, title="后来的标题", measures="后来的做法")
    Case.objects.create(campaign=campaign, unit=world.fuzhou, title=f"{CANARY}没有推荐的案例")
    words = {"title": "推荐时的标题", "background": "背景", "measures": "推荐时的做法", "results": "成效"}
    PutForward.objects.create(case=case, office=world.fujian, sent_from=world.fuzhou, words=words, answer="adopted")


def _request(world, campaign):
    request = asking.ask(
        campaign=campaign, unit=world.fujian, title="报送2024年“质量月”活动总结", why="汇总上报",
        due_on=today() + dt.timedelta(days=10), units=[world.fuzhou.pk, world.xiamen.pk],
        by=world.people["fujian.manager"],
    )  # fmt: skip
    field = RequestField.objects.create(request=request, kind="number", label="质量小组", unit="个")
    told = RequestField.objects.create(request=request, kind="text", label="主要做法", order=1)
    fuzhou, xiamen = (Obligation.objects.get(request=request, unit=unit) for unit in (world.fuzhou, world.xiamen))
    report = Report.objects.create(campaign=campaign, unit=world.fuzhou, title="福州市总结", text=f"{CANARY}正文")
    Obligation.objects.filter(pk=fuzhou.pk).update(
        state="accepted", report=report, first_handed_in_at=timezone.now(), accepted_by=world.people["fujian.manager"]
    )
    Extension.objects.create(obligation=xiamen, until=xiamen.due_on + dt.timedelta(days=5), reason="台风",
                             asked_by=world.people["xiamen.manager"])  # fmt: skip
    FieldAnswer.objects.create(obligation=fuzhou, field=field, value=12, qualifier="余", is_known=True)
    FieldAnswer.objects.create(obligation=fuzhou, field=told, value="=进企业")
    FieldAnswer.objects.create(obligation=xiamen, field=field, value=7777)  # not handed in yet
    foreign = asking.ask(campaign=campaign, unit=world.hunan, title=f"{CANARY}外省的要求", why="x",
                         due_on=today() + dt.timedelta(days=3), units=[world.yueyang.pk],
                         by=world.people["hunan.manager"])  # fmt: skip
    assert foreign.pk
    assert Activity.objects.filter(title="外省的活动").exists()
    return request
