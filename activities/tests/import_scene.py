"""What `test_importing_faults.py` does in processes of its own: `python -m activities.tests.import_scene build|work N`.

`work N` writes the confirmed import and kills itself with SIGKILL before its N-th query (0: never).
"""

import datetime as dt
import os
import signal
import sys

import django

ROWS = 5000


def build() -> None:
    """The small world, a campaign, and an import of 5,000 rows that was read and confirmed."""
    from django.core.files.base import ContentFile  # after django.setup()
    from django.core.management import call_command  # same
    from django.utils import timezone  # same

    from activities import importing  # same
    from activities.models import WorkbookImport  # same
    from activities.tests.workbooks import book, bytes_of  # same
    from campaigns.models import Campaign  # same
    from orgs.tests.cast import make_world  # same

    call_command("migrate", verbosity=0)
    world = make_world()
    day = dt.date(2024, 9, 1)
    campaign = Campaign.objects.create(year=2024, name="“质量月”", starts_on=day, ends_on=dt.date(2024, 9, 30))
    rows = ([f"活动{n}", day, None, "某某协会"] for n in range(ROWS))
    content = bytes_of(book(*rows, headings=["活动", "日期", "填报单位", "联合单位"]))
    user = world.people["fuzhou.reporter"]
    job = importing.receive(
        unit=world.fuzhou, campaign=campaign, file=ContentFile(content, "活动.xlsx"), pictures=None, by=user
    )
    importing.work()
    job.refresh_from_db()
    importing.confirm(job=job, digest=job.digest, by=user)
    WorkbookImport.objects.update(expires_at=timezone.now() + dt.timedelta(days=30))


def work(kill_at: int) -> None:
    """Let a worker write it; prints how many queries that took."""
    from django.db import connection  # after django.setup()

    from activities import importing  # same
    from activities.models import WorkbookImport  # same

    job = WorkbookImport.objects.get()  # what a tick does once a dead worker's claim is old enough; not the last try
    WorkbookImport.objects.update(claimed_at=None, counts=job.counts | {"attempts": 0})
    asked = [0]

    def counted(execute, sql, params, many, context):
        asked[0] += 1
        if asked[0] == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        importing.work()
    sys.stdout.write(f"{asked[0]}\n")


def count() -> None:
    """Prints how many activities, co-holders and events there are, and the import's state."""
    from activities.models import Activity, CoHolder, WorkbookImport  # after django.setup()
    from orgs.models import AuditEvent  # same

    events = AuditEvent.objects.filter(act="活动·导入登记").count()
    state = WorkbookImport.objects.get().state
    sys.stdout.write(f"{Activity.objects.count()} {CoHolder.objects.count()} {events} {state}\n")


def again() -> None:
    """Take everything back to before the writing, for the next blow."""
    from django.db import connection  # after django.setup()

    from activities.models import Activity, CoHolder, WorkbookImport  # same

    CoHolder.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {Activity._meta.db_table}")  # noqa: S608  (quicker, and nothing hangs on them)
    WorkbookImport.objects.update(state="writing", claimed_at=None)


if __name__ == "__main__":
    django.setup()
    acts = {"build": build, "count": count, "again": again}
    work(int(sys.argv[2])) if sys.argv[1] == "work" else acts[sys.argv[1]]()
