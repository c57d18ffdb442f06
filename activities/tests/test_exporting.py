import csv
import datetime as dt
import io
import re

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from activities import exporting
from activities.forms.exporting import ExportForm
from activities.models import Activity, CoHolder, ExportFile
from activities.tasks import make_exports, sweep_exports
from activities.tests.logbook import log, picture
from campaigns.models import Obligation, Request
from orgs.models import AuditEvent, Seat, Unit

URL = "/work/exports/"
CANARY = "金丝雀甲乙丙"


@pytest.fixture
def rows(world, campaign):
    due_on = dt.date(2024, 10, 12)
    request = Request.objects.create(campaign=campaign, unit=world.fujian, title="报送总结", due_on=due_on)
    for unit in (world.fuzhou, world.xiamen):
        Obligation.objects.create(request=request, unit=unit, due_on=request.due_on)
    joint = log(world.fuzhou, campaign, "=联合活动", enterprises=400, enterprises_qualifier="余")
    CoHolder.objects.create(activity=joint, unit=world.xiamen, name="厦门市市场监督管理局")
    picture(joint)
    log(world.housing, campaign, state="handed_in")
    log(world.fujian, campaign, "本级草稿", state="draft")
    log(world.fuzhou, campaign, CANARY, state="draft")
    log(world.yueyang, campaign, CANARY)
    return world


def made(client, unit, format="xlsx") -> ExportFile:
    answer = client.post(URL, {"unit": unit.pk, "format": format})
    assert answer.status_code == 302, answer.content.decode()
    make_exports()
    file = ExportFile.objects.latest("pk")
    assert file.state == "done", file.message
    return file


