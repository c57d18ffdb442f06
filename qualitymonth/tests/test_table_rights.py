"""后台: every master table goes out and comes back unchanged; who may, table by table; all rows or none."""

import csv
import datetime as dt
import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from activities.models import AnnouncedFigure, PressNote
from campaigns.models import AdaptationRule, Campaign
from orgs import table_rights
from orgs.importing import Tables
from orgs.models import AuditEvent, Letterhead, Membership, Region, Seat, Unit, User

TABLES = {
    "orgs/unit": Unit, "orgs/letterhead": Letterhead, "orgs/membership": Membership, "orgs/user": User,
    "orgs/seat": Seat, "campaigns/campaign": Campaign, "campaigns/adaptationrule": AdaptationRule,
    "activities/announcedfigure": AnnouncedFigure, "activities/pressnote": PressNote,
}  # fmt: skip
ADMINISTRATORS_ONLY = ("orgs/user", "orgs/seat")  # to bring these in is to open the portal to somebody
EXPORTED = ("orgs/region",)
FORMATS = {"0": "xlsx", "1": "csv"}


@pytest.fixture
def masters(world, campaign) -> None:
    """At least two rows of every table, some with words that a spreadsheet would take for a formula."""
    Unit.objects.create(region=world.regions["xiamen"], name="质量发展科", short_name="质量科", kind="section",
                        within=world.xiamen, starts_on=dt.date(2024, 1, 1))  # fmt: skip
    Unit.objects.create(region=world.regions["xiamen"], name="=厦门市协会", short_name="-协会", kind="member")
    Membership.objects.create(letterhead=world.letterhead, unit=world.housing, order=1)
    Membership.objects.create(letterhead=world.letterhead, unit=world.section, order=2)
    Letterhead.objects.create(unit=world.fuzhou, name="福州市质量强市办", seal_note="@代章")
    Seat.objects.create(user=world.people["outsider"], unit=world.section, role="reporter")
    User.objects.filter(username="outsider").update(phone="+86 591 0000", display_name="'引号")
    Campaign.objects.create(year=2024, is_demo=True, name="演示", theme="=主题", starts_on=dt.date(2024, 9, 1),
                            ends_on=dt.date(2024, 9, 30))  # fmt: skip
    for each in Campaign.objects.all():
        common = {"campaign": each, "region": world.regions["fujian"], "source_title": "＝来源",
                  "source_publisher": "演示日报", "published_on": dt.date(2024, 9, 9)}  # fmt: skip
        AnnouncedFigure.objects.create(counted="activities", value=400, qualifier="余", wording="400余项", **common)
        PressNote.objects.create(headline="+开门红", when="近日", **common)
    for unit in (world.fujian, world.section):
        AdaptationRule.objects.create(unit=unit, old="质量强国", new="质量强省", added_by=None)


def entered(name: str, *rights: str, root: bool = False) -> Client:
    """A person of the back office with a group of these rights (`import_unit`)."""
    user = User.objects.create(username=name, is_staff=True, is_superuser=root)
    group = Group.objects.create(name=f"{name}的角色")
    group.permissions.set(Permission.objects.filter(codename__in=rights))
    assert group.permissions.count() == len(rights)
    user.groups.add(group)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def exported(client, table: str, format: str):
    form = client.get(f"/admin/{table}/export/").context["form"]
    ticked = {name: "on" for name in form.fields if "resource_" in name}
    return client.post(f"/admin/{table}/export/", {"format": format, "resource": "0", **ticked})


def previewed(client, table: str, content: bytes, format: str):
    file = SimpleUploadedFile(f"表.{FORMATS[format]}", content)
    return client.post(f"/admin/{table}/import/", {"import_file": file, "format": format, "resource": "0"})


def confirmed(client, table: str, answer):
    return client.post(f"/admin/{table}/process_import/", answer.context["confirm_form"].initial, follow=True)


def rows(model) -> list[dict]:
    return list(model._default_manager.order_by("pk").values())


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("table", TABLES)
def test_a_table_that_went_out_comes_back_unchanged(masters, table, format):
    """With the right to do both, where a group can have it."""
    name = table.partition("/")[2]
    root = table in ADMINISTRATORS_ONLY
    client = entered("clerk", *([] if root else [f"import_{name}", f"export_{name}"]), root=root)
    before = rows(TABLES[table])
    content = b"".join(exported(client, table, format))
    if format == "1":
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "＝"))]
    answer = previewed(client, table, content, format)
    totals = answer.context["result"].totals
    assert totals["skip"] == sum(totals.values()) >= 1, answer.content.decode()
    confirmed(client, table, answer)
    assert rows(TABLES[table]) == before
    acts = AuditEvent.objects.filter(actor__username="clerk", act__startswith="后台").values_list("act", flat=True)
    assert set(acts) == {"后台·导出", "后台·导入"}


@pytest.mark.parametrize("table", [*TABLES, *EXPORTED])
def test_without_the_right_there_is_no_button_and_no_way_in(masters, table):
    name = table.partition("/")[2]
    other = "export_letterhead" if name == "unit" else "export_unit"
    client = entered("clerk", other)
    for page in ("", "import/", "export/"):
        assert client.get(f"/admin/{table}/{page}").status_code in (403, 404)
    assert client.post(f"/admin/{table}/process_import/", {}).status_code in (403, 404)
    only = entered("reader", f"export_{name}")
    shown = only.get(f"/admin/{table}/")
    assert shown.status_code == 200
    words = shown.content.decode()
    assert (f"/admin/{table}/export/" in words, f"/admin/{table}/import/" in words) == (
        True, False)  # fmt: skip
    assert only.get(f"/admin/{table}/export/").status_code == 200
    assert only.get(f"/admin/{table}/import/").status_code in (403, 404)
    assert only.post(f"/admin/{table}/process_import/", {}).status_code in (403, 404)


