"""A request may want a 盖章扫描件: shown wherever it is written, told when it lacks, and never in the way."""

import pytest

from campaigns.models import AnswerFile, Obligation, ReportFile, ReportHandIn, Request
from campaigns.tests.own_fields import rows
from campaigns.tests.reports import PNG, page, state, upload, url, write
from campaigns.workdays import today
from orgs.attachments import is_protected
from orgs.models import Message

LACKS = "未附盖章扫描件"


@pytest.fixture
def wanting(world, ask) -> Obligation:
    request = ask(world.gulou, world.housing, wants_seal=True)
    return request.obligations.get(unit=world.gulou)


def listed(client, owed, query="") -> str:
    return client.get(f"/work/reports/requests/{owed.request_id}/{query}").content.decode()


def changed(client, owed, **more):
    request = owed.request
    request.refresh_from_db()
    posted = {"title": request.title, "why": request.why, "due_on": request.due_on, "minutes": 30, "do": "save"}
    seen = client.get(url("request_change", request)).context["form"]["seen"].value()
    return client.post(url("request_change", request), posted | {"seen": seen} | rows() | more, follow=True)


def test_ticked_when_asking_and_read_by_the_unit(as_, world, campaign):
    office, county = as_("fuzhou.manager"), as_("gulou.reporter")
    posted = {"kind": "summary", "title": "报送总结", "why": "汇总", "due_on": today(), "units": [world.gulou.pk],
              "wants_seal": "on", "do": "ask"}  # fmt: skip
    office.post("/work/reports/ask/", posted | rows())
    owed = Obligation.objects.get()
    assert owed.request.wants_seal
    assert "需要，与总结一同报送" in page(county, owed)
    assert "报送时请附盖章扫描件" in county.get(url("writing", owed)).content.decode()
    assert "请附盖章扫描件" in Message.objects.filter(kind="asked").first().body
    assert "<dt>盖章扫描件</dt><dd>需要" in listed(office, owed)


def test_handed_in_without_it_is_told_to_both_and_may_be_accepted_anyway(as_, wanting):
    office, county = as_("fuzhou.manager"), as_("gulou.reporter")
    posted = write(county, wanting, "hand_in", follow=True) or None
    assert state(wanting) == "handed_in"
    told = page(county, wanting)
    assert "需要盖章扫描件，这次没有附" in told
    assert "还没有附" in told
    assert LACKS in listed(office, wanting, "?state=unsealed")
    shown = page(office, wanting)
    assert "仍然审核通过" in shown
    assert "请补充盖章扫描件。" in shown  # the reason to return it is there to be taken
    office.post(url("report_accept", wanting))
    assert state(wanting) == "accepted"
    assert LACKS in listed(office, wanting)
    assert posted is not None


def test_nothing_lacks_once_it_followed_and_it_stands_with_what_was_handed_in(as_, wanting):
    office, county = as_("fuzhou.manager"), as_("gulou.reporter")
    write(county, wanting, "hand_in")
    county.post(url("report_seal", wanting), {"seal": upload("盖章.png", PNG)})
    assert f">{LACKS}</span>" not in listed(office, wanting)
    assert "仍然审核通过" not in page(office, wanting)
    assert [(file["name"], bool(file["later"])) for file in ReportHandIn.objects.get().files] == [("盖章.png", True)]
    assert "报送后补充" in office.get(url("hand_ins", wanting)).content.decode()
    office.post(url("report_return", wanting), {"reason": "请核对"})
    file = ReportFile.objects.get()
    county.post(f"/work/reports/files/{file.public_id}/remove/")
    assert file.file.storage.exists(file.file.name)  # it was given to the office


def test_the_wish_stands_once_somebody_has_handed_in(as_, wanting):
    office = as_("fuzhou.manager")
    changed(office, wanting)
    assert not Request.objects.get().wants_seal
    changed(office, wanting, wants_seal="on")
    assert Request.objects.get().wants_seal
    assert "盖章扫描件改为“需要”，原为“不需要”" in listed(office, wanting)
    stale = office.get(url("request_change", wanting.request)).context["form"]["seen"].value()
    write(as_("gulou.reporter"), wanting, "hand_in")
    assert "这一条不再改动" in office.get(url("request_change", wanting.request)).content.decode()
    changed(office, wanting, seen=stale)  # a form from before: its tick is not there, the wish stays
    assert Request.objects.get().wants_seal


