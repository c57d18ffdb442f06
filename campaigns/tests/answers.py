"""征集 and 征求意见 for tests: the request, a posted answer by rows."""

import datetime as dt
import re

import pytest

from campaigns.models import Obligation, Request
from campaigns.tests.reports import url
from campaigns.workdays import today

ROW = {"content": "", "starts_on": "", "ends_on": "", "place": "", "note": "", "pk": ""}


def lines(*rows: tuple[str, str], do: str = "save", version: int = 0, **more) -> dict:
    """What the form posts for (kind, text) rows; `more` adds or replaces single fields."""
    posted = {"line-TOTAL_FORMS": len(rows), "line-INITIAL_FORMS": 0, "version": version, "do": do}
    for number, (kind, text) in enumerate(rows):
        posted |= {f"line-{number}-{name}": value for name, value in (ROW | {"kind": kind, "text": text}).items()}
    return posted | more


def answer(client, owed: Obligation, *rows: tuple[str, str], **more):
    return client.post(url("answer_write", owed), lines(*rows, **more))


def fetched(client, address: str):
    """The answer to a download, read to its end, so that the file is closed."""
    found = client.get(address)
    b"".join(found)
    return found


@pytest.fixture
def collect(world, as_, campaign):
    """`collect(world.gulou)` → 福州's 征集 through its page, as the drafter sends it."""

    def make(*units, wants=("theme", "slogan", "activity"), by="fuzhou.drafter", **more) -> Request:
        posted = {"title": "征集建议", "why": "编制方案", "due_on": today() + dt.timedelta(days=10), "minutes": 15,
                  "wants": wants, "units": [unit.pk for unit in units]}  # fmt: skip
        answered = as_(by).post("/work/reports/collect/", posted | more)
        assert answered.status_code == 302, answered.context["form"].errors
        return Request.objects.latest("pk")

    return make


@pytest.fixture
def collected(world, collect) -> Obligation:
    """鼓楼's part of 福州's 征集; 福州's housing bureau owes another."""
    return collect(world.gulou, world.housing).obligations.get(unit=world.gulou)


@pytest.fixture
def make_link(as_, collected):
    """`make_link()` → the path of a fresh link, made through the page by 福州's drafter."""

    def make(contact: str = "演示联络员", owed: Obligation = collected, lasts: str = "days") -> str:
        posted = {f"contact-{owed.pk}": contact, "lasts": lasts}
        found = as_("fuzhou.drafter").post(f"/work/reports/requests/{owed.request_id}/links/", posted)
        assert found.status_code == 200, found.content.decode()
        words = found.context["made"][-1]["words"]
        assert "不用注册登录" in words
        return re.search(r"/answer/[\w-]+/", words)[0]

    return make
