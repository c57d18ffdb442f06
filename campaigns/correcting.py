"""更正 mends slips: words, figures, dates. What it adds, leaves out or moves makes it more than a correction. Pure."""

from campaigns.resolving import Contents


def beyond(old: Contents, new: Contents) -> list[str]:
    """What a correction does that a correction should not, as phrases; empty when it only mends words."""
    before, after = {item.key: item for item in old.items}, {item.key: item for item in new.items}
    found = []
    if added := [item for key, item in after.items() if key not in before]:
        found.append(f"新增{len(added)}项（{_named(added)}）")
    if gone := [item for key, item in before.items() if key not in after]:
        found.append(f"减少{len(gone)}项（{_named(gone)}）")
    here = [(item.key, item.under) for item in new.items if item.key in before]
    there = [(item.key, item.under) for item in old.items if item.key in after]
    if here != there:
        found.append("调整了次序或归属")
    return found


def _named(items) -> str:
    first = items[0].heading or items[0].text
    return f"“{first[:20]}”" + ("等" if len(items) > 1 else "")
