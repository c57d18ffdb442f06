"""采用 told to many units at once: what the messages say is read together."""

import pytest

from campaigns import adopting, notices_adopting
from campaigns.models import Obligation, Report, ReportPart, Request
from campaigns.tests.test_bulk_reporting import statements
from campaigns.workdays import today
from orgs.models import Message, Seat, Unit, User
from orgs.posting import KINDS

TELLING = 8


@pytest.fixture
def adopted(world, campaign):
    """福州's report, handed in to the province, takes a paragraph and a case from each of so many bodies."""

    def make(count: int) -> Report:
        report = Report.objects.create(campaign=campaign, unit=world.fuzhou, title="福州总结")
        up = Request.objects.create(campaign=campaign, unit=world.fujian, title="报送总结", due_on=today())
        Obligation.objects.create(request=up, unit=world.fuzhou, due_on=today(), state="handed_in", report=report)
        own = Request.objects.create(campaign=campaign, unit=world.fuzhou, title="报送总结", due_on=today())
        for n in range(count):
            unit = Unit.objects.create(region=world.regions["fuzhou"], name=f"单位{n:03d}", kind="member")
            user = User.objects.create(username=f"m{n}", email=f"m{n}@example.test")
            Seat.objects.create(user=user, unit=unit, role="reporter")
            theirs = Report.objects.create(campaign=campaign, unit=unit, title=f"总结{n}")
            Obligation.objects.create(request=own, unit=unit, due_on=today(), state="accepted", report=theirs)
            for kind in ("text", "text", "case"):
                ReportPart.objects.create(report=report, kind=kind, text="一句", taken_unit=unit)
        return report

    return make


@pytest.mark.parametrize("number", [2, 30])
def test_as_many_questions_for_two_as_for_thirty(world, adopted, number):
    report = adopted(number)
    assert statements(lambda: adopting.tell(report, world.people["fuzhou.reporter"])) == TELLING
    told = Message.objects.filter(kind="adopted", channel="portal").select_related("seat__unit")
    assert len(told) == number
    for message in told:
        assert message.subject == "福州市市场监督管理局采用了您单位报送的2段、1个案例"
        owed = Obligation.objects.get(unit=message.seat.unit)
        assert message.url == f"/work/reports/{owed.pk}/"


def test_read_alone_a_message_says_the_same(world, adopted):
    report = adopted(3)
    adopting.tell(report, world.people["fuzhou.reporter"])
    for message in Message.objects.filter(kind="adopted", channel="portal"):
        letter = notices_adopting.adopted(message)
        assert (letter.subject, letter.body, letter.url) == (message.subject, message.body, message.url)


def test_what_is_taken_out_again_matters_no_more(world, adopted):
    report = adopted(2)
    adopting.tell(report, world.people["fuzhou.reporter"])
    first, second = Message.objects.filter(kind="adopted", channel="mail").order_by("pk")
    ReportPart.objects.filter(taken_unit=first.about["unit"]).delete()
    still = KINDS["adopted"].still_matters
    assert (still(first), still(second)) == (False, True)
    Obligation.objects.filter(unit=world.fuzhou).update(state="returned")
    assert not still(Message.objects.get(pk=second.pk)), "returned, it is a draft again"
