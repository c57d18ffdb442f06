"""Master data from `fixtures/`: regions, lead offices, other units, letterheads. Loading twice changes nothing."""

import csv
import json
from pathlib import Path

from django.db import transaction

from orgs.choices import UnitKind
from orgs.models import Letterhead, Membership, Region, Unit


@transaction.atomic
def load_regions(path: Path) -> int:
    """Create or rename the regions of a CSV file and their lead offices; parents stand before children in the file.

    Returns how many regions the file has. Codes that are in the tree already only get their names mended.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {region.code: region for region in Region.objects.all()}
    children: dict[str, int] = {}
    for region in known.values():
        parent = region.path[: -Region.steplen]
        children[parent] = max(children.get(parent, 0), Region._str2int(region.path[-Region.steplen :]))
    fresh: list[Region] = []
    for row in _in_administrative_order(rows):
        if row["code"] not in known:
            region = _region(row, known, children)
            known[region.code] = region
            fresh.append(region)
    # one INSERT instead of one tree operation per row: thousands of them take minutes
    Region.objects.bulk_create(fresh, batch_size=500)
    _count_children()
    _rename(rows, known)
    _lead_offices(rows)
    return len(rows)


def _in_administrative_order(rows: list[dict]) -> list[dict]:
    depth = {"nation": 0, "province": 1, "prefecture": 2, "county": 3}
    return sorted(rows, key=lambda row: (depth[row["level"]], int(row["rank"])))


def _region(row: dict, known: dict[str, Region], children: dict[str, int]) -> Region:
    above = known[row["parent"]].path if row["parent"] else ""
    children[above] = children.get(above, 0) + 1
    return Region(
        path=Region._get_path(above, len(above) // Region.steplen + 1, children[above]),
        depth=len(above) // Region.steplen + 1,
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        level=row["level"],
        rank=int(row["rank"]),
    )


def _count_children() -> None:
    counts: dict[str, int] = {}
    for path in Region.objects.values_list("path", flat=True):
        counts[path[: -Region.steplen]] = counts.get(path[: -Region.steplen], 0) + 1
    stale = [r for r in Region.objects.all() if r.numchild != counts.get(r.path, 0)]
    for region in stale:
        region.numchild = counts.get(region.path, 0)
    Region.objects.bulk_update(stale, ["numchild"], batch_size=500)


def _rename(rows: list[dict], known: dict[str, Region]) -> None:
    for row in rows:
        region = known[row["code"]]
        if (region.name, region.short_name) != (row["name"], row["short_name"]):
            Region.objects.filter(code=row["code"]).update(name=row["name"], short_name=row["short_name"])


def _lead_offices(rows: list[dict]) -> None:
    regions = dict(Region.objects.values_list("code", "pk"))
    having = set(Unit.objects.leads().values_list("region_id", flat=True))
    Unit.objects.bulk_create(
        [
            Unit(
                region_id=regions[row["code"]],
                name=row["lead_office"],
                short_name=row["lead_office_short"],
                kind=UnitKind.LEAD,
                order=1,
            )
            for row in rows
            if row["lead_office"] and regions[row["code"]] not in having
        ],
        batch_size=500,
    )


@transaction.atomic
def load_units(path: Path) -> int:
    """Create or update the units and letterheads of a JSON file; returns how many units the file has."""
    data = json.loads(path.read_text(encoding="utf-8"))
    for row in data["units"]:
        within = unit_of(row["region"], row["within"]) if row["within"] else None
        Unit.objects.update_or_create(
            region=Region.objects.get(code=row["region"]),
            name=row["name"],
            within=within,
            defaults={"short_name": row["short_name"], "kind": row["kind"], "order": row["order"] or 0},
        )
    for row in data["letterheads"]:
        letterhead, _ = Letterhead.objects.update_or_create(
            unit=unit_of(row["region"], row["unit"]),
            name=row["name"],
            defaults={key: row[key] for key in ("short_name", "agency_code", "seal_note")},
        )
        for order, name in enumerate(row["members"], start=1):
            Membership.objects.update_or_create(
                letterhead=letterhead, unit=unit_of(row["region"], name), defaults={"order": order}
            )
    return len(data["units"])


def unit_of(code: str, name: str) -> Unit:
    """The unit of that full name in the region with that code (names of county offices repeat across the country)."""
    return Unit.objects.select_related("region").get(region__code=code, name=name)
