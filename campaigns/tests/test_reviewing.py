"""审核 through the pages: in order, one after the other, in the portal or on paper; returns stay in the history."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns import editing, reviewing, signing
from campaigns.models import Edition, Review, ReviewStep
from campaigns.tests.browsing import url
from campaigns.tests.papers import issue
from campaigns.tests.rounds import make_reviewer, submitted, two_reviewers
from orgs.models import AuditEvent, Message, Seat, User
from orgs.moves import StaleState
from orgs.todo import todos

PDF = b"%PDF-1.4\n%\xe2\xe3\n1 0 obj<<>>endobj\n%%EOF"


def state(edition: Edition) -> str:
    edition.refresh_from_db()
    return edition.state


def asked(user: User) -> list[str]:
    return [f"{todo.verb}:{todo.title}" for todo in todos(User.objects.get(pk=user.pk)) if "起草" not in todo.verb]


def test_reviewers_pass_one_after_the_other_and_then_it_is_signed(world, city_draft, as_):
    first, second = two_reviewers(world)
    drafter = as_("fuzhou.drafter")
    assert "已送审" in drafter.post(url("submit_draft", city_draft.pk), follow=True).text
    assert state(city_draft) == "reviewing"
    assert [m.kind for m in Message.objects.filter(seat__user=first, channel="portal")] == ["review_waiting"]
    assert not Message.objects.filter(seat__user=second, kind="review_waiting").exists()
    assert asked(first) == [f"审核:待审核：{city_draft}"]
    assert asked(second) == []

    assert as_("fuzhou.乙").post(url("pass_draft", city_draft.pk)).status_code == 403, "not yet"
    assert as_("fuzhou.approver").post(url("sign_draft", city_draft.pk)).status_code in (403, 409)
    assert state(city_draft) == "reviewing"
    page = as_("fuzhou.甲").get(url("draft", city_draft.pk)).text
    assert "轮到审核" in page
    assert url("pass_draft", city_draft.pk) in page
    seen = {"version": str(city_draft.version), "note": "已核对口号"}
    said = as_("fuzhou.甲").post(url("pass_draft", city_draft.pk), seen, follow=True).text
    assert "下一步由办公室核稿" in said
    assert asked(second) == [f"审核:待审核：{city_draft}"]
    assert Message.objects.filter(seat__user=second, kind="review_waiting").exists()
    assert as_("fuzhou.甲").post(url("pass_draft", city_draft.pk)).status_code == 403, "the turn is another's"

    as_("fuzhou.乙").post(url("pass_draft", city_draft.pk), {"version": str(city_draft.version)})
    assert state(city_draft) == "submitted"
    approver = world.people["fuzhou.approver"]
    assert asked(approver) == [f"签发:待签发：{city_draft}"]
    as_("fuzhou.approver").post(url("sign_draft", city_draft.pk), {"version": str(city_draft.version)})
    assert state(city_draft) == "signed"
    acts = list(AuditEvent.objects.filter(act="方案·审核通过").values_list("actor__username", flat=True))
    assert sorted(acts) == ["fuzhou.乙", "fuzhou.甲"]


def test_a_unit_without_reviewers_goes_straight_to_the_signature(world, city_draft):
    submitted(world, city_draft)
    assert (city_draft.state, city_draft.round, city_draft.reviews.count()) == ("submitted", 1, 0)


def test_a_return_needs_a_reason_ends_the_round_and_stays(world, city_draft, as_):
    two_reviewers(world)
    submitted(world, city_draft)
    one, drafter = as_("fuzhou.甲"), as_("fuzhou.drafter")
    address = url("return_draft", city_draft.pk)
    assert one.post(address, {"reason": " "}).status_code == 422
    assert as_("fuzhou.乙").post(address, {"reason": "抢先"}).status_code == 403
    one.post(address, {"reason": "第三条请写明时间"})
    assert state(city_draft) == "returned"
    assert [r.state for r in city_draft.reviews.all()] == ["returned", "dropped"]
    assert "修改:已退回" in asked(world.people["fuzhou.drafter"])[0]
    page = drafter.get(url("draft", city_draft.pk)).text
    assert "第三条请写明时间" in page
    assert "退回 1 次" in page

    drafter.post(url("submit_draft", city_draft.pk))
    one.post(url("pass_draft", city_draft.pk))
    as_("fuzhou.乙").post(url("pass_draft", city_draft.pk))
    as_("fuzhou.approver").post(address, {"reason": "再压缩篇幅"})
    drafter.post(url("submit_draft", city_draft.pk))
    for name in ("fuzhou.甲", "fuzhou.乙"):
        as_(name).post(url("pass_draft", city_draft.pk))
    assert state(city_draft) == "submitted"
    page = drafter.get(url("draft", city_draft.pk)).text
    for words in ("3 轮", "退回 2 次", "第三条请写明时间", "再压缩篇幅"):
        assert words in page
    as_("fuzhou.approver").post(url("sign_draft", city_draft.pk))
    issue(city_draft, public=True)
    assert "再压缩篇幅" in drafter.get(url("work_plan", city_draft.plan_id)).text
    for other in ("gulou.drafter", "fujian.manager", "xiamen.drafter"):
        assert "再压缩篇幅" not in as_(other).get(url("work_plan", city_draft.plan_id)).text
    assert "再压缩篇幅" not in as_("outsider").get(f"/plans/{city_draft.plan.public_id}/").text


def test_taken_back_by_the_drafter_the_rest_of_the_round_is_dropped(world, city_draft, as_):
    two_reviewers(world)
    submitted(world, city_draft)
    as_("fuzhou.甲").post(url("pass_draft", city_draft.pk))
    as_("fuzhou.drafter").post(url("recall_draft", city_draft.pk))
    assert state(city_draft) == "draft"
    assert [r.state for r in city_draft.reviews.all()] == ["passed", "dropped"]
    as_("fuzhou.drafter").post(url("submit_draft", city_draft.pk))
    assert [r.state for r in city_draft.reviews.filter(round=2)] == ["waiting", "waiting"]


def test_nobody_passes_the_own_words_but_the_paper_can_be_recorded(world, city_draft, as_):
    first, _ = two_reviewers(world)
    Seat.objects.create(user=first, unit=world.fuzhou, role="drafter")
    editing.add(edition=city_draft, kind="slogan", text="审核人自己写的口号", by=first)
    submitted(world, city_draft)
    one = as_("fuzhou.甲")
    assert url("pass_draft", city_draft.pk) not in one.get(url("draft", city_draft.pk)).text
    assert one.post(url("pass_draft", city_draft.pk)).status_code == 403
    assert asked(first) == [f"登记线下审核:待审核：{city_draft}"]
    form = {"post": "质量科负责人", "done_on": "2024-08-20", "number": "核2024-7"}
    assert one.post(url("record_review", city_draft.pk), form).status_code == 302
    done = city_draft.reviews.get(order=1)
    assert (done.state, done.is_outside, done.acted_by, done.number) == ("passed", True, first, "核2024-7")


def test_an_off_line_review_keeps_who_entered_it_and_its_scan(world, city_draft, as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    two_reviewers(world)
    submitted(world, city_draft)
    drafter, address = as_("fuzhou.drafter"), url("record_review", city_draft.pk)
    assert "第1步：质量科负责人" in drafter.get(address).text
    form = {"post": "质量科负责人", "done_on": "2024-08-20", "number": "核2024-7"}
    later = str(dt.date.today() + dt.timedelta(days=3))  # noqa: DTZ011  (any day ahead will do)
    for wrong in ({"done_on": later}, {"done_on": ""}, {"post": ""},
                  {"scan": SimpleUploadedFile("a.pdf", b"<svg onload=alert(1)>")}):  # fmt: skip
        answer = drafter.post(address, form | wrong)
        assert answer.status_code == 422, wrong
        assert "核2024-7" in answer.text
    assert not city_draft.reviews.exclude(state="waiting").exists()
    drafter.post(address, form | {"scan": SimpleUploadedFile("审核单.exe", PDF)})
    done = city_draft.reviews.get(order=1)
    assert (done.state, done.acted_by.username, done.scan_name) == ("passed", "fuzhou.drafter", "审核单.pdf")
    assert done.scan.name.startswith("reviews/")
    assert "审核单" not in done.scan.name
    scan = drafter.get(url("review_scan", done.pk))
    assert b"".join(scan.streaming_content) == PDF
    assert scan["Content-Disposition"].startswith("attachment")
    for who in ("gulou.drafter", "fujian.manager", "xiamen.drafter", "outsider"):
        assert as_(who).get(url("review_scan", done.pk)).status_code == 404
    assert state(city_draft) == "reviewing"
    assert as_("fuzhou.viewer").post(address, form).status_code == 403


def test_what_was_changed_after_it_was_read_is_not_passed(world, city_draft, as_):
    two_reviewers(world)
    submitted(world, city_draft)
    seen = city_draft.version
    signing.recall(edition=city_draft, by=world.people["fuzhou.drafter"])
    editing.add(edition=city_draft, kind="slogan", text="没有看过", by=world.people["fuzhou.drafter"])
    submitted(world, city_draft)
    answer = as_("fuzhou.甲").post(url("pass_draft", city_draft.pk), {"version": str(seen)})
    assert answer.status_code == 409
    assert "又有修改" in answer.text
    assert not city_draft.reviews.filter(state="passed").exists()


def test_of_two_who_hold_the_same_step_the_first_wins(world, city_draft):
    """Both read the page while the step waited; the database decides."""
    first, _ = two_reviewers(world)
    submitted(world, city_draft)
    one, other = (reviewing_instance(city_draft) for _ in range(2))
    reviewing.pass_(edition=one, by=first)
    with pytest.raises(StaleState):
        signing.send_back(edition=other, reason="迟了一步", by=first)
    with pytest.raises(StaleState):
        reviewing.pass_(edition=reviewing_stale(other), by=first)
    assert [r.state for r in city_draft.reviews.all()] == ["passed", "waiting"]


def reviewing_instance(edition: Edition) -> Edition:
    from campaigns.review_page import with_reviews

    return with_reviews(Edition.objects.filter(pk=edition.pk)).get()


def reviewing_stale(edition: Edition) -> Edition:
    """A row in hand that still shows the step as waiting."""
    stale = reviewing_instance(edition)
    stale._prefetched_objects_cache["reviews"] = [r for r in stale.reviews.all() if r.order == 1]
    for review in stale.reviews.all():
        review.state = "waiting"
    return stale


def test_the_order_is_set_by_managers_and_drafters_of_the_unit(world, as_):
    person = make_reviewer(world, "fuzhou.甲")
    address = url("review_steps", world.fuzhou.pk)
    manager = as_("fuzhou.manager")
    for user in (person, world.people["fuzhou.approver"]):
        assert manager.post(address, {"post": "岗位", "reviewer": user.pk}).status_code == 302
    assert manager.post(address, {"post": "又一次", "reviewer": person.pk}).status_code == 422
    assert manager.post(address, {"post": "岗位", "reviewer": world.people["fuzhou.viewer"].pk}).status_code == 404
    assert manager.post(address, {"post": "岗位", "reviewer": world.people["xiamen.approver"].pk}).status_code == 404
    steps = list(ReviewStep.objects.filter(unit=world.fuzhou))
    as_("fuzhou.drafter").post(url("move_review_step", steps[1].pk), {"step": "up"})
    assert [s.pk for s in ReviewStep.objects.filter(unit=world.fuzhou)] == [steps[1].pk, steps[0].pk]
    for name in ("fuzhou.viewer", "fuzhou.reporter"):
        assert as_(name).get(address).status_code == 403
        assert as_(name).post(url("remove_review_step", steps[0].pk)).status_code == 403
    for name in ("xiamen.manager", "fujian.manager", "gulou.drafter", "outsider"):
        assert as_(name).get(address).status_code == 404
        assert as_(name).post(url("remove_review_step", steps[0].pk)).status_code == 404
        assert as_(name).post(url("move_review_step", steps[0].pk), {"step": "down"}).status_code == 404
    manager.post(url("remove_review_step", steps[1].pk))
    assert [s.order for s in ReviewStep.objects.filter(unit=world.fuzhou)] == [1]


def test_a_reviewer_who_left_is_named_before_the_draft_is_handed_in(world, city_draft, as_):
    first, _ = two_reviewers(world)
    first.seats.update(ended_at="2024-08-01T00:00:00+08:00")
    said = as_("fuzhou.drafter").post(url("submit_draft", city_draft.pk), follow=True).text
    assert "质量科负责人fuzhou.甲已没有审核或签发岗位" in said
    assert state(city_draft) == "draft"
    assert not Review.objects.exists()
    assert "请删除后另选" in as_("fuzhou.drafter").get(url("review_steps", world.fuzhou.pk)).text


def test_a_review_passed_meanwhile_sends_no_mail(world, city_draft):
    from orgs.outbox import KINDS

    first, _ = two_reviewers(world)
    submitted(world, city_draft)
    message = Message.objects.get(seat__user=first, channel="mail")
    assert KINDS["review_waiting"].still_matters(message)
    reviewing.pass_(edition=city_draft, by=first)
    assert not KINDS["review_waiting"].still_matters(message)
