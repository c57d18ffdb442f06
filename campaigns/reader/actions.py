"""Cutting an arrangement's text into named actions. Where one action ends and the next begins is a judgement: what a
sentence says is held or done is named; what it is good for (引导…, 促进…, 提升…) is not."""

import re
from dataclasses import dataclass
from itertools import pairwise

from campaigns.reader.duties import Note
from campaigns.reader.similarity import likeness
from campaigns.reader.words import OPENING, bare, sentences, split_outside

_ADVERB = (
    "(?:深入|大力|广泛|积极|扎实|持续|认真|全面|进一步|统筹|组织|联合|精心|隆重|继续|着力|有序|深化|充分|切实|常态化|同步|适时|陆续|加快|重点|分批|分类|"
    "主动|牵头|配合|计划|拟|将|要|还|并|并将|同时|推动|协助|指导|鼓励|支持|引导|发动|动员|邀请)"
)
# Verbs that hold or carry out something: the thing itself is the action's name.
_HOLD = "开展|举办|举行|召开|组织开展|组织实施|组织|实施|启动(?!仪式|会|大会)|推进|深化|推动|参加|承办|开办|开设|打造|策划|筹办|组建|创建|打响|参与|落实|抓好|做好|承接|协办|宣传(?!周|月|日|活动|教育|资料|贯彻)"
# Verbs whose result is the action: the name keeps the verb.
_RESULT = (
    "发布|公布|公告|推广应用|推广|展示|集中展示|集中发布|集中办理|遴选|评选|表彰|编制|编印|制作|拍摄|征集|办理|发放|播放|曝光|授予|通报|"
    "建立|公开|上报|推荐|推出|开通|上线|选树|评审|报道|宣传推广|推介|推广和宣传|宣传和推广|发动|走访|派发|悬挂|张贴|刊播|刊发|征求|成立|开放|查处|销毁|解读"
)
_EVENT = re.compile(
    r"(?:活动|行动|竞赛|大赛|比赛|比武|赛|培训|培训班|论坛|仪式|大会|会议|会|周|日|月|季|工程|交流|互鉴|对接|整治|检查|抽查|监测|服务|宣传|教育|讲座|沙龙|"
    r"课堂|讲堂|展览|展示|展|巡展|演练|调研|试点|帮扶|巡诊|问诊|体验|宣讲|宣贯|解读|评价|评选|征集|工作|项目|计划|专项|摸排|排查|执法|督查|督导|体检|"
    r"“[^”]{2,20}”|进[\u4e00-\u9fff]{2,3}|(?<![进执推施实银])行|建设|培育|诊断|攻关|研讨|观摩|路演|曝光|公示|直播|咨询|推介|表彰|招聘|夏令营|公开课|第一课|答题|竞答|知识问答|退换货|惩治|保护|维权|约谈|监督)$"
)
_THING = re.compile(
    "(?:活动|行动|赛|培训|班|会|仪式|论坛|讲座|检查|抽查|整治|宣传|服务|交流|互鉴|沙龙|周|日|展|演练|调研|比武|课堂|对接|帮扶|咨询)$"
)
_POINT = re.compile("^(?:[一二三四五六七八九十](?:是|要)(?:要)?|第[一二三四五六七八九十]$)")
_PEOPLE = re.compile(  # 组织学生走进…: who is sent where is no event
    r"[^，“、]{0,12}?(?:单位|企业|人员|专家|学生|群众|公司|志愿者|代表|师生|职工|队伍|商户)(?:上|走|到|赴|深入|接|为|对|向|在)"
)
# Clauses that belong together: a check and the publication of its results, a show and the cases drawn from it.
_CHECKED = re.compile("(?:进一步|持续)?加强[^，]{2,20}(?:检查|抽查|监管|监测)$")
_OUTCOME = re.compile("(?:发布|公布|通报|公告)[^，]{2,30}(?:结果|情况)$")
_DISTILLED = re.compile("提炼[^，]{0,8}(?:案例|经验|做法)$")
_CONCRETE = re.compile(
    r"一批|一期|一系列|结果|情况|案例|榜单|名单|提示|白皮书|报告|成果|事迹|宣传片|海报|视频|标准|手册|标语|目录|规范|标杆|方案|条例|典型|短信|公告|信息"
)
_PURPOSE = re.compile(
    r"^(?:以|为|使|让|促进|引导|推动(?!.*(?:工作|活动|行动|进[\u4e00-\u9fff]{2})$)|提升(?!行动)|提高|增强|形成|营造|强化|夯实|激发|助力|助推|带动|培育|聚焦|围绕|针对|"
    r"通过|结合|按照|根据|依托|利用|充分|确保|落实|旨在|不断|切实|有效|有力|全面提升|进一步提升|加大|解决|满足|扩大|树立|凝聚|讲好|交流|共谋|鼓励|支持|深挖|挖掘|提炼|"
    r"各|其中|对|就|从|在|将|把|面向|重点|主要|大力营造|普及|弘扬|维护|保障|防范|规范|倡导|方便|改善|优化|完善|健全|发挥|巩固|打通|深化区域|推动城市)"
)
_ETC = re.compile(
    r"(?P<list>.+?)等(?P<tail>(?:系列|多种|多项|各类|助企|专项|主题|特色|宣传|质量|一系列|群众性|惠企|惠民|帮扶|提升|整治|重点|形式多样的|丰富多彩的){0,5}(?:活动|行动|工作|竞赛|培训|项目|比赛|服务|措施))$"
)
_SUBJECT = re.compile(
    r"^(?!推动|引导|鼓励|支持)(?:“[^”]{2,12}”)?[^，“]{2,44}?(?=(?:联合|组织)?(?:举办|举行|开展|召开))"
)
# Who does it, before what is done: 省局组织的…, 有关单位开展…, 企业参加…, and what its theme is.
_WHO = re.compile(
    r"^(?:[^，“的]{2,8}(?:组织|举办|主办|开展)的|[^，“、]{0,16}?(?:企业|单位|部门|机构|人员|群众|学生|市民|专家|媒体|商家|消费者|公司|学校|商户)(?:开展|举办|参加|参与)(?=..)"
    r"|[^，“]{0,6}主题为“[^”]+”的)"
)
_LEAD_IN = re.compile(
    r"^(?:围绕|针对|结合|通过|依托|利用|聚焦|对|面向|深入|在|以|按照|根据)[^，]*?(?=开展|举办|组织|实施)"
)
_VERB = re.compile(rf"^(?:{_ADVERB}{{0,4}}?)(?P<verb>{_HOLD})(?:好|了)?(?P<object>.+)$")
_KEEP = re.compile(rf"^(?:{_ADVERB}{{0,3}}?)(?P<verb>{_RESULT})(?P<object>.+)$")
SERIES = re.compile(r"(?:系列|各类|多种|群众性|丰富多彩|形式多样)[^“”]{0,10}(?:活动|行动)$")
_WEAK = ("推进", "深化", "推动", "落实", "抓好", "做好", "打造", "宣传", "参与", "组织", "实施")


