"""Import of an export changes nothing: whatever the words and states, with and without 编号."""

import io

import openpyxl
import pytest

from activities import importing
from activities.models import Activity, CoHolder, Counter
from activities.tests.diary import held, planned
from activities.tests.exports import exported
from activities.tests.logbook import picture
from activities.tests.workbooks import URL, bytes_of, counts, page, read
from campaigns.models import Plan


@pytest.fixture
def reporter(as_, national):
    return as_("fuzhou.reporter")


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
            Counter.objects.create(activity=made, kind="boards", value=3)
            Counter.objects.create(activity=made, kind="trained", value=80, qualifier="余")
    held(world.fuzhou, campaign, title="同名同日", text="一")
    held(world.fuzhou, campaign, title="同名同日", text="二")
    held(world.gulou, campaign, title="区里的", state="handed_in")
    assert Plan.objects.count() == 1
    return world


@pytest.mark.parametrize("known", [True, False])
def test_import_of_an_export_changes_nothing(reporter, as_, strange, known):
    """The very file that the page gives away, all its sheets; with and without 编号, by which rows are known."""
    before = list(Activity.objects.order_by("pk").values())
    content = exported(as_("fuzhou.manager"), strange.fuzhou)
    if not known:
        content = _without_numbers(content)
    job = read(reporter, content)
    same = {"new": 0, "changed": 0, "same": 13, "wrong": 0, "left": 0}
    assert counts(job) == same, job.preview.read().decode()
    assert "没有读取：汇总" in page(reporter, job)
    confirm_anyway(reporter, job)
    assert list(Activity.objects.order_by("pk").values()) == before
    assert sorted(Counter.objects.values_list("kind", "value", "qualifier")) == [
        ("boards", 3, ""),
        ("trained", 80, "余"),
    ]


def confirm_anyway(client, job) -> None:
    client.post(f"{URL}{job.public_id}/confirm/", {"digest": job.digest})
    importing.work()


def _without_numbers(content: bytes) -> bytes:
    made = openpyxl.load_workbook(io.BytesIO(content))
    sheet = made["活动明细"]
    sheet.delete_cols([cell.value for cell in sheet[1]].index("编号") + 1)
    return bytes_of(made)