def test_to_take_a_table_in_is_not_to_take_it_out_and_never_to_edit_it(masters, world):
    client = entered("clerk", "import_unit")
    page = client.get("/admin/orgs/unit/").content.decode()
    assert ("/admin/orgs/unit/import/" in page, "/admin/orgs/unit/export/" in page) == (True, False)
    assert client.get("/admin/orgs/unit/import/").status_code == 200
    assert client.get("/admin/orgs/unit/export/").status_code == 403
    assert f"/admin/orgs/unit/{world.fujian.pk}/change/" not in page
    assert client.get(f"/admin/orgs/unit/{world.fujian.pk}/change/").status_code in (302, 403)
    assert client.get("/admin/orgs/unit/add/").status_code == 403
    erase = {"action": "delete_selected", "_selected_action": [world.fujian.pk], "post": "yes"}
    client.post("/admin/orgs/unit/", erase)
    assert Unit.objects.filter(pk=world.fujian.pk).exists()


def test_a_right_without_the_back_office_opens_nothing(masters, world, as_):
    right = Permission.objects.get(codename="export_unit")
    world.people["outsider"].user_permissions.add(right)
    assert as_("outsider").get("/admin/orgs/unit/export/").status_code in (302, 403)


def test_people_and_posts_cannot_be_granted_for_import(db):
    names = set(table_rights.grantable().values_list("codename", flat=True))
    assert {"import_user", "import_seat", "import_activity", "export_activity", "import_region"} & names == set()
    assert {"export_user", "export_seat", "import_unit", "export_unit", "export_region"} <= names
    granted = {(table.opts.label_lower, act) for table in table_rights.tables() for act in table.grantable}
    assert len(granted) == len(names)
    assert all(isinstance(table, Tables) for table in table_rights.tables())


def test_the_administrator_gives_the_rights_to_a_group_on_record(masters):
    root = entered("root", root=True)
    page = root.get("/admin/auth/group/add/").content.decode()
    assert "导入单位" in page
    assert "can add" not in page.lower()
    right = Permission.objects.get(codename="import_unit")
    root.post("/admin/auth/group/add/", {"name": "机构维护", "permissions": [right.pk]})
    group = Group.objects.get(name="机构维护")
    assert list(group.permissions.all()) == [right]
    assert AuditEvent.objects.filter(act="后台·新增", subject_name="机构维护").exists()
    other = Permission.objects.get(codename="add_user")
    root.post("/admin/auth/group/add/", {"name": "越权", "permissions": [other.pk]})
    assert not Group.objects.filter(name="越权").exists()
    assert entered("clerk", "export_unit").get("/admin/auth/group/").status_code == 403


def test_a_right_taken_away_between_preview_and_confirmation_ends_it(masters):
    client = entered("clerk", "import_unit")
    answer = previewed(client, "orgs/unit", _units(["350200", "演示新单位", "", "新", "member", 3]), "1")
    Group.objects.get().permissions.clear()
    before = Unit.objects.count()
    assert confirmed(client, "orgs/unit", answer).status_code == 403
    assert Unit.objects.count() == before


def test_what_became_wrong_after_the_preview_brings_in_nothing(masters, world):
    client = entered("clerk", "import_unit")
    rows = [["350200", "演示甲单位", "", "甲", "member", 3], ["430600", "演示乙单位", "", "乙", "lead", 3]]
    Unit.objects.filter(pk=world.yueyang.pk).update(kind="member")
    answer = previewed(client, "orgs/unit", _units(*rows), "1")
    Unit.objects.filter(pk=world.yueyang.pk).update(kind="lead")
    page = confirmed(client, "orgs/unit", answer).content.decode()
    assert "没有写入任何内容" in page
    assert not Unit.objects.filter(name__startswith="演示").exists()
    assert AuditEvent.objects.filter(act="后台·导入未完成").exists()


def test_a_file_is_confirmed_once(masters):
    client = entered("clerk", "import_unit")
    answer = previewed(client, "orgs/unit", _units(["350200", "演示新单位", "", "新", "member", 3]), "1")
    confirmed(client, "orgs/unit", answer)
    again = client.post("/admin/orgs/unit/process_import/", answer.context["confirm_form"].initial)
    assert "已经导入，或存放已过期" in again.content.decode()
    assert Unit.objects.filter(name="演示新单位").count() == 1


def _units(*rows: list) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["地区代码", "全称", "所属单位", "简称", "类别", "排列次序"], *rows])
    return text.getvalue().encode()


def test_demo_rows_of_a_year_do_not_leave_under_the_real_ones_number(masters):
    content = b"".join(exported(entered("root", root=True), "activities/pressnote", "1")).decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(content)))) == 2
    assert PressNote.objects.count() == 2


def test_regions_go_out_and_never_come_in(world):
    client = entered("root", root=True)
    content = b"".join(exported(client, "orgs/region", "1")).decode("utf-8-sig")
    assert len(content.splitlines()) == Region.objects.count() + 1
    assert client.get("/admin/orgs/region/import/").status_code == 403
