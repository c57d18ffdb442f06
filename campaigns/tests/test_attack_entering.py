"""代录 once more after a return: what the unit itself has been writing since is its own."""

import pytest

from campaigns.models import FieldAnswer
from campaigns.own_fields import Spec
from campaigns.tests.own_fields import fill
from campaigns.tests.reports import PNG, page, upload, url, write
from orgs.models import AuditEvent

SECRET, NAMES = "尚未报送的草稿", "内部名单.png"


def enter(client, owed, text: str, version: int = 0, **more):
    return client.post(url("answer_for", owed), {"do": "hand_in", "text": text, "version": version} | more)


@pytest.fixture
def office(as_):
    return as_("fuzhou.drafter")


@pytest.fixture
def returned(as_, owed, office):
    """Entered for the unit, then returned to it."""
    assert enter(office, owed, "代为录入的正文", source="对方微信发来").status_code == 302
    as_("fuzhou.manager").post(url("report_return", owed), {"reason": "补充"})
    owed.refresh_from_db()
    return owed


def test_the_office_sees_what_it_entered_but_not_what_the_unit_made_of_it(as_, returned, office):
    assert "代为录入的正文" in office.get(url("answer_for", returned)).content.decode()
    write(as_("gulou.reporter"), returned, text=SECRET, version=returned.report.version)
    assert SECRET not in office.get(url("answer_for", returned)).content.decode()
    assert SECRET not in page(office, returned)


def test_the_unit_is_asked_before_its_words_give_way(as_, returned, office):
    write(as_("gulou.reporter"), returned, text=SECRET, version=returned.report.version)
    returned.report.refresh_from_db()
    refused = enter(office, returned, "又一次", returned.report.version, source="对方来电")
    assert refused.status_code == 422
    assert "已开始填写" in refused.content.decode()
    assert SECRET not in refused.content.decode()


def test_a_refused_form_names_no_file_of_the_units_draft(as_, world, ask, office):
    owed = ask(world.gulou, fields=[Spec("file", "名单")]).obligations.get()
    write(as_("gulou.reporter"), owed, **fill(owed, f1=upload(NAMES, PNG)))
    assert FieldAnswer.objects.get().file.name == NAMES
    assert NAMES not in office.get(url("answer_for", owed)).content.decode()
    refused = enter(office, owed, "代为录入的正文", 1)
    assert refused.status_code == 422
    assert NAMES not in refused.content.decode()


def test_a_long_draft_that_gives_way_stays_whole_in_the_trail(as_, owed, office):
    write(as_("gulou.reporter"), owed, text="长" * 5000)
    assert enter(office, owed, "代为录入", 1, source="对方来电", agreed="on").status_code == 302
    kept = AuditEvent.objects.get(act="答复·由代录替换的草稿")
    assert kept.details["words"] == "长" * 5000
