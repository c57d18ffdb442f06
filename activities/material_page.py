"""The page on which recognised drafts are confirmed: the source with its marks beside the draft's form."""

from typing import Any

from django.db.models import Prefetch

from activities.choices import CounterKind
from activities.models import Activity, Material, Photo
from activities.noticing.marks import FIELDS, Mark
from activities.noticing.shading import outside, shaded
from orgs.models import User

LABELS = {
    "title": "活动", "held_on": "日期", "place": "地点", "holder": "联合单位", "figure": "人数", "counter": "其他指标",
    "vague": "日期不明确", "number": "数字未归类",
    "enterprises": "经营主体", "workers": "一线员工", "residents": "群众", "materials": "资料", "consulted": "咨询",
    "boards": "展板", "banners": "横幅", "messages": "短信", "inspected": "检查企业", "staff": "出动人员",
    "trainings": "培训场次", "trained": "培训人次", "viewers": "线上观看", "reports": "媒体报道",
}  # fmt: skip


def recognised_counters(draft: Activity) -> list[dict[str, Any]]:
    """The folded figures that were recognised, each to be kept or not."""
    labels = dict(CounterKind.choices)
    return [
        {"name": f"counter-{each.kind}", "label": labels[each.kind], "value": each.value, "qualifier": each.qualifier}
        for each in draft.counters.all()
    ]


def drafts_of(material: Material, user: User) -> list[Activity]:
    """What came of it and the person may see, in the order of the text; what has no place in it (pictures) behind."""
    found = Activity.objects.visible_to(user).filter(material=material).select_related("unit", "entered_by")
    found = found.prefetch_related(Prefetch("photos", Photo.objects.standing()), "co_holders", "counters")
    return sorted(found, key=lambda each: (each.recognised.get("from", 10**9), each.held_on, each.pk))


def page_of(material: Material, drafts: list[Activity], draft: Activity | None) -> dict[str, Any]:
    """What the template shows. No query beside those for the drafts."""
    waiting = [each for each in drafts if each.is_proposed]
    return {
        "material": material,
        "drafts": drafts,
        "waiting": waiting,
        "draft": draft,
        "others": [each for each in waiting if draft and each.pk != draft.pk],
        "place": waiting.index(draft) + 1 if draft in waiting else 0,
        "source": source_of(material.text, draft),
        "legend": _legend(draft),
        "unread": outside(material.text, [(part["from"], part["to"]) for each in drafts for part in parts_of(each)]),
        "unsorted": _words_of(material.text, draft, "number"),
        "vague": _words_of(material.text, draft, "vague"),
        "counters": recognised_counters(draft) if draft else [],
    }


def parts_of(draft: Activity) -> list[dict]:
    """The stretches of the text that a draft came from: one, or several when drafts were merged."""
    also = draft.recognised.get("also", [])
    return [draft.recognised, *also] if "from" in draft.recognised else list(also)


def source_of(text: str, draft: Activity | None) -> list[dict[str, Any]]:
    """Pieces of the whole text: `mine` those of the draft, with the field over them and the words to put behind."""
    parts = sorted(parts_of(draft), key=lambda part: part["from"]) if draft else []
    found: list[dict[str, Any]] = []
    at = 0
    for part in parts:
        found.append({"text": text[at : part["from"]], "mine": False, "field": "", "said": []})
        for piece in shaded(text, marks_of(part), part["from"], part["to"]):
            said = [LABELS[name] for name in piece.ends if name in LABELS]
            found.append({"text": piece.text, "mine": True, "field": piece.field, "said": said})
        at = max(at, part["to"])
    found.append({"text": text[at:], "mine": False, "field": "", "said": []})
    return [piece for piece in found if piece["text"]]


def marks_of(part: dict) -> list[Mark]:
    return [Mark(*mark) for mark in part.get("marks", [])]


def _legend(draft: Activity | None) -> list[tuple[str, str]]:
    there = {mark.field for part in parts_of(draft) for mark in marks_of(part)} if draft else set()
    return [(name, LABELS[name]) for name in FIELDS if name in there]


def _words_of(text: str, draft: Activity | None, field: str) -> list[str]:
    parts = parts_of(draft) if draft else []
    return [text[mark.start : mark.end] for part in parts for mark in marks_of(part) if mark.field == field]
