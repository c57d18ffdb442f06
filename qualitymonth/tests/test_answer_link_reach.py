"""An answer link opens its own page and nothing else."""

from django.test import Client

from qualitymonth.tests.test_urls import SEAT_NAMES, address


def test_no_other_address_opens_with_its_secret(collected, make_link):
    """After the link was opened, with the secret in the query and as a bearer: every page of a seat still asks for a
    log-in."""
    path = make_link()
    secret = path.split("/")[2]
    client = Client()
    assert "征集建议" in client.get(path).content.decode()
    for name in SEAT_NAMES:
        where = f"{address(name, collected.pk)}?token={secret}"
        for found in (client.get(where, HTTP_AUTHORIZATION=f"Bearer {secret}"), client.post(where, {"token": secret})):
            assert found.status_code in (302, 403, 405), name
            assert "征集建议" not in found.content.decode(), name
            assert found.status_code != 302 or found["Location"].startswith("/accounts/login/"), name
    for where in (f"/invitation/{secret}/", f"/answer/{secret}x/", f"/answer/{secret[:-1]}/", f"/plans/{secret}/"):
        assert client.get(where).status_code == 404
