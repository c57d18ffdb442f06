"""Attack: what a manager's deputy could keep after the absence, by an invitation or by a further deputy."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from orgs import deputising
from orgs.models import Deputy, Invitation, Seat, User

LINK = re.compile(r"http://127\.0\.0\.1:8000(/invitation/[\w-]+/)")


def seat_of(world, name: str) -> Seat:
    return world.people[name].seats.select_related("user", "unit").get()


def stands_in(world, absent: str, deputy: str) -> None:
    day = timezone.localdate()
    deputising.appoint(seats=[seat_of(world, absent)], deputy=world.people[deputy], starts_on=day, ends_on=day,
                       by=world.people[absent])  # fmt: skip


def invited(client, unit, role: str, name: str = "演示林一") -> str:
    answer = client.post("/work/manage/invite/", {"unit": unit.pk, "role": role, "display_name": name})
    return LINK.search(answer.text)[1]


def test_a_managers_deputy_does_not_invite_oneself_to_a_post(world, as_):
    stands_in(world, "fuzhou.manager", "fuzhou.viewer")
    viewer = as_("fuzhou.viewer")
    link = invited(viewer, world.fuzhou, "approver")
    page = viewer.post(link, {"join": "1"}, follow=True)
    assert "不能接受自己发出的邀请" in page.text
    assert [seat.role for seat in world.people["fuzhou.viewer"].seats.current()] == ["viewer"]
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ({"display_name": " 李 四 "}, True),
        ({"display_name": "fuzhou.viewer"}, True),
        ({"display_name": "李四二", "email": "Li.Si@example.test"}, True),
        ({"display_name": "王五", "email": "wang@example.test"}, False),
    ],
)
def test_a_managers_deputy_does_not_make_a_second_account_of_the_own(world, as_, typed, refused):
    User.objects.filter(username="fuzhou.viewer").update(display_name="李四", email="li.si@example.test")
    stands_in(world, "fuzhou.manager", "fuzhou.viewer")
    sent = {"unit": world.fuzhou.pk, "role": "approver"} | typed
    answer = as_("fuzhou.viewer").post("/work/manage/invite/", sent)
    assert answer.status_code == (422 if refused else 200)
    assert ("不能邀请自己" in answer.text) == refused
    assert Invitation.objects.exists() != refused
    if refused:
        assert typed["display_name"].strip() in answer.text


def test_a_manager_invites_oneself_as_before(world, as_):
    invited(as_("fuzhou.manager"), world.fuzhou, "drafter", "fuzhou.manager")
    assert Invitation.objects.exists()


def test_others_join_as_before(world, as_):
    link = invited(as_("fuzhou.manager"), world.fuzhou, "drafter")
    as_("fuzhou.viewer").post(link, {"join": "1"})
    assert world.people["fuzhou.viewer"].seats.current().filter(role="drafter").exists()
    link = invited(as_("fuzhou.manager"), world.fuzhou, "drafter")
    as_("fuzhou.manager").post(link, {"join": "1"})
    assert world.people["fuzhou.manager"].seats.current().filter(role="drafter").exists()


def test_a_managers_deputy_names_no_further_deputy(world, as_):
    stands_in(world, "fuzhou.manager", "fuzhou.viewer")
    day = timezone.localdate()
    for name in ("fuzhou.manager", "fuzhou.approver"):
        answer = as_("fuzhou.viewer").post("/work/deputies/", {
            "seats": [seat_of(world, name).pk], "deputy": world.people["fuzhou.reporter"].pk, "starts_on": str(day),
            "ends_on": str(day + dt.timedelta(days=300))})  # fmt: skip
        assert answer.status_code == 422
        assert "不能再指定代理" in answer.text
    assert Deputy.objects.count() == 1
