"""What sentences say of the theme and of the campaign's time."""

import re

from campaigns.reader import dates
from campaigns.reader.proposal import Period
from campaigns.reader.words import sentences


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


def period_of(opening: str, running: list[str], year: int | None) -> Period | None:
    """The campaign's time as the opening tells it, else a headline such as 2024年9月“质量月”."""
    labelled = re.search(r"活动时间\s*[:：](.{4,60})", opening)
    told = period_in(labelled[1], year) if labelled else None
    if told:
        return told
    for sentence in sentences(opening):
        for clause in re.split("[，；]", sentence):
            if re.search("开展|举办|组织|定于|为期|“?质量月", clause) and "》" not in clause:
                found = period_in(clause, year)
                if found and (found.ends_on - found.starts_on).days >= 2:
                    return found
    headline = [text for text in running if len(text) <= 30 and "质量月" in text]
    spans = [period_in(text, None) for text in headline]
    return next((span for span in spans if span and (span.ends_on - span.starts_on).days >= 2), None)
