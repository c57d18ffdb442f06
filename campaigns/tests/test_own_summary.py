"""An office that nobody asks writes its summary all the same; whoever may not write there cannot begin one."""

import pytest

from campaigns.models import Obligation, Report, Request

URL = "/work/reports/own/"


def test_the_nation_writes_its_summary(world, campaign, as_):
    client = as_("nation.manager")
    assert "编写本单位总结" in client.get("/work/reports/").content.decode()
    answer = client.post(URL, {"unit": world.nation.pk})
    owed = Obligation.objects.get()
    assert answer["Location"] == f"/work/reports/{owed.pk}/"
    assert (owed.unit, owed.request.unit, owed.optional) == (world.nation, world.nation, True)
    client.post(URL, {"unit": world.nation.pk})
    assert Request.objects.count() == 1, "a second click leads to the same"
    assert "编写本单位总结" not in client.get("/work/reports/").content.decode()
    page = client.get(answer["Location"]).content.decode()
    assert "生成初稿" in page
    assert "从所报总结编写" in page
    client.post(f"{answer['Location']}write/", {"title": "总结", "text": "全国情况。", "version": 0, "do": "hand_in"})
    assert Report.objects.get().handed_in_at is not None


@pytest.mark.parametrize(("person", "unit"), [("nation.viewer", "nation"), ("fuzhou.manager", "nation"),
                                              ("housing.reporter", "housing"), ("outsider", "nation")])  # fmt: skip
def test_only_who_writes_for_a_lead_office_begins_one(world, campaign, as_, person, unit):
    if person == "nation.viewer" and person not in world.people:
        person = "nation.approver"
    answer = as_(person).post(URL, {"unit": getattr(world, unit).pk})
    assert answer.status_code in (403, 404)
    assert not Request.objects.exists()
