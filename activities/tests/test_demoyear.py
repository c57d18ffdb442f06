"""The demonstration of the current year: made once, whole, in every state, and nothing of it in a real campaign."""

import io
from collections import Counter

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from activities import demoyear, figures
from activities.choices import Outcome, Sort, State
from activities.demopictures import draw
from activities.models import Activity, Photo
from activities.overview import board
from campaigns.choices import Answer
from campaigns.choices import State as PlanState
from campaigns.models import Campaign, DirectExecution, Edition, Obligation
from campaigns.numbers import parse
from campaigns.standing import Standing, stands
from orgs.models import AuditEvent, Message, Region


@pytest.fixture(autouse=True)
def allowed(settings) -> None:
    """Beside a PostgreSQL database the demonstration has to be asked for."""
    settings.DEMO_ALLOWED = True


@pytest.fixture
def archive(db) -> Campaign:
    call_command("demo", stdout=io.StringIO())
    return Campaign.objects.get(year=2024)


def nation() -> Region:
    return Region.objects.get(code="100000")


def test_it_waits_for_the_archive(db):
    assert demoyear.prepare_demo_year() is False


def test_it_is_made_nowhere_else(archive, settings):
    settings.DEMO_ALLOWED = False
    assert demoyear.prepare_demo_year() is False


def test_a_failure_leaves_nothing(archive, monkeypatch):
    def broken(desk):
        raise RuntimeError

    monkeypatch.setattr(demoyear, "answer_requests", broken)
    monkeypatch.setattr(demoyear, "PICTURES", 3)
    files = _stored()
    with pytest.raises(RuntimeError):
        demoyear.prepare_demo_year()
    assert not Campaign.objects.filter(is_demo=True).exists()
    assert not Activity.objects.filter(title__contains="演示").exists()
    assert _stored() == files


def _stored() -> set[str]:
    found, folders = set(), [""]
    while folders:
        folder = folders.pop()
        if default_storage.exists(folder) or not folder:
            inner, names = default_storage.listdir(folder)
            folders += [f"{folder}/{name}".strip("/") for name in inner]
            found |= {f"{folder}/{name}" for name in names}
    return found


def test_the_year_stands_whole_and_apart(archive):
    before = figures.roll_up(archive).of(nation().path).as_dict()
    assert demoyear.prepare_demo_year() is True
    assert demoyear.prepare_demo_year() is False
    campaign = Campaign.objects.get(is_demo=True)
    today = timezone.localdate()
    assert campaign.starts_on < today < campaign.ends_on
    assert "演示" in campaign.name
    _plans(campaign)
    _activities(campaign)
    _reports(campaign, today)
    assert figures.roll_up(archive).of(nation().path).as_dict() == before
    assert not Activity.objects.filter(campaign=archive, title__contains="演示").exists()
    _bell()


def _plans(campaign):
    editions = Edition.objects.filter(plan__campaign=campaign)
    states = set(editions.values_list("state", flat=True))
    assert {PlanState.DRAFT, PlanState.SUBMITTED, PlanState.RETURNED, PlanState.ISSUED} <= states
    assert set(editions.values_list("plan__unit__region__level", flat=True)) == {
        "nation", "province", "prefecture", "county"}  # fmt: skip
    assert editions.filter(state="issued", openness="").exists()
    assert DirectExecution.objects.filter(campaign=campaign).exists()
    numbers = editions.exclude(document_number="").values_list("document_number", flat=True)
    assert all(parse(number).code.startswith("演示") for number in numbers)
    assert all("演示" in title for title in editions.values_list("title", flat=True))


def _activities(campaign):
    rows = Activity.objects.filter(campaign=campaign)
    assert rows.count() == 200
    assert set(rows.values_list("state", flat=True)) == set(State.values)
    assert set(rows.values_list("outcome", flat=True)) == set(Outcome.values)
    assert set(rows.values_list("sort", flat=True)) == {*Sort.values, ""}
    assert rows.filter(planned_as__isnull=False).exists()
    assert rows.filter(item_key__isnull=False).exists()
    assert rows.filter(co_holders__isnull=False).exists()
    assert all("演示" in title for title in rows.values_list("title", flat=True))
    photos = Photo.objects.filter(activity__campaign=campaign)
    assert 50 <= photos.count() <= demoyear.PICTURES
    assert set(photos.values_list("caption", flat=True)) == {"演示图片（绘制）"}


def _reports(campaign, today):
    owed = list(Obligation.objects.filter(request__campaign=campaign))
    counted = Counter(stands(each, today) for each in owed)
    assert set(counted) == set(Standing)
    assert {each.state for each in owed} == set(Answer.values)
    found = board(nation(), campaign, today)
    assert sum(part["count"] for part in found.all.parts) == found.all.total == len(owed)
    assert found.figures.activities == sum(line.figures.activities for line in found.below)


def _bell():
    unread = Message.objects.filter(channel="portal", read_at=None)
    assert max(Counter(unread.values_list("seat", flat=True)).values()) <= demoyear.UNREAD
    assert not Message.objects.filter(channel="mail", state="waiting", seat__user__username="fujian.manager").exists()
    assert AuditEvent.objects.filter(actor__username=demoyear.CLERK).exists()


def test_pictures_are_drawn_alike_each_time():
    assert draw(7) == draw(7) != draw(8)
    assert Image.open(io.BytesIO(draw(7))).size == (640, 426)
