"""定时印发, 定时公开: once, also late; cancelled by a return; the right is asked again at the moment."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from campaigns import issuing, planning, scheduling, screening, signing
from campaigns.models import Edition
from campaigns.tasks import keep_times
from campaigns.tests.papers import issue
from orgs.beijing import BEIJING
from orgs.models import AuditEvent, Message, Seat

NOW = dt.datetime(2024, 8, 14, 8, 30, tzinfo=BEIJING)
NINE = dt.datetime(2024, 8, 14, 9, 0, tzinfo=BEIJING)
TYPED = "2024-08-14T09:00"
REVIEWED = {"openness": "public", "reviewer": "办公室", "reviewed_on": "2024-08-10"}


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as found:
        yield found


@pytest.fixture
def signed(clock, city_draft) -> Edition:
    Edition.objects.filter(pk=city_draft.pk).update(state="signed")
    city_draft.refresh_from_db()
    return city_draft


@pytest.fixture
def issued(clock, city_draft) -> Edition:
    return issue(city_draft, public=False)


def later(client, edition: Edition, at: str = TYPED, **more):
    return client.post(f"/work/drafts/{edition.pk}/issue/", {"do": "later", "at": at, "confirm": "on", **more})


def state(edition: Edition) -> str:
    edition.refresh_from_db()
    return edition.state


def test_it_is_issued_at_the_time_in_beijing_and_not_before(world, signed, as_, clock):
    desk = as_("fuzhou.drafter")
    number = {"document_number": "榕市监〔2024〕5号", "signed_on": "2024-08-14"}
    assert later(desk, signed, **number).status_code == 302
    shown = desk.get(f"/work/drafts/{signed.pk}/issue/").content.decode()
    assert "2024年8月14日 09:00" in shown
    assert "北京时间" in shown
    clock.move_to(NINE - dt.timedelta(seconds=1))
    assert (keep_times(), state(signed)) == (0, "signed")
    clock.move_to(NINE)
    assert (keep_times(), state(signed)) == (1, "issued")
    assert (signed.issued_by, signed.issue_at) == (world.people["fuzhou.drafter"], None)
    assert (signed.document_number, signed.registered_by) == ("榕市监〔2024〕5号", world.people["fuzhou.drafter"])
    assert (keep_times(), AuditEvent.objects.filter(act="方案·印发", subject_id=str(signed.pk)).count()) == (0, 1)


def test_a_server_that_slept_does_it_at_once(world, signed, as_, clock):
    later(as_("fuzhou.drafter"), signed)
    clock.move_to(NINE + dt.timedelta(hours=26))
    assert (keep_times(), state(signed)) == (1, "issued")


@pytest.mark.parametrize("at", ["2024-08-14T08:30", "2024-08-13T09:00", "", "明天", "0001-01-01T00:00"])
def test_a_time_that_has_passed_or_is_none_is_refused(signed, as_, at):
    answer = later(as_("fuzhou.drafter"), signed, at)
    assert answer.status_code == 422
    assert (state(signed), signed.issue_at) == ("signed", None)


def test_it_can_be_taken_back(world, signed, as_, clock):
    desk = as_("fuzhou.drafter")
    later(desk, signed)
    desk.post(f"/work/drafts/{signed.pk}/issue/cancel/")
    assert "没有需要取消的" in desk.post(f"/work/drafts/{signed.pk}/issue/cancel/", follow=True).content.decode()
    clock.move_to(NINE)
    assert (keep_times(), state(signed)) == (0, "signed")


def test_a_return_takes_it_back(world, signed, as_, clock):
    later(as_("fuzhou.drafter"), signed)
    signing.send_back(edition=signed, reason="请修改", by=world.people["fuzhou.approver"])
    clock.move_to(NINE)
    assert (keep_times(), state(signed)) == (0, "returned")
    assert signed.issue_at is None


def test_issuing_at_once_does_not_wait_for_it(world, signed, as_, clock):
    later(as_("fuzhou.drafter"), signed)
    issuing.issue(edition=signed, by=world.people["fuzhou.approver"])
    clock.move_to(NINE)
    assert (keep_times(), state(signed)) == (0, "issued")


@pytest.mark.parametrize("loss", ["seat", "account"])
def test_who_set_it_must_still_hold_the_right(world, signed, as_, clock, loss):
    later(as_("fuzhou.drafter"), signed)
    person = world.people["fuzhou.drafter"]
    if loss == "seat":
        Seat.objects.filter(user=person).update(ended_at=timezone.now())
    else:
        person.is_active = False
        person.save()
    clock.move_to(NINE)
    assert (keep_times(), state(signed)) == (0, "signed")
    assert signed.issue_at is None  # asked once, not every half minute
    told = Message.objects.filter(kind="schedule_left", seat__user=world.people["fuzhou.approver"], channel="portal")
    assert "已没有办理的权限" in told.get().body
    assert keep_times() == 0
    assert told.count() == 1


def test_what_the_rules_refuse_at_the_moment_is_left_and_told(world, signed, as_, clock, national):
    later(as_("fuzhou.drafter"), signed, document_number="榕市监〔2024〕5号")
    Edition.objects.filter(pk=signed.pk).update(document_number=national.document_number)
    clock.move_to(NINE)
    assert (keep_times(), state(signed)) == (0, "signed")
    assert "已用于其他" in Message.objects.filter(kind="schedule_left").first().body


def test_one_that_cannot_be_done_does_not_hold_up_the_others(world, signed, national, as_, clock):
    other = planning.start(
        unit=world.xiamen, campaign=national.plan.campaign, parent=national.plan, by=world.people["xiamen.drafter"]
    )
    Edition.objects.filter(pk=other.pk).update(state="signed")
    later(as_("fuzhou.drafter"), signed)
    later(as_("xiamen.drafter"), other)
    Seat.objects.filter(user=world.people["fuzhou.drafter"]).update(ended_at=timezone.now())
    clock.move_to(NINE)
    assert keep_times() == 1
    assert (state(signed), state(other)) == ("signed", "issued")


@pytest.mark.logged_errors
def test_an_error_of_ours_is_tried_again(world, signed, as_, clock, monkeypatch):
    later(as_("fuzhou.drafter"), signed)
    clock.move_to(NINE)
    with monkeypatch.context() as broken:
        broken.setattr(issuing, "issue", lambda **_: 1 / 0)
        assert (keep_times(), state(signed)) == (0, "signed")
    assert signed.issue_at == NINE
    assert (keep_times(), state(signed)) == (1, "issued")


def test_strangers_set_and_cancel_nothing(world, signed, as_):
    for name, status in (("fuzhou.viewer", 403), ("xiamen.drafter", 404), ("fujian.manager", 404)):
        assert later(as_(name), signed).status_code == status
        assert as_(name).post(f"/work/drafts/{signed.pk}/issue/cancel/").status_code == status
        assert as_(name).post(f"/work/editions/{signed.pk}/disclose/cancel/").status_code == status
    assert (state(signed), signed.issue_at) == ("signed", None)


def test_it_is_made_public_at_the_time(world, issued, as_, clock, client):
    desk, page = as_("fuzhou.approver"), f"/work/editions/{issued.pk}/disclose/"
    assert desk.post(page, {**REVIEWED, "do": "later", "at": TYPED}).status_code == 302
    public = f"/plans/{issued.plan.public_id}/"
    assert client.get(public).status_code == 404
    assert "09:00" in desk.get(page).content.decode()
    clock.move_to(NINE)
    assert keep_times() == 1
    assert client.get(public).status_code == 200
    issued.refresh_from_db()
    assert (issued.disclosed_by, issued.disclose_at) == (world.people["fuzhou.approver"], None)


@pytest.mark.parametrize(
    "data",
    [
        {"openness": "public", "reviewer": "", "reviewed_on": ""},
        {"openness": "withheld", "reviewer": "办公室", "reviewed_on": "2024-08-10"},
        {**REVIEWED, "at": "2024-08-14T08:00"},
        {**REVIEWED, "reviewed_on": "2024-08-15"},
    ],
)
def test_it_needs_what_disclosure_needs_now(issued, as_, data):
    answer = as_("fuzhou.drafter").post(f"/work/editions/{issued.pk}/disclose/", {"at": TYPED, **data, "do": "later"})
    assert answer.status_code == 422
    issued.refresh_from_db()
    assert issued.disclose_at is None


def test_a_find_that_is_undecided_keeps_it_inside(world, issued, as_, clock, client):
    item = issued.items.filter(kind="section").first()
    page = f"/work/editions/{issued.pk}/disclose/"
    as_("fuzhou.drafter").post(page, {**REVIEWED, "do": "later", "at": TYPED})
    item.text = "联系电话13900001234"  # as if it had come in by a way around the pages
    item.save()
    refused = as_("fuzhou.drafter").post(page, {**REVIEWED, "do": "later", "at": TYPED})
    assert "还有1处没有处理" in refused.content.decode()
    clock.move_to(NINE)
    assert keep_times() == 0
    assert client.get(f"/plans/{issued.plan.public_id}/").status_code == 404
    assert Message.objects.filter(kind="schedule_left").exists()
    assert screening.undecided(issued) == 1


@pytest.mark.parametrize("way", ["cancel", "abolish", "replace"])
def test_disclosure_is_taken_back(world, issued, as_, clock, way):
    desk = as_("fuzhou.drafter")
    desk.post(f"/work/editions/{issued.pk}/disclose/", {**REVIEWED, "do": "later", "at": TYPED})
    if way == "cancel":
        desk.post(f"/work/editions/{issued.pk}/disclose/cancel/")
    elif way == "abolish":
        issuing.abolish(edition=issued, reason="作废", by=world.people["fuzhou.approver"])
    else:
        by = world.people["fuzhou.drafter"]
        issue(planning.start_again(plan=issued.plan, issue="reissue", reason="改期", by=by), public=False)
    clock.move_to(NINE)
    assert keep_times() == 0
    assert not Edition.objects.filter(plan=issued.plan).public().exists()


def test_a_time_without_a_signature_is_refused(world, city_draft, clock):
    with pytest.raises(Exception, match="不能再"):
        scheduling.set_issue(edition=city_draft, at=NINE, by=world.people["fuzhou.drafter"])
    with pytest.raises(ValidationError, match="印发后"):
        scheduling.set_disclosure(edition=city_draft, at=NINE, by=world.people["fuzhou.drafter"], reviewer="甲",
                                  reviewed_on=dt.date(2024, 8, 1))  # fmt: skip


@pytest.mark.slow
@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_ten_beats_at_once_do_it_once(world, city_draft):
    by = world.people["fuzhou.drafter"]
    past = timezone.now() - dt.timedelta(minutes=1)
    Edition.objects.filter(pk=city_draft.pk).update(state="signed", issue_at=past, issue_set_by=by)
    gate = Barrier(10)

    def beat(_) -> int:
        try:
            gate.wait()
            return scheduling.run()
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(beat, range(10))) == 1
    assert AuditEvent.objects.filter(act="方案·印发", subject_id=str(city_draft.pk)).count() == 1
