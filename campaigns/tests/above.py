"""A parent's new edition for tests: 福州's draft, and a national notice issued anew above it."""

import pytest

from campaigns import editing, planning
from campaigns.models import Edition
from campaigns.reading import contents
from campaigns.tests.browsing import item
from campaigns.tests.papers import issue


def reissue(
    plan, by, *, slogans=(("塑造中国品牌 建设质量强国", "塑造中国品牌 建设质量中国"),), added=(), gone=()
) -> Edition:
    """A further edition of a plan, issued: slogans reworded, slogans added, items removed."""
    edition = planning.start_again(plan=plan, issue="reissue", reason="按部署调整", by=by)
    for old, new in slogans:
        editing.adapt(edition=edition, key=item(edition, old).key, heading="", text=new, by=by)
    for text in added:
        editing.add(edition=edition, kind="slogan", text=text, by=by)
    for words in gone:
        editing.withdraw(edition=edition, key=item(edition, words).key, by=by)
    return issue(edition)


def slogans(edition: Edition) -> list[str]:
    return [i.text for i in contents(edition).of("slogan")]


@pytest.fixture
def nation_drafter(world):
    return world.people["nation.drafter"]


@pytest.fixture
def fuzhou_drafter(world):
    return world.people["fuzhou.drafter"]


@pytest.fixture
def behind(national, city_draft, nation_drafter, fuzhou_drafter) -> Edition:
    """福州's draft, with one slogan in own words and one left out, after the nation reissued: the first was reworded
    above, another reworded, one added, an action removed."""
    key = item(city_draft, "塑造中国品牌").key
    editing.adapt(edition=city_draft, key=key, heading="", text="塑造福州品牌 建设质量强市", by=fuzhou_drafter)
    editing.withdraw(edition=city_draft, key=item(city_draft, "全民讲质量").key, reason="另有口号", by=fuzhou_drafter)
    changed = [
        ("塑造中国品牌 建设质量强国", "塑造中国品牌 建设质量中国"),
        ("厚植质量文化", "厚植质量文化 弘扬劳模精神"),
        ("全民讲质量", "全民讲质量 人人受益"),
    ]
    reissue(national.plan, nation_drafter, slogans=changed, added=["质量月月讲"], gone=["“优质服务基层行”活动"])
    city_draft.refresh_from_db()
    return city_draft
