"""汇编 with the shape of the real annexes of 福建 2024: what was proposed reads as the annexes do."""

from collections import Counter

import pytest
from django.test import Client

from campaigns import handing, planning
from campaigns.asking import ask
from campaigns.choices import Ask
from campaigns.hands import Hand
from campaigns.models import Campaign, Proposal
from campaigns.protocol import Giver, in_order, joined, rank
from campaigns.workdays import today
from orgs.models import Seat, Unit, User


@pytest.mark.slow
def test_fujians_annexes_come_out_of_the_answers(year2024):
    """12 bodies × 40 and 10 localities × 64: texts, counts and names of the lists, through the page."""
    real = year2024.fujian.current
    drafter, _ = User.objects.get_or_create(username="fujian.drafter")  # beside PostgreSQL there are no demo accounts
    Seat.objects.get_or_create(user=drafter, unit=real.plan.unit, role="drafter", ended_at=None)
    texts: dict[int, list[str]] = {}
    for row in real.annex.all():
        texts.setdefault(row.unit_id, []).append(row.title)
    request = ask(campaign=year2024.campaign, unit=year2024.fujian.unit, title="征集", why="编制附件", due_on=today(),
                  units=list(texts), by=drafter, kind=Ask.COLLECT, wants=["activity"])  # fmt: skip
    blank = {"kind": "activity", "pk": None, "content": "", "starts_on": "", "ends_on": "", "place": "", "note": ""}
    for owed in request.obligations.all():
        rows = [blank | {"text": text} for text in texts[owed.unit_id]]
        handing.answer(obligation=owed, rows=rows, version=0, hand=Hand(user=drafter), finish=True)
    year = Campaign.objects.create(year=2031, name="试编", starts_on="2031-09-01", ends_on="2031-09-30")
    draft = planning.start(unit=year2024.fujian.unit, campaign=year, by=drafter)
    request.campaign = year
    request.save()
    client = Client()
    client.force_login(drafter, backend="django.contrib.auth.backends.ModelBackend")
    titles = dict(real.annex.values_list("list", "list_title"))
    posted = {"edition": draft.pk, "bodies_number": "2", "bodies_title": titles["2"], "localities_number": "3",
              "localities_title": titles["3"], "do": "compile",
              "proposal": list(Proposal.objects.values_list("pk", flat=True))}  # fmt: skip
    address = f"/work/reports/requests/{request.pk}/compile/"
    for _ in range(2):
        assert client.post(address, posted).status_code == 302
    made = draft.annex.all()
    assert Counter(made.values_list("list", flat=True)) == {"2": 40, "3": 64}
    columns = ("list", "list_title", "unit_name", "unit", "title")
    ours, theirs = list(made.values_list(*columns)), list(real.annex.values_list(*columns))
    assert [row for row in ours if row[0] == "2"] == [row for row in theirs if row[0] == "2"], "word for word, in order"
    assert Counter(ours) == Counter(theirs)
    places = list(dict.fromkeys(row[2] for row in ours if row[0] == "3"))
    offices = Unit.objects.filter(pk__in=[row[3] for row in ours if row[0] == "3"]).order_by("region__path")
    assert places == [unit.region.name for unit in offices], "localities in administrative order"
    assert all(row.proposal.text == row.title for row in made.select_related("proposal"))


def test_the_order_of_givers():
    """Members by their list, then other bodies, sections, and localities last."""
    givers = [
        Giver(1, "厦门市", "000100010002", 1, is_locality=True),
        Giver(2, "质量科", "00010001", 0, is_section=True),
        Giver(3, "省商务厅", "00010001", 7),
        Giver(4, "省局", "00010001", 1, member=0),
        Giver(5, "福州市", "000100010001", 1, is_locality=True),
        Giver(6, "省工商联", "00010001", 2, member=1),
    ]
    assert [each.name for each in in_order(givers)] == ["省局", "省工商联", "省商务厅", "质量科", "福州市", "厦门市"]
    ranks = {each.name: rank(each) for each in givers}
    fresh = [("省工商联", ranks["省工商联"]), ("省局", ranks["省局"]), ("福州市", ranks["福州市"])]
    assert joined(["省商务厅", "别的", "厦门市"], fresh, ranks) == [0, 0, 4]
    assert joined([], fresh, ranks) == [0, 0, 2]
