"""The list of missing answers as it reads in a message and in a chat group. Pure: plain values in, words out.

Units stand in the order they are given (administrative order); nobody is counted, compared or ranked.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from campaigns.deadline import spoken

MOST = 300  # names in one message; a longer list is read on the page
NAMED = 10  # names in one sentence on a page


@dataclass(frozen=True)
class Missing:
    """One missing answer: to which request (its id and title), until when, of which unit."""

    request: int
    title: str
    due_on: dt.date
    unit: str


def grouped(rows: Iterable[Missing]) -> list[tuple[str, dt.date, list[str]]]:
    """By request and date, in the order they first appear: title, date, units."""
    found: dict[tuple[int, dt.date], tuple[str, list[str]]] = {}
    for row in rows:
        found.setdefault((row.request, row.due_on), (row.title, []))[1].append(row.unit)
    return [(title, due_on, units) for (_, due_on), (title, units) in found.items()]


def some(names: Sequence[str]) -> str:
    """甲、乙; of many the first, with how many they are."""
    more = f"等{len(names)}个单位" if len(names) > NAMED else ""
    return "、".join(names[:NAMED]) + more


def list_words(rows: Sequence[Missing]) -> str:
    """以下单位逾期未报送：, by request."""
    parts, left = [], MOST
    for title, due_on, units in grouped(rows):
        shown = units[: max(left, 0)]
        left -= len(units)
        more = f"等{len(units)}个单位" if len(shown) < len(units) else ""
        if shown:
            parts.append(f"{title}（截止{spoken(due_on)}）：\n{'、'.join(shown)}{more}")
    if left < 0:
        parts.append("名单较长，其余请打开查看。")
    return "\n\n".join(parts)


def chat_words(
    title: str, due: Sequence[tuple[dt.date, Sequence[str]]], today: dt.date, link: str = "",
    mended: Sequence[str] = (),
) -> str:  # fmt: skip
    """What to paste into a chat group: 以下单位尚未报送：…，截止…; units of one date stand together. `mended` have
    handed in, and are to mend what was returned."""
    lines = [f"【{title}】"]
    for due_on, units in due:
        when = "已过截止日期" if due_on < today else "截止"
        date = f"{due_on.month}月{due_on.day}日"
        tail = f"{when}（{date}）" if due_on < today else f"{when}{date}（含当日）"
        lines.append(f"以下单位尚未报送：{'、'.join(units)}，{tail}。")
    if mended:
        lines.append(f"以下单位已报送，退回后待补充完善：{'、'.join(mended)}。")
    lines.append("已经报送的不必理会；确无相关内容的，登录后说明即可。")
    if link:
        lines.append(f"报送请登录：{link}")
    return "\n".join(lines)
