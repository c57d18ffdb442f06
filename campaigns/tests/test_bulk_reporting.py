"""What is done to many answers at once asks as much for ten units as for two hundred, and the trail keeps its rows."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import changing, extending, opinions, releasing, reporting, taking
from campaigns.choices import Ask
from campaigns.handed_in import Paragraph
from campaigns.models import Comment, Obligation, Report, ReportPart, Request
from campaigns.workdays import today
from orgs import outbox, sealing
from orgs.models import AuditEvent, Message, Seat, Unit, User

AWAY, AGAIN, FED_BACK, DECIDED, TAKEN, TAKEN_CASES = 18, 12, 12, 9, 13, 14


@pytest.fixture
def many(world, campaign):
    """福州 asks so many bodies, each with one reporter."""

    def make(count: int, **more) -> Request:
        due_on = today() + dt.timedelta(days=9)
        request = Request.objects.create(campaign=campaign, unit=world.fuzhou, title="报送总结", due_on=due_on, **more)
        region = world.regions["fuzhou"]
        units = Unit.objects.bulk_create(Unit(region=region, name=f"单位{n:03d}", kind="member") for n in range(count))
        users = User.objects.bulk_create(User(username=f"m{n}", email=f"m{n}@example.test") for n in range(count))
        Seat.objects.bulk_create(
            Seat(user=user, unit=unit, role="reporter") for user, unit in zip(users, units, strict=True)
        )
        Obligation.objects.bulk_create(Obligation(request=request, unit=unit, due_on=due_on) for unit in units)
        return request

    return make


def statements(verb) -> int:
    """How many; the rows of messages, which SQLite takes 62 at a time, count as one."""
    with CaptureQueriesContext(connection) as asked:
        verb()
    said = [each["sql"] for each in asked]
    messages = [sql for sql in said if sql.startswith("INSERT") and '"orgs_message"' in sql]
    return len(said) - max(len(messages) - 1, 0)


def events(act: str, subject: str) -> int:
    return AuditEvent.objects.filter(act=act, subject_kind=f"campaigns.{subject}").count()


@pytest.mark.parametrize("number", [10, 200])
def test_taking_units_away_and_asking_them_again(world, many, number):
    request, by = many(number), world.people["fuzhou.manager"]
    pks = list(request.obligations.values_list("pk", flat=True))
    answered = Obligation.objects.get(pk=pks[0])
    Obligation.objects.filter(pk=answered.pk).update(state="nil")
    assert statements(lambda: changing.take_away(request=request, obligations=pks, why="撤并", by=by)) == AWAY
    assert request.obligations.counted().get() == answered, "answered between page and button: it stays"
    assert events("报送·不再要求", "obligation") == events("报送·不再要求", "request") == number - 1
    event = AuditEvent.objects.filter(act="报送·不再要求", subject_kind="campaigns.request").first()
    assert event.details["reason"].endswith("：撤并")
    assert (event.actor, event.unit, event.subject_name) == (by, world.fuzhou, "报送总结")
    assert Message.objects.filter(kind="released", channel="portal").count() == number - 1
    gone = list(request.obligations.exclude(released_at=None).select_related("unit", "request__unit"))
    assert statements(lambda: releasing.ask_again(obligations=gone, by=by)) == AGAIN
    assert request.obligations.counted().count() == number
    assert events("报送·重新要求", "obligation") == number - 1
    sealing.seal()
    assert not list(sealing.breaks())


@pytest.mark.parametrize("number", [10, 200])
def test_deciding_on_opinions_and_feeding_back(world, many, national, number):
    request, by = many(number, kind=Ask.COMMENT, circulated={"items": []}), world.people["fuzhou.manager"]
    report = Report.objects.create(campaign=request.campaign, unit=world.fuzhou, title="意见")
    request.obligations.update(state="handed_in", report=report)
    Comment.objects.bulk_create(
        Comment(edition=national, obligation=owed, text="同意", by=by) for owed in request.obligations.all()
    )
    chosen = {each.pk: opinions.Decision("adopted", "", opinions.seen_of(each)) for each in opinions.given(request)}
    assert statements(lambda: opinions.decide(request=request, decisions=chosen, by=by)) <= DECIDED + number // 50
    assert events("征求意见·采纳情况", "request") == number
    assert {event.details["opinion"] for event in AuditEvent.objects.all() if "opinion" in event.details} == set(chosen)
    assert statements(lambda: opinions.tell(request=request, by=by)) == FED_BACK
    assert Message.objects.filter(kind="opinions_told", channel="portal").count() == number


@pytest.fixture
def report(world, ask) -> Report:
    mine = ask(world.fuzhou, unit=world.fujian).obligations.get()
    return reporting.begin(obligation=mine, by=world.people["fuzhou.reporter"])


@pytest.mark.parametrize("number", [20, 298])
def test_taking_paragraphs_over(world, report, number):
    by = world.people["fuzhou.reporter"]
    first, last = taking.take(report=report, paragraphs=_paragraphs(world, 2), by=by)
    before = report.version
    taken = []
    rows = _paragraphs(world, number)
    found = statements(lambda: taken.extend(taking.take(report=report, paragraphs=rows, after=first, by=by)))
    assert found == TAKEN
    assert [part.text for part in taken] == [row.text for row in rows]
    assert list(report.parts.all()) == [first, *taken, last]
    assert [part.order for part in report.parts.all()] == list(range(1, number + 3))
    assert report.text.splitlines()[1 : number + 1] == [row.text for row in rows]
    assert report.version == before + 1, "one change of the report, not one for each"
    assert {part.taken_unit for part in taken} == {world.gulou}
    assert {event.details["part"] for event in AuditEvent.objects.filter(act="总结·添加段落")} == {
        part.pk for part in report.parts.all()
    }


@pytest.mark.parametrize("number", [20, 300])
def test_taking_cases_over(world, report, number):
    by = world.people["fuzhou.reporter"]
    cases = [taking.Case(f"案例{n}", world.gulou, {"put_forward": n}) for n in range(number)]
    assert statements(lambda: taking.take_cases(report=report, cases=cases, by=by)) == TAKEN_CASES
    assert taking.already(report) == {f"c{n}" for n in range(number)}


def test_more_than_a_report_holds_is_refused_whole(world, report):
    by = world.people["fuzhou.reporter"]
    taking.take(report=report, paragraphs=_paragraphs(world, 290), by=by)
    with pytest.raises(taking.parts.ValidationError, match="现在有290段，放不下再加的11段"):
        taking.take(report=report, paragraphs=_paragraphs(world, 11), by=by)
    assert report.parts.count() == 290
    assert taking.take(report=report, paragraphs=[], by=by) == []


def test_words_written_without_parts_and_gaps_in_the_order_survive(world, report):
    by = world.people["fuzhou.reporter"]
    Report.objects.filter(pk=report.pk).update(text="自己先写的话。")
    taking.take(report=report, paragraphs=_paragraphs(world, 2), by=by)
    assert report.text.splitlines() == ["自己先写的话。", "第0句。", "第1句。"]
    ReportPart.objects.filter(report=report, text="第1句。").update(order=9)
    (made,) = taking.take(report=report, paragraphs=_paragraphs(world, 1), by=by, after=report.parts.first())
    assert [part.order for part in report.parts.all()] == [1, 2, 3, 4]
    assert list(report.parts.all())[1] == made


def _paragraphs(world, number: int) -> list[Paragraph]:
    return [
        Paragraph(f"t1-{n}", "text", f"第{n}句。", world.gulou, 1, data={"report": 1, "paragraph": n})
        for n in range(number)
    ]


def day(n: int) -> dt.date:
    return today() + dt.timedelta(days=n)


def test_the_office_reads_one_line_however_often_it_is_asked(world, owed):
    by, office = world.people["gulou.reporter"], world.people["fuzhou.manager"]
    shown = Message.objects.visible_to(office).filter(kind="extension_asked")
    for n in range(3):
        asked = extending.ask(obligation=owed, until=day(20 + n), reason="核对", by=by)
        assert [message.about["extension"] for message in shown.all()] == [asked.pk]
        extending.take_back(extension=asked, by=by)
        assert not shown.all()
    outbox.deliver()
    assert not Message.objects.filter(kind="extension_asked", channel="mail", state="sent").exists()
