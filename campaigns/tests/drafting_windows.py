"""A draft's page open in real browsers, for the journeys."""

import pytest
from playwright.sync_api import Browser, Page, expect

from orgs.models import Seat


@pytest.fixture
def at_draft(browser: Browser, live_server, city_draft, world, as_):
    """`at_draft("fuzhou.drafter")` → the draft's page as that person has it open; no script error is forgiven."""
    Seat.objects.create(user=world.people["fuzhou.manager"], unit=world.fuzhou, role="drafter")
    errors: list[str] = []
    windows = []

    def open_for(name: str, width: int = 1440, **more) -> Page:
        window = browser.new_context(
            base_url=live_server.url, locale="zh-CN", viewport={"width": width, "height": 900}, **more
        )
        windows.append(window)
        log_in(window, as_(name), live_server.url)
        page = window.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"/work/drafts/{city_draft.pk}/")
        return page

    yield open_for
    for window in windows:
        window.close()
    assert errors == []


def log_in(window, client, address: str) -> None:
    window.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])


def entry(page: Page, words: str):
    return page.locator("#paper [data-key]").filter(has_text=words).first


def open_words(page: Page, words: str, field: str = "text"):
    key = entry(page, words).get_attribute("data-key")
    entry(page, words).focus()
    page.keyboard.press("Enter")
    found = page.locator(f"#i-{key} [name={field}]")
    expect(found).to_be_focused()
    return found


def restore(page: Page) -> None:
    """Take up what was kept; when the page is quiet: the tests' shared database refuses reading while it writes."""
    page.wait_for_load_state("networkidle")
    page.locator("#kept button", has_text="恢复").click()
