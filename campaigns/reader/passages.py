"""What parts are by the look of those below them, and passages with their headings."""

import re

from campaigns.reader import actions, duties, kinds, points
from campaigns.reader.outline import Node
from campaigns.reader.proposal import Passage


def holds(node: Node) -> bool:
    """Whether the parts of a section are things to be held rather than directions."""
    children = node.children
    does = [
        c
        for c in children
        if duties.notes(c.text) or kinds.does(c.heading or c.start[:80]) or actions.heading_action(c.heading)
    ]
    return len(children) >= 2 and len(does) * 2 > len(children)


def to_do(node: Node) -> bool:
    """Whether a part names something to be held or done, or who is in charge of it."""
    return bool(node.heading and (duties.notes(node.text) or duties.notes(node.heading) or kinds.does(node.heading)))


def point_of(text: str) -> Passage:
    """一是加强领导。… has a heading of its own."""
    found = points.cut(text)
    return Passage(*found) if found else Passage("", text)


def dated_apart(heading: str, text: str) -> Passage:
    """A stage's dates belong to its text: 总结阶段（10月1日至10日）."""
    found = re.fullmatch(r"(.{2,30}?)(（[^（）]*[0-9]{1,2}月[^（）]*）)", heading)
    return Passage(found[1], f"{found[2]}{text}") if found else Passage(heading, text)
