"""Nobody signs the own words, by whatever path; nobody signs words other than those read."""

import pytest
from django.core.exceptions import PermissionDenied

from campaigns import detailing, editing, issuing, planning, signing
from campaigns.models import Edition
from campaigns.tests.browsing import issues
from orgs.models import Seat
from orgs.moves import Rewritten
from orgs.todo import todos


@pytest.fixture
def both(world):
    """One person with the drafter's and the approver's seat."""
    person = world.people["fuzhou.approver"]
    Seat.objects.create(user=person, unit=world.fuzhou, role="drafter")
    return person


def refused(as_, edition: Edition) -> bool:
    """Whether the page offers no signature and the address gives none."""
    client = as_("fuzhou.approver")
    offered = f"/work/drafts/{edition.pk}/sign/" in client.get(f"/work/drafts/{edition.pk}/").content.decode()
    answer = client.post(f"/work/drafts/{edition.pk}/sign/")
    edition.refresh_from_db()
    return not offered and answer.status_code == 403 and edition.state == "submitted"


def test_who_only_mended_anothers_draft_does_not_sign_it(world, city_draft, both, as_):
    editing.add(edition=city_draft, kind="slogan", text="签发人自己写的口号", by=both)
    signing.submit(edition=city_draft, by=world.people["fuzhou.drafter"])
    assert refused(as_, city_draft)
    with pytest.raises(PermissionDenied):
        signing.sign(edition=city_draft, by=both)
    assert not [todo for todo in todos(both) if todo.verb == "签发"]


def test_who_wrote_the_head_or_the_annex_or_a_duty_does_not_sign(world, city_draft, both, as_):
    detailing.describe(edition=city_draft, by=both, title="签发人改的标题")
    signing.submit(edition=city_draft, by=world.people["fuzhou.drafter"])
    assert refused(as_, city_draft)


def test_a_submission_by_another_does_not_wash_it_clean(world, city_draft, both, as_):
    """Submitted by oneself, returned, submitted again by somebody else: still one's own."""
    signing.submit(edition=city_draft, by=both)
    signing.recall(edition=city_draft, by=world.people["fuzhou.drafter"])
    signing.submit(edition=city_draft, by=world.people["fuzhou.drafter"])
    assert refused(as_, city_draft)


def test_a_further_edition_that_one_began_is_ones_own(world, city_draft, both, as_):
    Edition.objects.filter(pk=city_draft.pk).update(state="signed")
    city_draft.refresh_from_db()
    issuing.issue(edition=city_draft, by=None)
    again = planning.start_again(plan=city_draft.plan, issue="correction", reason="更正", by=both)
    signing.submit(edition=again, by=world.people["fuzhou.drafter"])
    assert refused(as_, again)


def test_deciding_is_not_writing(world, city_draft, both):
    """Who returned it, recorded or recalled has written nothing, and may sign it in the end."""
    signing.submit(edition=city_draft, by=world.people["fuzhou.drafter"])
    signing.send_back(edition=city_draft, reason="请补充", by=both)
    signing.submit(edition=city_draft, by=world.people["fuzhou.drafter"])
    assert [todo for todo in todos(both) if todo.verb == "签发"]
    signing.sign(edition=city_draft, by=both)
    assert city_draft.state == "signed"


def test_what_was_changed_after_it_was_read_is_not_signed(world, city_draft, as_):
    by = world.people["fuzhou.drafter"]
    signing.submit(edition=city_draft, by=by)
    reader = as_("fuzhou.approver")
    read = reader.get(f"/work/drafts/{city_draft.pk}/").content.decode()
    assert f'name="version" value="{city_draft.version}"' in read
    seen = city_draft.version
    signing.recall(edition=city_draft, by=by)
    editing.add(edition=city_draft, kind="slogan", text="签发人没有看过的口号", by=by)
    signing.submit(edition=city_draft, by=by)
    answer = reader.post(f"/work/drafts/{city_draft.pk}/sign/", {"version": str(seen)})
    city_draft.refresh_from_db()
    assert (answer.status_code, city_draft.state) == (409, "submitted")
    assert "又有修改" in answer.content.decode()
    with pytest.raises(Rewritten):
        signing.sign(edition=city_draft, by=world.people["fuzhou.approver"], seen=seen)
    reader.post(f"/work/drafts/{city_draft.pk}/sign/", {"version": str(city_draft.version)})
    city_draft.refresh_from_db()
    assert city_draft.state == "signed"


@pytest.mark.slow
@pytest.mark.parametrize("state", ["submitted", "signed", "issued", "superseded", "abolished"])
def test_nothing_is_written_after_the_submission(world, city_draft, national, as_, state):
    """Every address that writes in a draft, by GET and POST, in every state in which it is no draft."""
    by = world.people["fuzhou.drafter"]
    slogan = editing.add(edition=city_draft, kind="slogan", text="本市口号", by=by)
    duty = city_draft.responsibilities.create(keys=[str(slogan.key)], name="市局", role="lead")
    entry = city_draft.annex.create(title="计划的活动")
    Edition.objects.filter(pk=city_draft.pk).update(state=state)
    before = contents_of(city_draft)
    client, base = as_("fuzhou.drafter"), f"/work/drafts/{city_draft.pk}"
    data = {
        "title": "甲",
        "text": "甲",
        "heading": "甲",
        "name": "甲",
        "role": "lead",
        "keys": [str(slogan.key)],
        "list": "1",
        "position": "1",
        "step": "up",
        "reason": "甲",
        "summary_due": "2024-10-12",
    }
    paths = [
        "head/",
        "asks/",
        "duties/",
        f"duties/{duty.pk}/",
        f"duties/{duty.pk}/remove/",
        "annex/",
        f"annex/{entry.pk}/",
        f"annex/{entry.pk}/remove/",
        "add/slogan/",
        "discard/",
        *(f"items/{slogan.key}/{act}/" for act in ("adapt", "withdraw", "derive", "move", "restore", "keep")),
    ]
    for path in paths:
        for headers in ({}, {"HTTP_HX_REQUEST": "true"}):
            answer = client.post(f"{base}/{path}", data, **headers)
            assert answer.status_code in (403, 404, 409, 422), (path, answer.status_code)
    assert contents_of(city_draft) == before


def contents_of(edition: Edition) -> list:
    rows = (edition.items, edition.placements, edition.parties, edition.responsibilities, edition.annex)
    return [
        Edition.objects.filter(pk=edition.pk).values().get(),
        *(list(each.order_by("pk").values()) for each in rows),
    ]


def test_a_number_once_given_is_never_given_again(world, city_draft, national, as_):
    """Also not when the document that bears it was abolished: the register does not forget."""
    Edition.objects.filter(pk=city_draft.pk).update(state="signed", document_number="榕市监〔2024〕5号")
    city_draft.refresh_from_db()
    issuing.issue(edition=city_draft, by=None)
    issuing.abolish(edition=city_draft, reason="作废", by=world.people["fuzhou.approver"])
    other = planning.start(
        unit=world.xiamen, campaign=national.plan.campaign, parent=national.plan, by=world.people["xiamen.drafter"]
    )
    Edition.objects.filter(pk=other.pk).update(state="signed", document_number="榕市监〔2024〕5号")
    numbered = {"document_number": "榕市监〔2024〕5号", "signed_on": "2024-08-20"}
    answer = issues(as_("xiamen.drafter"), other, **numbered)
    other.refresh_from_db()
    assert (answer.status_code, other.state) == (422, "signed")
