"""How tests of the drafting pages go about: open a form, fill it in, send it."""

from django.urls import reverse

from campaigns.models import Edition
from campaigns.reading import contents

HTMX = {"HTTP_HX_REQUEST": "true"}


def url(name: str, *args) -> str:
    return reverse(f"campaigns:{name}", args=args)


def seen_at(browser, address: str) -> str:
    """The fingerprint that the form at this address carries."""
    return browser.get(address).context["form"]["seen"].value()


def send(browser, address: str, posted: dict, **headers):
    """Open the form, fill it in, send it."""
    return browser.post(address, posted | {"seen": seen_at(browser, address)}, **headers)


def issues(browser, edition: Edition, **posted):
    """印发 through the page, with the tick that what the page doubts was checked."""
    return browser.post(url("issue_draft", edition.pk), {"do": "now", "confirm": "on"} | posted)


def item(edition: Edition, words: str):
    found = contents(edition)
    return next(i for i in (*found.items, *found.withdrawn) if words in (i.heading or i.text))
