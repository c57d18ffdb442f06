"""How much of the gold facts is found, and how much of what is found is right."""

from collections import Counter
from collections.abc import Iterable

from activities.noticing.marks import Noticed
from activities.noticing.reading import notice
from activities.tests.chats import CHATS, KNOWN, OWN, PLANNED
from activities.tests.chats_fresh import FRESH, HELD_BACK
from activities.tests.chats_more import MORE
from activities.tests.chats_unseen import UNSEEN

LIKE = ("title", "held_on", "ends_on", "place", "under")

TUNED = (*CHATS, *MORE, *FRESH, *HELD_BACK)
SETS = {"tuned": TUNED, "unseen": UNSEEN}


def facts(found: Noticed) -> set[tuple[str, str]]:
    told = {(name, str(getattr(found, name))) for name in LIKE if getattr(found, name)}
    told |= {("holder", name) for name in found.holders}
    return told | {(kind, plain(each)) for kind, each in (found.figures | found.counters).items()}


def plain(quantity) -> str:
    return f"{quantity.value}余" if quantity.qualifier == "余" else f"{quantity.qualifier}{quantity.value}"


def gold_facts(gold: dict) -> set[tuple[str, str]]:
    rest = {(name, value) for name, value in gold.items() if name != "holders"}
    return rest | {("holder", name) for name in gold.get("holders", ())}


def measured(texts: Iterable[tuple[str, str, list[dict]]]) -> tuple[Counter, list[str]]:
    """Counts `right`, `extra`, `missed` of facts and `cut`, of texts cut as the gold has it; and the differences."""
    count, said = Counter(), []
    for name, text, gold in texts:
        found = notice(text, year=2024, known=KNOWN, own=OWN, planned=PLANNED).activities
        count["cut"] += len(found) == len(gold)
        for place in range(max(len(found), len(gold))):
            have = facts(found[place]) if place < len(found) else set()
            want = gold_facts(gold[place]) if place < len(gold) else set()
            count["right"] += len(have & want)
            count["extra"] += len(have - want)
            count["missed"] += len(want - have)
            if have != want:
                said.append(f"{name} {place + 1}: 多 {sorted(have - want)} 缺 {sorted(want - have)}")
    return count, said
