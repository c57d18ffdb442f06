"""One arrangement from its part of the outline: heading, text, actions and who is responsible for what."""

import re

from campaigns.reader import actions, assigning, duties, kinds
from campaigns.reader.numbering import ARABIC
from campaigns.reader.outline import Node
from campaigns.reader.proposal import Action, Arrangement, Responsibility
from campaigns.reader.words import is_body


def arrangement_of(node: Node) -> Arrangement:
    heading, own = assigning.split_notes(node.heading)
    text = node.text
    if not node.start and kinds.led_by_a_body(heading):  # a sentence, not a heading: 县住建局负责，开展…活动。
        text = "\n".join(part for part in (heading, text) if part)
        heading = ""
    heading = heading or assigning.short_heading(text)
    found = Arrangement(heading, text)
    for name, role in own:
        found.responsibilities.append(Responsibility(name, role))
    if is_body(heading) and not duties.notes(text):  # （一）区教育局, and below what it holds
        found.responsibilities.append(Responsibility(heading, duties.CHARGE))
    if [child for child in node.children if child.heading or child.start]:
        _from_children(found, node)
    else:
        assigning.fill(found, heading, text)
    return found


def _from_children(found: Arrangement, node: Node) -> None:
    """1. 2. 3. under an arrangement: each is an action, or a paragraph with several."""
    assigning.fill(found, "", node.own)
    made: dict[int, Action] = {}
    for child in node.children:
        heading, own = assigning.split_notes(child.heading)
        if not heading and not own:
            part = Arrangement("", child.text)
            assigning.fill(part, "", child.text)
            found.actions += part.actions
            found.responsibilities += part.responsibilities
            continue
        name = heading if _stands_alone(child) else actions.name_in(heading)
        noted = [duties.Note(own, 0, 0)] * bool(own) + duties.notes(child.text)
        if name and kinds.kind_of(heading) == kinds.OTHER:
            made[child.value] = Action(name)
            found.actions.append(made[child.value])
            assigning.share(noted, made[child.value], made)
        else:
            unique = dict.fromkeys(duty for note in noted for duty in note.duties)
            found.responsibilities += [Responsibility(n, r) for n, r in unique]


def _stands_alone(node: Node) -> bool:
    """Whether a numbered heading has its paragraph to itself, so that it is the name as it was given; a date before it
    or a full stop behind it makes it a sentence."""
    text = node.paragraph.text
    return node.form == ARABIC and not node.start and text[-1] != "。" and not re.match("[0-9]{1,2}月", node.heading)
