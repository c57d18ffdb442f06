"""代理 and 交接 on the way of a draft: the absent one's turn is the deputy's; still nobody passes or signs the own."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from campaigns import editing, reviewing, signing
from campaigns.models import Edition, ReviewStep
from campaigns.tests.browsing import url
from campaigns.tests.rounds import submitted, two_reviewers
from orgs import deputising
from orgs.models import AuditEvent, Deputy, Seat, User
from orgs.todo import todos


def appoint(world, absent: str, deputy: str) -> None:
    day = timezone.localdate()
    seats = list(world.people[absent].seats.current().select_related("user", "unit"))
    deputising.appoint(seats=seats, deputy=world.people[deputy], starts_on=day, ends_on=day + dt.timedelta(days=2),
                       by=world.people[absent])  # fmt: skip


def fresh(world, name: str) -> User:
    return User.objects.get(pk=world.people[name].pk)


def verbs(world, name: str) -> list[str]:
    return [todo.verb for todo in todos(fresh(world, name))]


def state(edition: Edition) -> str:
    edition.refresh_from_db()
    return edition.state


def test_the_deputy_reviews_and_signs_in_the_absent_ones_place(world, city_draft, as_):
    two_reviewers(world)
    ReviewStep.objects.filter(order=2).delete()
    appoint(world, "fuzhou.甲", "fuzhou.viewer")
    appoint(world, "fuzhou.approver", "fuzhou.viewer")
    submitted(world, city_draft)
    deputy = as_("fuzhou.viewer")
    assert "审核" in verbs(world, "fuzhou.viewer")
    deputy.post(url("pass_draft", city_draft.pk), {"version": str(city_draft.version)})
    assert state(city_draft) == "submitted"
    step = city_draft.reviews.get()
    assert (step.reviewer.username, step.acted_by.username) == ("fuzhou.甲", "fuzhou.viewer")
    assert "fuzhou.viewer代理办理" in deputy.get(url("draft", city_draft.pk)).text
    assert "签发" in verbs(world, "fuzhou.viewer")
    deputy.post(url("sign_draft", city_draft.pk), {"version": str(city_draft.version)})
    assert state(city_draft) == "signed"
    for act, name in (("审核通过", "fuzhou.甲"), ("签发", "fuzhou.approver")):
        row = AuditEvent.objects.get(act=f"方案·{act}")
        assert (row.actor.username, row.details["acting"]) == ("fuzhou.viewer", f"代理{name}")


def test_the_deputy_drafts_and_does_not_sign_what_is_in_the_own_hand(world, city_draft, as_):
    """As the drafter's deputy one writes; as the approver's one may then not sign it, nor by any other seat."""
    appoint(world, "fuzhou.drafter", "fuzhou.viewer")
    appoint(world, "fuzhou.approver", "fuzhou.viewer")
    deputy = as_("fuzhou.viewer")
    assert deputy.post(url("item_add", city_draft.pk, "slogan"), {"text": "代拟的口号"}).status_code == 302
    row = AuditEvent.objects.filter(act="方案·新增", subject_id=str(city_draft.pk)).last()
    assert row.details["acting"] == "代理fuzhou.drafter"
    submitted(world, city_draft)
    assert url("sign_draft", city_draft.pk) not in deputy.get(url("draft", city_draft.pk)).text
    assert deputy.post(url("sign_draft", city_draft.pk)).status_code == 403
    with pytest.raises(PermissionDenied):
        signing.sign(edition=city_draft, by=fresh(world, "fuzhou.viewer"))
    Deputy.objects.all().delete()
    Seat.objects.create(user=world.people["fuzhou.viewer"], unit=world.fuzhou, role="approver")
    assert as_("fuzhou.viewer").post(url("sign_draft", city_draft.pk)).status_code == 403, "the hand stays the own"
    assert state(city_draft) == "submitted"


def test_nobody_signs_or_passes_in_the_name_of_who_drafted_it(world, city_draft, as_):
    """The approver drafted it; the approver's deputy has no other name to sign in."""
    two_reviewers(world)
    for name in ("fuzhou.approver", "fuzhou.甲"):
        Seat.objects.create(user=world.people[name], unit=world.fuzhou, role="drafter")
        editing.add(edition=city_draft, kind="slogan", text=f"{name}写的", by=world.people[name])
        appoint(world, name, "fuzhou.viewer")
    submitted(world, city_draft)
    deputy = as_("fuzhou.viewer")
    assert url("pass_draft", city_draft.pk) not in deputy.get(url("draft", city_draft.pk)).text
    assert deputy.post(url("pass_draft", city_draft.pk)).status_code == 403
    with pytest.raises(PermissionDenied):
        reviewing.pass_(edition=city_draft, by=fresh(world, "fuzhou.viewer"))
    form = {"post": "质量科负责人", "done_on": "2024-08-20"}
    for _ in range(2):
        as_("fuzhou.drafter").post(url("record_review", city_draft.pk), form)
    assert state(city_draft) == "submitted"
    assert deputy.post(url("sign_draft", city_draft.pk)).status_code == 403
    assert state(city_draft) == "submitted"


