"""What sentences say of the theme and of the campaign's time."""

import re

from campaigns.reader import dates
from campaigns.reader.proposal import Period


def theme_in(text: str) -> str | None:
    """The theme a sentence states: 主题为“…”, 以“…”为主题, 围绕“…”这一主题."""
    patterns = (
        r"主题(?:是|为|:|：|——)*“([^“”]{4,50})”",
        r"(?:以|围绕|紧扣|聚焦)“([^“”]{4,50})”(?:的|这一|这个|活动|年度|“?质量月”?)*(?:为)?(?:活动)?主题",
        r"^(?:活动)?主题\s*[:：]\s*“?([^“”。；]{4,50})”?[。；]?$",
        r"主题(?:是|为)[:：]?([^“”，。；]{6,40})[，。；]",
    )
    for pattern in patterns:
        found = re.search(pattern, text)
        if found:
            return found[1].strip(" 。！!")
    return None


def period_in(text: str, year: int | None) -> Period | None:
    found = dates.spans(dates.arabic(text), year)
    if not found:
        return None
    first, last = found[0][2]
    return Period(first, last)
