"""A report as Word and PDF: ordinary, as 报告, 简报; with figures and pictures; who may have it and who set what."""

import io
import re
import subprocess
import zipfile
from urllib.parse import unquote

import docx
import pytest
from django.urls import reverse
from pypdf import PdfReader

from activities import picturing
from activities.tests.diary import held, picture
from campaigns import parts, reporting
from campaigns.tests.reports import page, write
from campaigns.tests.test_official_word import office, through_office  # noqa: F401  (a fixture)
from orgs.models import AuditEvent

pytestmark = pytest.mark.usefixtures("national")


@pytest.fixture
def report(world, campaign, owed):
    """鼓楼's report in parts, with figures and three real photos."""
    by = world.people["gulou.reporter"]
    activity = held(world.gulou, campaign, title="质量开放日")
    picturing.add_all(activity=activity, files=[picture(f"{n}.jpg") for n in range(3)], by=by)
    photos = [{"id": photo.public_id} for photo in activity.photos.all()]
    found = reporting.begin(obligation=owed, by=by)
    rows = (
        ("heading", "主要做法", {"level": 1}),
        ("heading", "广泛开展宣传", {"level": 2}),
        ("text", "全区开展活动12项。", {}),
        ("figures", "活动：12项\n经营主体：约300家次", {}),
        ("case", "质量体检进园区\n组队上门，帮扶40家。", {}),
        ("photos", "质量开放日现场\n企业座谈\n街头宣传", {"data": {"photos": photos}}),
    )
    for kind, text, more in rows:
        parts.add(report=found, kind=kind, text=text, by=by, **more)
    found.refresh_from_db()
    return found


def fetch(client, report, **asked):
    return client.get(reverse("campaigns:report_paper", args=[report.public_id]), asked)


