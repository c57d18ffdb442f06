"""Files given for one office's own field: nobody else gets them, by whatever way they cease to be the field's."""

import pytest
from django.urls import reverse

from campaigns.models import FieldAnswer, ReportFile, ReportHandIn
from campaigns.own_fields import Spec
from campaigns.tests.own_fields import fill
from campaigns.tests.reports import PNG, page, upload, url, write

OLD, NEW = "旧名单.png", "新名单.png"


@pytest.fixture
def owed(world, ask):
    """What 鼓楼 owes 福州, with a field for a file; 福建 asks for the same text."""
    return ask(world.gulou, fields=[Spec("file", "名单"), Spec("text", "说明")]).obligations.get()


@pytest.fixture
def second(world, ask):
    return ask(world.gulou, unit=world.fujian, title="省里要的").obligations.get()


def _names(client, owed) -> list[str]:
    found = page(client, owed)
    return [name for name in (OLD, NEW) if name in found]


def test_a_file_that_another_took_the_place_of_goes_to_nobody(as_, owed, second):
    gulou = as_("gulou.reporter")
    write(gulou, owed, **fill(owed, f1=upload(OLD, PNG)))
    done = write(gulou, owed, "hand_in", version=1, also=[second.pk], **fill(owed, f1=upload(NEW, PNG)))
    assert done.status_code == 302
    assert [file.name for file in ReportFile.objects.all()] == [NEW]
    assert _names(as_("fuzhou.manager"), owed) == [NEW]
    assert _names(as_("fujian.manager"), second) == []


def test_a_file_taken_out_of_its_field_goes_to_nobody(as_, owed, second):
    gulou = as_("gulou.reporter")
    write(gulou, owed, **fill(owed, f1=upload(OLD, PNG)))
    field = owed.request.fields.first()
    done = write(gulou, owed, "hand_in", version=1, also=[second.pk], **{f"own-clear-{field.pk}": "1"})
    assert done.status_code == 302
    assert not ReportFile.objects.exists()
    assert _names(as_("fujian.manager"), second) == []


def test_a_file_removed_by_its_address_leaves_no_answer_behind(as_, owed):
    gulou = as_("gulou.reporter")
    write(gulou, owed, **fill(owed, f1=upload(OLD, PNG)))
    gulou.post(reverse("campaigns:report_file_remove", args=[ReportFile.objects.get().public_id]))
    assert not FieldAnswer.objects.exists()


def test_what_was_handed_in_names_no_file_of_another_offices_field(as_, owed, second):
    gulou = as_("gulou.reporter")
    given = fill(owed, f1=upload(OLD, PNG))
    write(gulou, owed, "hand_in", also=[second.pk], attach=[upload("总结.pdf")], **given)
    files = {each.obligation_id: [file["name"] for file in each.files] for each in ReportHandIn.objects.all()}
    assert files == {owed.pk: ["总结.pdf", OLD], second.pk: ["总结.pdf"]}
    assert OLD not in as_("fujian.manager").get(url("hand_ins", second)).content.decode()


def test_a_copy_mended_for_one_office_carries_no_file_of_anothers_field(as_, owed, second):
    gulou = as_("gulou.reporter")
    write(gulou, owed, "hand_in", also=[second.pk], **fill(owed, f1=upload(OLD, PNG)))
    as_("fujian.manager").post(url("report_return", second), {"reason": "补充"})
    second.refresh_from_db()
    assert write(gulou, second, "hand_in", text="补充以后", version=second.report.version).status_code == 302
    assert _names(as_("fujian.manager"), second) == []
    assert _names(as_("fuzhou.manager"), owed) == [OLD]


def test_a_copy_mended_for_the_office_that_asked_keeps_the_file_in_its_field(as_, owed, second):
    gulou = as_("gulou.reporter")
    write(gulou, owed, "hand_in", also=[second.pk], **fill(owed, f1=upload(OLD, PNG)))
    as_("fuzhou.manager").post(url("report_return", owed), {"reason": "补充"})
    owed.refresh_from_db()
    assert write(gulou, owed, "hand_in", text="补充以后", version=owed.report.version).status_code == 302
    owed.refresh_from_db()
    second.refresh_from_db()
    assert owed.report_id != second.report_id
    assert FieldAnswer.objects.get().file.report_id == owed.report_id
    assert _names(as_("fuzhou.manager"), owed) == [OLD]
    assert _names(as_("fujian.manager"), second) == []
