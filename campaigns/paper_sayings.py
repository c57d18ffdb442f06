"""Sentences about an item of a draft, for pages and screen readers."""

from campaigns.paper import Entry, Paper


def moved_to(entry: Entry | None) -> str:
    """已移动，现为（三）."""
    if entry is None:
        return "已移动"
    return f"已移动，现为{entry.sign.rstrip('.、') or f'第{entry.item.position + 1}条'}"


def with_it(entry: Entry, paper: Paper) -> list[str]:
    """What hangs on an item and on the actions that go along with it: responsibilities, lines of the annex."""
    gone = (entry, *entry.goes_along)
    keys = {each.item.key for each in gone}
    found = [f"责任分工“{duty}”" for each in gone for duty in each.duties]
    lines = sum(1 for line in paper.lines if line.item_key in keys)
    return [*found, f"附件所列活动 {lines} 项（仍列在附件中，不再归入这一条）"] if lines else found
