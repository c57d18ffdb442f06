"""The README's tour: each stop is a page, a person and a width; the pictures land in docs/tour/."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

BASE = os.environ.get("QM_BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
PASSWORD = os.environ.get("QM_DEMO_PASSWORD", "Quality-Month-2024")
TARGET = Path(__file__).resolve().parent.parent / "docs" / "tour"
WIDE, NARROW = 1280, 390

# file, person ("" = the public), campaign, width, address
STOPS = (
    ("home", "", "", WIDE, "/"),
    ("plan", "", "", WIDE, "plan:350000"),
    ("region", "", "", WIDE, "/2024/regions/350000/"),
    ("region-phone", "", "", NARROW, "/2024/regions/350000/"),
    ("desk", "fujian.manager", "demo", WIDE, "/work/"),
    ("plans", "fuzhou.drafter", "2024", WIDE, "/work/plans/"),
    ("draft", "fuzhou.drafter", "2024", WIDE, "draft:"),
    ("compare", "fujian.drafter", "2024", WIDE, "link:对照"),
    ("adoption", "national.drafter", "2024", WIDE, "link:各地列入情况"),
    ("activity-phone", "fuzhou.reporter", "demo", NARROW, "/work/activities/new/"),
    ("review", "fujian.manager", "demo", WIDE, "/work/review/"),
    ("reports", "fujian.manager", "demo", WIDE, "/work/reports/"),
    ("request", "fujian.manager", "demo", WIDE, "request:"),
    ("overview", "fujian.manager", "demo", WIDE, "/work/overview/"),
    ("chart", "fujian.manager", "demo", WIDE, "/work/overview/activities/"),
    ("exports", "fujian.manager", "demo", WIDE, "/work/exports/"),
)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    wanted = set(sys.argv[1:])
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for stop in STOPS:
            if not wanted or stop[0] in wanted:
                picture(browser, *stop)
                print(stop[0])
        browser.close()


def picture(  # noqa: PLR0917  a row of STOPS
    browser: Browser, name: str, person: str, campaign: str, width: int, address: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900 if width == WIDE else 844}, locale="zh-CN")
    page = context.new_page()
    if person:
        log_in(page, person)
        choose(page, campaign)
    if address == "draft:":
        open_draft(page)
    elif address == "request:":
        page.goto(f"{BASE}/work/reports/", wait_until="networkidle")
        page.locator(".report-asked h3 a").first.click()
        page.wait_for_load_state("networkidle")
    elif address.startswith("link:"):
        follow(page, address.removeprefix("link:"))
    else:
        page.goto(BASE + place(page, address), wait_until="networkidle")
    page.screenshot(path=TARGET / f"{name}.png")
    context.close()


def choose(page: Page, campaign: str) -> None:
    """Switch the workplace to a campaign by the words of its button: a year, or 演示 for the demonstration."""
    page.locator("details", has=page.locator("form[action$='/work/campaign/']")).first.locator("summary").click()
    page.locator("form[action$='/work/campaign/'] button", has_text=campaign.replace("demo", "演示")).first.click()
    page.wait_for_load_state("networkidle")


def open_draft(page: Page) -> None:
    """The unit's draft: the one begun already, or one begun now from the plan above."""
    page.goto(f"{BASE}/work/plans/", wait_until="networkidle")
    start = page.get_by_text("据此编制本级方案")
    if start.count():
        start.first.click()
        page.locator("main form button.btn-primary").click()
    else:
        page.locator("main .entry a").first.click()
    page.wait_for_load_state("networkidle")


def follow(page: Page, words: str) -> None:
    """The unit's issued plan, and from there the link with these words."""
    page.goto(f"{BASE}/work/plans/", wait_until="networkidle")
    page.locator("main .entry h3 a").first.click()
    page.get_by_role("link", name=words, exact=True).first.click()
    page.wait_for_load_state("networkidle")


def log_in(page: Page, person: str) -> None:
    page.goto(f"{BASE}/accounts/login/")
    page.fill("input[name=login]", person)
    page.fill("input[name=password]", PASSWORD)
    page.click("form[action*=login] button[type=submit]")
    page.wait_for_url("**/work/**")


def place(page: Page, address: str) -> str:
    """An address, or `plan:CODE`: the public plan of a region, asked of the open API."""
    if not address.startswith("plan:"):
        return address
    plans = page.request.get(f"{BASE}/api/v1/campaigns/2024/plans").json()
    return "/plans/" + next(p["id"] for p in plans if p["unit"]["code"] == address.removeprefix("plan:")) + "/"


if __name__ == "__main__":
    main()
