"""The public pages in a real browser: no accessibility finding, no word from the content policy, no other host."""

from io import StringIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from activities.models import Activity
from campaigns.models import Plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 390])
def test_public_pages(live_server, browser, width):
    call_command("demo", stdout=StringIO())
    addresses = [
        "/", "/2024/plans/", "/2024/activities/", "/2024/cases/",
        "/2024/regions/350000/", "/2024/search/?q=福州", "/api/v1/docs",
        *(f"/plans/{plan.public_id}/" for plan in Plan.objects.all()),
        f"/activities/{Activity.objects.public().first().public_id}/",
    ]  # fmt: skip
    said: list[str] = []
    # the page's own policy stops the examiner's script as well, so what the policy has to say is heard beforehand
    for lax in (False, True):
        page = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=lax).new_page()
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: said.append(request.url) if live_server.url not in request.url else None)
        for address in addresses:
            page.goto(f"{live_server.url}{address}")
            if lax:
                found = Axe().run(page).response["violations"]
                assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], address
                beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                assert page.evaluate(beyond) <= 0, address
        page.context.close()
    assert said == []
