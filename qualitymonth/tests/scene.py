"""What `test_processes.py` does in processes of its own: `python -m qualitymonth.tests.scene build|owe NAME`."""

import datetime as dt
import sys

import django


def build() -> None:
    """An empty database with the small world of the tests and a campaign."""
    from django.core.management import call_command  # after django.setup()

    from campaigns.models import Campaign  # same
    from orgs.tests.cast import make_world  # same

    call_command("migrate", verbosity=0)
    make_world()
    day = dt.date(2026, 9, 1)
    Campaign.objects.create(year=2026, name="2026年全国“质量月”", starts_on=day, ends_on=day.replace(day=30))


def owe(title: str) -> None:
    """福州 asks 鼓楼 for something due tomorrow, so that a reminder is due now; without a word to the worker."""
    from campaigns.models import Campaign, Obligation, Request  # after django.setup()
    from campaigns.workdays import today  # same
    from orgs.models import Unit  # same

    due_on = today() + dt.timedelta(days=1)
    fuzhou, gulou = (Unit.objects.get(region__code=code, kind="lead") for code in ("350100", "350102"))
    request = Request.objects.create(campaign=Campaign.objects.get(), unit=fuzhou, title=title, due_on=due_on)
    Obligation.objects.create(request=request, unit=gulou, due_on=due_on)


if __name__ == "__main__":
    django.setup()
    build() if sys.argv[1] == "build" else owe(sys.argv[2])
