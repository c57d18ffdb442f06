"""Promise A9: some three hundred script vectors in every text there is, and no page holds one as a script."""

import html

import pytest
from django.test import Client

from campaigns import signing
from orgs import inviting
from qualitymonth.tests.poison import EVERYTHING, VECTORS, Look, poison


@pytest.fixture
def poisoned(world, campaign):
    return poison(world, campaign)


def looked_at(client: Client, pages) -> None:
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, (page, answer.status_code)
        look = Look()
        look.feed(answer.content.decode())
        assert not look.found, (page, look.found[:5])


def test_the_public_pages_run_nothing(client, poisoned):
    plan, activity = poisoned["above"].plan.public_id, poisoned["activity"].public_id
    looked_at(
        client,
        [
            "/",
            "/2024/",
            "/2024/plans/",
            "/2024/activities/",
            "/2024/regions/",
            "/2024/regions/350100/",
            f"/plans/{plan}/",
            f"/plans/{plan}/1/",
            f"/activities/{activity}/",
            "/2024/search/?q=script",
            "/api/v1/docs",
            "/2024/search/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
            "/accounts/login/?next=%22%3E%3Cscript%3E",
        ],
    )
    assert html.escape(VECTORS[-1]) in client.get(f"/plans/{plan}/").content.decode()


@pytest.mark.slow
def test_the_workplace_runs_nothing(poisoned, as_, world):
    draft, owed, activity = poisoned["draft"], poisoned["owed"], poisoned["activity"]
    key = draft.items.filter(change="adapted").first().key
    looked_at(
        as_("fuzhou.drafter"),
        [
            "/work/",
            "/work/messages/",
            "/work/plans/",
            f"/work/plans/{poisoned['above'].plan_id}/",
            *(
                f"/work/drafts/{draft.pk}/{tab}"
                for tab in ("", "head/", "asks/", "duties/", "annex/", "discard/", "steps/", "dates/")
            ),
            *(
                f"/work/drafts/{draft.pk}/items/{key}/{act}/"
                for act in ("adapt", "withdraw", "move", "duties", "source")
            ),
            "/work/activities/",
            f"/work/activities/{activity.pk}/",
        ],
    )
    looked_at(
        as_("fuzhou.reporter"),
        [
            "/work/",
            "/work/reports/",
            f"/work/reports/{owed.pk}/",
            "/work/activities/new/",
            "/work/activities/annex/",
            f"/work/activities/{activity.pk}/",
        ],
    )
    signing.submit(edition=draft, by=world.people["fuzhou.drafter"])
    signing.send_back(edition=draft, reason=EVERYTHING, by=world.people["fuzhou.approver"])
    signing.submit(edition=draft, by=world.people["fuzhou.drafter"])
    looked_at(as_("fuzhou.approver"), ["/work/", f"/work/drafts/{draft.pk}/", f"/work/drafts/{draft.pk}/return/"])
    inviting.invite(
        unit=world.fuzhou, role="viewer", display_name="<script>alert(1)</script>", by=world.people["fuzhou.manager"]
    )
    looked_at(
        as_("fuzhou.manager"),
        [
            "/work/",
            "/work/manage/",
            "/work/manage/history/",
            "/work/manage/invite/",
            "/work/outbox/",
            "/work/exports/",
        ],
    )
    looked_at(
        as_("fujian.manager"),
        [
            "/work/overview/",
            "/work/review/",
            "/work/disclosures/",
            f"/work/reports/requests/{poisoned['asked'].pk}/",
            f"/work/reports/{owed.pk}/",
            f"/work/review/{activity.pk}/",
            f"/work/activities/{activity.pk}/disclosure/",
            "/work/activities/?tab=region",
            "/work/activities/?q=%22%3E%3Cscript%3E&tab=%3Cscript%3E",
        ],
    )


@pytest.mark.slow
def test_what_is_typed_into_a_form_comes_back_as_words(poisoned, as_):
    """Refused forms show what was typed; errors that repeat it do so as words."""
    draft = poisoned["draft"].pk
    for vector in VECTORS[::7]:
        for page, person in (
            (f"/work/drafts/{draft}/head/", "fuzhou.drafter"),
            ("/work/activities/new/", "fuzhou.reporter"),
            ("/work/manage/invite/", "fuzhou.manager"),
            ("/accounts/login/", "outsider"),
        ):
            client = Client() if person == "outsider" else as_(person)
            names = (
                "title",
                "document_number",
                "signed_on",
                "held_on",
                "place",
                "enterprises",
                "login",
                "email",
                "holders",
            )
            answer = client.post(
                page, dict.fromkeys(names, vector) | {"role": vector, "password": vector, "text": vector}
            )
            look = Look()
            look.feed(answer.content.decode())
            assert not look.found, (page, vector, look.found[:3])
