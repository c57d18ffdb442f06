"""粘贴材料 through the page: one text and its pictures become drafts, each confirmed by a person beside its source."""

import datetime as dt
import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from activities.models import Activity, Material, MaterialFile, Photo
from activities.quantities import Quantity
from activities.tests.diary import picture

TEXT = (
    "各位领导，报一下活动\n9月10日上午，福州市市场监管局联合市住建局在五四广场开展“质量月”咨询服务活动，发放宣传资料400余份，"
    "群众近200人次参加，另有80人观摩。[图片]\n9月12日，我局走进福州第一中学举办质量小课堂，100余名师生参加。"
)


@pytest.fixture
def paste(as_, national):
    def send(text=TEXT, files=(), who="fuzhou.reporter", where="/work/activities/paste/", **more):
        answer = as_(who).post(where, {"text": text, "files": list(files), **more})
        assert answer.status_code == 302, answer.content.decode()[:3000]
        return Material.objects.latest("pk")

    return send


def shown(draft, name) -> str:
    value = getattr(draft, name)
    return "" if value is None else str(Quantity(value, getattr(draft, f"{name}_qualifier")))


def sheet(draft, /, **more) -> dict:
    """What the form beside the source posts, as the page showed it."""
    figure = {name: shown(draft, name) for name in ("enterprises", "workers", "residents")}
    day = "" if draft.recognised.get("undated") else draft.held_on.isoformat()
    holders = "\n".join(holder.name for holder in draft.co_holders.all())
    kept = {f"counter-{each.kind}": "on" for each in draft.counters.all()}
    words = {
        "title": draft.title,
        "held_on": day,
        "place": draft.place,
        "text": draft.text,
        "under": "",
        "version": draft.version,
    }
    return {**words, **figure, "holders": holders, **kept, **more}


def url(material, draft=None, do="confirm") -> str:
    base = f"/work/activities/materials/{material.public_id}/"
    return f"{base}{draft.pk}/{do}/" if draft else base


def test_two_activities_with_what_the_text_says(paste, world):
    material = paste(
        files=[picture("IMG_20240912_080000.jpg"), picture("现场.jpg"), picture("微信图片_20240910121212.jpg")]
    )
    first, second = material.activities.order_by("held_on")
    assert (first.held_on, first.place, first.is_proposed) == (dt.date(2024, 9, 10), "五四广场", True)
    assert (first.residents, first.residents_qualifier) == (200, "近")
    assert [(each.kind, each.value, each.qualifier) for each in first.counters.all()] == [("materials", 400, "余")]
    assert [(each.unit, each.name) for each in first.co_holders.all()] == [(world.housing, "福州市住房和城乡建设局")]
    assert (second.held_on, second.place, second.residents, second.residents_qualifier) == (
        dt.date(2024, 9, 12), "福州第一中学", 100, "余")  # fmt: skip
    names = {draft.pk: [photo.original_name for photo in draft.photos.all()] for draft in (first, second)}
    assert names == {first.pk: ["微信图片_20240910121212.jpg"], second.pk: ["IMG_20240912_080000.jpg", "现场.jpg"]}
    assert (material.text, material.files.count()) == (TEXT, 3)


def test_the_source_stands_beside_with_its_marks_and_what_was_not_read(paste, as_):
    page = as_("fuzhou.reporter").get(url(paste())).content.decode()
    assert '<mark class="told told-held_on">9月10日</mark>' in page
    assert '<mark class="told told-place">五四广场</mark>' in page
    assert '<mark class="told told-counter">400余份</mark><span class="told-word">资料</span>' in page
    unread = page[page.index("未识别") :]
    assert "“80人”" in unread
    assert "各位领导，报一下活动" in unread


def test_confirm_one_by_one(paste, as_):
    material, client = paste(), as_("fuzhou.reporter")
    first, second = material.activities.order_by("held_on")
    refused = client.post(f"/work/activities/{first.pk}/hand-in/", follow=True).content.decode()
    assert "请先核对、确认" in refused
    assert client.post(url(material, first), sheet(first, title="质量月广场咨询", draft="1")).status_code == 302
    first.refresh_from_db()
    assert (first.title, first.is_proposed, first.state, first.residents_qualifier) == (
        "质量月广场咨询",
        False,
        "draft",
        "近",
    )
    assert first.counters.count() == 1
    found = client.get(url(material))
    assert found.context["draft"] == second
    client.post(url(material, second), sheet(second, hand_in="1"))
    second.refresh_from_db()
    assert (second.state, second.is_proposed) == ("handed_in", False)
    assert "已全部核对" in client.get(url(material)).content.decode()
    assert client.post(url(material, first), sheet(first)).status_code == 404  # it is a normal draft by now


def test_no_date_is_made_up(paste, as_):
    material, client = paste("近日，我局举办质量专题讲座，约30名群众参加。"), as_("fuzhou.reporter")
    draft = material.activities.get()
    page = client.get(url(material))
    assert page.context["form"]["held_on"].value() is None
    assert "日期不明确，未填写：“近日”" in page.content.decode()
    wrong = client.post(url(material, draft), sheet(draft, text="写过的话不丢"))
    assert wrong.status_code == 422
    assert "请填写活动日期" in wrong.content.decode()
    assert "写过的话不丢" in wrong.content.decode()
    client.post(url(material, draft), sheet(draft, held_on="2024-09-20", draft="1"))
    draft.refresh_from_db()
    assert (draft.held_on, draft.is_proposed) == (dt.date(2024, 9, 20), False)


