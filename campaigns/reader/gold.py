"""What a document says, written down by people: the answers a reading is measured against.

Two shapes are understood: the proposal's own JSON (our samples), and sheets of facts as kept for the project's data
(`key_arrangements`, `content_sections`, `doc_no` …). Absent keys are not judged."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from campaigns.reader import dates
from campaigns.reader.proposal import ParentDocument, ParentItem

ROLES = ("牵头", "负责", "配合", "协助", "实施", "联合")


def pairs(documents: Path, golds: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each document with its answers: the same stem, or named in it."""
    sheets = {path: json.loads(path.read_text(encoding="utf-8")) for path in sorted(golds.glob("*.json"))}
    for path in sorted(p for p in documents.iterdir() if p.suffix.lower() in (".txt", ".docx", ".pdf", ".doc", ".wps")):
        for gold, sheet in sheets.items():
            if isinstance(sheet, dict) and (sheet.get("file") == path.name or gold.stem in (path.stem, path.name)):
                yield path, sheet


def answers(sheet: dict[str, Any]) -> dict[str, Any]:
    """The sheet in the proposal's shape; what it does not speak of is left out."""
    return _from_facts(sheet) if "key_arrangements" in sheet or "doc_no" in sheet or "provinces" in sheet else sheet


def parent_of(sheet: dict[str, Any]) -> ParentDocument:
    """A gold document as the parent of others."""
    gold = answers(sheet)
    items = [ParentItem("theme", gold["theme"])] if gold.get("theme") else []
    items += [ParentItem("slogan", text) for text in gold.get("slogans") or ()]
    items += [ParentItem("section", entry["heading"]) for entry in gold.get("sections") or ()]
    for arrangement in gold.get("arrangements") or ():
        items.append(ParentItem("arrangement", arrangement["heading"], "", arrangement.get("text", "")))
        items += [ParentItem("action", action["name"], arrangement["heading"]) for action in arrangement["actions"]]
    return ParentDocument(gold.get("title") or "", items)


def _from_facts(sheet: dict[str, Any]) -> dict[str, Any]:
    gold: dict[str, Any] = {"title": sheet.get("title"), "theme": sheet.get("theme")}
    if "provinces" in sheet:  # a newspaper page: no plan may be made of it
        return gold | {"arrangements": [], "sections": [], "requirements": [], "activities": []}
    gold["document_number"] = sheet.get("doc_no")
    gold["issuers"] = sheet.get("issuing_bodies") or []
    gold["addressees"] = sheet.get("recipients") or []
    gold["issued_on"] = sheet.get("date")
    gold["period"] = _period(sheet.get("period"))
    gold["slogans"] = [entry["text"] for entry in sheet.get("slogans") or ()]
    gold["sections"] = [{"heading": entry["heading"]} for entry in sheet.get("content_sections") or ()]
    gold["arrangements"] = [_arrangement(entry) for entry in sheet.get("key_arrangements") or ()]
    gold["requirements"] = [_requirement(entry) for entry in sheet.get("requirements") or ()]
    gold["references"] = _references(sheet)
    deadlines = [d["due"] for d in sheet.get("deadlines") or () if "报送" in d["what"]]
    gold["summary_due"] = sheet.get("summary_deadline") or (deadlines[0] if deadlines else None)
    gold["summary_to"] = sheet.get("summary_to")
    gold["attachments"] = sheet.get("attachments") or []
    gold["activities"] = list(_activities(sheet))
    return gold


def _period(text: str | None) -> dict[str, str] | None:
    span = dates.first_span(text, None) if text else None
    return {"starts_on": span[0].isoformat(), "ends_on": span[1].isoformat()} if span else None


def _arrangement(entry: dict[str, Any]) -> dict[str, Any]:
    found = {
        "heading": entry["heading"],
        "responsibilities": [_duty(unit) for unit in entry.get("units") or ()],
        "actions": [_action(action) for action in entry["activities"]],
    }
    if "parent_no" in entry:
        found["origin_number"] = entry["parent_no"]
    return found | {"number": entry["no"]}


def _action(entry: dict[str, Any]) -> dict[str, Any]:
    found = {
        "name": entry["name"],
        "number": entry["id"],
        "responsibilities": [_duty(unit) for unit in entry.get("units") or ()],
    }
    if "trace" in entry or "rel" in entry:
        found["origin_number"] = entry.get("trace")
    return found


def _duty(unit: dict[str, str]) -> dict[str, str]:
    return {"name": unit["unit"], "role": next(role for role in ROLES if unit["role"].startswith(role))}


def _requirement(entry: dict[str, str] | str) -> dict[str, str]:
    return {"heading": "", "text": entry} if isinstance(entry, str) else {"heading": entry["heading"]}


def _references(sheet: dict[str, Any]) -> list[dict[str, Any]]:
    cited = [*(sheet.get("parent_docs") or ()), *([sheet["parent_doc"]] if sheet.get("parent_doc") else ())]
    found = [{"title": entry["title"], "document_number": entry.get("doc_no")} for entry in cited]
    for basis in sheet.get("basis") or ():
        title = re.match("《([^《》]+)》", basis)
        if title:
            found.append({"title": title[1], "document_number": None})
    return found


def _activities(sheet: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key in ("annex2_departments", "annex3_localities"):
        for owner in sheet.get(key) or ():
            yield from ({"unit": owner["unit"], "title": item} for item in owner["items"])
    for table in sheet.get("tables") or ():
        yield from ({"unit": None, "title": row["活动名称"], "text": row["活动主要内容"]} for row in table["rows"])


def resolve_origins(gold: dict[str, Any], parent: dict[str, Any]) -> dict[str, Any]:
    """Origins given by number in a sheet of facts, as the parent's headings and names."""
    headings = {entry.get("number"): entry["heading"] for entry in parent["arrangements"]}
    names = {action["number"]: action["name"] for entry in parent["arrangements"] for action in entry["actions"]}
    names |= {str(n): entry["heading"] for n, entry in enumerate(parent["arrangements"], 1)}
    for entry in gold.get("arrangements") or ():
        if "origin_number" in entry:
            entry["origin"] = headings.get(entry["origin_number"])
        for action in entry["actions"]:
            if "origin_number" in action:
                action["origin"] = names.get(action["origin_number"])
    return gold
