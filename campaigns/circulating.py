"""征求意见: the draft as it was sent out. A copy in plain values, so that nothing changed later can be read by those
who were asked; they never get at the draft itself."""

import copy
from collections.abc import Iterator, Mapping

from campaigns.models import AnnexEntry, Edition
from campaigns.paper import Entry, Paper
from campaigns.paper_annexes import Annex

HEADINGS = {"content": "主要内容", "starts_on": "时间", "place": "地点或范围", "lead": "牵头", "support": "配合",
            "note": "备注"}  # fmt: skip
QUOTE = 200


def snapshot(edition: Edition, paper: Paper, parties: Mapping[str, list[str]], period: str) -> dict:
    """The document's words at this moment; contacts, reasons and marks against the parent are not among them."""
    return {
        "title": edition.title,
        "plan_title": edition.plan_title,
        "year": edition.plan.campaign.year,
        "issuers": list(parties["issuer"]),
        "addressees": list(parties["addressee"]),
        "copied": list(parties["copied"]),
        "period": period,
        "parts": [_part(part) for part in paper.parts if part.number],
        "annexes": [_annex(annex) for annex in paper.annexes],
    }


def _part(part) -> dict:
    entries = [_entry(each, 3) for each in part.entries]
    placed = [line for entry, each in zip(entries, part.entries, strict=True)
              for line in (entry, *(_entry(action, 4) for action in each.actions))]  # fmt: skip
    return {"kind": str(part.kind), "title": part.title, "entries": placed + [_entry(each, 4) for each in part.loose]}


def _entry(entry: Entry, level: int) -> dict:
    item = entry.item
    return {"key": entry.key, "sign": entry.sign, "heading": item.heading, "lines": item.text.splitlines(),
            "duties": list(entry.duties), "level": level}  # fmt: skip


def _annex(annex: Annex) -> dict:
    groups = [
        {"number": number, "name": name, "rows": [_row(row, annex.columns) for row in rows]}
        for number, name, rows in annex.groups
    ]
    return {"number": annex.number, "title": annex.title, "slogans": [_entry(each, 4) for each in annex.slogans],
            "columns": [HEADINGS[name] for name in annex.columns], "groups": groups}  # fmt: skip


def _row(row: AnnexEntry, columns: tuple[str, ...]) -> dict:
    return {"title": row.title, "cells": [_cell(row, name) for name in columns]}


def _cell(row: AnnexEntry, name: str) -> str:
    if name != "starts_on":
        return getattr(row, name)
    days = [day for day in (row.starts_on, row.ends_on) if day]
    return "至".join(dict.fromkeys(f"{day.month}月{day.day}日" for day in days))


def entries(circulated: Mapping) -> Iterator[dict]:
    """Every item on which an opinion can hang, in reading order."""
    for part in circulated["parts"]:
        yield from part["entries"]
    for annex in circulated["annexes"]:
        yield from annex["slogans"]


def quotes(circulated: Mapping) -> dict[str, str]:
    """Key → the item's words as sent out, in short; the whole document under the empty key."""
    found = {"": ""}
    for entry in entries(circulated):
        found[entry["key"]] = (entry["heading"] or "".join(entry["lines"]))[:QUOTE]
    return found


def with_opinions(circulated: Mapping, texts: Mapping[str, str]) -> dict:
    """The copy for the page on which opinions are written: each item with what is written on it so far."""
    shown = copy.deepcopy(dict(circulated))
    for entry in entries(shown):
        entry["opinion"] = texts.get(entry["key"], "")
    return shown
