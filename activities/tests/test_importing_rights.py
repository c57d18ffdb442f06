"""Rights that end between the confirmation and the writing; which records an import is checked against."""

import contextlib
import datetime as dt

import pytest
from django.utils import timezone

from activities import importing, importing_job
from activities.importing_scope import Ground
from activities.models import Activity, CoHolder
from activities.rules import inside
from activities.tests.diary import held
from activities.tests.workbooks import URL, book, read
from orgs.models import User

DAY = dt.date(2024, 9, 10)


@pytest.fixture
def reporter(as_, national):
    return as_("fuzhou.reporter")


@pytest.mark.parametrize("how", ["post", "account", "password"])
def test_a_right_withdrawn_while_it_is_written_ends_it(reporter, world, monkeypatch, how):
    job, person = read(reporter, book(["甲", DAY, None])), world.people["fuzhou.reporter"]
    reporter.post(f"{URL}{job.public_id}/confirm/", {"digest": job.digest})
    lawful = importing_job._opened

    @contextlib.contextmanager
    def meanwhile(job):
        with lawful(job) as opened:
            if how == "post":
                person.seats.update(ended_at=timezone.now())
            elif how == "account":
                User.objects.filter(pk=person.pk).update(is_active=False)
            else:
                User.objects.filter(pk=person.pk).update(password="another")
            yield opened

    monkeypatch.setattr(importing_job, "_opened", meanwhile)
    importing.work()
    job.refresh_from_db()
    assert job.state == "failed"
    assert ("密码有变动" if how == "password" else "不再负责该单位的填报") in job.message
    assert not Activity.objects.exists()


def test_what_is_compared_with_is_what_is_seen_from_inside(world, campaign):
    for state in ("draft", "handed_in", "accepted"):
        more = {"openness": "public"} if state == "accepted" else {}
        for unit in (world.fuzhou, world.housing, world.gulou, world.xiamen):
            held(unit, campaign, state, **more)
        joint = held(world.xiamen, campaign, state, **more)
        CoHolder.objects.create(activity=joint, unit=world.fuzhou, name="福州局", order=1)
        for taken in (None, timezone.now()):
            held(world.xiamen, campaign, state, entered_by=world.fuzhou, taken_over_at=taken, **more)
    rows = Activity.objects.select_related("unit__region").prefetch_related("co_holders")
    for name in ("fuzhou.reporter", "housing.reporter", "xiamen.reporter", "fujian.reporter", "yueyang.reporter"):
        user = world.people[name]
        ground = Ground(user=user, unit=None, campaign=campaign)
        ground.load([row.public_id for row in rows], [])
        assert set(ground.by_id) == {row.public_id for row in rows if inside(user, row)}, name
