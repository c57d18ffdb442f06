"""会签 of joint issuers: a record of paper; what is missing is said before the issue, which stays possible."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns import countersigning, detailing, signing
from campaigns.models import AnnexEntry, Countersign, Edition

JOINT = "福州市市场监督管理局\n福州市住房和城乡建设局\n福州市教育局"
PDF = b"%PDF-1.4\n%scan of a signature"


@pytest.fixture
def joint(world, city_draft) -> Edition:
    by = world.people["fuzhou.drafter"]
    detailing.describe(edition=city_draft, by=by, title="联合通知", issuers=JOINT)
    signing.record_signing(edition=city_draft, signer="局长", signed_on=dt.date(2024, 8, 10), by=by)
    return city_draft


def post(client, edition, **data):
    scan = SimpleUploadedFile("教育局会签.pdf", PDF, content_type="application/pdf")
    words = {"name": "福州市教育局", "signer": "分管副局长", "signed_on": "2024-08-14", "note": "同意", "scan": scan}
    return client.post(f"/work/drafts/{edition.pk}/countersign/", words | data)


def test_it_is_prefilled_from_the_issuers_in_their_order(joint, as_):
    assert [each.name for each in countersigning.signatures(joint)] == JOINT.split("\n")[1:]
    page = as_("fuzhou.drafter").get(f"/work/drafts/{joint.pk}/countersign/").content.decode()
    assert page.index("福州市住房和城乡建设局</th>") < page.index("福州市教育局</th>")
    assert page.count("未登记") == 2


def test_who_when_post_note_and_scan_are_recorded(world, joint, as_):
    assert post(as_("fuzhou.manager"), joint).status_code == 302
    row = Countersign.objects.get()
    assert (row.name, row.signer, row.note) == ("福州市教育局", "分管副局长", "同意")
    assert (str(row.signed_on), row.entered_by) == ("2024-08-14", world.people["fuzhou.manager"])
    assert row.scan.name.startswith("countersigns/")
    assert "教育局" not in row.scan.name
    post(as_("fuzhou.drafter"), joint, note="同意，已校", scan="")
    row.refresh_from_db()
    assert (row.note, bool(row.scan), Countersign.objects.count()) == ("同意，已校", True, 1)


def test_the_scan_is_for_the_own_unit_as_a_download(world, joint, as_):
    post(as_("fuzhou.drafter"), joint)
    address = f"/work/drafts/{joint.pk}/countersign/{Countersign.objects.get().pk}/"
    answer = as_("fuzhou.viewer").get(address)
    assert b"".join(answer.streaming_content) == PDF
    assert "attachment" in answer["Content-Disposition"]
    assert "sandbox" in answer["Content-Security-Policy"]
    for name in ("fujian.manager", "xiamen.drafter", "gulou.drafter", "housing.reporter", "outsider"):
        assert as_(name).get(address).status_code == 404, name
    assert as_("fuzhou.viewer").get(f"/work/drafts/{joint.pk}/countersign/999/").status_code == 404


def test_a_missing_signature_is_said_and_the_issue_needs_a_tick(joint, as_):
    desk, page = as_("fuzhou.drafter"), f"/work/drafts/{joint.pk}/issue/"
    post(desk, joint)
    shown = desk.get(page).content.decode()
    assert "还有1个单位没有登记会签：福州市住房和城乡建设局" in shown
    refused = desk.post(page, {"document_number": "", "signed_on": "2024-08-14", "do": "now"})
    joint.refresh_from_db()
    assert (refused.status_code, joint.state) == (422, "signed")
    later = desk.post(page, {"do": "later", "at": "2090-01-01T09:00"})
    assert later.status_code == 422
    assert desk.post(page, {"signed_on": "2024-08-14", "do": "now", "confirm": "on"}).status_code == 302
    joint.refresh_from_db()
    assert joint.state == "issued"


def test_the_last_signature_is_proposed_as_the_day(world, joint, as_):
    assert countersigning.last_signature(joint) is None
    post(as_("fuzhou.drafter"), joint)
    post(as_("fuzhou.drafter"), joint, name="福州市住房和城乡建设局", signed_on="2024-08-12", scan="")
    assert countersigning.last_signature(joint) == dt.date(2024, 8, 14)
    page = as_("fuzhou.drafter").get(f"/work/drafts/{joint.pk}/register/").content.decode()
    assert 'value="2024-08-14"' in page
    assert "最后一个单位会签的日期是2024年8月14日" in page


def test_the_own_signature_may_be_the_last(world, joint, as_):
    for name in JOINT.split("\n")[1:]:
        post(as_("fuzhou.drafter"), joint, name=name, signed_on="2024-08-01", scan="")
    assert countersigning.last_signature(joint) == dt.date(2024, 8, 10)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"name": "外星人局"}, 404),
        ({"name": "福州市市场监督管理局"}, 404),
        ({"signed_on": "2090-01-01"}, 422),
        ({"signed_on": ""}, 422),
        ({"signer": ""}, 422),
        ({"scan": SimpleUploadedFile("a.pdf", b"<script>alert(1)</script>")}, 422),
    ],
)
def test_what_cannot_be_is_not_recorded(joint, as_, data, status):
    assert post(as_("fuzhou.drafter"), joint, **data).status_code == status
    assert not Countersign.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("fuzhou.viewer", 403), ("fujian.drafter", 404), ("outsider", 404)])
def test_who_may_not_record(joint, as_, name, status):
    assert post(as_(name), joint).status_code == status
    assert not Countersign.objects.exists()


def test_a_draft_is_not_out_for_signature(world, city_draft):
    detailing.describe(edition=city_draft, by=world.people["fuzhou.drafter"], title="联合通知", issuers=JOINT)
    with pytest.raises(ValidationError, match="还不能登记会签"):
        countersigning.record(edition=city_draft, name="福州市教育局", signer="局长", signed_on=dt.date(2024, 8, 1),
                              by=world.people["fuzhou.drafter"])  # fmt: skip


def test_a_document_of_one_unit_has_none(world, city_draft, as_):
    assert countersigning.signatures(city_draft) == []
    page = as_("fuzhou.drafter").get(f"/work/drafts/{city_draft.pk}/countersign/").content.decode()
    assert "没有需要登记的会签" in page
    assert AnnexEntry.objects.count() == 0


@pytest.mark.parametrize("confirm", ["", "on"])
def test_a_date_for_summaries_that_has_passed_is_pointed_out_and_must_be_confirmed(world, city_draft, as_, confirm):
    desk, by = as_("fuzhou.drafter"), world.people["fuzhou.drafter"]
    detailing.ask_for_summaries(edition=city_draft, by=by, summary_due=dt.date(2024, 10, 12))
    assert "已经过去" in desk.get(f"/work/drafts/{city_draft.pk}/asks/").content.decode()
    Edition.objects.filter(pk=city_draft.pk).update(state="signed")
    page = f"/work/drafts/{city_draft.pk}/issue/"
    assert "总结报送日期（2024年10月12日）已过" in desk.get(page).content.decode()
    answer = desk.post(page, {"do": "now", "confirm": confirm})
    city_draft.refresh_from_db()
    assert (answer.status_code, city_draft.state) == ((302, "issued") if confirm else (422, "signed"))
