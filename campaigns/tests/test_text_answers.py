"""A summary without an account: by a contact's link, or entered for the unit (代录) from the file it sent."""

import io
import re

import docx
import pytest
from django.test import Client

from campaigns import fielding, parts, reporting
from campaigns.models import AnswerFile, AnswerLink, Report, ReportHandIn
from campaigns.own_fields import Spec
from campaigns.tests.answers import fetched
from campaigns.tests.reports import page, state, upload, url, write
from orgs.models import AuditEvent, Message

GONE = "答复链接不能使用"


def word(*lines: str) -> bytes:
    found = docx.Document()
    for line in lines:
        found.add_paragraph(line)
    stored = io.BytesIO()
    found.save(stored)
    return stored.getvalue()


@pytest.fixture
def link(as_, owed):
    """`link()` → the path of a fresh link to 鼓楼's summary, made by 福州's drafter."""

    def make(contact: str = "演示联络员") -> str:
        posted = {f"contact-{owed.pk}": contact, "lasts": "days"}
        found = as_("fuzhou.drafter").post(f"/work/reports/requests/{owed.request_id}/links/", posted)
        assert found.status_code == 200, found.content.decode()
        return re.search(r"/answer/[\w-]+/", found.context["made"][-1]["words"])[0]

    return make


def post(path: str, do: str = "save", text: str = "开展活动12项。", version: int = 0, **more):
    client = Client(enforce_csrf_checks=True)
    check = client.get(path).context.get("check", "")
    return client.post(path, {"check": check, "do": do, "text": text, "version": version} | more)


def enter(client, owed, do: str = "hand_in", text: str = "", version: int = 0, **more):
    return client.post(url("answer_for", owed), {"do": do, "text": text, "version": version} | more)


def test_a_contact_saves_comes_back_and_hands_in(world, as_, owed, link):
    path = link()
    found = Client().get(path).content.decode()
    for words in ("总结正文", "演示联络员", "要求单位", "本单位无相关活动", "确无活动的"):
        assert words in found
    assert post(path).status_code == 302
    assert "开展活动12项。" in Client().get(path).content.decode()
    assert "开展活动12项" not in page(as_("fuzhou.manager"), owed), "a draft is the unit's own"
    assert post(path, "hand_in", "开展活动13项。", 1, attach=[upload("附表.pdf")]).status_code == 302
    owed.refresh_from_db()
    assert (owed.state, owed.answered_by, owed.answered_as) == ("handed_in", None, "演示联络员")
    for found in (page(as_("fuzhou.manager"), owed), Client().get(path).content.decode()):
        assert "开展活动13项。" in found
        assert "附表.pdf" in found
    assert "演示联络员经答复链接报送" in page(as_("fuzhou.manager"), owed)
    kept = ReportHandIn.objects.get()
    assert (kept.by, kept.by_name, kept.text, [file["name"] for file in kept.files]) == (
        None, "演示联络员", "开展活动13项。", ["附表.pdf"])  # fmt: skip
    event = AuditEvent.objects.get(act="总结·报送", subject_id=str(owed.pk))
    assert event.details["link"] == AnswerLink.objects.get().pk
    assert Message.objects.filter(kind="report_handed_in").exists()


def test_a_file_alone_is_an_answer_and_nothing_is_not(owed, link):
    path = link()
    refused = post(path, "hand_in", "")
    assert refused.status_code == 422
    assert "总结还没有内容" in refused.content.decode()
    assert post(path, "hand_in", "", attach=[upload("总结.pdf")]).status_code == 302
    assert state(owed) == "handed_in"


def test_a_contact_sets_no_reader_to_work(owed, link):
    path = link()
    answered = post(path, "read", "手写。", attach=[upload("总结.docx", word("文件里的话。"))])
    assert answered.status_code == 302, "it is a saving like any other"
    found = Client().get(path).content.decode()
    assert "文件里的话" not in found
    assert "手写。" in found


def test_nil_and_void_links(owed, link):
    path = link()
    assert post(path, "nil").status_code == 302
    assert state(owed) == "nil"
    assert "已答复：本单位无相关活动" in Client().get(path).content.decode()
    AnswerLink.objects.update(revoked_at="2024-01-01T00:00:00Z")
    assert GONE in Client().get(path).content.decode()


def test_what_the_unit_writes_itself_stays_its_own(as_, owed, link):
    path = link()
    write(as_("gulou.reporter"), owed, text="金丝雀。")
    for found in (Client().get(path), post(path, "hand_in", "抢先。", 1)):
        assert found.status_code in (403, 409)
        assert "金丝雀" not in found.content.decode()
    assert state(owed) == "open"


def test_two_at_once_the_second_sees_both_texts(owed, link):
    path = link()
    post(path, text="先写的。")
    answered = post(path, text="后写的。", version=0)
    assert answered.status_code == 409
    words = answered.content.decode()
    assert "先写的。" in words
    assert "后写的。" in words


def test_returned_wants_a_new_link_and_keeps_the_words(as_, owed, link):
    path = link()
    post(path, "hand_in", "开展活动12项。")
    as_("fuzhou.manager").post(url("report_return", owed), {"reason": "请补充数据"})
    assert "请补充数据" in Client().get(path).content.decode()
    fresh = link()
    assert "开展活动12项。" in Client().get(fresh).content.decode()
    assert post(fresh, "hand_in", "开展活动12项，参加300人。", 1).status_code == 302
    assert state(owed) == "handed_in"
    assert [row.text for row in ReportHandIn.objects.order_by("number")] == [
        "开展活动12项。", "开展活动12项，参加300人。"]  # fmt: skip


