"""A draft from an existing document: what was read is kept beside its source, and becomes a draft when confirmed."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from campaigns import annexing, detailing, drafts, planning
from campaigns.choices import Change, Duty
from campaigns.confirming import Confirmed
from campaigns.file_items import FileItem, change_of
from campaigns.models import AnnexEntry, Campaign, Edition, Placement, Plan, Reading, Reference, Responsibility
from campaigns.parent_reading import parent_document
from campaigns.reader.document import read
from campaigns.reader.lines import Unreadable
from campaigns.reading import base_items
from campaigns.resolving import Base
from campaigns.words import tidy
from orgs import attachments, audit
from orgs.ids import public_id
from orgs.models import Letterhead, Unit, User

MOST_BYTES = 20 * 1024 * 1024
KEPT_UNREAD = ("pdf", "ofd", "jpg", "jpeg", "png", "doc", "wps")
_WHOSE = re.compile(r"((?![0-9]).{2,30}?(?:系统|局|委|办|办公室|公司|学校|街道))(?:20[0-9]{2}年)?“?质量月")
ROLES = {label: value for value, label in Duty.choices}


def take_in(*, unit: Unit, campaign: Campaign, parent: Plan | None, file: File | None, text: str, by: User) -> Reading:
    """Read a document, or pasted text, and keep both it and what was read.

    A scan or an .ofd is kept with nothing read, so that its text can be pasted beside it. Raises ValidationError when
    the file is none of those accepted, or is damaged.
    """
    if file is not None:
        attachments.check(file, most=MOST_BYTES)
    data, name = (text.encode(), "") if text.strip() or file is None else (_bytes(file), file.name or "")
    try:
        proposal = read(data, name, parent_document(parent) if parent else None).as_json(places=True)
    except Unreadable as refused:
        if file is None or attachments.suffix(file.name or "") not in KEPT_UNREAD:
            raise ValidationError(str(refused)) from None
        proposal = {"refused": str(refused)}
    reading = Reading(unit=unit, campaign=campaign, parent=parent, text=text, proposal=proposal, by=by)
    return _keep(reading, file)


@transaction.atomic
def _keep(reading: Reading, file: File | None) -> Reading:
    if file is not None:
        reading.name = (file.name or "")[-150:]
        name = f"readings/{timezone.localdate():%Y/%m}/{public_id()}.{attachments.suffix(reading.name)}"
        reading.file.save(name, ContentFile(_bytes(file)), save=False)
    reading.save()
    audit.record("方案·读取文件", reading, by=reading.by, unit=reading.unit, name=reading.name)
    return reading


def _bytes(file: File) -> bytes:
    file.seek(0)
    return file.read()


@transaction.atomic
def make_draft(
    *, reading: Reading, confirmed: Confirmed, by: User, letterhead: Letterhead | None = None,
    scope: str = "region", kind: str = "notice",
) -> Edition:  # fmt: skip
    """Begin the unit's plan as the document has it. Raises ValidationError as `planning.start` does, or when a draft
    was made of this reading already."""
    locked = Reading.objects.select_for_update().get(pk=reading.pk)
    if locked.edition_id:
        raise ValidationError("已据这份文件形成草稿，请打开草稿继续编制。")
    edition = planning.start(
        unit=reading.unit, campaign=reading.campaign, parent=reading.parent, by=by, letterhead=letterhead,
        scope=scope, kind=kind, title=confirmed.head.get("title", ""),
    )  # fmt: skip
    head = dict(confirmed.head)
    asked = {"summary_due": head.pop("summary_due", None), "summary_to": head.pop("summary_to", "")}
    edition.opening = tidy(head.pop("opening", "")) or None
    edition.save(update_fields=["opening"])
    detailing.describe(edition=edition, by=by, **(head | {"title": head.get("title") or edition.title}))
    detailing.ask_for_summaries(edition=edition, by=by, **asked)
    keys = _items(edition, confirmed)
    _duties(edition, confirmed.items, keys)
    _annex(edition, confirmed.activities)
    _references(edition, confirmed.references)
    edition.contacts, edition.carried, edition.source = list(confirmed.contacts), confirmed.told, ""
    edition.save(update_fields=["contacts", "carried", "source"])
    locked.edition = edition
    locked.save(update_fields=["edition"])
    drafts.changed(edition, "从文件起草", by, name=reading.name)
    return edition


def _items(edition: Edition, confirmed: Confirmed) -> dict[str, UUID]:
    """Store only what the document decides: own words, own items, what it leaves out; and its order, exactly."""
    base = {item.key: item for item in base_items(edition.based_on)}
    keys: dict[str, UUID] = {}
    taken: set[UUID] = set()
    derived: set[UUID] = set()
    for item in confirmed.items:
        above = base.get(item.origin) if item.origin else None
        change = change_of(item, above, taken)
        keys[item.ref] = above.key if above and change in (Change.INHERITED, Change.ADAPTED) else uuid4()
        if above is not None:
            (derived if change == Change.DERIVED else taken).add(above.key)
        if change != Change.INHERITED:
            _store(edition, item, above, change, keys[item.ref])
    for key in taken & derived:
        if not edition.items.filter(key=key).exists():
            _mark(edition, base[key], Change.INHERITED)
    for key in confirmed.left_out - taken - derived:
        if key in base:
            _mark(edition, base[key], Change.WITHDRAWN)
    _order(edition, confirmed.items, keys)
    _rehouse(edition, base, confirmed.left_out - taken - derived)
    return keys


def _store(edition: Edition, item: FileItem, above: Base | None, change: str, key: UUID) -> None:
    root = (above.root or above.key) if above else key
    edition.items.create(key=key, root=root, kind=item.kind, heading=item.heading[:200], text=item.text, change=change,
                         origin_id=above.pk if above else None)  # fmt: skip


def _mark(edition: Edition, above: Base, change: str) -> None:
    edition.items.create(
        key=above.key, root=above.root or above.key, kind=above.kind, change=change, origin_id=above.pk
    )


def _rehouse(edition: Edition, base: Mapping[UUID, Base], gone: set[UUID]) -> None:
    """An action that is wanted though its arrangement is left out stands for itself; else it would go with it."""
    placed = set(edition.placements.values_list("key", flat=True))
    wanted = [item for item in base.values() if item.under in gone and item.key not in gone | placed]
    Placement.objects.bulk_create(
        Placement(edition=edition, key=item.key, under=None, position=500 + n) for n, item in enumerate(wanted)
    )


def _order(edition: Edition, items: Sequence[FileItem], keys: Mapping[str, UUID]) -> None:
    ranks: dict[tuple, int] = {}
    places = []
    for item in items:
        under = keys.get(item.under)
        rank = ranks.setdefault((item.kind, under), 0)
        ranks[item.kind, under] = rank + 1
        places.append(Placement(edition=edition, key=keys[item.ref], under=under, position=rank))
    Placement.objects.bulk_create(places)


def _duties(edition: Edition, items: Sequence[FileItem], keys: Mapping[str, UUID]) -> None:
    """A note that names actions covers these; one that names none covers the item it hangs on. A note over several
    actions hangs on each of them and is one all the same."""
    rows: list[Responsibility] = []
    units: dict[str, Unit | None] = {}
    known: set[tuple] = set()
    for item in items:
        home = item.under or item.ref
        inner = {each.words: str(keys[each.ref]) for each in items if each.under == home}
        for name, role, scope in item.duties:
            covered = [inner[action] for action in scope if action in inner] or [str(keys[item.ref])]
            if (name, role, *covered) in known:
                continue
            known.add((name, role, *covered))
            if name not in units:
                units[name] = annexing.unit_called(name, edition)
            rows.append(Responsibility(edition=edition, keys=covered, unit=units[name], name=name[:80],
                                       role=ROLES.get(role, Duty.IN_CHARGE), order=len(rows) + 1))  # fmt: skip
    Responsibility.objects.bulk_create(rows)


def _annex(edition: Edition, activities: Sequence[Mapping[str, Any]]) -> None:
    rows: list[AnnexEntry] = []
    units: dict[str, Unit | None] = {}
    for order, row in enumerate(activities, 1):
        name = row.get("unit") or _named_in(row.get("list_title") or "")
        if name not in units:
            units[name] = annexing.unit_called(name, edition)
        starts_on = dt.date.fromisoformat(row["starts_on"]) if row.get("starts_on") else None
        rows.append(AnnexEntry(
            edition=edition, list=row.get("list") or "2", list_title=(row.get("list_title") or "")[:120],
            unit=units[name], unit_name=name[:80], title=row["title"], content=row.get("text") or "",
            starts_on=starts_on, lead="、".join(row.get("lead") or [])[:120],
            support="、".join(row.get("support") or [])[:200], order=order,
        ))  # fmt: skip
    AnnexEntry.objects.bulk_create(rows)


def _named_in(title: str) -> str:
    """Whose activities a list holds that names nobody: 岳阳市市场监管系统“质量月”主要活动安排表 says it itself."""
    found = _WHOSE.match(title)
    return found[1] if found else ""


def _references(edition: Edition, references: Sequence[Mapping[str, Any]]) -> None:
    there = set(edition.references.values_list("document_number", flat=True)) - {""}
    titles = set(edition.references.values_list("title", flat=True))
    for order, row in enumerate(references, edition.references.count() + 1):
        number = (row.get("document_number") or "")[:60]
        if number not in there and row["title"][:200] not in titles:
            Reference.objects.create(edition=edition, title=row["title"][:200], document_number=number, order=order)
