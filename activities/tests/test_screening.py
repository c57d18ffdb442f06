"""Before an activity is made public: each number and address is decided on; hidden ones appear nowhere."""

import pytest
from django.urls import reverse

from activities import picturing
from activities.models import Activity, ActivityFinding, CoHolder, Photo
from activities.tests.diary import held, picture
from campaigns.scanning import key_of
from orgs.models import AuditEvent

MOBILE, SPACED, MAIL = "13900001234", "139 0000-1234", "zhang@example.com"
PUBLIC = {"openness": "public", "reviewer": "演示审查", "reviewed_on": "2024-09-12"}
BULK = "/work/disclosures/"


def page(activity, name="disclose"):
    return reverse(f"activities:{name}", args=[activity.pk])


@pytest.fixture
def risky(world, campaign):
    """An accepted activity with a mobile number in every text that the public would read."""
    activity = held(
        world.housing,
        campaign,
        title=f"开放日报名{MOBILE}",
        place=f"大厅 {SPACED}",
        text=f"电话１３９００００１２３４，{MAIL}",
    )
    picturing.add(activity=activity, file=picture(), by=None)
    Photo.objects.update(caption=f"说明{MOBILE}", credit=f"摄影{MOBILE}", alt=f"画面{MOBILE}")
    CoHolder.objects.create(activity=activity, name=f"协会{MOBILE}")
    Activity.objects.filter(pk=activity.pk).update(state="accepted", source=f"来源{MOBILE}")
    activity.refresh_from_db()
    return activity


def decide(client, activity, words, decision, note=""):
    return client.post(
        page(activity, "decide_finding"), {"key": key_of(words), "decision": decision, "note": note}, follow=True
    )


def everything_public(client, activity) -> str:
    addresses = (f"/activities/{activity.public_id}/", "/2024/", "/2024/activities/", "/2024/regions/350100/",
                 "/2024/search/?q=开放日", "/api/v1/activities?campaign=2024")  # fmt: skip
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [200] * len(addresses)
    return "\n".join(answer.content.decode() for answer in answers)


def test_it_is_not_public_before_each_find_is_decided(risky, as_):
    client = as_("fuzhou.manager")
    shown = client.get(page(risky)).content.decode()
    assert "共 2 处，待处理 2 处" in shown
    assert SPACED in shown
    assert "第1张照片的说明" in shown
    refused = client.post(page(risky), PUBLIC)
    assert refused.status_code == 422
    assert "有2处" in refused.content.decode()
    decide(client, risky, MOBILE, "hide")
    decide(client, risky, MAIL, "show", "单位公开邮箱")
    assert client.post(page(risky), PUBLIC).status_code == 302
    risky.refresh_from_db()
    assert risky.is_public
    assert not AuditEvent.objects.filter(details__icontains=MOBILE).filter(act__contains="核查").exists()


def test_in_bulk_the_ones_not_looked_through_are_named(risky, world, campaign, as_):
    plain = held(world.housing, campaign, "accepted", title="没有号码的活动")
    client = as_("fuzhou.manager")
    assert "须先核查2处" in client.get(BULK).content.decode()
    refused = client.post(BULK, PUBLIC | {"activity": [risky.pk, plain.pk]})
    assert refused.status_code == 422
    assert f"“{risky.title}”有2处" in refused.content.decode()
    assert not Activity.objects.public().exists()
    assert client.post(BULK, PUBLIC | {"activity": [plain.pk]}).status_code == 302
    assert client.post(BULK, {"openness": "withheld", "activity": [risky.pk]}).status_code == 302


def test_what_is_hidden_is_nowhere_for_the_public(risky, as_, client):
    desk = as_("fuzhou.manager")
    decide(desk, risky, MOBILE, "hide")
    decide(desk, risky, MAIL, "hide")
    desk.post(page(risky), PUBLIC)
    shown = everything_public(client, risky)
    for secret in (MOBILE, SPACED, "１３９００００１２３４", MAIL):
        assert secret not in shown
    assert "［已隐去］" in shown
    for word in ("0000", MAIL):
        for address in (f"/2024/search/?q={word}", f"/2024/activities/?q={word}"):
            assert "开放日" not in client.get(address).content.decode(), address
    inside = as_("housing.reporter").get(page(risky, "work_activity")).content.decode()
    assert MOBILE in inside
    outside = as_("xiamen.reporter").get(page(risky, "work_activity")).content.decode()
    assert "开放日" in outside
    assert MOBILE not in outside


def test_changing_the_decision_shows_at_once(risky, as_, client):
    desk = as_("fuzhou.manager")
    decide(desk, risky, MOBILE, "show")
    decide(desk, risky, MAIL, "show")
    desk.post(page(risky), PUBLIC)
    assert MAIL in everything_public(client, risky)
    decide(desk, risky, MAIL, "hide")
    assert MAIL not in everything_public(client, risky)


def test_only_who_may_disclose_decides(risky, as_):
    for name, status in (
        ("housing.reporter", 403),
        ("fujian.manager", 403),
        ("xiamen.manager", 404),
        ("outsider", 404),
    ):
        answer = as_(name).post(page(risky, "decide_finding"), {"key": MOBILE, "decision": "show"})
        assert answer.status_code == status, name
    assert not ActivityFinding.objects.exists()


def test_words_that_are_gone_are_not_decided_on(risky, as_):
    answer = decide(as_("fuzhou.manager"), risky, "13711112222", "show")
    assert "已没有这处内容" in answer.content.decode()
    assert "请选择" in decide(as_("fuzhou.manager"), risky, MOBILE, "").content.decode()
    assert not ActivityFinding.objects.exists()
