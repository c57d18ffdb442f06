"""下载/打印: who gets which file, what is in it, and what never is."""

import io
import zipfile

import pytest
from pypdf import PdfReader

from campaigns import editing
from campaigns.models import AnnexEntry, Edition, Finding, Party
from campaigns.official.composing import FORMS, HEADS
from campaigns.tests.browsing import item, url
from campaigns.tests.papers import issue
from orgs.models import AuditEvent

CONTACT = [{"name": "某联络员", "unit": "质量科", "phone": "13800000000"}]


def words(answer) -> str:
    """The text of a file, Word or PDF."""
    if answer["Content-Type"] == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as stored:
        return stored.read("word/document.xml").decode()


def get(client, edition: Edition, **asked):
    return client.get(url("edition_paper", edition.pk), asked)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("form", list(FORMS))
def test_the_units_own_people_get_every_form(city_draft, as_, kind, form):
    answer = get(as_("fuzhou.viewer"), city_draft, **{"as": kind, "form": form})
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    assert "福州市市场监督管理局" in words(answer)
    event = AuditEvent.objects.filter(act="方案·下载文稿").latest("pk")
    assert (event.actor.username, event.details["form"], event.details["file"]) == ("fuzhou.viewer", form, kind)


@pytest.mark.parametrize("head", list(HEADS))
def test_every_head_is_made(national, as_, head):
    Party.objects.create(edition=national, role="issuer", name="市场监管总局")
    Party.objects.create(edition=national, role="issuer", name="教育部", order=1)
    for kind in ("docx", "pdf"):
        answer = get(
            as_("nation.viewer"), national, **{"as": kind, "form": "red", "head": head, "signer": "某某、某某某"}
        )
        assert answer.status_code == 200
        assert "国市监质发〔2024〕74号" in words(answer)
        assert ("教育部文件" in words(answer).replace("\n", "")) is False
        assert ("某某某" in words(answer)) == (head == "up")


def test_without_a_kind_the_page_asks(city_draft, as_):
    page = get(as_("fuzhou.drafter"), city_draft)
    assert page.status_code == 200
    assert "送审稿" in page.text
    assert url("edition_paper", city_draft.pk) in as_("fuzhou.drafter").get(url("draft", city_draft.pk)).text
    assert get(as_("fuzhou.drafter"), city_draft, **{"as": "exe"}).status_code == 200
    assert get(as_("fuzhou.drafter"), city_draft, **{"as": "pdf", "form": "gold"}).status_code == 404


def test_a_download_does_not_make_one_a_drafter(city_draft, as_, world):
    get(as_("fuzhou.approver"), city_draft, **{"as": "pdf"})
    assert not Edition.objects.drafted_by(world.people["fuzhou.approver"]).exists()


def test_a_draft_is_nobody_elses(city_draft, as_):
    for person in ("fujian.manager", "gulou.drafter", "xiamen.drafter", "hunan.manager", "outsider"):
        assert get(as_(person), city_draft, **{"as": "docx"}).status_code == 404


def test_the_line_gets_the_clean_copy_alone(city_draft, as_):
    editing.withdraw(edition=city_draft, key=item(city_draft, "塑造中国品牌").key, reason="内部原因", by=None)
    issue(city_draft, public=False)
    above = as_("fujian.manager")
    assert "内部原因" not in words(get(above, city_draft, **{"as": "docx"}))
    for form in ("review", "red", "sheet"):
        assert get(above, city_draft, **{"as": "docx", "form": form}).status_code in (403, 404)
    assert "送审稿：" not in get(above, city_draft).text
    assert get(as_("xiamen.drafter"), city_draft, **{"as": "docx"}).status_code == 404


def test_the_review_copy_marks_by_character(city_draft, as_):
    first = item(city_draft, "塑造中国品牌")
    editing.adapt(edition=city_draft, key=first.key, heading="", text="塑造福州品牌 建设质量强国", by=None)
    editing.withdraw(edition=city_draft, key=item(city_draft, "全民讲质量").key, reason="另有安排", by=None)
    made = words(get(as_("fuzhou.drafter"), city_draft, **{"as": "docx", "form": "review"}))
    assert '<w:strike/></w:rPr><w:t xml:space="preserve">中国</w:t>' in made
    assert '<w:u w:val="single"/></w:rPr><w:t xml:space="preserve">福州</w:t>' in made
    assert "沿用上级" in made
    assert "另有安排" in made
    assert words(get(as_("fuzhou.drafter"), city_draft, **{"as": "pdf", "form": "review"})).count("本级未列入") >= 2


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_public_file_holds_what_the_public_page_shows(client, city_draft, national, as_, kind):
    name = f"plan_{kind}"
    assert client.get(url(name, city_draft.plan.public_id)).status_code == 404
    editing.withdraw(edition=city_draft, key=item(city_draft, "塑造中国品牌").key, reason="内部原因", by=None)
    AnnexEntry.objects.create(edition=city_draft, title="咨询活动，电话13812345678", unit_name="市局")
    city_draft.contacts = CONTACT
    city_draft.save()
    issue(city_draft, public=False)
    Finding.objects.create(edition=city_draft, place="annex", kind="mobile", words="13812345678", decision="hide",
                           by=city_draft.created_by)  # fmt: skip
    Edition.objects.filter(pk=city_draft.pk).update(
        openness="public", secrecy_reviewer="某科", secrecy_reviewed_on="2024-08-20"
    )
    Edition.objects.filter(pk=national.pk).update(openness="", title="不公开的上级通知")
    answer = client.get(url(name, city_draft.plan.public_id))
    assert answer.status_code == 200
    assert "private" not in answer["Cache-Control"]
    made = words(answer)
    assert "此件主动公开" in made
    for secret in ("内部原因", "某联络员", "13800000000", "13812345678", "不公开的上级", "塑造中国品牌"):
        assert secret not in made
    assert "13800000000" in words(get(as_("fuzhou.viewer"), city_draft, **{"as": kind}))
    stranger = get(as_("hunan.drafter"), city_draft, **{"as": kind})
    assert (stranger.status_code, stranger.url) == (302, url("plan_edition", city_draft.plan.public_id, 1))


def test_a_file_withdrawn_from_the_public_is_gone(client, national):
    address = url("plan_pdf", national.plan.public_id)
    assert client.get(address).status_code == 200
    assert client.get(url("plan_edition_docx", national.plan.public_id, 1)).status_code == 200
    Edition.objects.filter(pk=national.pk).update(openness="")
    assert client.get(address).status_code == 404


def test_the_file_takes_few_queries(city_draft, as_, django_assert_max_num_queries):
    client = as_("fuzhou.drafter")
    client.get(url("edition_paper", city_draft.pk))
    with django_assert_max_num_queries(13):
        get(client, city_draft, **{"as": "docx", "form": "review"})
