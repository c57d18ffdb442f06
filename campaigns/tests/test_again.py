"""After the issue: 更正, 补充通知, 重新印发, 废止; what each may do, and how the pages mark what no longer holds."""

import pytest

from campaigns import editing, issuing, planning
from campaigns.models import Edition
from campaigns.tests.papers import issue


@pytest.fixture
def issued(world, city_draft) -> Edition:
    editing.add(edition=city_draft, kind="slogan", text="本市口号", by=world.people["fuzhou.drafter"])
    return issue(city_draft)


def again(world, edition: Edition, kind: str) -> Edition:
    by = world.people["fuzhou.drafter"]
    return planning.start_again(plan=edition.plan, issue=kind, reason="有错字", by=by)


def signed(edition: Edition) -> Edition:
    Edition.objects.filter(pk=edition.pk).update(state="signed")
    edition.refresh_from_db()
    return edition


@pytest.mark.parametrize(("kind", "number"), [("reissue", ""), ("supplement", ""), ("correction", "榕市监〔2024〕5号")])
def test_the_old_number_is_not_proposed_for_another_document(world, issued, as_, kind, number):
    Edition.objects.filter(pk=issued.pk).update(document_number="榕市监〔2024〕5号")
    sent = {"issue": kind, "reason": "改期"}
    as_("fuzhou.drafter").post(f"/work/plans/{issued.plan_id}/again/", sent)
    fresh = signed(Edition.objects.get(plan=issued.plan, state="draft"))
    assert (fresh.document_number, fresh.issue) == (number, kind)
    page = as_("fuzhou.drafter").get(f"/work/drafts/{fresh.pk}/issue/")
    assert page.context["form"]["document_number"].value() == number


def test_the_page_says_what_each_means(world, issued, as_):
    page = as_("fuzhou.drafter").get(f"/work/plans/{issued.plan_id}/again/").content.decode()
    for words in ("更正：只改错字", "补充通知：增加或调整", "重新印发：内容有较大调整"):
        assert words in page


def test_a_correction_that_only_mends_words_goes_out_unasked(world, issued, as_):
    mend = again(world, issued, "correction")
    item = mend.items.get(text="本市口号")
    editing.adapt(edition=mend, key=item.key, heading="", text="本市的口号", by=world.people["fuzhou.drafter"])
    assert not [doubt for doubt in issuing.doubts(signed(mend)) if "更正" in doubt]


@pytest.mark.parametrize("change", ["add", "withdraw", "move"])
def test_a_correction_that_does_more_needs_a_word(world, issued, as_, change):
    by, mend = world.people["fuzhou.drafter"], again(world, issued, "correction")
    if change == "add":
        editing.add(edition=mend, kind="slogan", text="又一条", by=by)
    elif change == "withdraw":
        editing.withdraw(edition=mend, key=mend.items.get(text="本市口号").key, by=by)
    else:
        editing.move(edition=mend, key=mend.items.get(text="本市口号").key, position=0, by=by)
    page = as_("fuzhou.drafter").get(f"/work/drafts/{signed(mend).pk}/issue/").content.decode()
    assert "更正只宜改错字" in page
    as_("fuzhou.drafter").post(f"/work/drafts/{mend.pk}/issue/", {"do": "now"})
    mend.refresh_from_db()
    assert mend.state == "signed"


def test_a_correction_stays_with_its_parents_edition(world, issued, national):
    by = world.people["nation.drafter"]
    newer = issue(planning.start_again(plan=national.plan, issue="reissue", reason="改期", by=by))
    assert again(world, issued, "correction").based_on == national
    Edition.objects.filter(plan=issued.plan, state="draft").delete()
    assert again(world, issued, "reissue").based_on == newer


def test_what_was_replaced_says_by_what_inside_and_outside(world, issued, as_, client):
    second = again(world, issued, "supplement")
    second.title = "关于补充的通知"
    second.save()
    issue(second)
    old = as_("fuzhou.viewer").get(f"/work/plans/{issued.plan_id}/1/").content.decode()
    for words in ("已被后来的印发稿替代", "补充通知", "关于补充的通知", f"/work/plans/{issued.plan_id}/2/"):
        assert words in old
    public = client.get(f"/plans/{issued.plan.public_id}/1/").content.decode()
    for words in ("已被替代", "补充通知", "关于补充的通知", f"/plans/{issued.plan.public_id}/2/"):
        assert words in public
    assert client.get(f"/api/v1/plans/{issued.plan.public_id}").json()["validity"] == "in_force"


def test_a_replacement_that_is_not_public_is_not_named_outside(world, issued, client):
    second = again(world, issued, "reissue")
    second.title = "还没有公开的新通知"
    second.save()
    issue(second, public=False)
    page = client.get(f"/plans/{issued.plan.public_id}/").content.decode()
    assert "已被后来的印发稿替代" in page
    assert "还没有公开的新通知" not in page


def test_an_abolished_one_stays_marked_with_the_reason_inside_only(world, issued, as_, client):
    as_("fuzhou.approver").post(f"/work/plans/{issued.pk}/abolish/", {"reason": "机构改革"})
    work = as_("fuzhou.viewer").get(f"/work/plans/{issued.plan_id}/").content.decode()
    assert "已废止" in work
    assert "机构改革" in work
    public = client.get(f"/plans/{issued.plan.public_id}/").content.decode()
    assert "本文件已废止，不再执行" in public
    assert "机构改革" not in public
    listed = client.get("/api/v1/campaigns/2024/plans").json()
    assert {row["validity"] for row in listed} == {"in_force", "abolished"}


def test_abolishing_keeps_why_it_was_issued_anew(world, issued):
    second = issue(again(world, issued, "reissue"))
    issuing.abolish(edition=second, reason="作废", by=world.people["fuzhou.approver"])
    second.refresh_from_db()
    assert (second.reason, second.abolish_reason) == ("有错字", "作废")


@pytest.mark.parametrize("page", ["/work/plans/{plan}/", "/work/drafts/{draft}/", "/plans/{public}/"])
def test_a_page_has_one_heading_of_the_first_level(world, issued, as_, page):
    draft = again(world, issued, "reissue")
    url = page.format(plan=issued.plan_id, draft=draft.pk, public=issued.plan.public_id)
    text = as_("fuzhou.drafter").get(url).content.decode()
    assert text.count("<h1") == 1


def test_the_chapters_are_named_where_signs_begin_anew(world, city_draft, as_):
    page = as_("fuzhou.drafter").get(f"/work/drafts/{city_draft.pk}/duties/").content.decode()
    for chapter in ("二、活动内容", "三、重点安排"):
        assert chapter in page
