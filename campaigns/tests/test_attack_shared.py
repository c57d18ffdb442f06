"""One report, two offices: returned by one while the other has it. What is written then is a copy, by every button."""

import pytest

from campaigns import parts, reporting
from campaigns.models import Obligation, ReportPart
from campaigns.tests.reports import url


@pytest.fixture
def by(world):
    return world.people["gulou.reporter"]


@pytest.fixture
def held(world, ask, owed, by, as_):
    """Two parts, handed in to both; 福州 returned it, 福建 has it."""
    second = ask(world.gulou, unit=world.fujian, title="省里要的").obligations.get()
    report = reporting.begin(obligation=owed, by=by)
    for text in ("第一段", "第二段"):
        parts.add(report=report, kind="text", text=text, by=by)
    reporting.hand_in(report=report, obligations=[owed, second], by=by)
    as_("fuzhou.manager").post(url("report_return", owed), {"reason": "补充"})
    return report


def _texts(report) -> list[str]:
    return list(report.parts.values_list("text", flat=True))


def _part(held, text="第二段") -> ReportPart:
    return ReportPart.objects.get(report=held, text=text)


@pytest.mark.parametrize(
    ("act", "posted", "expected"),
    [
        ("edit/", {"text": "改过的", "version": 0}, ["第一段", "改过的"]),
        ("move/", {"to": "up"}, ["第二段", "第一段"]),
        ("remove/", {"version": 0}, ["第一段"]),
    ],
)
def test_a_part_of_it_is_changed_in_a_copy(as_, owed, held, act, posted, expected):  # noqa: PLR0917  (fixtures)
    address = f"{url('writing', owed)}{_part(held).pk}/{act.removeprefix('edit/')}"
    assert as_("gulou.reporter").post(address, posted).status_code == 302
    mine = Obligation.objects.get(pk=owed.pk).report
    assert mine != held
    assert _texts(mine) == expected
    assert _texts(held) == ["第一段", "第二段"]


def test_nothing_to_restore_and_no_number_to_update_is_said_not_a_failure(as_, owed, held):
    gulou = as_("gulou.reporter")
    for act in ("restore/", "numbers/"):
        assert gulou.post(url("writing", owed) + act).status_code == 302
    assert _texts(held) == ["第一段", "第二段"]


def test_entered_for_one_office_the_other_still_sees_what_the_unit_wrote(as_, owed, held):
    """Both returned it; the unit mends one text for both. What an office then enters is for itself alone."""
    second = held.obligations.exclude(pk=owed.pk).get()
    as_("fujian.manager").post(url("report_return", second), {"reason": "也请补充"})
    held.refresh_from_db()
    words = {"do": "hand_in", "text": "代为录入的正文", "version": held.version, "source": "对方来电", "agreed": "on"}
    assert as_("fuzhou.drafter").post(url("answer_for", owed), words).status_code == 302
    owed.refresh_from_db()
    second.refresh_from_db()
    assert (owed.state, owed.report.text) == ("handed_in", "代为录入的正文")
    assert second.report == held
    assert owed.report != held
    assert (second.state, _texts(held)) == ("returned", ["第一段", "第二段"])
