"""Precision, recall and F1 of a reading against a gold document, kind by kind. Pure.

How the cutting of actions is judged: an action is found when, within the same arrangement, one name contains the
other or they share most of their pairs of characters; each gold action answers for one proposed action at most."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from campaigns.reader.similarity import likeness
from campaigns.reader.words import bare

ENOUGH = 0.6  # likeness of two names of one action
FIELDS = ("title", "document_number", "issued_on", "period", "theme", "summary_due", "summary_to")
LISTS = ("issuers", "addressees", "slogans", "attachments")


@dataclass
class Score:
    """How many were right, how many proposed, how many there are."""

    right: int = 0
    proposed: int = 0
    there: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.proposed + other.proposed, self.there + other.there)

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0

    @property
    def f1(self) -> float:
        total = self.proposed + self.there
        return 2 * self.right / total if total else 1.0


def measure(told: dict[str, Any], gold: dict[str, Any]) -> dict[str, Score]:
    """A score for each kind of fact that the gold document speaks of."""
    scores = {kind: _counted(_one(told[kind]), _one(gold[kind])) for kind in FIELDS if kind in gold}
    for kind, facts in _MANY.items():
        if kind in gold:
            scores[kind] = _counted(facts(told), facts(gold))
    if "arrangements" in gold:
        scores["actions"] = _actions(told, gold)[0]
        scores["responsibilities"] = _counted(_duties(told), _duties(gold))
        links = _ancestry(told, gold)
        if links:
            scores["ancestry"] = links
    if "requirements" in gold:
        scores["requirements"] = _requirements(told["requirements"], gold["requirements"])
    return scores


def _one(value: Any) -> list[str]:
    if not value:
        return []
    return [bare(value) if isinstance(value, str) else f"{value['starts_on']}–{value['ends_on']}"]


def _counted(told: list, gold: list) -> Score:
    return Score(sum((Counter(told) & Counter(gold)).values()), len(told), len(gold))


def _headings(entries: list[dict]) -> list[str]:
    return [bare(entry["heading"]) for entry in entries if entry["heading"]]


def _duties(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Each (arrangement, name, role) once: whether a note hangs on one action or on three is told by its scope."""
    found: dict[tuple[str, str, str], int] = {}
    for arrangement in document["arrangements"]:
        notes = list(arrangement["responsibilities"])
        notes += [note for action in arrangement["actions"] for note in action["responsibilities"]]
        found |= {(bare(arrangement["heading"]), bare(note["name"]), note["role"]): 1 for note in notes}
    return list(found)


def _actions(told: dict[str, Any], gold: dict[str, Any]) -> tuple[Score, list[tuple[dict, dict]]]:
    """The score, and which proposed action answers to which gold one."""
    score, matched = Score(), []
    mine = {bare(entry["heading"]): entry["actions"] for entry in told["arrangements"]}
    score.proposed = sum(len(entry["actions"]) for entry in told["arrangements"])
    for entry in gold["arrangements"]:
        score.there += len(entry["actions"])
        found = paired(mine.get(bare(entry["heading"]), []), entry["actions"])
        score.right += len(found)
        matched += found
    return score, matched


def paired(told: list[dict], gold: list[dict]) -> list[tuple[dict, dict]]:
    """The best one-to-one matching, by likeness from the top down."""
    scored = [(same_action(t["name"], g["name"]), i, j) for i, t in enumerate(told) for j, g in enumerate(gold)]
    taken_told: set[int] = set()
    taken_gold: set[int] = set()
    found = []
    for score, i, j in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if score >= ENOUGH and i not in taken_told and j not in taken_gold:
            taken_told.add(i)
            taken_gold.add(j)
            found.append((told[i], gold[j]))
    return found


def same_action(told: str, gold: str) -> float:
    """1 for the same words, 0.9 when one contains the other, else how alike they are."""
    best = 0.0
    for name in {gold, re.sub("（[^（）]*）", "", gold)}:
        a, b = bare(told), bare(name)
        if a == b:
            return 1.0
        contained = len(min(a, b, key=len)) >= 2 and (a in b or b in a)
        best = max(best, 0.9 if contained else likeness(told, name))
    return best


def _ancestry(told: dict[str, Any], gold: dict[str, Any]) -> Score | None:
    """Links upwards of arrangements and actions. A gold item that was not found has lost its link."""
    judged = [e for e in gold["arrangements"] if "origin" in e]
    judged += [a for e in gold["arrangements"] for a in e["actions"] if "origin" in a]
    if not judged:
        return None
    mine = {bare(entry["heading"]): entry for entry in told["arrangements"]}
    together = [(mine[bare(e["heading"])], e) for e in gold["arrangements"] if bare(e["heading"]) in mine]
    together += _actions(told, gold)[1]
    score = Score(there=sum(1 for entry in judged if entry["origin"]))
    for found, wanted in together:
        if "origin" not in wanted:
            continue
        score.proposed += bool(found["origin"])
        score.right += bool(found["origin"]) and bare(found["origin"] or "") == bare(wanted["origin"] or "")
    return score


def _requirements(told: list[dict], gold: list[dict]) -> Score:
    """By heading; those without one by whether the sentence's words stand in a proposed requirement."""
    if any(entry["heading"] for entry in gold):
        return _counted(_headings(told), _headings(gold))
    texts = [entry["heading"] + entry["text"] for entry in told]
    kept = [entry for entry in gold if any(_covers(text, entry["text"]) for text in texts)]
    useful = [text for text in texts if any(_covers(text, entry["text"]) for entry in gold)]
    # One paragraph may hold several sentences: recall by sentence, precision by paragraph.
    lost = len(texts) - len(useful)
    return Score(len(kept), len(kept) + lost, len(gold))


def _covers(text: str, sentence: str) -> bool:
    a, b = bare(text), bare(sentence)
    grams = [b[i : i + 2] for i in range(len(b) - 1)]
    return bool(grams) and sum(gram in a for gram in grams) >= 0.7 * len(grams)


def _cited(reference: dict) -> tuple[str, str]:
    return bare(reference["title"]), reference.get("document_number") or ""


def _held(activity: dict) -> tuple[str, str]:
    return bare(activity.get("unit") or ""), bare(activity["title"])


def _plain(kind: str) -> Callable[[dict[str, Any]], list]:
    return lambda document: [bare(value) for value in document[kind]]


_MANY: dict[str, Callable[[dict[str, Any]], list]] = {
    **{kind: _plain(kind) for kind in LISTS},
    "sections": lambda document: _headings(document["sections"]),
    "arrangements": lambda document: _headings(document["arrangements"]),
    "references": lambda document: [_cited(entry) for entry in document["references"]],
    "activities": lambda document: [_held(entry) for entry in document["activities"]],
    "contacts": lambda document: [entry.get("phone") or entry.get("name") for entry in document["contacts"]],
}
