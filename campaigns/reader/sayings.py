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
    text = dates.arabic(text)
    for start, end, (first, last) in dates.spans(text, year):
        if first < last or not (re.search("[至到]$", text[:start]) or re.match("[前止]", text[end:])):
            return Period(first, last)  # 自印发之日起至9月30日 tells no first day
    return None