@dataclass
class Found:
    """An action's name and where in the text it was found."""

    name: str
    at: int


def cut(heading: str, text: str, notes: list[Note] | None = None) -> list[Found]:
    """The named actions of an arrangement. A heading that names one event is an action of its own."""
    plain = _without(text, notes or [])
    found: list[Found] = []
    at = 0
    for sentence in sentences(plain):
        for name, offset in _of_sentence(sentence):
            if not any(bare(name) == bare(known.name) for known in found):
                found.append(Found(name, at + offset))
        at += len(sentence)
    own = heading_action(heading)
    for entry in found:
        if own and bare(entry.name) in bare(own):
            entry.name = own  # the heading says it in full
    if own and _belongs(own, found, heading):
        found.insert(0, Found(own, 0))
    return found


def _without(text: str, notes: list[Note]) -> str:
    """The text with notes blanked out, so that positions stay."""
    for note in notes:
        text = text[: note.start] + "　" * (note.end - note.start) + text[note.end :]
    return text


def heading_action(heading: str) -> str | None:
    """The event a heading names: 举办…论坛 → …论坛; None for headings over several (…系列活动)."""
    found = _VERB.match(heading.strip())
    if SERIES.search(heading) or "，" in heading or (not found and re.search("开展|举办|召开|组织", heading)):
        return None
    name = _trim(found["object"] if found else heading)
    return name if _EVENT.search(name) and len(name) >= 4 else None


def name_in(heading: str) -> str:
    """The one event that a short text names, else the text itself: 9月5日，在省会举办启动仪式 → 启动仪式."""
    cut_out = cut("", heading) if not heading_action(heading) else []
    return heading_action(heading) or (cut_out[0].name if len(cut_out) == 1 else heading)


def _belongs(own: str, found: list[Found], heading: str) -> bool:
    """Whether the heading is itself an action: it names one event, and the text does not say the same again."""
    strong = re.match(rf"(?:{_ADVERB})*(?:举办|举行|召开|启动(?!仪式))", heading)
    close = re.search(r"(?:行动|活动|试点|大赛|竞赛|仪式|会|论坛|开放日|周|工程|第一课|竞赛|演练|排查)$", own)
    generic = re.search(r"^(?:质量[强惠]\w{0,2}|群众性质量|侵权假冒|重点产品)", own)
    said = any(_same(own, entry.name) for entry in found)
    event = close and _VERB.match(heading) and not generic and len(found) <= 2 and len(own) >= 6
    fragments = not any(_EVENT.search(entry.name) and len(bare(entry.name)) >= 6 for entry in found)
    alone = close and fragments and not _VERB.match(heading) and not generic and len(own) >= 6
    return not said and bool(strong or not found or event or alone)


