"""What was taken over from a report that is returned, or handed in anew, afterwards."""

import pytest
from django.urls import reverse

from activities.tests.test_composing import below, compose, given, ids, mine, own_text  # noqa: F401  (fixtures)
from campaigns.models import Obligation, Report, Request
from campaigns.tests.reports import write

pytestmark = pytest.mark.usefixtures("national")


def shown_while_writing(client, owed) -> str:
    return client.get(reverse("campaigns:writing", args=[owed.pk])).content.decode()


def test_of_what_was_taken_over_and_then_returned_the_writer_is_told(as_, world, given, mine):  # noqa: F811
    """Until it is handed in anew, then until the writer has changed the paragraph; nothing is changed by itself."""
    city, office, gulou = as_("fuzhou.reporter"), as_("fuzhou.manager"), given["gulou"]
    compose(city, mine, ids(city, mine)["开展培训12场。"])
    assert "请核对" not in shown_while_writing(city, mine)
    office.post(reverse("campaigns:report_return", args=[gulou.pk]), {"reason": "数不对"})
    found = shown_while_writing(city, mine)
    assert "所采段落待核对1处" in found
    assert "鼓楼区市场监督管理局的总结已退回修改，重新报送后请核对这一段。" in found
    gulou.refresh_from_db()
    write(as_("gulou.reporter"), gulou, "hand_in", text="开展培训11场。", version=gulou.report.version)
    assert "写入之后，鼓楼区市场监督管理局重新报送过，请核对这一段。" in shown_while_writing(city, mine)
    assert own_text(mine) == "开展培训12场。"
    part = mine.report.parts.get()
    city.post(
        reverse("campaigns:part_edit", args=[mine.pk, part.pk]), {"text": "开展培训11场。", "version": part.version}
    )
    assert "请核对" not in shown_while_writing(city, mine)
    assert own_text(mine) == "开展培训11场。"


def test_a_mended_copy_beside_one_that_another_office_holds_is_handed_in_anew(as_, world, given, mine, ask):  # noqa: F811
    city, gulou = as_("fuzhou.reporter"), given["gulou"]
    other = ask(world.gulou, title="系统内总结").obligations.get()
    as_("gulou.reporter").post(reverse("campaigns:report_hand_in", args=[other.pk]), {"report": _report(gulou)})
    compose(city, mine, ids(city, mine)["开展培训12场。"])
    Obligation.objects.filter(pk=other.pk).update(request=_elsewhere(other, world.fujian))
    as_("fuzhou.manager").post(reverse("campaigns:report_return", args=[gulou.pk]), {"reason": "数不对"})
    assert "已退回修改" in shown_while_writing(city, mine)
    gulou.refresh_from_db()
    write(as_("gulou.reporter"), gulou, "hand_in", text="开展培训11场。", version=gulou.report.version)
    assert Report.objects.filter(unit=world.gulou).count() == 2
    assert "重新报送过" in shown_while_writing(city, mine)


def _report(owed) -> int:
    owed.refresh_from_db()
    return owed.report_id


def _elsewhere(owed, unit):
    """Its request as if the province had made it."""
    Request.objects.filter(pk=owed.request_id).update(unit=unit)
    return owed.request_id
