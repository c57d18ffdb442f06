"""A year of activities to export, and the way from the form to the file."""

import datetime as dt
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from activities import picturing
from activities.models import Activity, CoHolder, Counter, ExportFile, Photo
from activities.tasks import make_exports
from activities.tests.logbook import log
from activities.tests.pictures import telling_jpeg

SOFFICE = shutil.which("soffice") or ""
URL = "/work/exports/"


def exported(client, unit, format="xlsx", **more) -> bytes:
    answer = client.post(URL, {"unit": unit.pk, "format": format, **more})
    assert answer.status_code == 302, answer.content.decode()
    make_exports()
    file = ExportFile.objects.latest("pk")
    assert file.state == "done", file.message
    answer = client.get(reverse("activities:export_file", args=[file.public_id]))
    return b"".join(answer.streaming_content)


def rows_of(content: bytes, sheet: str) -> list[dict]:
    heading, *rows = openpyxl.load_workbook(io.BytesIO(content))[sheet].iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def pictured(activity: Activity, number: int, **values) -> list[Photo]:
    """So many photos with everything a camera leaves behind, kept as an upload is."""
    state, before = activity.state, set(activity.photos.values_list("pk", flat=True))
    Activity.objects.filter(pk=activity.pk).update(state="draft")
    for n in range(number):
        taken = f"2024:09:10 09:{n:02d}:{activity.pk % 60:02d}"
        picturing.add(activity=activity, file=SimpleUploadedFile(f"IMG_{n}.jpg", telling_jpeg(taken=taken)), by=None)
    Activity.objects.filter(pk=activity.pk).update(state=state)
    activity.photos.exclude(pk__in=before).update(**values)
    return list(activity.photos.exclude(pk__in=before))


def log_year(world, campaign) -> None:
    first = log(world.fuzhou, campaign, "启动仪式", residents=400, residents_qualifier="余", sort="publicity")
    Counter.objects.create(activity=first, kind="materials", value=300, qualifier="约")
    Counter.objects.create(activity=first, kind="trained", value=20, qualifier="余")
    Counter.objects.create(activity=first, kind="boards", value=6)
    CoHolder.objects.create(activity=first, unit=world.xiamen, name="厦门市市场监督管理局")
    log(world.gulou, campaign, "进社区", workers=30, enterprises=5, sort="services", state="handed_in")
    log(world.gulou, campaign, "培训", workers=12, sort="", held_on=dt.date(2024, 9, 3))
    log(world.xiamen, campaign, "下周开展", outcome="planned")
    log(world.fujian, campaign, "省局宣讲", residents=50, sort="publicity")
    log(world.yueyang, campaign, "外省的活动", residents=7777)


def converted(content: bytes, suffix: str, target: str, folder: Path) -> Path:
    (folder / f"in.{suffix}").write_bytes(content)
    home = f"-env:UserInstallation=file://{folder}/home"
    command = [
        SOFFICE,
        home,
        "--headless",
        "--convert-to",
        target,
        "--outdir",
        str(folder),
        str(folder / f"in.{suffix}"),
    ]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
    return folder