def test_a_deputy_withdrawn_may_do_nothing_more(world, city_draft, as_):
    two_reviewers(world)
    appoint(world, "fuzhou.甲", "fuzhou.viewer")
    submitted(world, city_draft)
    deputy = as_("fuzhou.viewer")
    assert url("pass_draft", city_draft.pk) in deputy.get(url("draft", city_draft.pk)).text
    Deputy.objects.all().delete()
    assert deputy.post(url("pass_draft", city_draft.pk)).status_code == 403
    assert deputy.post(url("return_draft", city_draft.pk), {"reason": "退回"}).status_code == 403
    assert state(city_draft) == "reviewing"
    assert "审核" not in verbs(world, "fuzhou.viewer")


def test_a_draft_stays_the_units_own_under_a_deputy_from_elsewhere(world, city_draft, as_):
    """Standing in at 福州 shows 福州's draft, and nothing of 厦门's."""
    appoint(world, "fuzhou.drafter", "fuzhou.reporter")
    assert as_("fuzhou.reporter").get(url("draft", city_draft.pk)).status_code == 200
    assert as_("xiamen.drafter").get(url("draft", city_draft.pk)).status_code == 404


def test_handed_over_in_one_step_with_every_open_review(world, city_draft, as_):
    first, second = two_reviewers(world)
    submitted(world, city_draft)
    seat, to = first.seats.get(), world.people["fuzhou.viewer"]
    address = reverse("orgs:hand_over", args=[seat.pk])
    confirm = as_("fuzhou.manager").post(address, {"to": to.pk}).text
    for words in ("待审核的方案", "审核顺序", "未读消息"):
        assert words in confirm
    as_("fuzhou.manager").post(address, {"to": to.pk, "sure": "1"})
    assert [step.reviewer for step in ReviewStep.objects.filter(unit=world.fuzhou)] == [to, second]
    assert "审核" in verbs(world, "fuzhou.viewer")
    assert "审核" not in verbs(world, "fuzhou.甲")
    assert as_("fuzhou.甲").post(url("pass_draft", city_draft.pk)).status_code == 404, "no seat, no draft"
    assert "待审核" in as_("fuzhou.viewer").get("/work/messages/").text
    as_("fuzhou.viewer").post(url("pass_draft", city_draft.pk), {"version": str(city_draft.version)})
    assert city_draft.reviews.get(order=1).acted_by == to


def test_who_keeps_another_reviewing_seat_keeps_the_place_in_the_order(world, city_draft):
    from orgs.handing_over import hand_over, preview

    first, _ = two_reviewers(world)
    Seat.objects.create(user=first, unit=world.fuzhou, role="approver")
    seat = first.seats.select_related("user", "unit").get(role="reviewer")
    to = world.people["fuzhou.viewer"]
    assert "审核顺序" not in [going.label for going in preview(seat=seat, to=to)]
    hand_over(seat=seat, to=to, by=world.people["fuzhou.manager"])
    assert ReviewStep.objects.filter(reviewer=first).exists()
