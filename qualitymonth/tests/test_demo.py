"""`manage.py demo`: loading it again changes nothing, and every person of the cast finds a working portal."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client

from campaigns.demoreviews import set_order
from campaigns.models import Edition
from orgs.cast import CAST, make_cast
from orgs.models import User

PAGES = ("/work/", "/work/plans/", "/work/activities/", "/work/reports/", "/work/messages/")
FOR_SOME = {
    "reporter": ("/work/activities/new/", "/work/activities/annex/"),
    "manager": ("/work/overview/", "/work/exports/", "/work/review/", "/work/manage/", "/work/outbox/"),
}


@pytest.fixture
def cast(year2024) -> None:
    make_cast("Quality-Month-2024")
    set_order()


def counts() -> dict[str, int]:
    ours = (model for app in ("orgs", "campaigns", "activities") for model in apps.get_app_config(app).get_models())
    return {model._meta.label: model._default_manager.count() for model in ours}


@pytest.mark.slow
def test_loading_again_changes_nothing(cast):
    before = counts()
    call_command("demo", stdout=StringIO())
    assert counts() == before


@pytest.mark.slow
@pytest.mark.parametrize("username", sorted(CAST))
def test_everybody_finds_the_main_pages(cast, username):
    client = Client()
    client.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    for address in (*PAGES, *FOR_SOME.get(CAST[username][2], ())):
        assert client.get(address).status_code == 200, (username, address)


def test_a_drafter_reads_the_plans_above_in_the_workplace(cast, year2024):
    client = Client()
    drafter = User.objects.get(username="fuzhou.drafter")
    client.force_login(drafter, backend="django.contrib.auth.backends.ModelBackend")
    for edition in Edition.objects.visible_to(drafter).filter(plan__in=(year2024.national, year2024.fujian)):
        page = client.get(f"/work/plans/{edition.plan_id}/").content.decode()
        assert edition.document_number in page
        assert "据此编制本级方案" in page
