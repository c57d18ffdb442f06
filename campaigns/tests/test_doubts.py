"""What 印发 points out and wants ticked: no addressees, remarks that wait, a date after the first activity."""

import datetime as dt

import pytest

from campaigns import issuing
from campaigns.models import Comment, Edition
from campaigns.tests.browsing import issues, url


@pytest.fixture
def ready(city_draft) -> Edition:
    """Signed, with addressees; nothing about it is doubtful."""
    city_draft.parties.create(role="addressee", name="各县（市）区市场监管局")
    Edition.objects.filter(pk=city_draft.pk).update(state="signed")
    city_draft.refresh_from_db()
    return city_draft


def state(edition: Edition) -> str:
    edition.refresh_from_db()
    return edition.state


def refused_then_ticked(browser, edition: Edition, words: str, **posted) -> None:
    refused = issues(browser, edition, confirm="", **posted)
    assert (refused.status_code, state(edition)) == (422, "signed")
    assert words in refused.text
    assert "仍要印发" in refused.text
    assert issues(browser, edition, **posted).status_code == 302
    assert state(edition) == "issued"


def test_one_without_doubts_goes_out_unasked(ready, as_):
    drafter = as_("fuzhou.drafter")
    assert "仍要印发" not in drafter.get(url("issue_draft", ready.pk)).text
    issues(drafter, ready, confirm="")
    assert state(ready) == "issued"


def test_nobody_is_addressed(ready, as_):
    ready.parties.filter(role="addressee").delete()
    assert "没有填写主送" in as_("fuzhou.drafter").get(url("issue_draft", ready.pk)).text
    refused_then_ticked(as_("fuzhou.drafter"), ready, "没有填写主送")


def test_a_rule_says_who_is_addressed(ready):
    ready.parties.filter(role="addressee").update(rule="below")
    assert issuing.doubts(ready) == []


def test_remarks_wait(world, ready, as_):
    first = Comment.objects.create(edition=ready, text="这里不通", by=world.people["fuzhou.approver"])
    Comment.objects.create(edition=ready, text="同意", by=world.people["fuzhou.drafter"], reply_to=first)
    assert "还有1条意见没有处理" in as_("fuzhou.drafter").get(url("issue_draft", ready.pk)).text
    refused_then_ticked(as_("fuzhou.drafter"), ready, "还有1条意见没有处理")


def test_remarks_that_were_dealt_with_do_not(world, ready):
    by = world.people["fuzhou.drafter"]
    Comment.objects.create(edition=ready, text="这里不通", by=by, resolved_by=by, resolved_at=dt.datetime.now(dt.UTC))
    assert issuing.doubts(ready) == []


def test_the_date_lies_after_the_first_activity(ready, as_):
    for starts_on in (dt.date(2024, 9, 10), dt.date(2024, 8, 25), None):
        ready.annex.create(list="1", title="质量第一课", starts_on=starts_on)
    drafter = as_("fuzhou.drafter")
    assert "仍要印发" not in drafter.get(url("issue_draft", ready.pk)).text
    words = "成文日期（2024年9月1日）晚于附件所列最早的活动（2024年8月25日）"
    later = {"do": "later", "at": "2090-01-01T09:00", "signed_on": "2024-09-01"}
    assert words in issues(drafter, ready, confirm="", **later).text
    refused_then_ticked(drafter, ready, words, signed_on="2024-09-01")


def test_on_the_day_itself_nothing_is_doubted(ready, as_):
    ready.annex.create(list="1", title="质量第一课", starts_on=dt.date(2024, 8, 25))
    issues(as_("fuzhou.drafter"), ready, confirm="", signed_on="2024-08-25")
    assert state(ready) == "issued"
