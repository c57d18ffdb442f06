"""Logging an activity: by one sentence, against an action, from the annex; wrong input loses nothing."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from activities.models import Activity, Photo
from activities.tests.diary import held, picture, planned, telling_picture, words
from activities.tests.pictures import png_bomb
from campaigns.reading import contents
from orgs.models import Message

NEW = "/work/activities/new/"
pytestmark = pytest.mark.usefixtures("national")


def edit(activity):
    return reverse("activities:edit", args=[activity.pk])


def test_one_sentence_and_a_date_suffice(as_):
    answer = as_("housing.reporter").post(NEW, words(draft="1"), follow=True)
    activity = Activity.objects.get()
    assert answer.status_code == 200
    assert "尚未报送" in answer.content.decode()
    assert (activity.unit.short_name, activity.state, activity.held_on) == ("市住建局", "draft", dt.date(2024, 9, 10))


def test_hand_in_tells_the_lead_office(as_, world):
    as_("housing.reporter").post(NEW, words(hand_in="1"))
    assert Activity.objects.get().state == "handed_in"
    told = Message.objects.filter(kind="activity_handed_in", channel="portal")
    assert {message.seat.user.username for message in told} == {"fuzhou.manager"}


def test_against_an_action_of_the_plan_above(as_, national):
    action = next(item for item in contents(national).items if item.kind == "action")
    client = as_("fuzhou.reporter")
    page = client.get(NEW, {"item": action.key}).content.decode()
    assert f'value="i{action.key}" id="id_under_i{action.key}" checked' in page
    client.post(NEW, words(under=f"i{action.key}"))
    activity = Activity.objects.get()
    assert (activity.plan, activity.item_key, activity.item_root) == (national.plan, action.key, action.root)
    shown = client.get(reverse("activities:work_activity", args=[activity.pk])).content.decode()
    assert action.heading in shown


def test_everything_that_can_be_filled_in(as_, world):
    more = words(
        ends_on="2024-09-12", place="五一广场", sort="publicity", holders="市住建局\n福州市建筑业协会\n市住建局",
        enterprises="400余", workers="近200", residents="约1.5万", text="现场气氛热烈。", outcome="held",
    )  # fmt: skip
    as_("fuzhou.reporter").post(NEW, more | {"photos": [picture("一.jpg"), picture("二.jpg")]})
    activity = Activity.objects.get()
    assert [(h.name, h.unit_id) for h in activity.co_holders.all()] == [
        ("福州市住房和城乡建设局", world.housing.pk),
        ("福州市建筑业协会", None),
    ]
    assert (activity.enterprises, activity.enterprises_qualifier) == (400, "余")
    assert (activity.workers, activity.workers_qualifier) == (200, "近")
    assert (activity.residents, activity.residents_qualifier) == (15000, "约")
    assert [photo.original_name for photo in activity.photos.all()] == ["一.jpg", "二.jpg"]


def test_joint_activity_is_one_record_seen_by_each(as_, world, campaign):
    as_("fuzhou.reporter").post(NEW, words(hand_in="1", holders="市住建局"))
    assert Activity.objects.count() == 1
    for name, count in (("housing.reporter", 1), ("fuzhou.viewer", 1), ("xiamen.reporter", 0), ("yueyang.reporter", 0)):
        page = as_(name).get("/work/activities/").content.decode()
        assert page.count("举办质量开放日") == count, name


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "请用一句话写明"),
        ({"held_on": ""}, "请填写活动日期"),
        ({"held_on": "2044-09-10"}, "不在本年度“质量月”前后半年之内"),
        ({"held_on": "九月十日"}, "日期"),
        ({"ends_on": "2024-09-01"}, "早于开始日期"),
        ({"enterprises": "许多"}, "不是可以识别的数字"),
        ({"residents": "99999999999"}, "数字过大"),
        ({"outcome": "cancelled"}, "延期或取消的原因"),
        ({"under": "e999999"}, "不在可用的选项中"),
        ({"under": "i00000000-0000-0000-0000-000000000000"}, "不在可用的选项中"),
        ({"holders": "长" * 81}, "过长"),
    ],
)
def test_wrong_input_is_said_and_nothing_typed_is_lost(as_, wrong, sentence):
    typed = words(place="五一广场", text="写了很久的情况") | wrong
    answer = as_("fuzhou.reporter").post(NEW, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "五一广场" in page
    assert "写了很久的情况" in page
    assert not Activity.objects.exists()


@time_machine.travel("2024-09-05 10:00+08:00", tick=False)
def test_what_is_still_to_come_is_planned_not_held(as_):
    client = as_("fuzhou.reporter")
    assert "计划开展" in client.post(NEW, words()).content.decode()
    client.post(NEW, words(outcome="planned"))
    assert Activity.objects.get().outcome == "planned"


def test_photos_of_a_wrong_form_stay_in_a_draft(as_):
    client = as_("fuzhou.reporter")
    answer = client.post(NEW, words(title="", text="情况", photos=[picture()], held_on="2024-09-10"))
    draft = Activity.objects.get()
    assert answer.status_code == 422
    assert edit(draft) in answer.content.decode()
    assert "照片已存入一份草稿" in answer.content.decode()
    assert draft.photos.count() == 1
    said = client.post(reverse("activities:hand_in", args=[draft.pk]), follow=True).content.decode()
    assert "用一句话写明" in said
    assert client.get(edit(draft)).context["form"]["title"].value() == ""
    client.post(edit(draft), words(version=draft.version))
    draft.refresh_from_db()
    assert (draft.title, draft.photos.count()) == ("举办质量开放日，市民走进实验室", 1)


BAD = {
    "说明.jpg": (b"%PDF-1.7 not a picture", "不支持PDF格式"),
    "图.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "不支持SVG格式"),
    "大图.png": (png_bomb(), "图片像素过多"),
    "文字.png": (b"hello", "不是图片"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_photo_is_named_and_costs_nothing_else(as_, name):
    data, sentence = BAD[name]
    files = [picture("好一.jpg"), SimpleUploadedFile(name, data, "image/jpeg"), picture("好二.jpg")]
    answer = as_("fuzhou.reporter").post(NEW, words(hand_in="1", photos=files), follow=True)
    page = answer.content.decode()
    assert f"照片“{name}”没有保存" in page
    assert sentence in page
    activity = Activity.objects.get()
    assert activity.state == "draft"
    assert [photo.original_name for photo in activity.photos.all()] == ["好一.jpg", "好二.jpg"]


def test_too_many_too_big_and_twice_the_same(as_, settings):
    settings.PHOTOS_PER_ACTIVITY, settings.PHOTO_MAX_BYTES, settings.PHOTO_MAX_PIXELS = 2, 20_000, 500_000
    same = picture("甲.jpg")
    again = SimpleUploadedFile("乙.jpg", same.read(), "image/jpeg")
    same.seek(0)
    big = SimpleUploadedFile("过大.jpg", picture().read() + b"\0" * 20_000, "image/jpeg")
    wide = picture("过宽.jpg", size=(1000, 501))
    files = [same, again, big, wide, picture("丙.jpg"), picture("丁.jpg")]
    page = as_("fuzhou.reporter").post(NEW, words(photos=files), follow=True).content.decode()
    assert "照片“乙.jpg”没有保存：本活动已有同一张照片" in page
    assert "照片“过大.jpg”没有保存：图片超过" in page
    assert "照片“过宽.jpg”没有保存：图片像素过多（1000×501），最多50万像素" in page
    assert "照片“丁.jpg”没有保存：每项活动最多2张" in page
    assert [photo.original_name for photo in Photo.objects.all()] == ["甲.jpg", "丙.jpg"]


def test_foreign_ids_give_nothing_away(as_, world, campaign, national):
    entry = planned(national, world.xiamen, "厦门内部计划")
    client = as_("fuzhou.reporter")
    assert client.get(NEW, {"entry": entry.pk}).status_code == 404
    assert client.get(NEW, {"unit": world.xiamen.pk}).status_code == 404
    assert client.post(NEW, words(unit=world.xiamen.pk)).status_code == 404
    page = client.post(NEW, words(under=f"e{entry.pk}")).content.decode()
    assert "厦门内部计划" not in page
    assert as_("outsider").get(NEW).status_code == 403
    assert as_("fuzhou.viewer").get(NEW).status_code == 403


def test_others_drafts_do_not_exist(as_, world, campaign):
    draft = held(world.fuzhou, campaign, title="尚未报送的内容")
    pages = ["work_activity", "edit", "photos", "disclose", "review_one"]
    steps = ["hand_in", "withdraw", "delete"]
    for name in ("xiamen.reporter", "xiamen.manager", "yueyang.manager", "fujian.manager", "outsider"):
        client = as_(name)
        got = [client.get(reverse(f"activities:{page}", args=[draft.pk])) for page in pages]
        got += [client.post(reverse(f"activities:{step}", args=[draft.pk])) for step in steps]
        assert {answer.status_code for answer in got} == {404}, name
        assert "尚未报送的内容" not in client.get("/work/activities/?tab=region").content.decode()
    assert as_("fuzhou.viewer").post(edit(draft), words()).status_code == 403


def test_two_people_at_once_see_both_texts(as_, world, campaign):
    draft = held(world.fuzhou, campaign, title="开工前的标题")
    as_("fuzhou.reporter").post(edit(draft), words(title="先保存的标题", version=0))
    answer = as_("fuzhou.manager").post(edit(draft), words(title="后写的标题", version=0, text="不能丢"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(text in page for text in ("先保存的标题", "后写的标题", "不能丢", 'name="version" value="1"'))
    draft.refresh_from_db()
    assert draft.title == "先保存的标题"
    as_("fuzhou.manager").post(edit(draft), words(title="后写的标题", version=1))
    draft.refresh_from_db()
    assert draft.title == "后写的标题"


def test_handed_in_meanwhile_keeps_the_words_on_the_page(as_, world, campaign):
    activity = held(world.fuzhou, campaign, "handed_in")
    answer = as_("fuzhou.reporter").post(edit(activity), words(text="写了很久的情况", version=0))
    assert answer.status_code == 409
    assert "写了很久的情况" in answer.content.decode()


def test_withdraw_and_delete(as_, world, campaign):
    client = as_("fuzhou.reporter")
    client.post(NEW, words(hand_in="1", photos=[telling_picture()]))
    activity = Activity.objects.get()
    said = client.post(reverse("activities:delete", args=[activity.pk]), follow=True).content.decode()
    assert "不能再删除" in said
    client.post(reverse("activities:withdraw", args=[activity.pk]))
    client.post(reverse("activities:delete", args=[activity.pk]))
    assert not Activity.objects.exists()
    assert not Photo.objects.exists()


def test_fields_outside_the_form_stay(as_, world, campaign):
    draft = held(world.fuzhou, campaign)
    extra = {"state": "accepted", "openness": "public", "unit_id": world.xiamen.pk, "accepted_by": 1, "campaign": 9}
    as_("fuzhou.reporter").post(edit(draft), words(version=0) | extra)
    draft.refresh_from_db()
    assert (draft.state, draft.openness, draft.unit, draft.accepted_by) == ("draft", "", world.fuzhou, None)
