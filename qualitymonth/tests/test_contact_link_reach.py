"""A contact's link opens its own page and nothing else."""

import re

from django.test import Client

from qualitymonth.tests.test_urls import SEAT_NAMES, address


def test_no_other_address_opens_with_its_secret(as_, world, national):
    """After it was opened, with the secret in the query and as a bearer: every page of a seat asks for a log-in."""
    posted = {"unit": world.housing.pk, "contact": "演示联络员", "days": 14, "entry": ""}
    made = as_("fuzhou.reporter").post("/work/activities/links/", posted).content.decode()
    secret = re.findall(r"/contact/([^/]+)/", made)[0]
    client = Client()
    assert "演示联络员" in client.get(f"/contact/{secret}/").content.decode()
    for name in SEAT_NAMES:
        where = f"{address(name, 1)}?token={secret}"
        for found in (client.get(where, HTTP_AUTHORIZATION=f"Bearer {secret}"), client.post(where, {"token": secret})):
            assert found.status_code in (302, 401, 403, 405), name
            assert found.status_code != 302 or found["Location"].startswith("/accounts/login/"), name
