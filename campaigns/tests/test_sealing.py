"""盖章扫描件: attached at the hand-in or after it, until the report is accepted; the text stays as it was."""

import pytest

from campaigns.models import ReportFile
from campaigns.tests.answers import fetched
from campaigns.tests.reports import PNG, page, upload, url, write
from orgs.models import AuditEvent


def add(client, owed, *files):
    return client.post(url("report_seal", owed), {"seal": files}, follow=True).content.decode()


def test_attached_at_the_hand_in_and_shown_apart(as_, owed):
    county, city = as_("gulou.reporter"), as_("fuzhou.manager")
    write(county, owed, "hand_in", attach=[upload("附表.pdf")], seal=[upload("盖章.pdf")])
    found = page(city, owed)
    apart = found.index("盖章扫描件")
    assert found.index("附表.pdf") < apart < found.index("盖章.pdf")
    file = ReportFile.objects.get(is_sealed=True)
    assert fetched(city, f"/work/reports/files/{file.public_id}/").status_code == 200


def test_without_one_the_office_sees_none(as_, owed):
    write(as_("gulou.reporter"), owed, "hand_in")
    assert "盖章扫描件：无" in page(as_("fuzhou.manager"), owed)


def test_it_may_follow_until_accepted_and_the_history_says_so(as_, owed):
    county, city = as_("gulou.reporter"), as_("fuzhou.manager")
    write(county, owed, "hand_in")
    owed.refresh_from_db()
    before = (owed.report.text, owed.report.version, owed.first_handed_in_at)
    assert "补充盖章扫描件" in page(county, owed)
    assert "已补充盖章扫描件：盖章.png" in add(county, owed, upload("盖章.png", PNG))
    owed.refresh_from_db()
    assert (owed.report.text, owed.report.version, owed.first_handed_in_at) == before
    assert "补充盖章扫描件" in page(city, owed)
    assert "盖章.png" in page(city, owed)
    assert AuditEvent.objects.filter(act="总结·补充盖章扫描件", subject_id=str(owed.pk)).exists()
    city.post(url("report_accept", owed))
    assert "已审核通过，不能再补充" in add(county, owed, upload("后来.pdf"))
    assert ReportFile.objects.count() == 1


@pytest.mark.parametrize("name", ["盖章.docx", "盖章.zip", "盖章.mp4", "盖章.pdf.exe"])
def test_only_scans_and_told_by_content(as_, owed, name):
    county = as_("gulou.reporter")
    write(county, owed, "hand_in")
    found = add(county, owed, upload(name))
    assert name in found
    assert not ReportFile.objects.exists()
    assert "内容与文件名不符" in add(county, owed, upload("假.pdf", b"MZ..."))


def test_a_refused_form_keeps_the_scan(as_, owed):
    county = as_("gulou.reporter")
    answered = write(county, owed, "hand_in", title="", seal=[upload("盖章.pdf")])
    assert answered.status_code == 422
    assert ReportFile.objects.get().is_sealed


def test_who_may(as_, owed):
    write(as_("gulou.reporter"), owed, "hand_in")
    for name, status in {"gulou.viewer": 403, "fuzhou.manager": 403, "xiamen.manager": 404, "outsider": 404}.items():
        answered = as_(name).post(url("report_seal", owed), {"seal": [upload("盖章.pdf")]})
        assert answered.status_code == status, name
    assert not ReportFile.objects.exists()
