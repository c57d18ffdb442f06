"""交接: a seat passes to another person with everything open, in one step, after one page that says what moves."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from orgs import deputising
from orgs.models import AuditEvent, Deputy, Message, Seat
from orgs.tests.test_deputies import fresh, seat_of


def address(world, name: str) -> str:
    return reverse("orgs:hand_over", args=[seat_of(world, name).pk])


def message(seat: Seat, key: str, **more) -> Message:
    return Message.objects.create(key=key, kind="asked", seat=seat, channel="portal", state="sent", subject=key, **more)


def test_the_page_says_what_moves_and_then_it_moves(world, as_):
    seat, to = seat_of(world, "fuzhou.reporter"), world.people["fuzhou.viewer"]
    message(seat, "未读的")
    message(seat, "读过的", read_at=timezone.now())
    day = timezone.localdate()
    deputising.appoint(seats=[seat], deputy=world.people["fuzhou.drafter"], starts_on=day,
                       ends_on=day + dt.timedelta(days=9), by=seat.user)  # fmt: skip
    manager, url = as_("fuzhou.manager"), address(world, "fuzhou.reporter")
    assert "下一步" in manager.get(url).text
    assert manager.post(url, {"to": ""}).status_code == 422
    confirm = manager.post(url, {"to": to.pk}).text
    for words in ("确认交接", "未读消息", "未读的", "代理", "fuzhou.drafter"):
        assert words in confirm
    assert "读过的" not in confirm
    seat.refresh_from_db()
    assert seat.ended_at is None, "nothing moved yet"

    manager.post(url, {"to": to.pk, "sure": "1"})
    seat.refresh_from_db()
    new = Seat.objects.current().get(user=to, role="reporter")
    assert seat.ended_at is not None
    assert set(new.messages.values_list("subject", flat=True)) == {"未读的"}
    assert Deputy.objects.get().seat == new
    row = AuditEvent.objects.get(act="岗位·交接")
    assert row.details["moved"] == {"未读消息": 1, "代理": 1}
    assert not fresh(world, "fuzhou.reporter").reach.units(), "at the next request"
    assert manager.post(url, {"to": to.pk, "sure": "1"}).status_code == 404, "not a second time"


def test_the_person_hands_over_the_own_seat_and_nobody_elses(world, as_):
    to = world.people["fuzhou.viewer"].pk
    assert as_("fuzhou.drafter").post(address(world, "fuzhou.reporter"), {"to": to, "sure": "1"}).status_code == 404
    for who in ("xiamen.manager", "fujian.manager", "gulou.manager", "outsider"):
        assert as_(who).get(address(world, "fuzhou.drafter")).status_code == 404
        assert as_(who).post(address(world, "fuzhou.drafter"), {"to": to, "sure": "1"}).status_code == 404
    for stranger in ("xiamen.drafter", "housing.reporter", "outsider", "fuzhou.drafter"):
        posted = {"to": world.people[stranger].pk, "sure": "1"}
        assert as_("fuzhou.drafter").post(address(world, "fuzhou.drafter"), posted).status_code == 422
    as_("fuzhou.drafter").post(address(world, "fuzhou.drafter"), {"to": to, "sure": "1"})
    assert fresh(world, "fuzhou.viewer").reach.units("drafter")
    assert not fresh(world, "fuzhou.drafter").reach.units()


def test_who_takes_over_stands_in_for_the_seat_no_more(world, as_):
    seat, to = seat_of(world, "fuzhou.approver"), world.people["fuzhou.viewer"]
    day = timezone.localdate()
    for absent, deputy in (("fuzhou.approver", to), ("fuzhou.drafter", seat.user)):
        deputising.appoint(seats=[seat_of(world, absent)], deputy=deputy, starts_on=day, ends_on=day,
                           by=world.people["fuzhou.manager"])  # fmt: skip
    as_("fuzhou.manager").post(address(world, "fuzhou.approver"), {"to": to.pk, "sure": "1"})
    left = Deputy.objects.get()
    assert (left.seat, left.deputy) == (seat_of(world, "fuzhou.drafter"), to), "what the leaver stood in for goes along"


def test_a_manager_for_some_days_takes_nothing_for_good(world, as_):
    day = timezone.localdate()
    deputising.appoint(seats=[seat_of(world, "fuzhou.manager")], deputy=world.people["fuzhou.viewer"], starts_on=day,
                       ends_on=day, by=world.people["fuzhou.manager"])  # fmt: skip
    answer = as_("fuzhou.viewer").post(
        address(world, "fuzhou.approver"), {"to": world.people["fuzhou.viewer"].pk, "sure": "1"}
    )
    assert answer.status_code == 422
    assert "不能把他人的岗位交接给自己" in answer.text
