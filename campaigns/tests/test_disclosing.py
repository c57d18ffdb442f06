"""Before a document is made public: each find is decided, hidden ones appear nowhere, contacts never do."""

import datetime as dt

import pytest

from campaigns import issuing, planning, screening
from campaigns.models import Edition, Finding
from campaigns.scanning import key_of
from campaigns.tests.papers import draft_national
from orgs.models import AuditEvent

MOBILE, SPACED, MAIL, LANDLINE = "13900001234", "139 0000-1234", "zhang@example.com", "010-62345678"
CANARY = "金丝雀13711112222"
PUBLIC = {"openness": "public", "reviewer": "办公室", "reviewed_on": "2024-08-01"}


@pytest.fixture
def risky(world, campaign) -> Edition:
    """An issued national notice with a mobile number in every text the public would read, and contacts kept inside."""
    edition = draft_national(world, campaign)
    item = edition.items.filter(kind="action").first()
    edition.title = f"关于开展质量月活动的通知 {SPACED}"
    edition.plan_title, edition.summary_to = f"方案{MOBILE}", f"质量司 {MAIL}"
    edition.source, edition.excerpt_note = f"来源{MOBILE}", f"摘编{MOBILE}"
    edition.contacts = [{"name": CANARY, "unit": CANARY, "phone": "13711112222"}]
    edition.save()
    edition.items.update(heading=f"一项 {MOBILE}", text=f"联系１３９００００１２３４，{LANDLINE}。")
    edition.parties.create(role="addressee", name=f"各单位{MOBILE}")
    edition.references.create(title=f"依据{MOBILE}", document_number=f"甲〔2024〕1号{MOBILE}")
    edition.responsibilities.create(keys=[str(item.key)], name=f"质量司{MOBILE}", role="lead")
    words = dict.fromkeys(("list_title", "title", "content", "place", "lead", "support", "note"), f"活动{MOBILE}")
    edition.annex.create(unit=world.fujian, unit_name=f"甲{MOBILE}", **words)
    Edition.objects.filter(pk=edition.pk).update(state="signed")
    edition.refresh_from_db()
    return issuing.issue(edition=edition, by=None)


def public_pages(client, edition) -> str:
    """Everything a visitor can read of it, in one text."""
    plan = edition.plan.public_id
    searched = "/2024/search/?q=质量月"
    pages = ["/2024/", "/2024/plans/", f"/plans/{plan}/", f"/plans/{plan}/1/", "/2024/regions/100000/",
             "/2024/regions/350000/", searched, "/api/v1/campaigns/2024/plans", f"/api/v1/plans/{plan}"]  # fmt: skip
    answers = [client.get(page) for page in pages]
    assert [answer.status_code for answer in answers] == [200] * len(pages)
    return "\n".join(answer.content.decode() for answer in answers)


def decide(client, edition, words: str, decision: str, note: str = ""):
    data = {"key": key_of(words), "decision": decision, "note": note}
    return client.post(f"/work/editions/{edition.pk}/findings/", data, follow=True)


def test_it_is_not_public_before_each_find_is_decided(world, risky, as_):
    client, page = as_("nation.drafter"), f"/work/editions/{risky.pk}/disclose/"
    shown = client.get(page).content.decode()
    assert "待处理 3 处" in shown
    assert SPACED in shown
    assert MAIL in shown
    assert LANDLINE in shown
    for number, words in enumerate((MOBILE, MAIL, LANDLINE)):
        refused = client.post(page, PUBLIC)
        assert refused.status_code == 422
        assert f"还有{3 - number}处没有处理" in refused.content.decode()
        decide(client, risky, words, "hide" if words == MOBILE else "show", "单位公开电话")
    assert client.post(page, PUBLIC).status_code == 302
    risky.refresh_from_db()
    assert risky.is_public


def test_what_is_hidden_is_on_no_public_page(world, risky, as_, client):
    desk = as_("nation.drafter")
    for words in (MOBILE, MAIL, LANDLINE):
        decide(desk, risky, words, "hide")
    desk.post(f"/work/editions/{risky.pk}/disclose/", PUBLIC)
    below = planning.start(
        unit=world.fujian, campaign=risky.plan.campaign, parent=risky.plan, by=None, title="福建通知"
    )
    below.items.create(kind="theme", text="本省主题", change="adapted", origin=risky.items.get(kind="theme"),
                       key=risky.items.get(kind="theme").key)  # fmt: skip
    below.references.all().delete()
    Edition.objects.filter(pk=below.pk).update(state="signed")
    below.refresh_from_db()
    issuing.issue(edition=below, by=None)
    for case in screening.cases(below):  # what was taken over is asked of this unit as well, and decided otherwise
        screening.decide(edition=below, key=case.key, decision="hide", by=world.people["fujian.drafter"])
    issuing.disclose(edition=below, openness="public", reviewer="甲", reviewed_on=dt.date(2024, 8, 2), by=None)
    seen = public_pages(client, risky) + public_pages(client, below)
    assert "已隐去" in seen
    flat = key_of(seen)
    for words in (MOBILE, MAIL, LANDLINE, CANARY):
        assert key_of(words) not in flat, words
    assert MOBILE in desk.get(f"/work/plans/{risky.plan_id}/").content.decode()  # inside, nothing is hidden


