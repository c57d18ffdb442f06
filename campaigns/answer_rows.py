"""The rows of an answer as plain JSON values, and how they read as text. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping

from campaigns.models import Proposal

KINDS = dict(Proposal.KINDS)
DETAILS = ("content", "starts_on", "ends_on", "place", "note")
MOST = 200  # rows of one answer


def proposal_row(values: Mapping) -> dict:
    """A cleaned form's values as they are stored: dates in ISO, the number of the row it became when handed in."""
    row = {"kind": values["kind"], "text": values["text"], "pk": values.get("pk")}
    for name in DETAILS:
        value = values.get(name) or ""
        row[name] = value.isoformat() if isinstance(value, dt.date) else value
    return row


def proposals_text(rows: Iterable[Mapping]) -> str:
    """As a person reads it, by kind: for comparing two people's answers, and as the record of what was handed in."""
    found: list[str] = []
    for kind, label in Proposal.KINDS:
        mine = [row for row in rows if row["kind"] == kind]
        if mine:
            found.append(f"{label}：")
            found += [f"{number}. {_line(row)}" for number, row in enumerate(mine, start=1)]
    return "\n".join(found)


def _line(row: Mapping) -> str:
    dates = "至".join(dict.fromkeys(row[name] for name in ("starts_on", "ends_on") if row[name]))
    more = "；".join(part for part in (row["content"], dates, row["place"], row["note"]) if part)
    return f"{row['text']}（{more}）" if more else row["text"]


def opinion_row(key: str, text: str, quote: str) -> dict:
    """An opinion on an item of the circulated draft, or on the whole (an empty key)."""
    return {"key": key, "text": text, "quote": quote}


def opinions_text(rows: Iterable[Mapping]) -> str:
    return "\n".join(f"{row['quote'] or '总体意见'}：{row['text']}" for row in rows)
