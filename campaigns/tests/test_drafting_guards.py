"""Who may not, what is refused, and that nothing typed is lost: stale forms, foreign ids, scans."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns import editing
from campaigns.tests.browsing import HTMX, issues, item, url


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_the_second_editor_sees_both_texts_and_may_still_save(world, city_draft, as_, headers):
    drafter = as_("fuzhou.drafter")
    slogan = item(city_draft, "塑造中国品牌")
    address = url("item_adapt", city_draft.pk, slogan.key)
    seen = drafter.get(address).context["form"]["seen"].value()
    editing.adapt(edition=city_draft, key=slogan.key, heading="", text="甲的文字", by=world.people["fuzhou.approver"])
    second = drafter.post(address, {"text": "乙的文字", "seen": seen}, **headers)
    assert second.status_code == 409
    assert "甲的文字" in second.text
    assert "乙的文字" in second.text
    assert "fuzhou.approver" in second.text
    assert item(city_draft, "甲的文字").change == "adapted"
    again = second.context["form"]["seen"].value()
    drafter.post(address, {"text": "乙的文字", "seen": again}, **headers)
    assert item(city_draft, "乙的文字")


def test_what_another_left_out_is_not_brought_back_silently(world, city_draft, as_):
    drafter, by = as_("fuzhou.drafter"), world.people["fuzhou.drafter"]
    slogan = item(city_draft, "塑造中国品牌")
    address = url("item_adapt", city_draft.pk, slogan.key)
    seen = drafter.get(address).context["form"]["seen"].value()
    editing.withdraw(edition=city_draft, key=slogan.key, by=by)
    second = drafter.post(address, {"text": "乙的文字", "seen": seen})
    assert second.status_code == 409
    assert "列为“本级未列入”" in second.text
    own = editing.add(edition=city_draft, kind="slogan", text="本级口号", by=by)
    editing.withdraw(edition=city_draft, key=own.key, by=by)
    lost = drafter.post(url("item_adapt", city_draft.pk, own.key), {"text": "我写的字", "seen": "x"})
    assert lost.status_code == 409
    assert "我写的字" in lost.text


def test_leaving_out_what_another_just_wrote_asks_again(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    slogan = item(city_draft, "塑造中国品牌")
    address = url("item_withdraw", city_draft.pk, slogan.key)
    seen = drafter.get(address).context["form"]["seen"].value()
    editing.adapt(edition=city_draft, key=slogan.key, heading="", text="甲的文字", by=world.people["fuzhou.drafter"])
    second = drafter.post(address, {"seen": seen})
    assert second.status_code == 409
    assert "甲的文字" in second.text
    drafter.post(address, {"seen": second.context["form"]["seen"].value()})
    assert item(city_draft, "塑造中国品牌").change == "withdrawn"


def test_a_stale_head_shows_both_and_saves_on_request(world, city_draft, as_):
    one, other = as_("fuzhou.drafter"), as_("fuzhou.drafter")
    address = url("draft_head", city_draft.pk)
    seen = other.get(address).context["form"]["seen"].value()
    one.post(address, {"title": "甲的标题", "seen": seen})
    second = other.post(address, {"title": "乙的标题", "seen": seen})
    assert second.status_code == 409
    assert "甲的标题" in second.text
    assert "乙的标题" in second.text
    other.post(address, {"title": "乙的标题", "seen": second.context["form"]["seen"].value()})
    city_draft.refresh_from_db()
    assert city_draft.title == "乙的标题"


def test_a_draft_under_review_cannot_be_changed_and_nothing_typed_is_lost(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    slogan = item(city_draft, "塑造中国品牌")
    drafter.post(url("submit_draft", city_draft.pk))
    for headers in ({}, HTMX):
        late = drafter.post(url("item_adapt", city_draft.pk, slogan.key), {"text": "来不及的字"}, **headers)
        assert late.status_code == 409
        assert "来不及的字" in late.text
        assert "待签发" in late.text
    assert drafter.post(url("issue_draft", city_draft.pk)).status_code == 409


@pytest.mark.slow
@pytest.mark.parametrize("who", ["xiamen.drafter", "hunan.drafter", "yueyang.drafter", "fujian.drafter", "outsider"])
def test_a_draft_is_nobody_elses_business(world, city_draft, as_, who):
    visitor = as_(who)
    slogan = item(city_draft, "塑造中国品牌")
    for name in ("draft", "draft_head", "draft_asks", "draft_duties", "draft_annex", "issue_draft", "disclose_plan",
                 "return_draft", "record_signing", "sign_off_scan", "abolish_plan"):  # fmt: skip
        assert visitor.get(url(name, city_draft.pk)).status_code == 404, name
    for name in ("item_adapt", "item_withdraw", "item_derive", "item_move"):
        assert visitor.get(url(name, city_draft.pk, slogan.key)).status_code == 404
        assert visitor.post(url(name, city_draft.pk, slogan.key), {"text": "x"}).status_code == 404
    for name in ("submit_draft", "recall_draft", "sign_draft", "issue_draft"):
        assert visitor.post(url(name, city_draft.pk)).status_code == 404
    assert visitor.get(url("work_plan", city_draft.plan_id)).status_code == 404
    assert str(city_draft) not in visitor.get(url("plans")).text


def test_foreign_ids_in_forms_are_not_found(world, national, city_draft, as_):
    drafter = as_("xiamen.drafter")
    mine = {"parent": national.plan_id, "unit": world.xiamen.pk, "scope": "region", "kind": "notice"}
    for wrong in ({"unit": world.fuzhou.pk}, {"parent": city_draft.plan_id}, {"letterhead": world.letterhead.pk},
                  {"parent": "9999"}, {"scope": "world"}):  # fmt: skip
        assert drafter.post(url("start_plan"), mine | wrong).status_code == 404, wrong
    assert drafter.post(url("execute_directly", national.plan_id), {"unit": world.fuzhou.pk}).status_code == 404
    assert drafter.post(url("execute_directly", city_draft.plan_id), {"unit": world.xiamen.pk}).status_code == 404
    fuzhou = as_("fuzhou.drafter")
    asked = {"summary_due": "2024-10-12", "asks": [world.xiamen.pk]}
    assert fuzhou.post(url("draft_asks", city_draft.pk), asked).status_code == 404
    strange = "00000000-0000-4000-8000-000000000000"
    assert fuzhou.post(url("item_adapt", city_draft.pk, strange), {"text": "x"}).status_code == 404
    assert fuzhou.post(url("item_add_under", city_draft.pk, "action", strange), {"heading": "x"}).status_code == 404
    assert fuzhou.get(url("item_add", city_draft.pk, "nonsense")).status_code == 404
    assert fuzhou.get(url("draft_duty", city_draft.pk, 999)).status_code == 404


def test_only_an_approver_signs_and_never_the_own_draft(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    drafter.post(url("submit_draft", city_draft.pk))
    assert drafter.post(url("sign_draft", city_draft.pk)).status_code == 403
    assert as_("fuzhou.viewer").post(url("submit_draft", city_draft.pk)).status_code == 403
    assert as_("fuzhou.viewer").get(url("draft", city_draft.pk)).status_code == 200
    assert as_("fuzhou.reporter").get(url("draft_head", city_draft.pk)).status_code == 403


PDF = b"%PDF-1.4\n%\xe2\xe3\n1 0 obj<<>>endobj\n%%EOF"


def test_an_off_line_sign_off_keeps_its_scan_private(world, city_draft, as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    drafter = as_("fuzhou.drafter")
    address = url("record_signing", city_draft.pk)
    form = {"signer": "局长", "number": "阅签2024-31", "signed_on": "2024-08-20"}
    for name, content in (("签批.pdf", b"<svg onload=alert(1)>"), ("签批.png", b"\x89PNG\r\n\x1a\nno"), ("a.pdf", b"")):
        wrong = drafter.post(address, form | {"scan": SimpleUploadedFile(name, content)})
        assert wrong.status_code == 422, name
        assert "阅签2024-31" in wrong.text
    tomorrow = dt.date.today() + dt.timedelta(days=3)  # noqa: DTZ011  (any day ahead will do)
    assert drafter.post(address, form | {"signed_on": str(tomorrow)}).status_code == 422
    drafter.post(address, form | {"scan": SimpleUploadedFile("签批件.exe", PDF)})
    city_draft.refresh_from_db()
    assert city_draft.state == "signed"
    assert city_draft.sign_off.scan_name == "签批件.pdf"
    assert "签批件" not in city_draft.sign_off.scan.name
    answer = drafter.get(url("sign_off_scan", city_draft.pk))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    issues(drafter, city_draft)
    assert as_("gulou.drafter").get(url("work_plan", city_draft.plan_id)).status_code == 200
    for who in ("gulou.drafter", "fujian.manager", "xiamen.drafter"):
        assert as_(who).get(url("sign_off_scan", city_draft.pk)).status_code == 404