def test_two_offices_of_which_one_wants_it(as_, world, ask, wanting):
    other = ask(world.gulou, unit=world.fuzhou, title="另一项").obligations.get()
    county, office = as_("gulou.reporter"), as_("fuzhou.manager")
    told = county.post(url("report_write", wanting), {"title": "总结", "text": "正文", "version": 0, "do": "hand_in",
                                                      "also": [other.pk]}, follow=True).content.decode()  # fmt: skip
    assert "“报送2024年‘质量月’活动总结”需要盖章扫描件" in told or "需要盖章扫描件，这次没有附" in told
    assert "“另一项”需要" not in told
    assert LACKS not in listed(office, other)
    office.post(url("report_accept", other))
    said = county.post(url("report_seal", wanting), {"seal": upload("章.pdf")}, follow=True).content.decode()
    assert "已通过的不受影响" in said
    office.post(url("report_return", wanting), {"reason": "请补充盖章扫描件。"})
    found = Obligation.objects.get(pk=wanting.pk).report
    write(county, wanting, "hand_in", version=found.version, seal=upload("章.pdf"))
    rows_ = {each.pk: each.report for each in Obligation.objects.filter(pk__in=(wanting.pk, other.pk))}
    assert rows_[wanting.pk].files.filter(is_sealed=True).count() == 1
    assert not rows_[other.pk].files.exists()
    assert LACKS not in listed(office, wanting).replace("未附盖章扫描件 ", "").partition("<tbody>")[2]


def test_a_unit_let_off_while_it_is_open_counts_nowhere(as_, wanting):
    office, county = as_("fuzhou.manager"), as_("gulou.reporter")
    version = county.get(url("obligation", wanting)).status_code
    office.post(f"/work/reports/requests/{wanting.request_id}/take-away/", {"owed": [wanting.pk], "why": "撤并"})
    answered = write(county, wanting, "hand_in", seal=upload("章.pdf"))
    assert (version, answered.status_code) == (200, 404) or "不再要求" in answered.content.decode()
    assert state(wanting) == "open"
    assert "未附" not in listed(office, wanting).partition("<tbody>")[2]


def test_a_contact_and_who_enters_for_a_unit_may_attach_it_or_not(as_, wanting, make_link):
    from django.test import Client

    path = make_link(owed=wanting)
    visitor = Client()
    found = visitor.get(path)
    assert "没有的可以不附" in found.content.decode()
    posted = {"version": 0, "text": "正文", "do": "hand_in", "check": found.context["check"]}
    visitor.post(path, posted | {"seal": upload("章.pdf")})
    assert state(wanting) == "handed_in"
    assert AnswerFile.objects.get().is_sealed
    office = as_("fuzhou.manager")
    assert "仍然审核通过" not in page(office, wanting)
    other = wanting.request.obligations.get(unit__name__contains="住")
    office.post(f"/work/reports/{other.pk}/for/", {"version": 0, "text": "正文", "source": "微信原文", "do": "hand_in"})
    assert state(other) == "handed_in"
    assert "仍然审核通过" in page(office, other)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("章.heic", b"\0\0\0\x18ftypheic", "扫描文稿"), ("章.tiff", b"II*\0", "另存为PDF或JPEG"),
     ("章.pdf", b"", "空文件"), ("章.docx", b"PK", "作为附件上传")],
)  # fmt: skip
def test_what_is_no_scan_is_refused_with_a_way_on_and_nothing_typed_is_lost(as_, wanting, name, content, said):
    county = as_("gulou.reporter")
    answered = write(county, wanting, "hand_in", text="写好的正文", seal=[upload(name, content), upload("好.png", PNG)])
    found = answered.content.decode()
    assert answered.status_code == 422
    assert said in found
    assert "写好的正文" in found
    assert [file.name for file in ReportFile.objects.all()] == ["好.png"]


def test_a_locked_pdf_is_kept_with_a_word_of_warning(as_, wanting):
    locked = upload("章.pdf", b"%PDF-1.7\n" + b"x" * 70000 + b"trailer<</Encrypt 9 0 R>>")
    assert is_protected(locked)
    assert not is_protected(upload("章.pdf"))
    county = as_("gulou.reporter")
    write(county, wanting, "hand_in", seal=locked)
    assert "可能设有密码" in page(county, wanting)
    assert ReportFile.objects.get().is_sealed


def test_lists_cost_no_more_for_the_wish(as_, world, ask, django_assert_max_num_queries):
    owed = ask(world.gulou, world.housing, wants_seal=True).obligations.first()
    client = as_("fuzhou.manager")
    listed(client, owed)
    with django_assert_max_num_queries(14):
        listed(client, owed)
