"""Writing and handing in at the same moment wait for each other, and never both for ever."""

import threading

import pytest
from django.db import connection, transaction

from campaigns import fielding, parts, reporting, sealing
from campaigns.fielding import Given
from campaigns.models import FieldAnswer, Obligation, ReportFile
from campaigns.own_fields import Spec
from campaigns.tests.reports import PNG, upload

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owed(world, ask) -> Obligation:
    return ask(world.gulou, fields=[Spec("text", "说明")]).obligations.get()


def _beside(work) -> tuple[threading.Thread, list]:
    """`work` in another thread, and what went wrong there."""
    wrong: list[Exception] = []

    def run() -> None:
        try:
            work()
        except Exception as error:  # told in the test's own thread
            wrong.append(error)
        finally:
            connection.close()

    return threading.Thread(target=run), wrong


def test_drafting_and_handing_in_do_not_wait_for_each_other(world, owed):
    by = world.people["gulou.reporter"]
    report = reporting.begin(obligation=owed, by=by)
    parts.add(report=report, kind="text", text="第一段", by=by)
    other, wrong = _beside(lambda: reporting.hand_in(report=report, obligations=[owed], by=by))
    with transaction.atomic():  # as drafting and composing do: begin, then write
        reporting.begin(obligation=owed, by=by)
        other.start()
        other.join(timeout=1)
        parts.add(report=report, kind="text", text="第二段", by=by)
    other.join(timeout=60)
    assert wrong == []
    assert Obligation.objects.get(pk=owed.pk).state == "handed_in"


def test_an_own_field_is_not_written_into_what_was_handed_in_a_moment_ago(world, owed):
    by = world.people["gulou.reporter"]
    report = reporting.begin(obligation=owed, by=by)
    parts.add(report=report, kind="text", text="第一段", by=by)
    given = {owed.request.fields.get().pk: Given("晚了的内容")}
    other, wrong = _beside(lambda: fielding.keep(obligation=owed, given=given))
    with transaction.atomic():
        reporting.hand_in(report=report, obligations=[owed], by=by)
        other.start()
        other.join(timeout=1)
    other.join(timeout=60)
    assert [error.messages for error in wrong] == [[fielding.HELD]]
    assert not FieldAnswer.objects.exists()


def test_no_scan_comes_to_what_was_accepted_a_moment_ago(world, owed):
    by = world.people["gulou.reporter"]
    report = reporting.begin(obligation=owed, by=by)
    parts.add(report=report, kind="text", text="第一段", by=by)
    reporting.hand_in(report=report, obligations=[owed], by=by)
    other, wrong = _beside(lambda: sealing.seal(report=report, file=upload("盖章.png", PNG), by=by))
    with transaction.atomic():
        reporting.accept(obligation=owed, by=world.people["fuzhou.manager"])
        other.start()
        other.join(timeout=1)
    other.join(timeout=60)
    assert [error.messages for error in wrong] == [[sealing.ACCEPTED]]
    assert not ReportFile.objects.exists()
