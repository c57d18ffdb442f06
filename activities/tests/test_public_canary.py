"""What is not public never shows in any public page or answer, by whatever way round."""

import datetime as dt

import pytest

from activities.models import Activity, Case
from campaigns import editing, issuing, planning
from campaigns.models import DirectExecution, Edition, Reference, Responsibility
from campaigns.tests.papers import issue

CANARY = "内部金丝雀"


@pytest.fixture
def town(world, campaign):
    """A national notice that is not public, 福州's public plan under it, 鼓楼's internal one under that, and more."""
    by = world.people["nation.drafter"]
    edition = planning.start(unit=world.nation, campaign=campaign, by=by, title=f"{CANARY}通知")
    editing.add(edition=edition, kind="theme", text=f"{CANARY}主题", by=by)
    for n in range(3):
        editing.add(edition=edition, kind="slogan", text=f"{CANARY}口号{n}", by=by)
    edition.document_number, edition.starts_on = "国市监质发〔2024〕74号", dt.date(2024, 8, 27)
    edition.ends_on = dt.date(2024, 9, 28)
    edition.save()
    world.secret = issue(edition, public=False)

    by = world.people["fuzhou.drafter"]
    world.open = planning.start(unit=world.fuzhou, campaign=campaign, parent=world.secret.plan, by=by, title="福州通知")
    theme, first, second, third = world.secret.items.all()
    editing.adapt(edition=world.open, key=theme.key, heading="", text="福州主题", by=by)
    editing.adapt(edition=world.open, key=first.key, heading="", text="福州口号", by=by)
    editing.withdraw(edition=world.open, key=second.key, reason=f"{CANARY}原因", by=by)
    editing.derive(edition=world.open, base=third.key, kind="slogan", text="细化口号", by=by)
    Reference.objects.create(edition=world.open, title="所引文件")
    Responsibility.objects.create(edition=world.open, name="质量科", role="lead", unit=world.section)
    world.open.return_reason, world.open.why = f"{CANARY}退回意见", f"{CANARY}用途"
    world.open.save()
    issue(world.open)

    by = world.people["gulou.drafter"]
    below = planning.start(unit=world.gulou, campaign=campaign, parent=world.open.plan, by=by, title=f"{CANARY}鼓楼")
    issue(below, public=False)
    planning.start(unit=world.xiamen, campaign=campaign, by=by, title=f"{CANARY}厦门草稿")
    DirectExecution.objects.create(campaign=campaign, unit=world.hunan, plan=world.secret.plan, declared_by=by)
    world.activity = Activity.objects.create(
        campaign=campaign, unit=world.fuzhou, plan=world.secret.plan, item_key=theme.key, title="公开活动",
        held_on=dt.date(2024, 9, 3), state="accepted", openness="public", secrecy_reviewer="演示",
        secrecy_reviewed_on=dt.date(2024, 9, 4), return_reason=f"{CANARY}意见",
    )  # fmt: skip
    for state in ("draft", "handed_in", "returned", "accepted"):
        Activity.objects.create(campaign=campaign, unit=world.fuzhou, title=f"{CANARY}{state}", state=state,
                                held_on=dt.date(2024, 9, 3))  # fmt: skip
    words = dict.fromkeys(("title", "background", "measures", "results"), f"{CANARY}案例")
    for openness in ("", "withheld", "on_request"):
        Case.objects.create(campaign=campaign, unit=world.fuzhou, openness=openness, **words)
    world.campaign = campaign
    return world


def addresses(town):
    public, secret = town.open.plan.public_id, town.secret.plan.public_id
    regions = [region.code for region in town.regions.values()]
    return (
        "/", "/2024/", "/2024/plans/", "/2024/plans/?q=鼓楼", "/2024/activities/", "/2024/activities/?q=金丝雀",
        "/2024/cases/", "/2024/search/?q=金", "/2024/search/?q=福州", "/2024/regions/", "/api/v1/campaigns",
        "/robots.txt",
        "/api/v1/campaigns/2024/plans", "/api/v1/activities", "/api/v1/regions",
        f"/activities/{town.activity.public_id}/",
        f"/plans/{public}/", f"/plans/{public}/1/", f"/api/v1/plans/{public}",
        f"/plans/{secret}/", f"/plans/{secret}/1/", f"/api/v1/plans/{secret}",
        *(f"/2024/regions/{code}/" for code in regions), *(f"/api/v1/figures?region={code}" for code in regions),
    )  # fmt: skip


def test_the_canary_is_silent(client, town):
    for address in addresses(town):
        answer = client.get(address)
        text = answer.content.decode().replace("?q=金丝雀", "")
        assert answer.status_code == (404 if town.secret.plan.public_id in address else 200), address
        assert CANARY not in text, address
        for word in (town.secret.plan.public_id, "国市监质发", "08-27", "8月27日", "example.test", "99999"):
            assert word not in text, (address, word)


def test_nothing_is_taken_from_a_parent_that_is_not_public(client, town):
    found = client.get(f"/api/v1/plans/{town.open.plan.public_id}").json()
    assert (found["parent_id"], found["withdrawn"]) == (None, [])
    assert found["period"] == {"starts_on": None, "ends_on": None, "inherited_from": None}
    assert [item["origin"] for item in found["items"]] == [None] * len(found["items"])
    assert [reference["title"] for reference in found["references"]] == ["所引文件"]
    assert client.get("/api/v1/figures?region=350100").json()["documents"][0]["kinds"]["slogan"]["withdrawn"] == 0
    assert client.get("/api/v1/activities").json()["items"][0]["plan_id"] is None


def test_it_appears_once_disclosed_and_goes_when_withdrawn(client, town):
    """The same addresses, cached in between."""
    public = town.open.plan.public_id
    canaries = [f"/plans/{public}/", "/", "/2024/plans/", "/2024/regions/"]
    for address in canaries:
        assert CANARY not in client.get(address).content.decode()
    reviewed = {"reviewer": "演示", "reviewed_on": dt.date(2024, 8, 1), "by": None}
    issuing.disclose(edition=town.secret, openness="public", **reviewed)
    for address in canaries:
        assert CANARY in client.get(address).content.decode(), address
    issuing.disclose(edition=town.secret, openness="withheld", **reviewed)
    for address in canaries:
        assert CANARY not in client.get(address).content.decode(), address


def test_withdrawn_by_any_way_at_all(client, town):
    """A bulk update knows nothing of caches; the database's trigger does."""
    address = f"/activities/{town.activity.public_id}/"
    assert client.get(address).status_code == 200
    Activity.objects.filter(pk=town.activity.pk).update(openness="")
    assert client.get(address).status_code == 404
    page = f"/plans/{town.open.plan.public_id}/"
    assert client.get(page).status_code == 200
    Edition.objects.filter(pk=town.open.pk).update(openness="")
    assert client.get(page).status_code == 404


def test_an_older_edition_stays_readable_and_says_so(client, town):
    by = town.people["fuzhou.drafter"]
    second = planning.start_again(plan=town.open.plan, issue="reissue", reason="更正", by=by)
    second.title = "福州新通知"
    second.save()
    issue(second)
    old = client.get(f"/plans/{town.open.plan.public_id}/1/").content.decode()
    new = client.get(f"/plans/{town.open.plan.public_id}/").content.decode()
    assert "已被替代" in old
    assert "福州新通知" in new
    assert "已被替代" in new  # in the list of editions
    assert "有效" in new
