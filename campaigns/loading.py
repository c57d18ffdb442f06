"""A document from `fixtures/` becomes an issued edition through the same verbs a person would use.

Its items name their lineage by `change` and `base`; the figures on the pages come from the resolver, not from the file.
"""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from campaigns import issuing, planning
from campaigns.choices import Change, State
from campaigns.models import AnnexEntry, Campaign, Edition, Item, Party, Placement, Plan, Reference, Responsibility
from orgs.choices import Openness
from orgs.loading import unit_of
from orgs.models import Letterhead, Unit

DATES = ("signed_on", "starts_on", "ends_on", "summary_due")
WORDS = ("title", "plan_title", "document_number", "source", "excerpt_note", "summary_to", "why")


@transaction.atomic
def load_document(document: Mapping, campaign: Campaign, plans: Mapping[str, Plan], by=None) -> Plan:
    """Load one document, issue it and make it public; one that is there already is left as it is.

    `plans` maps the slugs of documents loaded before it; its parent and references are looked up there.
    """
    unit = unit_of(document["region"], document["unit"])
    there = Plan.objects.filter(campaign=campaign, unit=unit, scope=document["scope"]).first()
    if there is not None:
        return there
    letterhead = Letterhead.objects.get(unit=unit, name=document["letterhead"]) if document["letterhead"] else None
    edition = planning.start(
        unit=unit,
        campaign=campaign,
        parent=plans[document["parent"]] if document["parent"] else None,
        letterhead=letterhead,
        scope=document["scope"],
        kind=document["kind"],
        by=by,
    )
    _describe(edition, document)
    keys = _items(edition, document["items"])
    _parties(edition, document)
    _references(edition, document, plans)
    _responsibilities(edition, document, keys)
    _annex(edition, document)
    Edition.objects.filter(pk=edition.pk).update(state=State.SIGNED)
    edition.refresh_from_db()
    issuing.issue(edition=edition, by=by)
    issuing.disclose(
        edition=edition,
        openness=Openness.PUBLIC,
        reviewer="公开文件，转载前已核对",
        reviewed_on=dt.date(2024, 10, 31),
        by=by,
    )
    return edition.plan


def _describe(edition: Edition, document: Mapping) -> None:
    for name in WORDS:
        setattr(edition, name, document.get(name) or "")
    for name in DATES:
        setattr(edition, name, dt.date.fromisoformat(document[name]) if document.get(name) else None)
    base = edition.based_on
    if base and (edition.starts_on, edition.ends_on) == (base.starts_on, base.ends_on):
        edition.starts_on = edition.ends_on = None  # empty = inherited
    edition.save()


def _items(edition: Edition, rows: list[Mapping]) -> dict[str, UUID]:
    """Store the decisions only: own words, own items, what is kept or left out; and the order, which is the paper's."""
    base = _by_position(edition.based_on) if edition.based_on else {}
    keys: dict[str, UUID] = {}
    taken: set[Item | None] = set()
    traced = {row["base"] for row in rows if row["change"] == Change.DERIVED}
    for row in rows:
        origin = base[row["base"]] if row["base"] else None
        words = {"heading": row["heading"], "text": row["text"], "kind": row["kind"], "change": row["change"]}
        if row["change"] in (Change.INHERITED, Change.ADAPTED):
            taken.add(origin)
            keys[row["ref"]] = origin.key
            if row["change"] == Change.ADAPTED:
                edition.items.create(key=origin.key, root=origin.root, origin=origin, **words)
            elif row["base"] in traced:
                edition.items.create(
                    key=origin.key, root=origin.root, origin=origin, kind=row["kind"], change=Change.INHERITED
                )
        else:
            item = edition.items.create(origin=origin, **words)
            keys[row["ref"]] = item.key
    for ref, item in base.items():
        if item not in taken and ref not in traced:
            edition.items.create(key=item.key, root=item.root, kind=item.kind, change=Change.WITHDRAWN, origin=item)
    _order(edition, rows, keys)
    return keys


def _order(edition: Edition, rows: list[Mapping], keys: Mapping[str, UUID]) -> None:
    ranks: dict[tuple, int] = {}
    for row in rows:
        under = keys[row["under"]] if row["under"] else None
        rank = ranks.setdefault((row["kind"], under), 0)
        ranks[row["kind"], under] += 1
        Placement.objects.create(edition=edition, key=keys[row["ref"]], under=under, position=rank)


def _by_position(edition: Edition) -> dict[str, Item]:
    """The parent's items by the references the files use (theme, s1, c2, a3, a3.4, r5), read off their order."""
    places: dict[UUID | None, Placement] = {place.key: place for place in edition.placements.all()}
    items: dict[UUID | None, Item] = {item.key: item for item in edition.items.exclude(change=Change.WITHDRAWN)}
    refs: dict[UUID | None, str] = {}
    letters = {"theme": "theme", "slogan": "s", "section": "c", "arrangement": "a", "requirement": "r"}
    for key, item in items.items():
        if item.kind in letters:
            refs[key] = "theme" if item.kind == "theme" else f"{letters[item.kind]}{places[key].position + 1}"
    for key, item in items.items():
        if item.kind == "action":
            refs[key] = f"{refs[places[key].under]}.{places[key].position + 1}"
    return {ref: items[key] for key, ref in refs.items()}


def _parties(edition: Edition, document: Mapping) -> None:
    edition.parties.all().delete()
    for role, name in (("issuer", "issuers"), ("addressee", "addressees"), ("copied", "copied")):
        for order, row in enumerate(document[name], start=1):
            unit = _named(document, row["unit"])
            Party.objects.create(edition=edition, role=role, name=row["name"], unit=unit, order=order)


def _references(edition: Edition, document: Mapping, plans: Mapping[str, Plan]) -> None:
    edition.references.all().delete()
    for order, row in enumerate(document["references"], start=1):
        plan = plans[row["plan"]] if row["plan"] else None
        number = row["document_number"] or ""
        Reference.objects.create(edition=edition, title=row["title"], document_number=number, plan=plan, order=order)


def _responsibilities(edition: Edition, document: Mapping, keys: Mapping[str, UUID]) -> None:
    for order, row in enumerate(document["responsibilities"], start=1):
        Responsibility.objects.create(
            edition=edition,
            keys=[str(keys[ref]) for ref in row["items"]],
            unit=_named(document, row["unit"]),
            name=row["name"],
            role=row["role"],
            order=order,
        )


def _annex(edition: Edition, document: Mapping) -> None:
    units: dict[str | None, Unit | None] = {}
    rows = []
    for order, row in enumerate(document["annex"], start=1):
        if row["unit"] not in units:
            units[row["unit"]] = _named(document, row["unit"])
        values = {name: row[name] for name in ("list", "list_title", "unit_name", "title", "content", "place")}
        values |= {name: row[name] for name in ("lead", "support", "note")}
        starts_on = dt.date.fromisoformat(row["starts_on"]) if row["starts_on"] else None
        rows.append(AnnexEntry(edition=edition, unit=units[row["unit"]], order=order, starts_on=starts_on, **values))
    AnnexEntry.objects.bulk_create(rows)


def _named(document: Mapping, name: str | None) -> Unit | None:
    """A unit by its full name: of the document's region or below it, else anywhere if the name is unique."""
    if not name:
        return None
    region = Unit.objects.get(region__code=document["region"], name=document["unit"]).region
    found = Unit.objects.filter(name=name, region__path__startswith=region.path).order_by("region__depth").first()
    return found or Unit.objects.get(name=name)