def test_the_search_does_not_find_what_is_hidden(world, risky, as_, client):
    desk = as_("nation.drafter")
    for words in (MOBILE, MAIL, LANDLINE):
        decide(desk, risky, words, "hide")
    desk.post(f"/work/editions/{risky.pk}/disclose/", PUBLIC)
    address = f"/plans/{risky.plan.public_id}/"
    for page in ("/2024/search/?q=", "/2024/plans/?q="):
        assert address in client.get(f"{page}质量月").content.decode()
        for part in (SPACED, "139 00", "0000-1", "1234", "通知 139"):
            assert address not in client.get(page + part).content.decode(), (page, part)


def test_an_address_blown_up_with_blanks_is_hidden_as_well(world, risky, as_):
    wide = "　".join("zhiliangyue") + "　" * 40 + "@" + "　" * 40 + "e x a m p l e" + "　" * 40 + ".com"
    risky.items.filter(kind="section").update(text=f"邮箱：{wide}。")
    case = next(case for case in screening.cases(risky) if len(case.words) > 120)
    decide(as_("nation.drafter"), risky, case.words, "hide")
    assert next(each for each in screening.cases(risky) if each.key == case.key).decision == "公开时隐去"


def test_a_changed_decision_shows_at_once_also_where_pages_are_kept(world, risky, as_, client):
    desk, page = as_("nation.drafter"), f"/plans/{risky.plan.public_id}/"
    for words in (MOBILE, MAIL, LANDLINE):
        decide(desk, risky, words, "show")
    desk.post(f"/work/editions/{risky.pk}/disclose/", PUBLIC)
    assert LANDLINE in client.get(page).content.decode()
    decide(desk, risky, LANDLINE, "hide")
    assert LANDLINE not in client.get(page).content.decode()


def test_contacts_reach_nothing_public(world, risky, as_, client):
    for case in screening.cases(risky):
        screening.decide(edition=risky, key=case.key, decision="show", by=world.people["nation.drafter"])
    issuing.disclose(edition=risky, openness="public", reviewer="甲", reviewed_on=dt.date(2024, 8, 1), by=None)
    seen = public_pages(client, risky)
    assert MOBILE in seen  # decided: may be shown
    assert "金丝雀" not in seen
    assert "13711112222" not in key_of(seen)


def test_who_may_not_disclose_may_not_decide(world, risky, as_):
    for name, status in (("nation.viewer", 403), ("fujian.drafter", 404), ("outsider", 404)):
        assert decide(as_(name), risky, MOBILE, "hide").status_code == status
    assert not Finding.objects.exists()


@pytest.mark.parametrize("data", [{"key": "nothing", "decision": "hide"}, {"key": key_of(MOBILE), "decision": ""}])
def test_a_decision_on_nothing_is_none(world, risky, as_, data):
    answer = as_("nation.drafter").post(f"/work/editions/{risky.pk}/findings/", data, follow=True)
    assert answer.status_code == 200
    assert not Finding.objects.exists()


def test_the_trail_names_the_decision_but_not_the_number(world, risky, as_):
    decide(as_("nation.approver"), risky, MOBILE, "hide", "个人手机")
    event = AuditEvent.objects.get(act="方案·公开前核查")
    assert event.actor == world.people["nation.approver"]
    assert "公开时隐去" in str(event.details)
    assert MOBILE not in str(event.details)


def test_a_document_without_any_find_needs_no_decision(world, national, as_, django_assert_max_num_queries):
    shown = as_("nation.drafter").get(f"/work/editions/{national.pk}/disclose/").content.decode()
    assert "没有发现" in shown
    with django_assert_max_num_queries(12):
        assert public_page(national).status_code == 200


def public_page(edition):
    from django.test import Client  # not the fixture: a fresh visitor

    return Client().get(f"/plans/{edition.plan.public_id}/")
