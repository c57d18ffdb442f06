"""开头段: the paragraphs before the first heading that say on what basis, why and when."""

import re

from campaigns.reader.lines import Paragraph

_LABELLED = re.compile(r"[^，。；：:]{2,8}[：:].")  # 活动时间：9月1日
_SENTENCE = re.compile(r"[。：:]$")
MOST = 4  # more before the first heading is a text without parts
LONGEST = 1500


def read(lead: list[Paragraph], used: set[int]) -> list[Paragraph]:
    """Those of the paragraphs that are sentences and were not read as anything else; none when they are too many."""
    free = [p for p in lead if not p.cells and not set(p.numbers) & used]
    found = [p for p in free if _SENTENCE.search(p.text.strip()) and not _LABELLED.match(p.text.strip())]
    return found if len(found) <= MOST and sum(len(p.text) for p in found) <= LONGEST else []
