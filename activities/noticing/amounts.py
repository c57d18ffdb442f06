"""Figures with their qualifier and wording, and what they count by the words around them.

A figure whose kind the words do not say is left unsorted; several of one kind are never added up: the first counts.
"""

import re
import unicodedata
from dataclasses import dataclass

from activities.quantities import Quantity, QuantityError, parse

MOST = 2_147_483_647  # what the columns hold
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_FIGURE = re.compile(
    r"(?P<before>大约|差不多|约|将近|接近|(?<![附最])近|逾|超过|超)?"
    r"(?P<n>(?<![0-9０-９.A-Za-z第])[0-9０-９]{1,3}(?:[,，][0-9]{3})+(?![0-9])|(?<![0-9０-９.A-Za-z第])[0-9０-９]{1,12}(?:\.[0-9]{1,4})?"
    r"|(?<![数几上成第一二两三四五六七八九十百千万])(?:[一二两三四五六七八九十][一二两三四五六七八九十百千万]{0,8}|[百千](?=[余多])))"
    r"(?P<tail>[余多]?(?:百万|千万|百|千|万|亿)?[余多]?)"
    r"(?P<unit>人次|家次|场次|人|家|份|册|本|块|条|场|篇|名|位|个|次|期|起|件|户|张|幅)(?P<after>以上|左右|上下)?"
)
_BREAK = re.compile(r"[，,。；;！!？?：:\n、0-9０-９]")
_PEOPLE, _BODIES = ("人次", "人", "名", "位"), ("家", "家次", "户", "个")
_PAPERS = r"资料|手册|单页|折页|材料|传单|读本|海报|宣传品|宣传单|宣传册|彩页|明白纸|倡议书|单子"
_CROWD = r"群众|市民|居民|消费者|学生|师生|家长|村民|游客|老人|业主|老百姓|观众|小朋友"
_FIRMS = r"企业|经营主体|市场主体|商户|个体工商户|经营户|生产厂家|公司|药店|门店|餐饮店|商场|超市|加油站|合作社"
_HANDS = r"职工|员工|工人|一线|医护人员|护士|技术人员|班组长|质检员"


@dataclass(frozen=True, slots=True)
class Rule:
    """`before` stands between the last figure and this one, `behind` in the words after it, `never` in neither."""

    kind: str
    units: tuple[str, ...]
    before: str = ""
    behind: str = ""
    never: str = ""


COUNTERS = (
    Rule("messages", ("条",), "短信", "短信"),
    Rule("banners", ("条", "幅", "张"), "横幅|标语|条幅", "横幅|标语|条幅"),
    Rule("boards", ("块", "个", "幅", "张"), "展板|展牌|宣传栏|宣传板", "展板|展牌|宣传栏|宣传板"),
    Rule("reports", ("篇", "条"), "报道|稿件|媒体|刊发", "报道|稿件|新闻"),
    Rule("viewers", (*_PEOPLE, "次"), "观看|线上|直播|在线|收看", "在线|观看|收看|线上"),
    Rule("trained", _PEOPLE, "培训", "参加培训|培训|参训"),
    Rule("trainings", ("场", "场次", "期", "次", "个"), "培训", "培训"),
    Rule("staff", _PEOPLE, "出动|执法人员|监管人员|工作人员", "", "群众|市民"),
    Rule("inspected", ("家", "家次", "户"), "检查|抽查|排查|巡查", ""),
    Rule("consulted", (*_PEOPLE, "次", "起", "件", "条"), "咨询(?![台点处])|解答|答疑", "咨询(?![台点处])"),
    Rule("materials", ("份", "册", "本", "张"), _PAPERS, _PAPERS),
)
FIGURES = (
    Rule("enterprises", ("家", "家次", "户"), _FIRMS, _FIRMS, "走访|帮扶|慰问|服务|检查|抽查|约谈|查处"),
    Rule("workers", _PEOPLE, _HANDS, _HANDS),
    Rule("residents", _PEOPLE, _CROWD, _CROWD),
)


@dataclass(frozen=True, slots=True)
class Amount:
    """`kind` is empty when the words do not say what is counted."""

    start: int
    end: int
    quantity: Quantity
    kind: str = ""
    is_counter: bool = False


def amounts(text: str, start: int = 0, end: int | None = None) -> list[Amount]:
    """Every figure with a measure word between the two places, in order."""
    end = len(text) if end is None else end
    found: list[Amount] = []
    before = start
    for hit in _FIGURE.finditer(text, start, end):
        quantity = _quantity(hit)
        if quantity is None:
            continue
        kind, is_counter = _kind(hit["unit"], _before(text, before, hit.start()), _behind(text, hit.end(), end))
        found.append(Amount(hit.start(), hit.end(), quantity, kind, is_counter))
        before = hit.end()
    return found


def _quantity(hit: re.Match) -> Quantity | None:
    plain = unicodedata.normalize("NFKC", hit["n"]).replace("，", ",")
    if not plain[0].isascii():
        if plain == "一" and not hit["tail"]:
            return None  # 一场、一个 are articles, not figures
        if re.search(r"[一二两三四五六七八九]{2}", plain):
            return None  # 二三十 is anything from twenty to thirty
        plain = str(_value(plain))
    try:
        read = parse(f"{hit['before'] or ''}{plain}{hit['tail']}{hit['after'] or ''}")
    except QuantityError:
        return None
    if read.value is None or read.value > MOST:
        return None
    return Quantity(read.value, read.qualifier, hit[0])


def _value(word: str) -> int:
    """三百五十 → 350, 百 → 100, 两万三千 → 23000."""
    total = part = digit = 0
    for sign in word:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _STEPS:
            part, digit = part + (digit or 1) * _STEPS[sign], 0
        else:
            total, part, digit = total + ((part + digit) or 1) * 10_000, 0, 0
    return total + part + digit


def _before(text: str, start: int, end: int) -> str:
    """The words since the last figure, of the same sentence."""
    return re.split(r"[。；;！!？?\n]", text[max(start, end - 24) : end])[-1]


def _behind(text: str, start: int, end: int) -> str:
    stop = _BREAK.search(text, start, min(end, start + 10))
    return text[start : stop.start() if stop else min(end, start + 10)]


def _kind(unit: str, before: str, behind: str) -> tuple[str, bool]:
    near = re.split(r"[，,]", before)[-1]
    for rules, is_counter in ((COUNTERS, True), (FIGURES, False)):
        for rule in rules:
            if unit not in rule.units or (rule.never and re.search(rule.never, near + behind)):
                continue
            if (rule.before and re.search(rule.before, near)) or (rule.behind and re.search(rule.behind, behind)):
                return rule.kind, is_counter
    return "", False
