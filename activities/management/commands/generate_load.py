"""`manage.py generate_load --into-empty`: a year as large as the country, to look at speed. Never beside real data."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from activities import scratch
from activities.models import Activity, Photo
from campaigns.models import Campaign, Plan
from orgs.models import Region, Unit, User


class Command(BaseCommand):
    help = "在空数据库中生成全国规模的演示数据：3,222个地区、30万项活动。已有数据的数据库一律拒绝。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--into-empty", action="store_true", help="确认所连的数据库是空的，可以写入演示数据")
        parser.add_argument("--activities", type=int, default=300_000, help="活动数，默认300000")
        parser.add_argument("--photos", type=int, default=100_000, help="照片记录数（没有文件），默认100000")
        parser.add_argument("--seed", type=int, default=2024, help="同一数字生成同样的数据")
        parser.add_argument("--password", help="load.nation等四个账号的密码；不给则不能登录")

    def handle(self, *args: Any, **options: Any) -> None:
        filled = [model._meta.verbose_name for model in (Region, Unit, User, Campaign, Plan, Activity)
                  if model._default_manager.exists()]  # fmt: skip
        if filled:
            raise CommandError(f"数据库中已有{'、'.join(map(str, filled))}，不生成演示数据。请另建一个空数据库再运行。")
        if not options["into_empty"]:
            raise CommandError("将写入大量演示数据。确认所连的是专用的空数据库后，加上--into-empty再运行。")
        start = time.perf_counter()
        with transaction.atomic():
            self._fill(options)
        scratch.settle()
        numbers = [(model._meta.verbose_name, model._default_manager.count()) for model in (Region, Activity, Photo)]
        told = "，".join(f"{label}{number:,}" for label, number in numbers)
        self.stdout.write(f"已生成：{told}（{connection.vendor}，{time.perf_counter() - start:.0f}秒）。")

    def _fill(self, options: dict[str, Any]) -> None:
        campaign = scratch.tree()
        scratch.people(options["password"])
        scratch.notice(campaign)
        scratch.reports(campaign)
        scratch.activities(campaign, options["activities"], seed=options["seed"])
        scratch.extras(campaign, photos=options["photos"], seed=options["seed"])
