"""Import of an export changes nothing: whatever the words and states, with and without 编号."""

import datetime as dt
import io

import openpyxl
import pytest

from activities import extracting, importing
from activities.choices import CounterKind
from activities.models import Activity, CoHolder
from activities.resources import ActivityResource
from activities.tests.diary import held, planned
from activities.tests.logbook import picture
from activities.tests.workbooks import URL, bytes_of, counts, page, read
from campaigns.models import Plan
from orgs.workbooks import Sheet, write

DAY = dt.date(2024, 9, 10)


@pytest.fixture
def reporter(as_, national):
    return as_("fuzhou.reporter")


def exported(rows, resource) -> bytes:
    file = io.BytesIO()
    headings = resource.get_export_headers()
    cells = (resource.export_resource(row) for row in rows)
    other = Sheet("汇总", ["活动", "日期", "数"], [9, 9, 9], [["不是活动", DAY, 1]])
    write(file, [other, Sheet("活动明细", headings, [12] * len(headings), cells)], header="", footer="")
    return file.getvalue()


@pytest.fixture
def strange(world, campaign, national):
    """Activities in every state with words that are hard on a table."""
    item = national.items.filter(kind="action").first()
    entry = planned(national, world.fuzhou)
    texts = [" 首\r\n次\n末 ", "=1+1", "'=1", "'只是引号", "_x0041_", "－2", "@a", "tab\there", "", "a、b；c"]
    for n, text in enumerate(texts):
        state = ("draft", "handed_in", "returned", "accepted")[n % 4]
        more = {"text": text, "title": text.strip() or "无", "place": text[:9], "state": state}
        made = held(world.fuzhou, campaign, **more, residents=n, residents_qualifier="余", sort="brands")
        if n == 1:
            Activity.objects.filter(pk=made.pk).update(plan=national.plan, item_key=item.key, item_root=item.root)
        if n == 2:
            Activity.objects.filter(pk=made.pk).update(plan=national.plan, planned_as=entry)
        if n == 3:
            CoHolder.objects.create(activity=made, unit=world.housing, name=world.housing.name, order=1)
            picture(made)
    held(world.fuzhou, campaign, title="同名同日", text="一")
    held(world.fuzhou, campaign, title="同名同日", text="二")
    held(world.gulou, campaign, title="区里的", state="handed_in")
    assert Plan.objects.count() == 1
    return world


@pytest.mark.parametrize("final", [False, True])
def test_import_of_an_export_changes_nothing(reporter, strange, campaign, final):
    """The export as its resource declares it now, and with the final headings, 编号 last."""
    user, before = strange.people["fuzhou.reporter"], list(Activity.objects.order_by("pk").values())
    rows = extracting.described(extracting.activities(user=user, unit=strange.fuzhou, campaign=campaign))
    assert rows.count() == 13
    content = exported(rows, ActivityResource())
    if final:
        content = _with_final_headings(content, rows)
    job = read(reporter, content)
    assert counts(job) == {"new": 0, "changed": 0, "same": 13, "wrong": 0, "left": 0}, job.preview.read().decode()
    assert "没有读取：汇总" in page(reporter, job)
    confirm_anyway(reporter, job)
    assert list(Activity.objects.order_by("pk").values()) == before


def confirm_anyway(client, job) -> None:
    client.post(f"{URL}{job.public_id}/confirm/", {"digest": job.digest})
    importing.work()


def _with_final_headings(content: bytes, rows) -> bytes:
    made = openpyxl.load_workbook(io.BytesIO(content))
    sheet = made["活动明细"]
    heading = [cell.value for cell in sheet[1]]
    wanted = [*(str(label) for label in CounterKind.labels), "其他指标限定词", "编号"]
    for word in (word for word in wanted if word not in heading):
        sheet.cell(1, sheet.max_column + 1, word)
    at = [cell.value for cell in sheet[1]].index("编号")
    for row, activity in zip(sheet.iter_rows(min_row=2), rows, strict=True):
        row[at].value = activity.public_id
    return bytes_of(made)
