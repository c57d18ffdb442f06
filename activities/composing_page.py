"""What the page shows on which an office writes its report from those below: paragraphs and cases, searched and
filtered, with the own report beside them. Plain lists: what one office gets in a year is a few thousand paragraphs."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict

from activities.case_taking import Offered, offered
from campaigns import taking
from campaigns.choices import Kind, PartKind
from campaigns.handed_in import Paragraph, paragraphs
from campaigns.in_force import edition_for
from campaigns.models import Campaign, Obligation, Report
from campaigns.part_text import lines_of
from campaigns.reading import contents
from orgs.models import Unit

PAGE, WORDS, LABEL = 40, 50, 40
NONE = "none"  # of the arrangements: what belongs to none


@dataclass(frozen=True)
class Row:
    """A paragraph or a case to be picked."""

    id: str
    kind: str
    label: str
    text: str
    unit: Unit
    root: Any
    is_taken: bool

    @property
    def pictures(self) -> bool:
        return self.kind == PartKind.PHOTOS


def compose_page(owed: Obligation, asked: QueryDict) -> dict:
    """`groups` of rows by unit, on one page; what may be chosen; the own report's outline."""
    unit, campaign = owed.unit, owed.request.campaign
    found = _rows(unit, campaign, owed.report)
    arrangements = _arrangements(unit, campaign)
    q, by, root, kind = (asked.get(name, "").strip()[:WORDS] for name in ("q", "unit", "arrangement", "kind"))
    shown = [row for row in found if _fits(row, q, by, kind) and _under(row, root, arrangements)]
    page = Paginator(shown, PAGE).get_page(asked.get("page"))
    kept = asked.copy()
    kept.pop("page", None)
    return {
        "page_obj": page,
        "page_query": kept.urlencode(),
        "groups": [(unit, list(rows)) for unit, rows in groupby(page.object_list, key=lambda row: row.unit)],
        "total": len(found),
        "units": list({row.unit.pk: row.unit for row in found}.values()),
        "arrangements": [(key, label) for key, label, _ in arrangements],
        "asked": {"q": q, "unit": by, "arrangement": root, "kind": kind},
        "places": places(owed.report),
    }


def places(report: Report | None) -> list[tuple[int, str]]:
    """Behind which part of the own report something may be put: (number of the part, its first words)."""
    if report is None:
        return []
    return [
        (line.part.pk, _short(line.sign + " ".join(line.part.text.split()))) for line in lines_of(report.parts.all())
    ]


def _rows(unit: Unit, campaign: Campaign, report: Report | None) -> list[Row]:
    taken = taking.already(report)
    texts = [_of_paragraph(each, taken) for each in paragraphs(unit, campaign)]
    cases = [_of_case(each, taken) for each in offered(unit, campaign)]
    return sorted([*texts, *cases], key=lambda row: (row.unit.region.path, row.unit.order, row.unit.pk))


def _of_paragraph(each: Paragraph, taken: set[str]) -> Row:
    label = PartKind(each.kind).label if each.kind != PartKind.TEXT else ""
    return Row(each.id, each.kind, label, each.text, each.unit, each.item_root, each.id in taken)


def _of_case(each: Offered, taken: set[str]) -> Row:
    return Row(each.id, PartKind.CASE, "推荐的典型案例", each.text, each.unit, each.item_root, each.id in taken)


def _arrangements(unit: Unit, campaign: Campaign) -> list[tuple[str, str, set]]:
    """The arrangements of the plan the unit works by: root, heading, and the roots of it and its actions."""
    edition = edition_for(unit, campaign)
    items = contents(edition).items if edition else ()
    actions = [item for item in items if item.kind == Kind.ACTION]
    return [
        (
            str(item.root),
            _short(item.heading or item.text),
            {item.root, *(a.root for a in actions if a.under == item.key)},
        )
        for item in items
        if item.kind == Kind.ARRANGEMENT
    ]


def _fits(row: Row, q: str, unit: str, kind: str) -> bool:
    return (not q or q in row.text) and (not unit or unit == str(row.unit.pk)) and (not kind or kind == row.kind)


def _under(row: Row, root: str, arrangements: Iterable[tuple[str, str, set]]) -> bool:
    if not root:
        return True
    if root == NONE:
        return row.root is None
    return any(row.root in roots for key, _, roots in arrangements if key == root)


def _short(text: str) -> str:
    return text if len(text) <= LABEL else f"{text[: LABEL - 1]}…"
