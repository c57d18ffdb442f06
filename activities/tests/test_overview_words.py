"""That there is nothing to hand in reads as the request asks: 无意见, 无建议, 本单位无相关活动."""

import pytest

from activities import overview
from campaigns.models import Obligation, Request
from campaigns.workdays import today

KINDS = [
    ({"kind": "comment", "circulated": {"title": "方案"}}, "无意见"),
    ({"kind": "collect", "wants": ["slogan"]}, "无建议"),
    ({"kind": "collect"}, "本单位无相关材料"),
    ({"kind": "summary"}, "本单位无相关活动"),
]


@pytest.mark.parametrize(("of", "nil"), KINDS)
def test_in_the_words_of_what_was_asked(world, campaign, of, nil, as_):
    asked = Request.objects.create(campaign=campaign, unit=world.fuzhou, title="事项", due_on=today(), **of)
    owed = Obligation.objects.create(request=asked, unit=world.gulou, due_on=today(), state="nil")
    board = overview.board(world.fuzhou.region, campaign, today())
    assert {mark.label for line in board.below for mark in line.answers} == {nil}
    assert owed.get_state_display() == nil
    sums = {part["state"]: part["label"] for part in board.asked.parts}
    assert sums["nil"] == nil
    for path in (f"/work/reports/{owed.pk}/", f"/work/reports/requests/{asked.pk}/"):
        found = as_("fuzhou.manager").get(path).content.decode()
        assert nil in found
        assert nil == "本单位无相关活动" or "本单位无相关活动" not in found


def test_several_kinds_together_read_as_all_of_them(world, campaign):
    for of, _ in KINDS[:2]:
        asked = Request.objects.create(campaign=campaign, unit=world.fuzhou, title="事项", due_on=today(), **of)
        Obligation.objects.create(request=asked, unit=world.gulou, due_on=today(), state="nil")
    parts = overview.board(world.fuzhou.region, campaign, today()).asked.parts
    assert [(part["label"], part["count"]) for part in parts if part["count"]] == [("无相关活动、意见或建议", 2)]
