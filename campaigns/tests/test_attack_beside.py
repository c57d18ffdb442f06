"""What stands beside an answer is for those that it concerns, and no earlier than it is meant for them."""

from django.urls import reverse

from campaigns.models import Obligation
from campaigns.tests.reports import page, upload, url, write

SOURCE = "来文扫描.pdf"


def test_a_note_on_a_paragraph_leaves_no_trace_on_the_units_page_before_it_is_told(as_, owed):
    gulou, fuzhou = as_("gulou.reporter"), as_("fuzhou.manager")
    write(gulou, owed, "hand_in")
    fuzhou.post(reverse("campaigns:note_add", args=[owed.pk]), {"text": "数字请核对"})
    assert "提出段落意见" not in page(gulou, owed)
    assert "数字请核对" in page(fuzhou, owed)


def test_the_source_of_one_answer_is_not_named_to_an_office_that_has_the_same_report_for_another(as_, world, ask, owed):
    entered = {"do": "hand_in", "text": "代为录入", "version": 0, "attach": [upload(SOURCE)]}
    assert as_("fuzhou.drafter").post(url("answer_for", owed), entered).status_code == 302
    second = ask(world.gulou, unit=world.fujian, title="省里要的").obligations.get()
    report = Obligation.objects.get(pk=owed.pk).report_id
    gulou, fujian = as_("gulou.reporter"), as_("fujian.manager")
    assert gulou.post(url("report_hand_in", second), {"report": report}).status_code == 302
    assert "代为录入" in page(fujian, second)
    assert SOURCE in page(gulou, owed)
    assert SOURCE in page(as_("fuzhou.manager"), owed)
    assert SOURCE not in page(fujian, owed)


def test_why_an_answer_was_returned_is_for_the_two_sides_only(as_, owed):
    write(as_("gulou.reporter"), owed, "hand_in")
    as_("fuzhou.manager").post(url("report_return", owed), {"reason": "第三段所述企业名称有误"})
    for name, sees in (("gulou.reporter", True), ("fuzhou.manager", True), ("fujian.manager", False)):
        assert ("第三段所述企业名称有误" in page(as_(name), owed)) is sees, name
