"""Who holds an activity together, and where: names and places as the words put them, each a span of the text."""

import re
from collections.abc import Mapping

from campaigns.reader.words import is_body

VERBS = (
    "举办|举行|搞|摆|做了|开了|开展|召开|组织|启动|设置|设立|拉开|联合|进行|发放|共同|成功|集中|现场|接受|向|为|对|受理|悬挂|同步|"
    "隆重|正式|参观|宣传|宣讲|检查|解答|慰问|摆放|面向|聚焦|围绕"
)
_HOLDS = (
    r"在|于|共同|联合|赴|到|走进|深入|开展|举办|举行|召开|组织|启动|进行|对|向|为(?=[0-9]|居民|群众|市民|企业|学生)"
)
_TOGETHER = re.compile(
    rf"(?:联合|会同|协同|携手)(?P<names>[^，。；：！？\n]{{2,80}}?)(?={_HOLDS}|[，。；！？\n]|$)"
    r"|[与和](?P<with>[^，。；：！？\n与和]{2,60}?)(?:联合|共同|联手)"
    r"|(?:(?:联合|参与)单位|(?:共同)?(?:主办|承办|协办)(?:单位|方)?)\s*[：:]\s*(?P<label>[^。；\n]{2,80})"
    r"|由[^，。；\n]{2,40}?主办\s*[，、]\s*(?P<by>[^，。；\n]{2,60}?)(?:承办|协办)"
)
_PARTS = re.compile(r"[、，,；;]|以及|和(?!谐|平|顺)|及")
_LABEL = re.compile(r"(?:^|[\n。；])\s*(?:活动)?地[点址]\s*[：:]\s*(?P<place>[^，。；\n]{2,60})")
_AT = re.compile(rf"(?<![现存正所])[在于](?P<place>[^，。；：！？\n在]{{2,40}}?)(?={VERBS})")
_INTO = re.compile(
    rf"(?:走进|深入|前往|来到|赴|进入)(?P<place>[^，。；：！？、\n]{{2,30}}?)(?=[，。；！？\n、]|{VERBS}|$)"
)
# Words that follow 在 and are no place: a time, a frame, a scope.
_NO_PLACE = re.compile(
    r"(?:期间|之际|时|下|上|方面|同时|过程中|活动中|[^一二三四五六七八九十附县市区]中|范围内|前|后|月|日|年|基础|机会|契机|全市|全区|全县|全省|辖区|实施|推进|指导)$"
)
_NO_TARGET = re.compile(
    r"^(?:推进|开展|贯彻|学习|实施|了解|落实|基层一线|一线|人心|群众|贯彻落实|基层|企业|社区|校园|市场|农村|机关|家庭)+$|.*(?:推进|贯彻|落实|学习|精神|思想)"
)
# Several bodies before what they did: 县教育局、县消防救援大队在… The first, or the unit itself, is who tells of it.
_ROW = re.compile(
    rf"(?:^|[，。；：\n\s）)午])(?P<row>[^，。；：！？\n\s、]{{2,20}}(?:、[^，。；：！？\n、]{{2,20}}?){{1,9}}?)(?={_HOLDS})"
)
# 到 alone means a place only before what reads like one: 提升到, 来到现场参观 and the like do not.
_VENUE = (
    "所|院|校|园|馆|厂|场|中心|社区|小区|村|街|店|局|站|公司|企业|门口|基地|中学|小学|大学|超市|大厦|车间|工地|港|码头"
)
_TO = re.compile(
    rf"(?<![达得来遇看提直感受收找回做想])到(?P<place>[^，。；：！？、\n到]{{1,24}}?(?:{_VENUE}))(?={VERBS}|参观|研学|观摩|体验|开了|上了|讲|给|免费|[，。；！？\n]|$)"
)
Span = tuple[int, int]


def holders(text: str, start: int, end: int, known: Mapping[str, str], own: frozenset[str]) -> list[tuple[Span, str]]:
    """Bodies named as holding it together: known ones (any of their names → full name), and what reads like a body.

    `own` are the names of the unit itself, which is no co-holder.
    """
    found: dict[str, Span] = {}
    for hit in _TOGETHER.finditer(text, start, end):
        group = next(name for name in ("names", "with", "label", "by") if hit[name])
        for first, last in _pieces(text, *hit.span(group)):
            name = _clean(text[first:last])
            full = _full(name, known)
            if full and full not in own and _written_out(name) not in own:
                found.setdefault(full, (first, first + len(name)))
    for hit in _ROW.finditer(text, start, end):
        row = [(_clean(text[a:b]), a) for a, b in _pieces(text, *hit.span("row"))]
        if len(row) > 1 and all(_full(name, known) for name, _ in row):
            mine = next(
                (at for at, (name, _) in enumerate(row) if _written_out(name) in own or _full(name, known) in own), 0
            )
            for name, first in row[:mine] + row[mine + 1 :]:
                found.setdefault(_full(name, known), (first, first + len(name)))
    return [(span, name) for name, span in found.items()]


def _full(name: str, known: Mapping[str, str]) -> str:
    return known.get(name) or known.get(_written_out(name)) or (name if is_body(name) else "")


def _written_out(name: str) -> str:
    """市监局 is how people write 市场监管局."""
    return re.sub("市监(?=局|所|分局)", "市场监管", name)


def _pieces(text: str, start: int, end: int) -> list[Span]:
    cuts = [start, *(at for hit in _PARTS.finditer(text, start, end) for at in hit.span()), end]
    spans = zip(cuts[::2], cuts[1::2], strict=True)
    trimmed = ((a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in spans)
    return [(a, b) for a, b in trimmed if b > a]


def _clean(name: str) -> str:
    return re.sub(r"(?:等[一二三四五六七八九十0-9]*个?(?:单位|部门|家单位)?|等)$", "", name.rstrip()).rstrip()


def place(text: str, start: int, end: int) -> Span | None:
    """Where it was held: after 地点：, then 在…开展, then 走进…, then 到…; a time, a frame or a scope is no place."""
    for pattern, refused in ((_LABEL, None), (_AT, _NO_PLACE), (_INTO, _NO_TARGET), (_TO, _NO_TARGET)):
        for hit in pattern.finditer(text, max(0, start - 1), end):
            first, last = hit.span("place")
            words = text[first:last].rstrip()
            if first >= start and len(words) >= 2 and not (refused and refused.search(words)):
                return first, first + len(words)
    return None
