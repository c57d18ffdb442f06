"""Lists and days that the columns cannot hold are a sentence, on any database."""

import pytest

from campaigns.models import Edition


@pytest.mark.parametrize("field", ["issuers", "addressees", "copied"])
@pytest.mark.parametrize(
    "words", ["甲" * 121, "\n".join(f"单位{n}" for n in range(301)), "、".join(map(str, range(40_000)))]
)
def test_a_list_of_names_that_is_none(world, city_draft, as_, field, words):
    answer = as_("fuzhou.drafter").post(f"/work/drafts/{city_draft.pk}/head/", {"title": "标题", field: words})
    assert answer.status_code == 422
    assert city_draft.parties.count() == 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0001年1月3日", "1900-01-01"])
def test_a_day_outside_of_all_calendars(world, city_draft, as_, day):
    client = as_("fuzhou.drafter")
    data = {"title": "标题", "summary_due": day, "signed_on": day, "starts_on": day, "ends_on": day}
    assert client.post(f"/work/drafts/{city_draft.pk}/asks/", data).status_code == 422
    assert client.post(f"/work/drafts/{city_draft.pk}/head/", data).status_code == 422
    assert Edition.objects.get(pk=city_draft.pk).summary_due is None
    asked = {"kind": "summary", "title": "甲", "why": "乙", "due_on": day, "units": [world.gulou.pk]}
    assert client.post("/work/reports/ask/", asked).status_code == 422


@pytest.mark.parametrize(
    "field", ["title", "plan_title", "document_number", "issuers", "addressees", "copied", "signed_on"]
)
def test_a_nul_in_the_head(world, city_draft, as_, field):
    answer = as_("fuzhou.drafter").post(f"/work/drafts/{city_draft.pk}/head/", {"title": "标题", field: "甲\x00"})
    assert answer.status_code == 422


def test_a_nul_in_items_rows_and_reasons(world, city_draft, as_):
    client, base = as_("fuzhou.drafter"), f"/work/drafts/{city_draft.pk}"
    item = city_draft.based_on.items.filter(kind="slogan").first()
    data = dict.fromkeys(
        (
            "text",
            "heading",
            "reason",
            "name",
            "title",
            "content",
            "unit_name",
            "place",
            "lead",
            "note",
            "list_title",
            "why",
            "summary_to",
            "seen",
        ),
        "甲\x00乙",
    ) | {"list": "1", "role": "lead", "keys": [str(item.key)]}
    for path in (
        "add/slogan/",
        f"items/{item.key}/adapt/",
        f"items/{item.key}/withdraw/",
        "duties/",
        "annex/",
        "asks/",
    ):
        assert client.post(f"{base}/{path}", data).status_code == 422, path


def test_a_mail_address_longer_than_its_column(world, as_):
    data = {
        "unit": world.fuzhou.pk,
        "role": "viewer",
        "display_name": "甲",
        "email": "a" * 60 + "@" + "b" * 190 + ".test",
    }
    assert as_("fuzhou.manager").post("/work/manage/invite/", data).status_code == 422
