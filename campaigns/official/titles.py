"""Where a title is broken: whole words in a line, lines of like length (GB/T 9704-2012 §7.3.1: 梯形或菱形). Pure."""

import re
from itertools import pairwise

from campaigns.official.elements import width_of

WIDEST = 19  # signs of 二号 in a line; 20 would fill the type area to its edges

# fmt: off
_WORDS = (
    "质量月", "质量", "活动", "通知", "方案", "工作", "关于", "开展", "印发", "全国", "全省", "全市", "全县",
    "领导小组", "办公室", "人民政府", "市场监督管理局", "市场监督", "监督管理", "市场监管", "监管总局", "监管",
    "总局", "系统", "重点", "安排", "主要", "有关", "事项", "总结", "材料", "报送", "做好", "组织", "补充",
    "更正", "质量强省", "质量强市", "质量强国", "部分", "主办", "单位", "各地", "口号", "标准化", "建设",
    "纲要", "年度", "举办", "委员会", "联席会议", "等部门", "进一步", "加强", "推进", "活动周",
)
# fmt: on
_NEVER_FIRST = "的》”’）〕、，。：；！？—…"
_NEVER_LAST = "《“‘（〔"
_GOOD_BEFORE = ("关于", "《", "的通知", "开展", "活动")
_UNIT = re.compile(r"[0-9A-Za-z.．]+[年月日届次个项号]?|“[^”]{1,6}”")


def title_lines(title: str, widest: int = WIDEST) -> tuple[str, ...]:
    """The title in as few lines as it needs, broken between words."""
    width = len(title)
    if width_of(title) <= widest or width > 200:
        return (title,) if title else ()
    cuts = [place for place in range(1, width) if _may_break(title, place)]
    held = _held(title)
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    fewest = -(-width_of(title) // widest)
    ideal = width_of(title) / fewest
    for place in [*cuts, width]:
        for before, (cost, path) in list(best.items()):
            length = width_of(title[before:place])
            if before >= place or length > widest:
                continue
            bad = (length - ideal) ** 2 + (0 if place == width else _cost(title, place, held)) + 30
            if place not in best or cost + bad < best[place][0]:
                best[place] = (cost + bad, (*path, place))
    if width not in best:
        return (title,)
    edges = (0, *best[width][1])
    return tuple(title[start:end].strip() for start, end in pairwise(edges))


def _may_break(title: str, place: int) -> bool:
    """Blanks at a break fall away: the signs beyond them count."""
    before, after = title[:place].rstrip(), title[place:].lstrip()
    return bool(before and after) and after[0] not in _NEVER_FIRST and before[-1] not in _NEVER_LAST


def _held(title: str) -> set[int]:
    """Places inside a word, a number or a short quotation."""
    found = {place for match in _UNIT.finditer(title) for place in range(match.start() + 1, match.end())}
    for word in _WORDS:
        start = title.find(word)
        while start >= 0:
            found.update(range(start + 1, start + len(word)))
            start = title.find(word, start + 1)
    return found


def _cost(title: str, place: int, held: set[int]) -> float:
    if place in held:
        return 400
    if title[place:].startswith(("关于", "《")):
        return -40
    if title[:place].endswith(("关于", "和", "及", "与", "在", "对", "将")):
        return 60
    if title[place - 1] == " ":
        return -30
    if title[place - 1] in "》”、 " or title[place:].startswith(_GOOD_BEFORE):
        return 0
    return 12
