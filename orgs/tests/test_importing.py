"""The system administrator's back office: who gets in, what an import may do, what it refuses before parsing."""

import io
import time
import zipfile

import openpyxl
import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from orgs.capping import Refused, check_workbook
from orgs.importing import SALT
from orgs.models import AuditEvent, Unit, User
from orgs.tableformats import Workbook
from orgs.tests.test_workbooks import book

IMPORT, PROCESS, EXPORT = "/admin/orgs/unit/import/", "/admin/orgs/unit/process_import/", "/admin/orgs/unit/export/"
HEADINGS = ["地区代码", "全称", "所属单位", "简称", "类别", "排列次序"]


@pytest.fixture
def root(world) -> Client:
    return _superuser("root")


def _superuser(name: str) -> Client:
    user = User.objects.create(username=name, is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def workbook(*rows) -> SimpleUploadedFile:
    made = openpyxl.Workbook()
    for row in (HEADINGS, *rows):
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    return SimpleUploadedFile("单位.xlsx", file.getvalue())


def preview(client, file, url=IMPORT):
    return client.post(url, {"import_file": file, "format": "0", "resource": "0"})


def confirm(client, answer, url=PROCESS, **changes):
    form = answer.context["confirm_form"]
    return client.post(url, {**form.initial, **changes})


def test_an_exported_table_imported_again_changes_nothing(root):
    exported = root.post(EXPORT, {"format": "0", "resource": "0", **_all_fields(root)})
    assert exported.status_code == 200
    before = list(Unit.objects.order_by("pk").values())
    answer = preview(root, SimpleUploadedFile("单位.xlsx", b"".join(exported)))
    assert answer.context["result"].totals["skip"] == len(before), answer.content.decode()
    confirm(root, answer)
    assert list(Unit.objects.order_by("pk").values()) == before


def _all_fields(client) -> dict:
    form = client.get(EXPORT).context["form"]
    return {name: "on" for name in form.fields if name.startswith("unitresource_")}


def test_new_rows_are_brought_in_once_and_on_record(root, world):
    row = ["350200", "演示厦门市教育局", "", "演示教育局", "member", 3]
    for new in (1, 0):
        answer = preview(root, workbook(row))
        assert answer.context["result"].totals["new"] == new
        confirm(root, answer)
    made = Unit.objects.get(name="演示厦门市教育局")
    assert (made.region, made.kind, made.order) == (world.regions["xiamen"], "member", 3)
    assert AuditEvent.objects.filter(act="后台·导入").count() == 2


def test_one_wrong_row_and_none_is_brought_in(root):
    good, bad = ["350200", "演示好单位", "", "好", "member", 3], ["999999", "演示坏单位", "", "坏", "member", 3]
    answer = preview(root, workbook(good, bad))
    assert "confirm_form" not in answer.context
    assert not Unit.objects.filter(name="演示好单位").exists()


def test_only_the_own_upload_can_be_confirmed(root):
    answer = preview(root, workbook(["350200", "演示单位", "", "演示", "member", 3]))
    forged = [
        answer.context["confirm_form"].initial["import_file_name"] + "x",
        "../../etc/passwd",
        signing.dumps({"name": "x", "for": "1:orgs.unit"}, salt="another"),
        signing.dumps({"name": "x", "for": "0:orgs.unit"}, salt=SALT),
    ]
    for name in forged:
        assert "请重新选择文件导入" in confirm(root, answer, import_file_name=name).content.decode()
    assert "请重新选择文件导入" in confirm(_superuser("other"), answer).content.decode()
    other_table = confirm(root, answer, "/admin/orgs/letterhead/process_import/")
    assert "请重新选择文件导入" in other_table.content.decode()
    assert not Unit.objects.filter(name="演示单位").exists()


@pytest.mark.parametrize("reference", ["XFD20000", "A1048576", "CW2"])
def test_a_cell_far_away_is_refused_at_once(root, reference):
    made = openpyxl.Workbook()
    made.active[reference] = 1
    file = io.BytesIO()
    made.save(file)
    start = time.perf_counter()
    answer = preview(root, SimpleUploadedFile("大.xlsx", file.getvalue()))
    assert time.perf_counter() - start < 2
    assert "表格过大" in answer.content.decode()


def _packed(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(f"xl/{name}.xml", content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no zip", "不是有效的Excel工作簿"),
        (_packed(a=b" " * 50_000_000), "解开后过大"),
        (_packed(a=b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "不允许的内容"),
        (_packed(a="<!DOCTYPE x>".encode("utf-16")), "不允许的内容"),
        (_packed(a=b" " * 65530 + b'<c r="XFD20000"/>'), "表格过大"),
        (_packed(a=b" " * 65530 + b"<x:c  s='1' t='n' r = 'XFD20000'/>"), "表格过大"),
        (_packed(a=b'<c s="' + b"a" * 60_000 + b'" r="XFD20000"/>'), "表格过大"),
        (_packed(a=b'<c s="' + b"a" * 600_000 + b'" r="XFD20000"/>'), "不允许的内容"),
        (_packed(a=b'<c r="&#88;FD20000"/>'), "不允许的内容"),
        (b"\0" * 6_000_000, "超过5MB"),
    ],
)
def test_bombs_are_refused_before_anything_parses_them(data, words):
    start = time.perf_counter()
    with pytest.raises(Refused, match=words):
        check_workbook(data)
    assert time.perf_counter() - start < 2


def test_numbers_come_back_whole_and_text_as_typed():
    found = Workbook().create_dataset(book(["=1+1", 3], ["平常", 4]))
    assert [list(row) for row in found] == [["=1+1", 3], ["平常", 4]]


def test_a_user_table_never_holds_a_password(root):
    names = root.get("/admin/orgs/user/export/").context["form"].fields
    assert [name for name in names if "password" in name or "superuser" in name or "staff" in name] == []


@pytest.mark.parametrize("who", ["fujian.manager", "nation.approver", "outsider"])
def test_nobody_else_gets_in(world, as_, who):
    User.objects.filter(username=who).update(is_staff=True)
    for url in (IMPORT, EXPORT, "/admin/orgs/unit/", "/admin/orgs/auditevent/", "/admin/orgs/user/"):
        assert as_(who).get(url).status_code == 403
    assert as_(who).post(PROCESS, {}).status_code == 403


def test_the_record_can_only_be_read(root, world):
    event = AuditEvent.objects.create(act="演示", unit=world.fujian)
    assert root.get("/admin/orgs/auditevent/").status_code == 200
    assert root.get(f"/admin/orgs/auditevent/{event.pk}/change/").status_code == 200
    assert root.post(f"/admin/orgs/auditevent/{event.pk}/change/", {"act": "改"}).status_code == 403
    assert root.post(f"/admin/orgs/auditevent/{event.pk}/delete/", {"post": "yes"}).status_code == 403
    assert root.get("/admin/orgs/auditevent/add/").status_code == 403


TABLES = ["orgs/region", "orgs/unit", "orgs/letterhead", "orgs/user", "orgs/seat", "orgs/invitation", "orgs/message",
          "campaigns/campaign", "campaigns/plan", "campaigns/edition", "campaigns/item", "campaigns/request",
          "campaigns/obligation", "campaigns/directexecution", "activities/announcedfigure", "activities/pressnote",
          "activities/activity", "activities/exportfile"]  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_every_table_opens(root, campaign, table):
    assert root.get(f"/admin/{table}/").status_code == 200
    assert root.get("/admin/").status_code == 200
