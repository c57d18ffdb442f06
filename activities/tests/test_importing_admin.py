"""The activities' table in the back office: taken away, brought in again, all rows or none."""

import datetime as dt

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from activities.models import Activity, CoHolder
from activities.tests.diary import held
from activities.tests.workbooks import book, bytes_of
from orgs.models import AuditEvent, Unit, User

IMPORT, PROCESS = "/admin/activities/activity/import/", "/admin/activities/activity/process_import/"
EXPORT = "/admin/activities/activity/export/"
DAY = dt.date(2024, 9, 10)
HEADINGS = ["年份", "填报单位", "活动", "日期", "地点", "编号"]


@pytest.fixture
def root(client, campaign, world):
    user = User.objects.create(username="root", is_staff=True, is_superuser=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def preview(root, content):
    content = bytes_of(content) if isinstance(content, openpyxl.Workbook) else content
    return root.post(IMPORT, {"import_file": SimpleUploadedFile("活动.xlsx", content), "format": "0", "resource": "0"})


def confirm(root, answer):
    return root.post(PROCESS, answer.context["confirm_form"].initial)


def test_what_is_taken_away_changes_nothing_when_brought_in(root, world, campaign):
    for n, state in enumerate(("draft", "handed_in", "accepted", "returned")):
        made = held(world.fuzhou, campaign, title=f"=活动{n}", state=state, residents=3, text=" 一\n二 ")
    CoHolder.objects.create(activity=made, name="某某协会", order=1)
    form = root.get(EXPORT).context["form"]
    fields = {name: "on" for name in form.fields if name.startswith("activityimportresource_")}
    answer = root.post(EXPORT, {"format": "0", "resource": "0", **fields})
    before = list(Activity.objects.order_by("pk").values())
    shown = preview(root, answer.content)
    assert shown.context["result"].totals["skip"] == 4, shown.content.decode()
    confirm(root, shown)
    assert list(Activity.objects.order_by("pk").values()) == before


def test_rows_are_brought_in_once_and_on_record(root, world, campaign):
    mine = held(world.gulou, campaign, title="旧名")
    made = book([2024, world.xiamen.name, "新活动", DAY, "厦门", None], [2024, None, "新名", DAY, None, mine.public_id],
                headings=HEADINGS)  # fmt: skip
    for new, changed in ((1, 1), (0, 0)):
        answer = preview(root, made)
        totals = answer.context["result"].totals
        assert (totals["new"], totals["update"]) == (new, changed), answer.content.decode()
        confirm(root, answer)
    fresh = Activity.objects.get(title="新活动")
    assert (fresh.unit, fresh.state, fresh.place, fresh.logged_by.username) == (world.xiamen, "draft", "厦门", "root")
    mine.refresh_from_db()
    assert (mine.title, mine.unit) == ("新名", world.gulou)
    assert AuditEvent.objects.filter(act="后台·导入").count() == 2
    assert AuditEvent.objects.filter(act__startswith="活动·导入").count() == 2


def test_one_wrong_row_and_none_is_brought_in(root, world, campaign):
    sent = held(world.gulou, campaign, title="已报送的", state="handed_in")
    Unit.objects.create(
        region=world.regions["xiamen"], name="质量发展科", short_name="质量科", kind="section", within=world.xiamen
    )
    made = book(
        [2024, world.xiamen.name, "好的", DAY, None, None],
        [2024, world.gulou.name, "改名", DAY, None, sent.public_id],
        [2024, "质量发展科", "哪一个科", DAY, None, None],
        [2024, world.xiamen.name, "没有日期", "近日", None, None],
        headings=HEADINGS,
    )
    answer = preview(root, made)
    assert "confirm_form" not in answer.context
    shown = answer.content.decode()
    for words in ("第3行：这项活动已报送", "第4行：“质量发展科”不是", "第5行：“近日”"):
        assert words in shown, words
    assert Activity.objects.count() == 1
    assert "没有2019年的" in preview(root, book([2019, "x", "甲", DAY, None, None], headings=HEADINGS)).content.decode()
