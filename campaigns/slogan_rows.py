"""口号对照: each unit's slogans beside those of the document above, in the words that were issued."""

from collections.abc import Iterator, Sequence

from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When

from campaigns.choices import Change, Kind
from campaigns.models import Campaign, DirectExecution, Edition, Item, Placement
from campaigns.owed_rows import CODE
from orgs.models import Unit, User
from orgs.tables import MACHINES, Said, Table

CHANGES = dict(Change.choices) | {"direct": "直接执行上级方案"}

SLOGANS = Table("slogans", "口号对照", (
    Said("region_code", "地区代码", about=CODE, only=MACHINES),
    Said("region", "地区", 12),
    Said("unit", "单位", 26),
    Said("number", "序号", 7, of=int | None, about="在本级方案中的次序；未列入的为null"),
    Said("above", "上级口号", 42),
    Said("own", "本级口号", 42),
    Said("change", "对照", 14, CHANGES),
    Said("reason", "未列入原因", 24),
    Said("document", "方案", 34, about="题名"),
    Said("document_number", "发文字号", 22),
), kept=2)  # fmt: skip


def editions_of(user: User, unit: Unit, campaign: Campaign) -> QuerySet[Edition]:
    """Documents in force of the unit and, for a lead office, of all in its region and below."""
    rows = Edition.objects.overseen_by(user).issued().filter(plan__campaign=campaign)
    inside = {"plan__unit__region__path__startswith": unit.region.path} if unit.is_lead else {"plan__unit": unit}
    return rows.filter(**inside)


def slogans_of(user: User, unit: Unit, campaign: Campaign) -> QuerySet[Item]:
    """Slogans of those documents with their `position`: unit by unit in administrative order, those of the document
    first, then what it leaves out."""
    rows = Item.objects.filter(edition__in=editions_of(user, unit, campaign).order_by(), kind=Kind.SLOGAN)
    # a mark whose item the parent has removed sleeps in its row and is no part of the document
    rows = rows.exclude(change=Change.WITHDRAWN, origin=None)
    place = Placement.objects.filter(edition=OuterRef("edition"), key=OuterRef("key")).values("position")[:1]
    left_out = Case(When(change=Change.WITHDRAWN, then=Value(1)), default=Value(0))
    return rows.annotate(position=Subquery(place), left_out=left_out).order_by(
        "edition__plan__unit__region__path", "edition__plan__unit__order", "edition__plan__unit_id", "edition_id",
        "left_out", "position", "pk",
    )  # fmt: skip


def directly(user: User, unit: Unit, campaign: Campaign) -> QuerySet[DirectExecution]:
    """Of the same units those that carry out the document above as it is."""
    rows = DirectExecution.objects.visible_to(user).filter(campaign=campaign)
    inside = {"unit__region__path__startswith": unit.region.path} if unit.is_lead else {"unit": unit}
    return rows.filter(**inside).order_by("unit__region__path", "unit__order", "pk")


def slogan_rows(found: QuerySet[Item], pks: Sequence[int]) -> Iterator[tuple]:
    """The slogans with these ids that are among `found`, in the order of the ids. One query."""
    full = found.filter(pk__in=pks).order_by().select_related("origin", "edition__plan__unit__region")
    by_pk = {row.pk: row for row in full}
    yield from (_told(by_pk[pk]) for pk in pks if pk in by_pk)


def _told(row) -> tuple:
    unit, left_out = row.edition.plan.unit, row.change == Change.WITHDRAWN
    return (
        unit.region.code, unit.region.name, unit.name, None if left_out else (row.position or 0) + 1,
        _words(row.origin) if row.origin else "", "" if left_out else _words(row), row.change, row.reason,
        row.edition.title, row.edition.document_number,
    )  # fmt: skip


def direct_rows(found: QuerySet[DirectExecution], pks: Sequence[int]) -> Iterator[tuple]:
    """A row for each declaration with one of these ids. One query."""
    for each in found.filter(pk__in=pks).select_related("unit__region", "plan__unit"):
        unit = each.unit
        yield (unit.region.code, unit.region.name, unit.name, None, "", "", "direct", "", f"{each.plan.unit}的方案", "")


def _words(item: Item) -> str:
    return item.heading or item.text
