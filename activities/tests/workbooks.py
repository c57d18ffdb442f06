"""Workbooks as people upload them, and an import from upload to result."""

import io
import re
import zipfile

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from activities import importing
from activities.models import WorkbookImport
from activities.table_columns import COLUMNS

URL = "/work/activities/import/"
HEADINGS = [column.heading for column in COLUMNS]
BASIC = ["活动", "日期", "填报单位"]


def book(*rows, headings=BASIC, sheet="活动明细", before=()) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in (*before, headings, *rows):
        made.active.append(list(row))
    return made


def full(**cells) -> list:
    """A row under HEADINGS; the columns are named by their headings."""
    return [cells.get(heading) for heading in HEADINGS]


def bytes_of(made: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def upload(client, content, *, name="活动.xlsx", unit=None, pictures=None):
    """Post a workbook (or bytes) to the page; the answer."""
    content = bytes_of(content) if isinstance(content, openpyxl.Workbook) else content
    data = {"file": SimpleUploadedFile(name, content)}
    if unit is not None:
        data["unit"] = unit.pk
    if pictures is not None:
        data["pictures"] = SimpleUploadedFile("照片.zip", pictures)
    return client.post(URL, data)


def read(client, content, **more) -> WorkbookImport:
    """Upload and let the worker read it."""
    answer = upload(client, content, **more)
    assert answer.status_code == 302, answer.content.decode()
    importing.work()
    job = WorkbookImport.objects.latest("pk")
    assert answer["Location"] == f"{URL}{job.public_id}/"
    return job


def confirm(client, job) -> WorkbookImport:
    """Press the page's button and let the worker write."""
    page = client.get(f"{URL}{job.public_id}/").content.decode()
    digest = re.search(r'name="digest" value="(\w+)"', page)
    assert digest, page
    client.post(f"{URL}{job.public_id}/confirm/", {"digest": digest[1]})
    importing.work()
    job.refresh_from_db()
    return job


def page(client, job, **query) -> str:
    answer = client.get(f"{URL}{job.public_id}/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def counts(job) -> dict:
    return {kind: number for kind, number in job.counts.items() if kind in ("new", "changed", "same", "wrong", "left")}


def packed(**files: bytes) -> bytes:
    """A ZIP; names with an extension are given as `a__jpg`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in files.items():
            package.writestr(name.replace("__", "."), content)
    return file.getvalue()
