"""How an activity is called: by a heading, a name behind 活动名称：, or the first clause that says what was done."""

import re

from campaigns.reader.numbering import ARABIC, Sign
from campaigns.reader.numbering import sign_of as official_sign
from campaigns.reader.words import CLOSING, OPENING

HELD = (
    "举办|举行|开展|召开|组织|启动|走进|深入|联合|承办|主办|设立|设置|参加|赴|拉开|慰问|培训|揭牌|上线|宣讲|检查|参观|发布|签署|评选"
    "|搞了|开了|上了|开设|体验|(?:给|为|向)[^，。；]{1,8}讲|约谈|曝光|邀请|授课|走访|调研|督导|抽查|巡查|排查|观摩|张贴|播放|推送"
)
SAYS = re.compile(HELD)
_THING = re.compile(rf"{HELD}|活动|咨询|宣传|仪式|讲座|论坛|开放日|竞赛|比武|大会|会议|课堂|沙龙|比赛|演练|座谈")
_NAMED = re.compile(r"(?:活动名称|活动主题|名称|活动)\s*[：:]\s*(?P<title>[^\n。；]{2,120})")
_LEAD = re.compile(
    r"[\s，,、：:（(）)】\]]*(?:(?:活动内容[：:]|活动情况[：:]|内容[：:]|"
    r"[^\s，。：:“《]{2,4}[：:](?=昨|今|前天|上午|下午|我)|近日|日前|还|又|并|今天|今日|昨晚|昨天|昨日|前天|当日|同日|另|此外|同时|随后|上午|下午|晚上|晚|中午|清晨|当天|起|周[一二三四五六日]|"
    r"星期[一二三四五六日]|[0-9]{1,2}[:：][0-9]{2}|[0-9]{1,2}[时点]半?)[\s，,）)]*)*"
)
_FRAME = re.compile(
    r"(?:为(?!居民|群众|市民|学生|师生|家长|企业|老人|商户|辖区)|根据|按照|围绕|结合|随着|以|在[^，。]{2,30}(?:之际|期间|时|下|中)$|正值|值此|各位|您好|你好)"
)
_GREETING = re.compile(r"^(?:各位|您好|你好|报告|[^，。]{1,8}(?:您好|你好)|请查收|现将|收到|好的|以下是|这是)")
_LABEL = r"[^“《，。]{2,8}[：:]"
_NO_TITLE = re.compile(rf"{_FRAME.pattern}|{_GREETING.pattern}|{_LABEL}")
LONGEST = 200
_GOES = re.compile(r"走进|深入|来到|赴")
_DOES = re.compile(r"举办|举行|开展|召开|启动|授课|检查|宣讲|培训|参观")
_HOLDS = re.compile(r"开展|举办|举行|召开")
Span = tuple[int, int]


_BEFORE_DATE = re.compile(r"([0-9]{1,2})\s*[、.．）)]\s*(?=[0-9]{1,2}月)")


def sign_of(text: str) -> Sign | None:
    """As in official documents, and also right before a date, as people type it: 1、9月3日."""
    found = official_sign(text)
    hit = None if found else _BEFORE_DATE.match(text)
    return Sign(ARABIC, int(hit[1]), hit.end()) if hit else found


def is_heading(line: str) -> bool:
    """A short line without a full stop that names a thing done; not 时间：… and its like."""
    line = line.strip()
    if not 4 <= len(line) <= 60 or line[-1] in "。；，、：:！？!?,;" or re.match(r"[^“《]{2,6}[：:]", line):
        return False
    return bool(_THING.search(line)) and not _GREETING.match(line)


def named(text: str, start: int, end: int) -> Span | None:
    """The name behind 活动名称：."""
    for hit in _NAMED.finditer(text, start, end):
        first, last = hit.span("title")
        before = text[max(start, first - 12) : hit.start()].strip(" \t")
        if not before or before[-1] in "\n。；、.．）)0123456789一二三四五六七八九十":
            return _trimmed(text, first, last)
    return None


def clause(text: str, start: int, end: int, dates: list[Span]) -> Span | None:
    """The first clause that says what was done, without the date before it and without 为…, 根据…."""
    found = [(_after_lead(text, begins, last, dates), last) for begins, last in _clauses(text, start, end)]
    told = [(first, last) for first, last in found if _tells(text[first:last])]
    for at, (first, last) in enumerate(told):
        behind = told[at + 1] if at + 1 < len(told) else None
        only_goes = bool(_GOES.search(text, first, last)) and not _DOES.search(text, first, last)
        if behind and only_goes and text[last] in "，," and _HOLDS.search(text, *behind):
            return _trimmed(text, *behind)  # 走进军门社区，开展…: the second says what was held
        return _trimmed(text, first, last)
    # No word of holding: what stands right behind the date is what was done (9月4日，各中小学上好…).
    dated = [(first, last) for first, last in found if any(first - 16 <= b <= first for _, b in dates)]
    return next((_trimmed(text, *each) for each in dated if _is_plain(text[slice(*each)])), None)


def _tells(words: str) -> bool:
    return len(words.strip()) >= 5 and bool(SAYS.search(words)) and not _NO_TITLE.match(words)


def _is_plain(words: str) -> bool:
    return len(words.strip()) >= 8 and not _NO_TITLE.match(words)


def _after_lead(text: str, first: int, last: int, dates: list[Span]) -> int:
    first += len(text[first:last]) - len(text[first:last].lstrip())
    sign = sign_of(text[first:last])
    first += sign.length if sign and not _begins(first, dates) else 0
    for _ in "12":  # 昨天（9月26日）我们…: words of time stand before the date as well as behind it
        for a, b in dates:
            if first <= a <= first + 4 and not text[first:a].strip(" （(【[于在将拟定计划\n"):
                first = min(b, last)
        lead = _LEAD.match(text, first, last)
        first = lead.end() if lead else first
    return first


def _begins(at: int, dates: list[Span]) -> bool:
    return any(a <= at < b for a, b in dates)


def _clauses(text: str, start: int, end: int) -> list[Span]:
    """Between commas and full stops that stand outside quotation marks and brackets."""
    found, first, stack = [], start, []
    for at in range(start, end):
        sign = text[at]
        if sign in OPENING:
            stack.append(sign)
        elif sign in CLOSING and stack:
            stack.pop()
        elif sign == "\n" or (sign in "，,。；;！!？?" and not stack):
            found.append((first, at))
            first, stack = at + 1, [] if sign == "\n" else stack
    return [*found, (first, end)]


def _trimmed(text: str, first: int, last: int) -> Span:
    words = text[first:last]
    first += len(words) - len(words.lstrip())
    last = min(first + LONGEST, last)
    return first, first + len(text[first:last].rstrip())
