"""`manage.py demo`: the real 2024 campaign from fixtures/, and the demonstration's accounts where they are allowed."""

import datetime as dt
import json

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from activities.demoyear import prepare_demo_year
from activities.loading import load_press
from campaigns.demoreviews import set_order
from campaigns.loading import load_document
from campaigns.models import Campaign, Plan
from orgs.cast import make_cast
from orgs.loading import load_regions, load_units
from orgs.models import Region

FIXTURES = settings.BASE_DIR / "fixtures"
DOCUMENTS = ("national", "fujian", "yueyang", "puer")  # parents first


class Command(BaseCommand):
    help = "Load or refresh the 2024 campaign; running it again changes nothing that is there."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--living", action="store_true", help="also make this year's demo campaign at once")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are regions already")

    def handle(self, *args, **options) -> None:
        if options["if_empty"] and Region.objects.exists():
            return
        with transaction.atomic():  # whole or not at all: `--if-empty` looks at the regions only
            regions = load_regions(FIXTURES / "regions.csv")
            units = load_units(FIXTURES / "units.json")
            campaign = load_campaign()
            if settings.DEMO_ALLOWED:
                make_cast(settings.DEMO_PASSWORD)
                set_order()
        if options["living"]:
            prepare_demo_year()
        self.stdout.write(f"{regions} regions, {units} units beside the lead offices, {campaign}")


def load_campaign() -> Campaign:
    """The campaign of 2024: four documents and what the newspaper said."""
    campaign, _ = Campaign.objects.get_or_create(
        year=2024,
        is_demo=False,
        defaults={
            "name": "2024年全国“质量月”",
            "theme": "加强质量支撑 共建质量强国",
            "starts_on": dt.date(2024, 9, 1),
            "ends_on": dt.date(2024, 9, 30),
        },
    )
    plans: dict[str, Plan] = {}
    for slug in DOCUMENTS:
        document = json.loads((FIXTURES / "2024" / f"{slug}.json").read_text(encoding="utf-8"))
        plans[slug] = load_document(document, campaign, plans)
    load_press(json.loads((FIXTURES / "2024" / "press.json").read_text(encoding="utf-8")), campaign)
    return campaign
