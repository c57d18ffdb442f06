"""The words and files of a report: two writers, bad input, who may download."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from campaigns.models import Obligation, Report, ReportFile
from campaigns.tests.reports import state, upload, url, write, zipped
from orgs.models import AuditEvent


def test_a_copy_keeps_its_files_when_the_other_loses_them(world, as_, owed, ask):
    other = ask(world.gulou, title="第二项").obligations.get()
    gulou, fuzhou = as_("gulou.reporter"), as_("fuzhou.manager")
    write(gulou, owed, do="hand_in", also=[other.pk], attach=[upload("总结.pdf")])
    fuzhou.post(url("report_return", other), {"reason": "请改"})
    write(gulou, other, version=1)
    copy = Obligation.objects.get(pk=other.pk).report.files.get()
    kept = Obligation.objects.get(pk=owed.pk).report.files.get()
    gulou.post(reverse("campaigns:report_file_remove", args=[copy.public_id]))
    assert b"%PDF" in b"".join(fuzhou.get(reverse("campaigns:report_file", args=[kept.public_id])).streaming_content)


def test_the_second_of_two_writers_sees_both_texts(world, as_, owed):
    gulou, colleague = as_("gulou.reporter"), as_("gulou.manager")
    write(colleague, owed, text="同事的文字")
    answer = write(gulou, owed, do="hand_in", text="我的文字", attach=[upload("我的.pdf")])
    found = answer.content.decode()
    assert answer.status_code == 409
    for words in ("同事的文字", "我的文字", "gulou.manager", 'name="version" value="1"', "我的.pdf"):
        assert words in found
    assert Report.objects.get().text == "同事的文字"
    assert write(gulou, owed, do="hand_in", text="我的文字", version=1).status_code == 302
    assert Report.objects.get().text == "我的文字"


def test_what_was_handed_in_meanwhile_is_said_and_the_words_stay(world, as_, owed):
    write(as_("gulou.manager"), owed, do="hand_in")
    answer = write(as_("gulou.reporter"), owed, text="来不及的文字")
    assert answer.status_code == 422
    assert "已经报送" in answer.content.decode()
    assert "来不及的文字" in answer.content.decode()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title": " "}, "标题"),
        ({"text": ""}, "总结还没有内容"),
        ({"attach": upload("报表.exe", b"MZ..")}, "“报表.exe”的格式不能上传"),
        ({"attach": upload("说明.pdf", b"<html>")}, "“说明.pdf”的内容与文件名不符"),
        ({"attach": upload("图.svg", b"<svg/>")}, "“图.svg”的格式不能上传"),
        ({"attach": upload("宏.docx", zipped(vbaProject__bin=""))}, "“宏.docx”的内容与文件名不符"),
        ({"attach": upload("空.pdf", b"")}, "空"),
        ({"version": ""}, "version"),
    ],
)
def test_bad_input_is_said_and_loses_nothing(world, as_, owed, more, said):
    answer = write(as_("gulou.reporter"), owed, do="hand_in", **more)
    found = answer.content.decode()
    assert answer.status_code == 422
    assert said in found
    assert "开展活动12项。" in found or "text" in more
    assert state(owed) == "open"


def test_good_files_beside_a_bad_one_are_kept(world, as_, owed):
    answer = write(as_("gulou.reporter"), owed, attach=[upload("好.pdf"), upload("坏.exe", b"MZ")])
    assert answer.status_code == 422
    assert [file.name for file in ReportFile.objects.all()] == ["好.pdf"]
    assert "已保存附件：好.pdf" in answer.content.decode()


def test_files_are_for_those_who_see_the_report(world, as_, owed):
    write(as_("gulou.reporter"), owed, attach=[upload("总结.pdf")])
    link = reverse("campaigns:report_file", args=[ReportFile.objects.get().public_id])
    assert as_("fuzhou.manager").get(link).status_code == 404
    write(as_("gulou.reporter"), owed, do="hand_in", version=1)
    for name in ("xiamen.manager", "fujian.manager", "hunan.manager", "housing.reporter", "outsider"):
        assert as_(name).get(link).status_code == 404
    answer = as_("fuzhou.manager").get(link)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    remove = reverse("campaigns:report_file_remove", args=[ReportFile.objects.get().public_id])
    assert as_("fuzhou.manager").post(remove).status_code == 403
    assert "不能删除附件" in as_("gulou.reporter").post(remove, follow=True).content.decode()
    assert AuditEvent.objects.filter(act="总结·下载附件", actor=world.people["fuzhou.manager"]).count() == 1


def test_a_picture_loses_what_the_camera_wrote(world, as_, owed):
    buffer, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "CANARY"
    Image.new("RGB", (8, 6), "navy").save(buffer, "JPEG", exif=exif)
    assert b"CANARY" in buffer.getvalue()
    write(as_("gulou.reporter"), owed, attach=[upload("现场.jpg", buffer.getvalue())])
    link = reverse("campaigns:report_file", args=[ReportFile.objects.get().public_id])
    assert b"CANARY" not in b"".join(as_("gulou.reporter").get(link).streaming_content)
    broken = write(as_("gulou.reporter"), owed, version=1, attach=[upload("断.jpg", buffer.getvalue()[:60])])
    assert broken.status_code == 422
    assert "“断.jpg”不完整或已损坏" in broken.content.decode()
    assert "开展活动12项。" in broken.content.decode()
