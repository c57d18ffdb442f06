"""Figures freeze at hand-in, however it is handed in; what is different since is shown, number by number."""

import pytest
from django.urls import reverse

from activities import figures, report_drafting
from activities.models import Activity
from activities.report_counter import differences
from activities.tests.logbook import log
from campaigns import reporting
from campaigns.hands import Hand
from campaigns.models import Item, Obligation, Report, ReportHandIn, ReportPart
from campaigns.tests.reports import page, url, write


@pytest.fixture
def logged(world, campaign, national):
    root = Item.objects.get(edition=national, heading="计量服务中小企业行").root
    log(world.gulou, campaign, "惠企日", item_root=root, enterprises=100)
    return log(world.gulou, campaign, "进社区", item_root=root, residents=50, residents_qualifier="余")


@pytest.fixture
def who(as_):
    return as_("gulou.reporter")


@pytest.fixture
def drafted(owed, world, logged):
    """The owed report, drafted."""
    _drafted(owed, world)
    return owed


def _frozen(owed) -> dict:
    return Report.objects.get(obligations=owed).figures


def test_handed_in_from_the_page_the_figures_freeze(world, campaign, logged, owed, who):
    write(who, owed, "hand_in")
    known = figures.of_unit(world.gulou, campaign).as_dict()
    assert _frozen(owed) == known
    assert ReportHandIn.objects.get().figures == known
    log(world.gulou, campaign, enterprises=20)
    assert _frozen(owed) == known != figures.of_unit(world.gulou, campaign).as_dict()


def test_handed_in_by_a_contact_or_for_the_unit_they_freeze_as_well(world, campaign, logged, owed):
    by = world.people["fuzhou.manager"]
    report = reporting.begin(obligation=owed, by=by)
    reporting.save(report=report, title="总结", text="代录的总结", version=0, by=by)
    report.refresh_from_db()
    reporting.hand_in(report=report, obligations=[owed], by=by, hand=Hand(user=by, on_behalf=True))
    assert _frozen(owed)["activities"] == 2
    assert Obligation.objects.get(pk=owed.pk).on_behalf


def test_a_report_handed_in_once_more_keeps_the_figures_of_the_first_time(logged, owed, ask, who):
    write(who, owed, "hand_in")
    other = ask(owed.unit, title="系统内总结").obligations.get()
    log(owed.unit, owed.request.campaign)
    who.post(url("report_hand_in", other), {"report": Report.objects.get(obligations=owed).pk})
    assert {row.figures["activities"] for row in ReportHandIn.objects.all()} == {2}


def test_what_differs_is_shown_to_both_sides_figure_by_figure(logged, owed, who, as_):
    write(who, owed, "hand_in")
    for client in (who, as_("fuzhou.manager")):
        assert "与当前数据不一致" not in page(client, owed)
    log(owed.unit, owed.request.campaign, enterprises=20, sort="brands")
    Activity.objects.filter(pk=logged.pk).update(residents=80)
    for client in (who, as_("fuzhou.manager")):
        shown = page(client, owed)
        assert "与当前数据不一致" in shown
        for words in ("开展活动（项）", "质量品牌宣传推介（项）", "+20", "+30", "约50", "约80"):
            assert words in shown
    assert "与当前数据不一致" not in page(as_("fujian.manager"), owed)


@pytest.mark.parametrize("reader", ["gulou.reporter", "fuzhou.manager"])
def test_the_page_asks_little_with_everything_on_it(drafted, as_, reader, django_assert_max_num_queries):
    writer = as_("gulou.reporter")
    writer.post(url("report_write", drafted), {"title": "总结", "version": _version(drafted), "do": "hand_in"})
    log(drafted.unit, drafted.request.campaign, enterprises=20)
    client = as_(reader)
    page(client, drafted)
    with django_assert_max_num_queries(12):
        page(client, drafted)


def test_numbers_of_a_draft_that_no_longer_agree_are_marked_and_put_right(world, campaign, logged, owed, who):
    _drafted(owed, world)
    writing = reverse("campaigns:writing", args=[owed.pk])
    assert "与当前数据不一致" not in who.get(writing).content.decode()
    edited = ReportPart.objects.get(report__obligations=owed, data__slot="overview")
    text = edited.text.replace("活动2项", "活动9项")
    who.post(reverse("campaigns:part_edit", args=[owed.pk, edited.pk]), {"text": text, "version": edited.version})
    log(world.gulou, campaign, "新登记的", enterprises=20)
    shown = who.get(writing).content.decode()
    for words in ("手工修改的数字1处", "手工修改，原为2", "现为3", "现为120", "全部更新为当前数据"):
        assert words in shown
    who.post(reverse("campaigns:numbers_update", args=[owed.pk]))
    parts = {part.data["slot"]: part for part in ReportPart.objects.filter(report__obligations=owed)}
    assert "活动9项" in parts["overview"].text
    assert "经营主体120家次" in parts["overview"].text
    assert "开展活动（项）：3" in parts["figures"].text
    assert parts["figures"].is_drafted
    assert "全部更新为当前数据" not in who.get(writing).content.decode()


def test_the_writing_page_of_a_draft_keeps_within_twelve_questions(drafted, who, django_assert_max_num_queries):
    writing = reverse("campaigns:writing", args=[drafted.pk])
    who.get(writing)
    with django_assert_max_num_queries(12):
        who.get(writing)


def test_differences_say_nothing_of_figures_that_one_side_does_not_know():
    assert differences({"activities": 3}, {"activities": 3, "units": 2}) == []
    found = differences(
        {"activities": 3, "workers": {"value": None, "qualifier": ""}},
        {"activities": 2, "workers": {"value": 40, "qualifier": "约"}},
    )
    assert [(each.then, each.now, each.change) for each in found] == [("3", "2", "-1"), ("—", "约40", "+40")]


def _drafted(owed, world) -> None:
    found = Obligation.objects.select_related("unit__region", "request__campaign", "request__edition").get(pk=owed.pk)
    report_drafting.draft(obligation=found, cases=[], photos=[], by=world.people["gulou.reporter"])


def _version(owed) -> int:
    return Report.objects.get(obligations=owed).version
