"""Campaign and documents for tests, shared by all apps' tests."""

import datetime as dt

import pytest

from campaigns import editing, issuing, planning
from campaigns.models import Campaign, Edition
from orgs.models import Letterhead, Region, Seat, Unit
from orgs.tests.replay import Replay

THEME, SLOGANS = (
    "加强质量支撑 共建质量强国",
    ("厚植质量文化 弘扬工匠精神", "塑造中国品牌 建设质量强国", "全民讲质量 质量利全民"),
)


@pytest.fixture
def campaign(db) -> Campaign:
    return Campaign.objects.create(year=2024, name="2024年全国“质量月”", theme=THEME, starts_on=dt.date(2024, 9, 1),
                                   ends_on=dt.date(2024, 9, 30))  # fmt: skip


def draft_national(world, campaign) -> Edition:
    """A national draft: theme, three slogans, a section, two arrangements with two and one actions, a requirement."""
    by = world.people["nation.drafter"]
    edition = planning.start(unit=world.nation, campaign=campaign, by=by, title="关于开展2024年全国“质量月”活动的通知")
    editing.add(edition=edition, kind="theme", text=THEME, by=by)
    for text in SLOGANS:
        editing.add(edition=edition, kind="slogan", text=text, by=by)
    editing.add(edition=edition, kind="section", heading="推动质量社会共治", text="广泛动员。", by=by)
    first = editing.add(edition=edition, kind="arrangement", heading="开展质量强企系列活动", by=by)
    second = editing.add(edition=edition, kind="arrangement", heading="深入开展质量惠民行动", by=by)
    editing.add(edition=edition, kind="action", heading="计量服务中小企业行", under=first.key, by=by)
    editing.add(edition=edition, kind="action", heading="质量强企经验交流", under=first.key, by=by)
    editing.add(edition=edition, kind="action", heading="“优质服务基层行”活动", under=second.key, by=by)
    editing.add(edition=edition, kind="requirement", heading="加强组织领导", text="各地要高度重视。", by=by)
    edition.document_number = "国市监质发〔2024〕74号"
    edition.signed_on, edition.starts_on, edition.ends_on = (
        dt.date(2024, 7, 26),
        dt.date(2024, 9, 1),
        dt.date(2024, 9, 30),
    )
    edition.save()
    return edition


def issue(edition: Edition, *, public: bool = True) -> Edition:
    """Put an open edition in force, public unless told otherwise."""
    Edition.objects.filter(pk=edition.pk).update(state="signed")
    edition.refresh_from_db()
    issuing.issue(edition=edition, by=None)
    if public:
        issuing.disclose(edition=edition, openness="public", reviewer="演示", reviewed_on=dt.date(2024, 8, 1), by=None)
    return edition


# More than two hundred queries: a quarter of a second of each of many tests.
_national = Replay(
    lambda world, campaign: issue(draft_national(world, campaign)),
    stands_on=(Region, Unit, Letterhead, Seat, Campaign),
)


@pytest.fixture
def national(world, campaign) -> Edition:
    """The national notice, issued and public."""
    return _national(world, campaign)


@pytest.fixture
def city_draft(world, national) -> Edition:
    """福州's open draft under the national notice."""
    return planning.start(
        unit=world.fuzhou, campaign=national.plan.campaign, parent=national.plan, by=world.people["fuzhou.drafter"]
    )