def test_merge_divide_and_discard(paste, as_):
    material, client = (
        paste(files=[picture("IMG_20240910_1.jpg"), picture("IMG_20240912_1.jpg")]),
        as_("fuzhou.reporter"),
    )
    first, second = material.activities.order_by("held_on")
    client.post(url(material, second, "sort"), {"do": "merge", "into": first.pk})
    assert (list(material.activities.all()), first.photos.count()) == ([first], 2)
    first.refresh_from_db()
    assert "质量小课堂" in first.text
    assert (first.place, first.residents) == ("五四广场", 200)
    assert "质量小课堂" not in str(client.get(url(material)).context["unread"])
    moved = first.photos.last()
    client.post(url(material, first, "sort"), {"do": "divide", "photo": moved.pk, "into": ""})
    third = material.activities.exclude(pk=first.pk).get()
    assert [photo.pk for photo in third.photos.all()] == [moved.pk]
    assert third.recognised["undated"] is True
    client.post(url(material, third, "sort"), {"do": "discard"})
    assert (Photo.objects.count(), material.activities.count(), MaterialFile.objects.count()) == (1, 1, 2)
    assert "请先勾选" in client.post(url(material, first, "sort"), {"do": "divide"}, follow=True).content.decode()


def test_a_folder_of_pictures_is_grouped_by_day(paste):
    names = ["IMG_20240910_1.jpg", "IMG_20240910_2.jpg", "微信图片_20240912101010.jpg", "无日期.jpg"]
    material = paste("", [picture(name) for name in names])
    found = [
        (d.held_on if not d.recognised["undated"] else None, d.photos.count())
        for d in material.activities.order_by("pk")
    ]
    assert found == [(dt.date(2024, 9, 10), 2), (dt.date(2024, 9, 12), 1), (None, 1)]
    assert {draft.title for draft in material.activities.all()} == {"（活动名称待填写）"}


def word_summary() -> SimpleUploadedFile:
    from docx import Document  # slow to import, and only here

    document, stream = Document(), io.BytesIO()
    document.add_paragraph("9月3日，在政务服务中心举行质量月启动仪式，悬挂横幅6条。")
    document.add_picture(io.BytesIO(picture().read()))
    document.add_paragraph("9月5日，组织30余家企业召开质量管理培训会。")
    for _ in range(2):
        document.add_picture(io.BytesIO(picture().read()))
    document.save(stream)
    return SimpleUploadedFile("总结.docx", stream.getvalue())


def test_a_word_summary_with_its_pictures_where_they_stand(paste):
    material = paste("", [word_summary()])
    first, second = material.activities.order_by("held_on")
    assert [first.photos.count(), second.photos.count()] == [1, 2]
    assert (first.place, second.enterprises, second.enterprises_qualifier) == ("政务服务中心", 30, "余")
    assert "总结.docx" in [file.name for file in material.files.all()]


@pytest.mark.parametrize("bad", ["broken", "bomb", "entities"])
def test_a_bad_word_file_costs_nothing_else(paste, as_, bad):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        body = {"bomb": b" " * 30_000_000, "entities": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}.get(bad, b"<a")
        package.writestr("word/document.xml", body)
    answer = as_("fuzhou.reporter").post(
        "/work/activities/paste/",
        {"text": TEXT, "files": [SimpleUploadedFile("坏.docx", stream.getvalue())]},
        follow=True,
    )
    assert "文件已作为来源保存" in answer.content.decode()
    assert Material.objects.get().activities.count() == 2


def test_nothing_given_and_wrong_files_are_said_plainly(as_, national):
    client = as_("fuzhou.reporter")
    assert "请粘贴文字，或者选择照片、文件" in client.post("/work/activities/paste/", {"text": " "}).content.decode()
    wrong = client.post("/work/activities/paste/", {"files": [SimpleUploadedFile("跑.exe", b"MZ")]})
    assert wrong.status_code == 422
    assert "“跑.exe”的格式不能上传" in wrong.content.decode()
    assert not Material.objects.exists()


def test_source_files_are_downloads_of_those_it_concerns(paste, as_):
    material = paste(files=[SimpleUploadedFile("说明.txt", "9月15日，举办讲座。<script>".encode())])
    where = f"/work/activities/material-files/{material.files.get().public_id}/"
    answer = as_("fuzhou.viewer").get(where)
    assert b"<script>" in b"".join(answer.streaming_content)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    for who in ("xiamen.manager", "fujian.manager", "gulou.reporter", "housing.reporter"):
        assert as_(who).get(where).status_code == 404
        assert as_(who).get(url(material)).status_code == 404
    assert as_("fuzhou.viewer").get(url(material)).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_number_of_questions(paste, as_, django_assert_num_queries, number):
    text = "".join(f"9月{day}日，在第{day}小学举办质量课堂，{day}0余名学生参加。" for day in range(10, 10 + number))
    material = paste(text, [picture(f"IMG_202409{day}_1.jpg") for day in range(10, 10 + number)])
    assert material.activities.count() == number
    client = as_("fuzhou.reporter")
    client.get(url(material))
    with django_assert_num_queries(QUERIES):
        assert re.search("核对识别结果", client.get(url(material)).content.decode())


QUERIES = 19


def test_not_two_people_at_once(paste, as_):
    material = paste()
    first = material.activities.order_by("held_on")[0]
    Activity.objects.filter(pk=first.pk).update(version=5)
    late = as_("fuzhou.manager").post(url(material, first), sheet(first, title="我的题目"))
    assert late.status_code == 409
    assert "我的题目" in late.content.decode()
