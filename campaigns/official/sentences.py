"""The sentences that every notice has and no item holds: on what basis, when, by when summaries are due. Pure.

They say nothing but what the head of the edition says.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.choices import PlanKind
from campaigns.official.elements import clean


@dataclass(frozen=True)
class Basis:
    """What the sentences are made of; days are Beijing days, both included."""

    year: int
    kind: str
    references: tuple[tuple[str, str], ...] = ()  # title, document number
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    plan_title: str = ""
    summary_due: dt.date | None = None
    summary_to: str = ""
    written: str | None = None  # the first paragraph in the unit's own words; None = made from the rest


def day(date: dt.date | None) -> str:
    """2024年9月1日, without leading zeros (GB/T 9704-2012 §7.3.6)."""
    return f"{date.year}年{date.month}月{date.day}日" if date else ""


def span(start: dt.date | None, end: dt.date | None) -> str:
    """2024年9月1日至30日; the year and the month are said once."""
    if start is None or end is None or start == end:
        return day(start or end)
    month = "" if (start.year, start.month) == (end.year, end.month) else f"{end.month}月"
    year = "" if start.year == end.year else f"{end.year}年"
    return f"{day(start)}至{year}{month}{end.day}日"


def cover(basis: Basis) -> list[str]:
    """The notice by which a plan goes out."""
    if not basis.plan_title:
        return []
    return [f"现将《{_inside(basis.plan_title)}》印发给你们，请结合实际认真贯彻落实。{summary(basis)}"]


def opening(basis: Basis) -> list[str]:
    """The first paragraph of the text: the unit's own words, which may be none at all, else made from the basis."""
    if basis.written is not None:
        return [line.strip() for line in basis.written.splitlines() if line.strip()]
    grounds = f"根据{_named(basis.references)}，" if basis.references else ""
    period = span(basis.starts_on, basis.ends_on)
    if basis.kind == PlanKind.PLAN or basis.plan_title:
        drawn = f"{grounds}结合实际，制定本方案。" if grounds else ""
        when = f"活动定于{period}开展。" if period else ""
        return [drawn + when] if drawn + when else []
    held = f"定于{period}开展{basis.year}年“质量月”活动。" if period else ""
    return [f"{grounds}{held}现将有关事项通知如下："]


def closing(basis: Basis) -> list[str]:
    """The last paragraph of the text: what is asked, unless the notice above the plan says it."""
    asked = summary(basis) if not basis.plan_title else ""
    return [asked] if asked else []


def summary(basis: Basis) -> str:
    """By when and to whom; the day itself included."""
    to = clean(basis.summary_to)
    if basis.summary_due:
        return f"请于{day(basis.summary_due)}前将活动总结{f'报送{to}' if to else '报送'}。"
    return f"活动总结报送{to}。" if to else ""


def contacts(rows: Iterable[dict]) -> list[str]:
    """联系人：…，电话：… for readers inside; public files never have it."""
    found = []
    for row in rows:
        who = "、".join(clean(row.get(part)) for part in ("unit", "name") if clean(row.get(part)))
        phone = clean(row.get("phone"))
        if who or phone:
            found.append(
                "，".join(part for part in (f"联系人：{who}" if who else "", f"电话：{phone}" if phone else "") if part)
            )
    return found


def _named(references: Iterable[tuple[str, str]]) -> str:
    """《…》《…》（…号）和《…》: no comma between book marks (GB/T 15834-2011)."""
    parts = [f"《{_inside(title)}》" + (f"（{clean(number)}）" if number else "") for title, number in references]
    words = parts[0]
    for place, part in enumerate(parts[1:], start=2):
        joint = "和" if place == len(parts) else "" if words.endswith("》") else "、"
        words += joint + part
    return words


def _inside(title: str) -> str:
    """A title within book marks has single ones inside."""
    return clean(title).replace("《", "〈").replace("》", "〉")
