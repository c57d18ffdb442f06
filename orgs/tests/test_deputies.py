"""代理: rights, lists, to-dos, messages and the trail while somebody stands in, and not a moment longer."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from orgs import audit, deputising, outbox, seating
from orgs.models import AuditEvent, Deputy, Message, Seat, User
from orgs.outbox import KINDS, Kind, Letter

DEPUTIES = "/work/deputies/"


def today(days: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def seat_of(world, name: str) -> Seat:
    return world.people[name].seats.select_related("user", "unit").get()


def appoint(world, absent: str, deputy: str, first: int = 0, last: int = 3) -> Deputy:
    return deputising.appoint(seats=[seat_of(world, absent)], deputy=world.people[deputy], starts_on=today(first),
                              ends_on=today(last), by=world.people[absent])[0]  # fmt: skip


def fresh(world, name: str) -> User:
    return User.objects.get(pk=world.people[name].pk)


def posted(world, name: str, deputy: str, **more) -> dict:
    return {"seats": [seat_of(world, name).pk], "deputy": world.people[deputy].pk, "starts_on": str(today()),
            "ends_on": str(today(2)), **more}  # fmt: skip


def test_the_person_or_a_manager_names_a_deputy(world, as_):
    done = as_("fuzhou.approver").post(DEPUTIES, posted(world, "fuzhou.approver", "fuzhou.drafter"), follow=True)
    assert "已设定由fuzhou.drafter代理" in done.text
    page = as_("fuzhou.drafter").get(DEPUTIES).text
    assert "代理中" in page
    assert "fuzhou.approver" in page
    assert Message.objects.filter(kind="deputised", seat__user=world.people["fuzhou.drafter"]).exists()
    as_("fuzhou.manager").post(DEPUTIES, posted(world, "fuzhou.reporter", "fuzhou.viewer"))
    assert Deputy.objects.count() == 2
    assert AuditEvent.objects.filter(act="岗位·设定代理", unit=world.fuzhou).count() == 2
    assert "fuzhou.approver" not in as_("fuzhou.viewer").get(DEPUTIES).text.split("<main")[1].split("form-part")[0]


@pytest.mark.parametrize(
    ("who", "pair", "more"),
    [
        ("fuzhou.approver", ("fuzhou.approver", "fuzhou.approver"), {}),  # oneself
        ("fuzhou.manager", ("fuzhou.approver", "fuzhou.manager"), {}),  # the one who sets it
        ("fuzhou.drafter", ("fuzhou.approver", "fuzhou.viewer"), {}),  # another's seat
        ("xiamen.manager", ("fuzhou.approver", "xiamen.drafter"), {}),  # a sister's
        ("fuzhou.approver", ("fuzhou.approver", "xiamen.approver"), {}),  # no colleague
        ("fuzhou.approver", ("fuzhou.approver", "housing.reporter"), {}),  # another body of the city
        ("fuzhou.approver", ("fuzhou.approver", "fuzhou.drafter"), {"ends_on": "2020-01-01"}),
        ("fuzhou.approver", ("fuzhou.approver", "fuzhou.drafter"), {"starts_on": "2020-01-01"}),
        ("fuzhou.approver", ("fuzhou.approver", "fuzhou.drafter"), {"ends_on": "2099-01-01"}),
        ("fuzhou.approver", ("fuzhou.approver", "fuzhou.drafter"), {"seats": []}),
        ("fuzhou.approver", ("fuzhou.approver", "fuzhou.drafter"), {"starts_on": "明天"}),
    ],
)
def test_what_does_not_fit_is_refused(world, as_, who, pair, more):
    answer = as_(who).post(DEPUTIES, posted(world, *pair, **more))
    assert answer.status_code == 422
    assert not Deputy.objects.exists()


def test_for_these_days_and_no_longer(world, as_):
    """Both ends included, Beijing; before and after the page is refused at the very next request."""
    row = appoint(world, "fuzhou.manager", "fuzhou.viewer", 1, 2)
    noon = dt.time(4, 0, tzinfo=dt.UTC)  # noon in Beijing

    def status(moment: dt.datetime) -> int:
        with time_machine.travel(moment, tick=False):
            return as_("fuzhou.viewer").get("/work/manage/").status_code

    day = dt.datetime.combine(row.starts_on, noon)
    midnight = day.replace(hour=16) - dt.timedelta(days=1)  # 00:00 in Beijing
    assert status(day - dt.timedelta(days=1)) == 403
    assert status(midnight - dt.timedelta(seconds=1)) == 403
    assert status(midnight) == 200
    assert status(midnight + dt.timedelta(days=2, seconds=-1)) == 200
    assert status(midnight + dt.timedelta(days=2)) == 403


def test_withdrawn_is_refused_at_the_next_request(world, as_):
    row, viewer = appoint(world, "fuzhou.manager", "fuzhou.viewer"), as_("fuzhou.viewer")
    assert viewer.get("/work/manage/").status_code == 200
    for stranger in ("xiamen.manager", "fuzhou.reporter", "outsider"):
        assert as_(stranger).post(reverse("orgs:withdraw_deputy", args=[row.pk])).status_code == 404
    as_("fuzhou.manager").post(reverse("orgs:withdraw_deputy", args=[row.pk]))
    assert viewer.get("/work/manage/").status_code == 403
    assert AuditEvent.objects.filter(act="岗位·撤销代理").count() == 1


@pytest.mark.parametrize("gone", ["seat", "holder", "deputy"])
def test_it_ends_with_the_seat_the_holder_and_the_deputys_own_post(world, gone):
    appoint(world, "fuzhou.approver", "fuzhou.viewer")
    assert "approver" in {held.role for held in fresh(world, "fuzhou.viewer").reach.held}
    by = world.people["fuzhou.manager"]
    if gone == "seat":
        seating.end(seat=seat_of(world, "fuzhou.approver"), by=by)
    elif gone == "holder":
        User.objects.filter(pk=world.people["fuzhou.approver"].pk).update(is_active=False)
    else:
        seating.end(seat=seat_of(world, "fuzhou.viewer"), by=by)
    assert "approver" not in {held.role for held in fresh(world, "fuzhou.viewer").reach.held}


def test_a_deputy_does_not_pass_it_on(world, as_):
    appoint(world, "fuzhou.approver", "fuzhou.viewer")
    answer = as_("fuzhou.viewer").post(DEPUTIES, posted(world, "fuzhou.approver", "fuzhou.reporter"))
    assert answer.status_code == 422
    assert Deputy.objects.count() == 1


def test_lists_and_the_reach_cost_no_query_more(world):
    with CaptureQueriesContext(connection) as before:
        assert fresh(world, "fuzhou.viewer").reach.units("approver") == frozenset()
    appoint(world, "fuzhou.approver", "fuzhou.viewer")
    appoint(world, "fuzhou.approver", "fuzhou.viewer", last=1)  # overlapping is all right
    with CaptureQueriesContext(connection) as after:
        reach = fresh(world, "fuzhou.viewer").reach
        assert reach.units("approver") == frozenset({world.fuzhou.pk, world.section.pk})
    assert len(before) == len(after)
    assert [held.role for held in reach.held].count("approver") == 1
    assert reach.persons(world.fuzhou.pk, "approver") == {world.people["fuzhou.approver"].pk}


def test_messages_of_the_post_reach_the_deputy_too(world, monkeypatch, as_):
    monkeypatch.setitem(KINDS, "test", Kind(lambda m: Letter("急事", "正文", "/work/"), lambda m: True))
    appoint(world, "fuzhou.approver", "fuzhou.viewer")
    mail.outbox.clear()
    outbox.post("test", key="k", seats=[seat_of(world, "fuzhou.approver")], about={})
    assert "急事" in as_("fuzhou.viewer").get("/work/messages/").text
    assert "急事" not in as_("fuzhou.reporter").get("/work/messages/").text
    outbox.deliver()
    sent = next(each for each in mail.outbox if each.subject == "急事")
    assert sent.to == ["fuzhou.approver@example.test", "fuzhou.viewer@example.test"]
    User.objects.filter(pk=world.people["fuzhou.approver"].pk).update(email="")
    outbox.post("test", key="k2", seats=[seat_of(world, "fuzhou.approver")], about={})
    outbox.deliver()
    assert mail.outbox[-1].to == ["fuzhou.viewer@example.test"], "the holder has no address, the deputy has"
    Deputy.objects.all().delete()
    assert "急事" not in as_("fuzhou.viewer").get("/work/messages/").text


def test_the_trail_names_who_acted_and_for_whom(world, as_):
    appoint(world, "fuzhou.manager", "fuzhou.viewer")
    as_("fuzhou.viewer").post(
        "/work/manage/invite/", {"unit": world.fuzhou.pk, "role": "reporter", "display_name": "某人"}
    )
    row = AuditEvent.objects.get(act="岗位·邀请")
    assert row.actor == world.people["fuzhou.viewer"]
    audit.record("试", world.fuzhou, by=fresh(world, "fuzhou.viewer"), unit=world.fuzhou, roles=("manager",))
    assert AuditEvent.objects.get(act="试").details["acting"] == "代理fuzhou.manager"
    audit.record("试二", world.fuzhou, by=fresh(world, "fuzhou.viewer"), unit=world.fuzhou, roles=("viewer",))
    assert "acting" not in AuditEvent.objects.get(act="试二").details
    assert "（代理fuzhou.manager）" in as_("fuzhou.manager").get("/work/manage/history/").text


def test_the_frame_offers_the_seat_as_a_deputys(world, as_):
    appoint(world, "fuzhou.approver", "fuzhou.viewer")
    viewer = as_("fuzhou.viewer")
    assert "（代理fuzhou.approver）" in viewer.get("/work/").text
    assert viewer.post("/work/seat/", {"seat": seat_of(world, "fuzhou.approver").pk}).status_code == 302
    assert viewer.post("/work/seat/", {"seat": seat_of(world, "fuzhou.manager").pk}).status_code == 404


def test_days_are_checked_in_the_verb_as_well(world):
    with pytest.raises(ValidationError):
        appoint(world, "fuzhou.approver", "fuzhou.viewer", 3, 2)
    with pytest.raises(ValidationError):
        appoint(world, "fuzhou.approver", "fuzhou.viewer", -1, 2)