def test_entered_from_a_word_file(world, as_, owed):
    fuzhou = as_("fuzhou.drafter")
    assert "代录" in page(fuzhou, owed)
    file = upload("鼓楼总结.docx", word("一、主要做法", "全区开展活动12项。"))
    read = enter(fuzhou, owed, "read", attach=[file])
    found = read.content.decode()
    assert "一、主要做法\n全区开展活动12项。" in found
    assert "已从“鼓楼总结.docx”读出" in found
    assert state(owed) == "open"
    text = read.context["sheet"].form["text"].value()
    assert enter(fuzhou, owed, text=text).status_code == 302
    owed.refresh_from_db()
    assert (owed.state, owed.on_behalf, owed.answered_by) == ("handed_in", True, world.people["fuzhou.drafter"])
    assert owed.report.text == "一、主要做法\n全区开展活动12项。"
    source = AnswerFile.objects.get()
    for name in ("gulou.reporter", "fuzhou.manager"):
        shown = page(as_(name), owed)
        for words in ("由fuzhou.drafter代录", "鼓楼总结.docx", "代录来源", "全区开展活动12项。"):
            assert words in shown, words
    assert fetched(as_("gulou.reporter"), f"/work/reports/answers/{source.public_id}/").status_code == 200
    assert Message.objects.filter(kind="entered_for", seat__user=world.people["gulou.reporter"]).exists()
    assert AuditEvent.objects.filter(act="总结·代录", actor=world.people["fuzhou.drafter"]).exists()


def test_entering_wants_a_source_and_a_scan_is_one(as_, owed):
    fuzhou = as_("fuzhou.drafter")
    refused = enter(fuzhou, owed, text="开展活动12项。")
    assert refused.status_code == 422
    assert "代录须附来源" in refused.content.decode()
    assert "开展活动12项。" in refused.content.decode()
    unread = enter(fuzhou, owed, "read", attach=[upload("扫描.pdf")])
    assert "无法读取" in unread.content.decode()
    assert enter(fuzhou, owed, text="开展活动12项。").status_code == 302, "the scan was kept as its source"
    assert enter(fuzhou, owed, text="盖过", source="x").status_code == 302
    owed.refresh_from_db()
    assert owed.report.text == "开展活动12项。"


def test_the_units_draft_is_not_shown_and_gives_way_only_when_agreed(world, as_, owed):
    by = world.people["gulou.reporter"]
    report = reporting.begin(obligation=owed, by=by)
    parts.add(report=report, kind="text", text="金丝雀。", by=by)
    fuzhou = as_("fuzhou.drafter")
    shown = fuzhou.get(url("answer_for", owed)).content.decode()
    assert "已在系统中开始填写" in shown
    assert "金丝雀" not in shown
    version = Report.objects.get().version
    assert "请先与其商定" in enter(fuzhou, owed, text="代录。", source="电话", version=version).content.decode()
    assert enter(fuzhou, owed, text="代录。", source="电话", version=version, agreed="on").status_code == 302
    owed.refresh_from_db()
    assert (owed.report.text, owed.report.parts.count()) == ("代录。", 0)
    kept = AuditEvent.objects.get(act="答复·由代录替换的草稿")
    assert "金丝雀" in kept.details["words"]


def test_nil_entered_for_a_unit(as_, owed):
    assert enter(as_("fuzhou.drafter"), owed, "nil", source="电话答复没有活动").status_code == 302
    assert state(owed) == "nil"


def test_only_the_asking_office_makes_links_and_enters(as_, owed, link):
    link()
    address = f"/work/reports/requests/{owed.request_id}/links/"
    for name, status in {"fuzhou.viewer": 403, "gulou.manager": 404, "xiamen.manager": 404, "outsider": 404}.items():
        assert as_(name).get(address).status_code == status, name
    for name, status in {"fuzhou.viewer": 403, "gulou.manager": 403, "xiamen.manager": 404, "outsider": 404}.items():
        assert enter(as_(name), owed, text="x", source="x").status_code == status, name
    assert state(owed) == "open"
    assert "发答复链接" in as_("fuzhou.drafter").get(f"/work/reports/requests/{owed.request_id}/").content.decode()


@pytest.fixture
def fields(owed):
    """Two own fields of the request: a required number and a file."""
    specs = [Spec("number", "培训场次", unit="场", required=True), Spec("file", "佐证材料")]
    fielding.set_fields(request=owed.request, specs=specs)
    return [f"own-f{each.pk}" for each in owed.request.fields.all()]


def test_own_fields_by_link(world, as_, owed, link, fields):
    path = link()
    assert "培训场次" in Client().get(path).content.decode()
    number, file = fields
    refused = post(path, "hand_in", **{file: upload("佐证.pdf")})
    assert refused.status_code == 422
    assert "佐证.pdf" in refused.content.decode(), "the file need not be chosen again"
    assert post(path, "hand_in", version=0, **{number: "约12"}).status_code == 302
    answers = {each.field.label: each for each in owed.answers.select_related("field", "file")}
    assert (answers["培训场次"].value, answers["培训场次"].qualifier) == (12, "约")
    assert (answers["佐证材料"].file.name, answers["佐证材料"].file.added_by) == ("佐证.pdf", None)
    shown = page(as_("fuzhou.manager"), owed)
    for words in ("约12场", "佐证.pdf"):
        assert words in shown
    assert [each["value"] for each in ReportHandIn.objects.get().answers] == [12, "佐证.pdf"]


def test_own_fields_entered_for_a_unit(as_, owed, fields):
    number, _ = fields
    fuzhou = as_("fuzhou.drafter")
    missing = enter(fuzhou, owed, text="代录。", source="电话")
    assert missing.status_code == 422
    assert "代录。" in missing.content.decode()
    assert enter(fuzhou, owed, text="代录。", source="电话", **{number: "12"}).status_code == 302
    assert owed.answers.get().value == 12