def words(content: bytes) -> str:
    """As pdftotext reads it, without blanks."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return re.sub(r"\s", "", done.stdout.decode())


def test_ordinary_word_with_figures_and_pictures(as_, report):
    answered = fetch(as_("gulou.reporter"), report, **{"as": "docx"})
    assert answered.status_code == 200
    name = unquote(answered["Content-Disposition"].partition("UTF-8''")[2])
    assert name == f"{report.title}.docx"
    word = docx.Document(io.BytesIO(answered.content))
    found = {paragraph.text: paragraph.style.name for paragraph in word.paragraphs}
    assert found["主要做法"] == "Heading 1"
    assert found["广泛开展宣传"] == "Heading 2"
    assert "全区开展活动12项。" in found
    figures, pictures = word.tables
    assert [cell.text for row in figures.rows for cell in row.cells] == [
        "项目", "数量", "活动", "12项", "经营主体", "约300家次"]  # fmt: skip
    assert [cell.text.strip() for row in pictures.rows for cell in row.cells] == [
        "图1　质量开放日现场", "图2　企业座谈", "图3　街头宣传", ""]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(answered.content)) as stored:
        assert sum(1 for each in stored.namelist() if each.startswith("word/media/")) == 3
    assert "签发人" not in word.element.xml
    assert found.get("鼓楼区市场监督管理局"), "the unit signs"


def test_pdf_says_the_same(as_, report):
    answered = fetch(as_("gulou.reporter"), report, **{"as": "pdf"})
    text = words(answered.content)
    for said in ("一、主要做法", "（一）广泛开展宣传", "全区开展活动12项。", "经营主体", "约300家次", "质量体检进园区",
                 "图3街头宣传"):  # fmt: skip
        assert said in text, said
    pictures = [image for each in PdfReader(io.BytesIO(answered.content)).pages for image in each.images]
    assert len(pictures) == 3


def test_as_an_official_report_with_signer_number_and_addressee(as_, report, owed):
    client = as_("gulou.reporter")
    url = reverse("campaigns:report_paper", args=[report.public_id])
    set_ = {"form": "official", "signer": "演示甲、演示乙", "document_number": "鼓市监〔2024〕12号"}
    assert client.post(url, set_).status_code == 302
    text = words(fetch(client, report, official="1", dated="2024-10-08", **{"as": "pdf"}).content)
    for said in ("鼓市监〔2024〕12号", "签发人：演示甲、演示乙", "福州市市场监督管理局：", "2024年10月8日"):
        assert said in text, said
    red = fetch(client, report, official="1", red="on", dated="2024-10-08", **{"as": "docx"})
    assert unquote(red["Content-Disposition"]).endswith("（套红）.docx")
    found = [paragraph.text for paragraph in docx.Document(io.BytesIO(red.content)).paragraphs]
    assert found[0] == "鼓楼区市场监督管理局文件"
    assert "签发人：演示甲" in found[1]
    assert AuditEvent.objects.filter(act="总结·下载文稿").count() == 2


@pytest.mark.parametrize(("number", "said"), [("鼓市监[2024]12号", "鼓市监〔2024〕12号"), ("随便", "〔")])
def test_a_malformed_number_is_refused_with_what_was_meant(as_, report, number, said):
    url = reverse("campaigns:report_paper", args=[report.public_id])
    answered = as_("gulou.reporter").post(url, {"form": "plain", "signer": "甲", "document_number": number})
    assert answered.status_code == 422
    assert said in answered.content.decode()
    assert f'value="{number}"' in answered.content.decode(), "nothing typed is lost"


def test_handed_in_it_keeps_its_dress_and_bears_the_day(as_, report, owed, world):
    reporting.hand_in(report=report, obligations=[owed], by=world.people["gulou.reporter"])
    url = reverse("campaigns:report_paper", args=[report.public_id])
    changed = as_("gulou.reporter").post(url, {"form": "official", "signer": "后来", "document_number": ""})
    assert changed.status_code == 422
    report.refresh_from_db()
    assert report.signer == ""
    day = report.handed_in_at.astimezone().date()
    text = words(fetch(as_("fuzhou.manager"), report, **{"as": "pdf"}).content)
    assert f"{day.year}年" in text


def test_a_text_without_parts_is_set_line_by_line(as_, owed):
    client = as_("gulou.reporter")
    write(client, owed, text="一、主要做法\n（一）宣传发动\n全区开展12场。\n1.2万人参加。")
    owed.refresh_from_db()
    word = docx.Document(io.BytesIO(fetch(client, owed.report, **{"as": "docx"}).content))
    found = {paragraph.text: paragraph.style.name for paragraph in word.paragraphs}
    assert found["主要做法"] == "Heading 1"
    assert found["宣传发动"] == "Heading 2"
    assert found["1.2万人参加。"] == "公文正文"
    assert "文稿格式与下载" in page(client, owed)


def test_bulletin_of_what_was_picked(as_, report):
    client = as_("gulou.reporter")
    url = reverse("campaigns:report_bulletin", args=[report.public_id])
    form = client.get(url).context["form"]
    case, photos = (part.pk for part in report.parts.filter(kind__in=("case", "photos")))
    assert form["parts"].value() == [case, photos]
    asked = {"name": "“质量月”活动简报", "issue": "第3期", "title": "鼓楼区质量月亮点", "dated": "2024-10-08"}
    answered = client.get(url, asked | {"parts": [case, photos], "kind": "pdf"})
    text = words(answered.content)
    for said in ("“质量月”活动简报", "第3期", "鼓楼区市场监督管理局", "2024年10月8日", "鼓楼区质量月亮点",
                 "组队上门", "图1质量开放日现场"):  # fmt: skip
        assert said in text, said
    assert "全区开展活动12项" not in text, "it was not picked"
    assert client.get(url, asked | {"kind": "pdf"}).status_code == 422
    assert client.get(url, asked | {"parts": [10**6], "kind": "pdf"}).status_code == 422


def test_who_may_have_it(as_, report, owed, world):
    for name, status in {"gulou.viewer": 200, "fuzhou.manager": 404, "xiamen.manager": 404, "outsider": 404}.items():
        assert fetch(as_(name), report, **{"as": "docx"}).status_code == status, name
    url = reverse("campaigns:report_bulletin", args=[report.public_id])
    assert as_("gulou.viewer").get(url).status_code == 403
    assert as_("gulou.viewer").post(fetch(as_("gulou.viewer"), report).wsgi_request.path, {}).status_code == 403
    reporting.hand_in(report=report, obligations=[owed], by=world.people["gulou.reporter"])
    assert fetch(as_("fuzhou.manager"), report, **{"as": "pdf"}).status_code == 200
    assert as_("fuzhou.manager").get(url).status_code == 403
    assert fetch(as_("fujian.manager"), report).status_code == 404, "it was not handed in to the province"


def test_a_photo_that_is_gone_leaves_its_caption(as_, report):
    part = report.parts.get(kind="photos")
    part.data["photos"][1]["id"] = "B" * 16
    part.save()
    text = words(fetch(as_("gulou.reporter"), report, **{"as": "pdf"}).content)
    assert "图2企业座谈（图片已不存在）" in text


@pytest.mark.slow
def test_word_opens_in_libreoffice(as_, report, office, tmp_path):  # noqa: F811
    client = as_("gulou.reporter")
    files = {"plain": fetch(client, report, **{"as": "docx"}).content}
    files["red"] = fetch(client, report, official="1", red="on", **{"as": "docx"}).content
    bulletin = {"name": "简报", "issue": "第1期", "title": "亮点", "dated": "2024-10-08", "kind": "docx"}
    url = reverse("campaigns:report_bulletin", args=[report.public_id])
    files["bulletin"] = client.get(url, bulletin | {"parts": [part.pk for part in report.parts.all()[2:]][:1]}).content
    made = through_office(office, tmp_path, files)
    assert "一、主要做法" in words(made["plain"])
    assert "图3街头宣传" in words(made["plain"])
    assert "第1期" in words(made["bulletin"])