def _same(left: str, right: str) -> bool:
    a, b = (bare(re.sub("（[^（）]*）", "", name)) for name in (left, right))
    return a in b or b in a or likeness(left, right) >= 0.7


def _of_sentence(sentence: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    at = 0
    before = ""
    for index, clause in enumerate(split_outside(sentence, "，；。！？\n")):
        text = _POINT.sub("", clause.strip(" 　"))
        for name in _of_clause(text, first=index == 0 or not found):
            whole = f"{before}，{name}" if _CHECKED.match(before) and _OUTCOME.match(name) else name
            found.append((whole, at))
        if found and before in found[-1][0] and before and _DISTILLED.match(text):
            found[-1] = (f"{found[-1][0]}，{text}", found[-1][1])
        before = text
        at += len(clause) + 1
    return found


def _of_clause(clause: str, *, first: bool) -> list[str]:
    stripped = _LEAD_IN.sub("", clause)
    if not _PURPOSE.match(stripped) and not _VERB.match(stripped):
        stripped = _SUBJECT.sub("", stripped)
    if not first and stripped != clause and len(stripped) < 10:
        return []
    clause = stripped
    if len(clause) < 5:
        return []
    held = _VERB.match(clause)
    if (held and not _PURPOSE.match(clause)) or (held and re.match("推动|深入", clause)):
        names = _named(held["object"], held["verb"], first=first)
        if names:
            return names
    kept = _KEEP.match(clause)
    if kept and (_CONCRETE.search(kept["object"]) or (first and _EVENT.search(kept["object"]))):
        if not first and not re.search(r"一批|一期|结果|案例|榜单|名单|提示|成果|白皮书|短视频|标杆", kept["object"]):
            return []
        return _split_results(clause)
    return []


def _named(thing: str, verb: str, *, first: bool) -> list[str]:
    """The names in the object of a verb: “甲”“乙”等行动 and 甲、乙等活动 are several."""
    thing = _WHO.sub("", thing.strip(" 　，。；、"))
    several = _several(thing)
    if several:
        return several
    vague = verb in _WEAK and (
        bool(_PEOPLE.match(thing))
        or bool(re.search(r"^(?:质量|各项|全面|各).{0,4}$", thing))
        or (not first and thing.endswith(("建设", "培育")))
    )
    return [_trim(thing)] if _EVENT.search(thing) and len(bare(thing)) >= 4 and not vague else []


def _several(thing: str) -> list[str]:
    listed = _ETC.fullmatch(thing)
    if not listed and thing.endswith("等"):
        listed = re.fullmatch("(?P<list>.+)等(?P<tail>)", thing)
    if listed:
        alone = len(split_outside(listed["list"], "、和及")) == 1 and listed["list"].count("“") < 2
        return [thing] if alone else _listed(listed["list"])
    parts = split_outside(thing, "、")
    if len(parts) > 1 and all(_THING.search(p) or p.startswith("“") for p in parts) and not _shared_tail(parts):
        return [_trim(part) for part in parts]
    quoted = re.findall("“[^“”]+”", thing)
    if len(quoted) > 1 and "".join(quoted) == re.sub("[、和及]", "", thing):
        return [q[1:-1] for q in quoted]
    return []


def _shared_tail(parts: list[str]) -> bool:
    """甲、乙、丙活动: the last word belongs to all, so it is one name; 甲活动、乙活动 are two."""
    return not all(len(bare(part)) >= 5 for part in parts)


def _listed(text: str) -> list[str]:
    names: list[str] = []
    for part in split_outside(text, "、和及" if text.count("“") > 1 else "、"):
        adjacent = re.fullmatch(r"(?:“[^“”]+”){2,}", part.strip())
        pieces = re.findall(r"“[^“”]+”", part) if adjacent else [part]
        names += [piece.strip() for piece in pieces]
    names = [_bare_quotes(name) for name in names]
    return [_trim(name) for name in names if len(bare(name)) >= 2]


def _bare_quotes(name: str) -> str:
    whole = re.fullmatch(r"“([^“”]{2,30})”", name)
    return whole[1] if whole and (len(whole[1]) > 6 or _EVENT.search(whole[1])) else name


def _split_results(clause: str) -> list[str]:
    """发布…、集中办理… in one clause are two."""
    parts = split_outside(clause, "、")
    verbs = [i for i, part in enumerate(parts) if i and re.match(f"(?:{_RESULT})(?=.{{4}})", part)]
    if not verbs:
        return [_trim(clause)]
    edges = [0, *verbs, len(parts)]
    return [_trim("、".join(parts[a:b])) for a, b in pairwise(edges)]


def _trim(name: str) -> str:
    name = name.strip(" 　，。；、")
    if name[:1] in OPENING and name.count("“") == 1 and name.endswith("”") and len(name) > 8:
        name = name[1:-1]
    return re.sub(r"^(?:好|了|的|一批(?=[“]))", "", name)