def fetched(client, file) -> bytes:
    answer = client.get(reverse("activities:export_file", args=[file.public_id]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def sheets(content: bytes) -> dict[str, list]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_the_rows_are_those_the_manager_may_see(rows, as_, campaign):
    client = as_("fujian.manager")
    file = made(client, rows.fujian)
    found = sheets(fetched(client, file))
    manager = rows.people["fujian.manager"]
    visible = Activity.objects.visible_to(manager).filter(campaign=campaign)
    assert list(found) == ["汇总", "活动明细", "典型案例", "照片目录", "报送情况"]
    heading, *body = found["活动明细"]
    assert sorted(row[heading.index("活动")] for row in body) == sorted(a.title for a in visible)
    assert len(found["报送情况"]) - 1 == Obligation.objects.visible_to(manager).count() == 2
    assert CANARY not in str(found)
    assert file.rows == len(body) + len(found["照片目录"]) - 1 + 2


def test_figures_are_numbers_with_their_qualifier_and_days_are_days(rows, as_):
    client = as_("fuzhou.manager")
    heading, *body = sheets(fetched(client, made(client, rows.fuzhou)))["活动明细"]
    joint = next(dict(zip(heading, row, strict=True)) for row in body if row[heading.index("活动")] == "=联合活动")
    assert (joint["经营主体（家次）"], joint["经营主体限定词"], joint["照片（张）"]) == (400, "余", 1)
    assert joint["日期"] == dt.datetime(2024, 9, 10)  # noqa: DTZ001
    assert joint["联合单位"] == "厦门市市场监督管理局"


def test_a_member_body_exports_its_own(rows, as_):
    Seat.objects.create(user=rows.people["housing.reporter"], unit=rows.housing, role="manager")
    client = as_("housing.reporter")
    found = sheets(fetched(client, made(client, rows.housing)))
    assert (len(found["活动明细"]), len(found["报送情况"])) == (2, 1)


def test_csv_is_safe_and_its_name_is_right_in_every_browser(rows, as_):
    client = as_("fuzhou.manager")
    file = made(client, rows.fuzhou, "activities")
    answer = client.get(reverse("activities:export_file", args=[file.public_id]))
    wanted = r"attachment; filename=\"[0-9A-Za-z-]+\.csv\"; filename\*=UTF-8''%[0-9A-Za-z%.-]+\.csv"
    assert re.fullmatch(wanted, answer["Content-Disposition"])
    content = b"".join(answer.streaming_content)
    assert content.startswith("\ufeff地区".encode())
    found = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert "'=联合活动" in [row["活动"] for row in found]


@pytest.mark.parametrize("who", ["fujian.drafter", "fujian.viewer", "fuzhou.reporter", "outsider"])
def test_other_posts_do_not_export(rows, as_, who):
    assert as_(who).get(URL).status_code == 403
    assert as_(who).post(URL, {"unit": rows.fujian.pk, "format": "xlsx"}).status_code == 403


@pytest.mark.parametrize("who", ["xiamen.manager", "hunan.manager", "fuzhou.manager"])
def test_a_foreign_unit_is_refused_with_a_sentence(rows, as_, who):
    answer = as_(who).post(URL, {"unit": rows.fujian.pk, "format": "xlsx"})
    assert "没有可以导出的岗位" in answer.content.decode()
    assert not ExportFile.objects.exists()


def test_only_the_requester_fetches_it_for_a_day_while_entitled(rows, as_):
    client = as_("fujian.manager")
    file = made(client, rows.fujian)
    url = reverse("activities:export_file", args=[file.public_id])
    for other in ("fujian.approver", "fuzhou.manager", "hunan.manager", "outsider"):
        assert as_(other).get(url).status_code == 404
    fetched(client, file)
    assert list(AuditEvent.objects.filter(act__startswith="导出").values_list("act", flat=True)) == [
        "导出·下载", "导出·生成", "导出·申请"]  # fmt: skip
    Seat.objects.filter(user=rows.people["fujian.manager"]).update(ended_at=timezone.now())
    assert client.get(url).status_code == 404
    Seat.objects.filter(user=rows.people["fujian.manager"]).update(ended_at=None)
    ExportFile.objects.update(expires_at=timezone.now())
    assert client.get(url).status_code == 404


def test_dead_files_are_swept_away(rows, as_):
    client = as_("fujian.manager")
    old = made(client, rows.fujian)
    ExportFile.objects.update(expires_at=timezone.now())
    sweep_exports()
    assert not ExportFile.objects.filter(pk=old.pk).exists()
    assert not old.file.storage.exists(old.file.name)


def test_too_many_rows_are_refused_in_words(rows, as_, settings):
    settings.EXPORT_MAX_ROWS = 1
    answer = as_("fujian.manager").post(URL, {"unit": rows.fujian.pk, "format": "xlsx"})
    assert "超过一次导出的上限" in answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_the_rows(world, campaign, as_, number, django_assert_max_num_queries):
    client = as_("fujian.manager")
    for _ in range(number):
        log(world.fuzhou, campaign)
    client.get(URL)
    with django_assert_max_num_queries(95):
        made(client, world.fujian)


def test_the_list_of_files_and_the_right_agree_for_the_whole_cast(rows, as_):
    files = [made(as_("fujian.manager"), rows.fujian), made(as_("fuzhou.approver"), rows.fuzhou)]
    for who in rows.people.values():
        allowed = {file for file in files if who.has_perm("activities.fetch_export", file)}
        assert set(ExportFile.objects.visible_to(who)) == allowed
        offered = set(ExportForm(user=who).fields["unit"].queryset)
        assert offered == {unit for unit in Unit.objects.all() if who.has_perm("activities.export_unit", unit)}


def test_asked_again_it_waits_in_the_same_line(world, campaign, as_):
    client = as_("fujian.manager")
    exporting.ask(unit=world.fujian, campaign=campaign, format="activities", total=3, by=world.people["fujian.manager"])
    file = ExportFile.objects.get()
    client.post(reverse("activities:export_cancel", args=[file.public_id]))
    for query in "abcde":
        client.post(URL, {"unit": world.fujian.pk, "format": "activities", "query": f"q={query}", "scope": "list"})
    answer = client.post(reverse("activities:export_again", args=[file.public_id]), follow=True)
    assert "您已有5个导出正在生成" in answer.content.decode()
    file.refresh_from_db()
    assert file.state == "cancelled"
