"""Which responsibilities belong to which actions of an arrangement."""

import re

from campaigns.reader import actions, duties
from campaigns.reader.duties import Note
from campaigns.reader.proposal import Action, Arrangement, Responsibility


def fill(found: Arrangement, heading: str, text: str) -> None:
    """Actions and responsibilities from running text. A note covers what stands since the note before it; the only
    note, at the end, covers the whole arrangement."""
    noted = duties.notes(text)
    cut = actions.cut(heading, text, noted)
    found.actions += [Action(entry.name) for entry in cut]
    made = found.actions[-len(cut) :] if cut else []
    start = -1
    for note in noted:
        covered = [a for a, entry in zip(made, cut, strict=True) if start < entry.at <= note.start]
        start = note.end
        alone = len(noted) == 1 and len(text) - note.end <= 2
        if alone or not covered:
            found.responsibilities += [Responsibility(name, role) for name, role in note.duties]
            continue
        scope = [action.name for action in covered]
        for action in covered:
            action.responsibilities += [Responsibility(name, role, scope) for name, role in note.duties]
    if not noted:
        _prose(found, made, cut, text)


def _prose(found: Arrangement, made: list[Action], cut: list, text: str) -> None:
    at = 0
    for sentence in re.split("(?<=。)", text):
        for name, role in duties.prose(sentence):
            covered = [a for a, e in zip(made, cut, strict=True) if at <= e.at < at + len(sentence)]
            if not covered:
                found.responsibilities.append(Responsibility(name, role))
            for action in covered:
                action.responsibilities.append(Responsibility(name, role, [a.name for a in covered]))
        at += len(sentence)


def share(notes: list[Note], own: Action, numbered: dict[int, Action]) -> None:
    """Notes under an action: its own, or of the actions they name by number (第2、3项：计量科负责)."""
    for note in notes:
        covered = [numbered[number] for number in note.items if number in numbered] or [own]
        scope = [action.name for action in covered]
        for action in covered:
            known = [(duty.name, duty.role) for duty in action.responsibilities]
            new = (duty for duty in dict.fromkeys(note.duties) if duty not in known)
            action.responsibilities += [Responsibility(name, role, scope) for name, role in new]


def split_notes(heading: str) -> tuple[str, list[tuple[str, str]]]:
    """A heading without the notes in it, and who they name."""
    noted = duties.notes(heading)
    for note in reversed(noted):
        heading = heading[: note.start] + heading[note.end :]
    return heading.strip(" 。；，"), [duty for note in noted for duty in note.duties]


def short_heading(text: str) -> str:
    """A heading for a paragraph that has none: its first clause."""
    sentence = re.split("[。；]", text, maxsplit=1)[0]
    held = re.search("(?:组织)?(?:开展|举办|召开|实施)[^，]{4,}", sentence)
    return held[0][:60] if held else re.split("，", sentence, maxsplit=1)[0][:60]
