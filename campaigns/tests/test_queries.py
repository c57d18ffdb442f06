"""Every page of a plan asks the database at most twelve questions, the frame around it included, however long the
plan is."""

from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns.reading import contents
from campaigns.tests.browsing import url
from campaigns.tests.sixty import client, make_plans
from orgs.tests.cast import make_world

pytestmark = [pytest.mark.slow, pytest.mark.django_db]  # else there would be no database for the fixture
MOST = 12


def some(edition, change: str = "inherited", kind: str = ""):
    return next(item.key for item in contents(edition).items if item.change == change and kind in item.kind)


def owed(request, unit) -> int:
    return request.obligations.get(unit=unit).pk


DESK = ("draft", "draft_head", "draft_asks", "draft_duties", "draft_annex", "draft_dates", "draft_steps",
        "draft_paste", "draft_adapting", "draft_above", "discard_draft", "circulate", "edition_paper", "record_signing",
        "record_review", "remark_whole")  # fmt: skip
PAGES = {
    "plans": ("fuzhou.drafter", lambda p: url("plans")),
    "plans of the nation": ("nation.manager", lambda p: url("plans")),
    "start": ("fuzhou.drafter", lambda p: url("start_plan")),
    "read a file": ("fuzhou.drafter", lambda p: url("read_file")),
    "own words": ("fuzhou.drafter", lambda p: url("adaptation_rules")),
    **{name: ("fuzhou.drafter", lambda p, name=name: url(name, p.draft.pk)) for name in DESK},
    "last year's": ("fuzhou.drafter", lambda p: url("draft_last_year", p.review.pk)),
    "carried over": ("fuzhou.drafter", lambda p: url("draft_carried", p.review.pk)),
    "text to be followed": ("xiamen.drafter", lambda p: url("draft", p.fresh.pk)),
    "above to be followed": ("xiamen.drafter", lambda p: url("draft_above", p.fresh.pk)),
    "review": ("fuzhou.乙", lambda p: url("draft", p.review.pk)),
    "review, what changed": ("fuzhou.乙", lambda p: url("draft", p.review.pk) + "?changed"),
    "review, by the approver": ("fuzhou.approver", lambda p: url("draft", p.review.pk)),
    "review, by the drafter": ("fuzhou.drafter", lambda p: url("draft", p.review.pk)),
    "return": ("fuzhou.approver", lambda p: url("return_draft", p.review.pk)),
    "order of reviews": ("fuzhou.drafter", lambda p: url("review_steps", p.world.fuzhou.pk)),
    "item_adapt": ("fuzhou.drafter", lambda p: url("item_adapt", p.draft.pk, some(p.draft))),
    "item_derive": ("fuzhou.drafter", lambda p: url("item_derive", p.draft.pk, some(p.draft, kind="action"))),
    "item_withdraw": ("fuzhou.drafter", lambda p: url("item_withdraw", p.draft.pk, some(p.draft))),
    "item_move": ("fuzhou.drafter", lambda p: url("item_move", p.draft.pk, some(p.draft))),
    "item_add": ("fuzhou.drafter", lambda p: url("item_add", p.draft.pk, "slogan")),
    "item_duties": ("fuzhou.drafter", lambda p: url("item_duties", p.draft.pk, some(p.draft))),
    "item_source": ("fuzhou.drafter", lambda p: url("item_source", p.draft.pk, some(p.draft))),
    "remark_item": ("fuzhou.drafter", lambda p: url("remark_item", p.draft.pk, some(p.draft))),
    "signed": ("yueyang.drafter", lambda p: url("draft", p.signed.pk)),
    "register": ("yueyang.drafter", lambda p: url("register_draft", p.signed.pk)),
    "countersign": ("yueyang.drafter", lambda p: url("countersign", p.signed.pk)),
    "issue": ("yueyang.approver", lambda p: url("issue_draft", p.signed.pk)),
    "issued": ("fuzhou.drafter", lambda p: url("work_plan", p.issued.plan_id)),
    "issued, to its approver": ("fuzhou.approver", lambda p: url("work_plan", p.issued.plan_id)),
    "issued, to its manager": ("fuzhou.manager", lambda p: url("work_plan", p.issued.plan_id)),
    "issued, from below": ("gulou.drafter", lambda p: url("work_plan", p.issued.plan_id)),
    "issued, from above": ("fujian.manager", lambda p: url("work_plan", p.issued.plan_id)),
    "issued, of the nation": ("nation.drafter", lambda p: url("work_plan", p.again.plan_id)),
    "issued, of the nation, below": ("fujian.drafter", lambda p: url("work_plan", p.again.plan_id)),
    "superseded": ("nation.drafter", lambda p: url("work_edition", p.above.plan_id, 1)),
    "above": ("hunan.drafter", lambda p: url("plan_above", p.behind.plan_id)),
    "print": ("fuzhou.drafter", lambda p: url("edition_paper", p.issued.pk)),
    "disclose": ("fuzhou.approver", lambda p: url("disclose_plan", p.issued.pk)),
    "abolish": ("fuzhou.approver", lambda p: url("abolish_plan", p.issued.pk)),
    "correct_number": ("fuzhou.manager", lambda p: url("correct_number", p.issued.pk)),
    "start_again": ("nation.drafter", lambda p: url("start_again", p.again.plan_id)),
    "compare": ("fuzhou.drafter", lambda p: url("compare", p.issued.pk)),
    "compare a draft": ("fuzhou.drafter", lambda p: url("compare", p.draft.pk)),
    "compare with another": ("fuzhou.drafter", lambda p: url("compare", p.draft.pk) + f"?with={p.issued.pk}"),
    "compare inline": ("fuzhou.drafter", lambda p: url("compare", p.issued.pk) + "?view=inline&only=changed"),
    "adoption": ("nation.manager", lambda p: url("adoption", p.above.pk)),
    "adoption here": ("fuzhou.drafter", lambda p: url("adoption", p.issued.pk)),
    "adoption_units": ("nation.manager", lambda p: url("adoption_units", p.above.pk)),
    "adoption_item": ("nation.manager", lambda p: url("adoption_item", p.above.pk, some(p.above, "added"))),
    "request": ("fuzhou.drafter", lambda p: url("request", p.collect.pk)),
    "compile": ("fuzhou.drafter", lambda p: url("compile", p.collect.pk)),
    "opinions": ("fuzhou.drafter", lambda p: url("opinions", p.comment.pk)),
    "proposals asked": ("fuzhou.reporter", lambda p: url("obligation", owed(p.collect, p.world.fuzhou))),
    "proposals given": ("gulou.reporter", lambda p: url("obligation", owed(p.collect, p.world.gulou))),
    "proposals received": ("fuzhou.drafter", lambda p: url("obligation", owed(p.collect, p.world.housing))),
    "opinions asked": ("housing.reporter", lambda p: url("obligation", owed(p.comment, p.world.housing))),
    "opinions given": ("gulou.reporter", lambda p: url("obligation", owed(p.comment, p.world.gulou))),
    "opinions received": ("fuzhou.manager", lambda p: url("obligation", owed(p.comment, p.world.gulou))),
    "public": (None, lambda p: url("plan", p.issued.plan.public_id)),
    "public edition": (None, lambda p: url("plan_edition", p.above.plan.public_id, 1)),
    "public list": (None, lambda p: url("public_plans", p.campaign.slug)),
}  # fmt: skip


Visits = dict[str, tuple[int, list[str]]]  # page → status, what it asked


@pytest.fixture(scope="module")
def visits(django_db_setup, django_db_blocker) -> dict[int, Visits]:
    """All pages visited at 10 and at 60 items; what was built is taken back each time."""
    found = {}
    for size in (10, 60):
        with django_db_blocker.unblock(), transaction.atomic():
            plans = make_plans(make_world(), size)
            found[size] = {name: visited(plans, *page) for name, page in PAGES.items()}
            transaction.set_rollback(True)
    return found


def visited(plans: SimpleNamespace, who: str | None, address) -> tuple[int, list[str]]:
    visitor, place = client(plans.world, who) if who else Client(), address(plans)
    with CaptureQueriesContext(connection) as asked:
        answer = visitor.get(place)
    return answer.status_code, [query["sql"] for query in asked.captured_queries]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_a_plan_asks_twelve_questions_at_most(visits, name):
    status, asked = visits[60][name]
    assert status == 200
    assert len(asked) <= MOST, "\n".join(asked)
    assert len(asked) == len(visits[10][name][1]), "the longer plan asks more"
