"""Responsibility notes: （质量科牵头，各分局配合）, （责任单位：…）, 牵头单位：… 配合单位：…, 由…牵头."""

import re
from dataclasses import dataclass

from campaigns.reader.words import is_body, split_bodies, split_outside

LEAD, CHARGE, COOPERATE, ASSIST, CARRY, JOINT = "牵头", "负责", "配合", "协助", "实施", "联合"
_ROLES = (
    (LEAD, "牵头负责|牵头组织|牵头落实|牵头实施|牵头|总牵头"),
    (COOPERATE, "按职责配合|按职责分工负责配合|积极配合|配合|参与|参加|协同"),
    (ASSIST, "协助|协办|支持"),
    (
        CARRY,
        "按职责分工负责实施|负责组织实施|负责具体实施|负责实施|分别实施|分别组织实施|具体实施|组织实施|抓好落实|贯彻落实|负责落实|实施|落实|执行",
    ),
    (CHARGE, "按职责分工负责|按职责负责|分工负责|具体负责|具体承办|共同负责|负责|主办|承办|责任|主责"),
    (JOINT, "联合开展|联合举办|联合|会同|共同"),
)
_SUFFIX = "|".join(words for _, words in _ROLES)
_KIND = "单位|部门|科室|处室|股室|机构|科|处"
_LABEL = re.compile(
    rf"(?P<role>牵头|责任|负责|主办|承办|配合|协办|协助|参与|参加|实施|落实|联合|组织|支持|主要责任|牵头责任|协作)(?:{_KIND}|人)?(?:（[^（）]*）)?\s*[:：]\s*"
)
_PART = re.compile(rf"(?P<names>.+?)(?:等)?(?:（?(?P<role>{_SUFFIX})）?)$")
_ORGAN = re.compile("(?:局|委|办|厅|部|科|处|股|室|所|院|中心|队|会|海关|政府)$")
_THIS = re.compile("^(?:该|此|本|上述|以上)[一二两三四五六七八九各]?(?:项|个)?(?:工作|活动|任务|行动|事项)(?=由)")
_ITEMS = re.compile(r"第([0-9]{1,2}(?:[、，和][0-9]{1,2}){0,30})项\s*[:：，]?\s*")
_NOTE = re.compile(r"（([^（）]{2,160}(?:（[^（）]{1,20}）[^（）]{0,80})*)）")


@dataclass
class Note:
    """One note in a text: who with which role, and where it stands."""

    duties: list[tuple[str, str]]
    start: int
    end: int
    items: tuple[int, ...] = ()  # the numbers of the actions it covers, when it names them


def notes(text: str) -> list[Note]:
    """The notes in a text, in order: in brackets, and at the end after labels."""
    found = []
    for hit in _NOTE.finditer(text):
        numbers = _ITEMS.match(hit[1])
        if numbers:
            duties = parse(hit[1][numbers.end() :])
            items = tuple(int(number) for number in re.findall("[0-9]+", numbers[1]))
            found += [Note(duties, hit.start(), hit.end(), items)] if duties else []
            continue
        duties = parse(hit[1]) or (_bodies_alone(hit[1]) if text[hit.end() : hit.end() + 1] in "。\n；" else [])
        if duties:
            found.append(Note(duties, hit.start(), hit.end()))
    found += _labelled(text, found)
    return _beside(text, sorted([*found, *_sentences(text, found)], key=lambda note: note.start))


def _bodies_alone(note: str) -> list[tuple[str, str]]:
    """（计量科，计量所）at a sentence's end names who is in charge without saying so."""
    names = _clean(split_bodies(note))
    plain = all((_ORGAN.search(name) or _group(name)) and not re.match("进|含|如|包括|即|原", name) for name in names)
    return [(name, CHARGE) for name in names] if names and plain else []


def _sentences(text: str, taken: list[Note]) -> list[Note]:
    """A sentence that says nothing else: 由食品股负责，各所配合。"""
    found = []
    for hit in re.finditer("(?:^|(?<=[。\n]))由?(?:[^。\n（）：]|（[^（）\n]{1,12}）){3,80}(?=。|\n|$)", text):
        free = not any(note.start < hit.end() and hit.start() < note.end for note in taken)
        start = hit[0].rfind("，由") + 1  # what stands before is no list of names
        said = _THIS.sub("", hit[0][start:])
        duties = _by_suffix(said.removeprefix("由")) if free else []
        if duties:
            found.append(Note(duties, hit.start() + start, min(len(text), hit.end() + 1)))
    return found


def _beside(text: str, found: list[Note]) -> list[Note]:
    """牵头单位：… and 配合单位：… one after the other are one note."""
    merged: list[Note] = []
    for note in found:
        if (
            merged
            and not note.items
            and not merged[-1].items
            and not text[merged[-1].end : note.start].strip(" 　\n。；，")
        ):
            merged[-1] = Note(merged[-1].duties + note.duties, merged[-1].start, note.end)
        else:
            merged.append(note)
    return merged


def _labelled(text: str, bracketed: list[Note]) -> list[Note]:
    """Lines or line ends such as 责任单位：市局质量科。 outside brackets."""
    found: list[Note] = []
    for hit in re.finditer(rf"(?:^|(?<=[。；\n ，日旬]))(?:{_LABEL.pattern})", text):
        if any(note.start <= hit.start() < note.end for note in [*bracketed, *found]):
            continue
        stop = re.search(r"[。\n]", text[hit.end() :])
        end = hit.end() + stop.end() if stop else len(text)
        duties = parse(text[hit.start() : end].strip("。\n "))
        if duties:
            found.append(Note(duties, hit.start(), end))
    return found


def parse(note: str) -> list[tuple[str, str]]:
    """(name, role) for each body of a note; empty when the text is no note."""
    note = note.strip("。；，\n 　")
    labels = list(_LABEL.finditer(note))
    if labels and labels[0].start() == 0:
        return _by_label(note, labels)
    return _by_suffix(note)


def _by_label(note: str, labels: list[re.Match]) -> list[tuple[str, str]]:
    duties = []
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        names = note[label.end() : following.start() if following else len(note)].strip("；，。 \n")
        told = (part for part in split_outside(names, "，；,;") if "：" not in part)  # 完成时限：… names nobody
        for part in told:  # 责任处室：认可处，质检院配合
            found = _PART.fullmatch(part.strip())
            role = _role(found["role"] if found else label["role"])
            duties += [(name, role) for name in _clean(split_bodies(found["names"] if found else part))]
    return duties


def _by_suffix(note: str) -> list[tuple[str, str]]:
    duties: list[tuple[str, str]] = []
    waiting: list[str] = []
    for part in split_outside(note, "，；,;"):
        found = _PART.fullmatch(part.strip())
        if not found:
            waiting.append(part.strip())
            continue
        first, _, beside = re.sub("会同|联合", "\0", found["names"], count=1).partition("\0")
        names = _clean(split_bodies("，".join([*waiting, first])))
        with_them = _clean(split_bodies(beside))
        waiting = []
        if not all(is_body(name) or _group(name) for name in with_them):
            return []
        if not names or not all(is_body(name) or _group(name) for name in names):
            return []
        duties += [(name, _role(found["role"])) for name in names] + [(name, JOINT) for name in with_them]
    return [] if waiting else duties


def _group(name: str) -> bool:
    """Bodies named as a group: 各县（市、区）, 各地, 市直各部门."""
    return bool(re.match(r"各|市直|县直|省直|区直|相关|有关|全体", name)) and len(name) <= 24


def _clean(names: list[str]) -> list[str]:
    """Without 由, 等 and the like."""
    cleaned = (re.sub(r"^由|等$|按职责分工$|按职责$|分别$", "", name.strip(" “”")) for name in names)
    return [name for name in cleaned if 2 <= len(name) <= 40]


def _role(word: str) -> str:
    for role, words in _ROLES:
        if word in words.split("|"):
            return role
    return {"组织": CHARGE, "主要责任": CHARGE, "牵头责任": LEAD, "协作": COOPERATE}.get(word, CHARGE)


_FIRST = re.compile(
    r"^(?P<parts>(?:[^，。；]{2,40}?(?:牵头|负责|主办|承办|配合|参与|参加|协助|协办)，){1,3})(?=(?:联合)?(?:组织|开展|举办|召开|实施))"
)
_BY = re.compile(r"由(?P<names>[^，。；由]{2,40}?)(?P<role>牵头|负责|主办|承办)(?=[，。、组举开实])")
_WITH = re.compile(r"(?:联合|会同)(?P<names>[^，。；]{2,50}?)(?=于|在|[0-9]|共同|举办|开展|组织|对|，|。)")
_SUBJECT = re.compile(r"(?:^|[。；])(?P<name>[^，。；、]{3,24}?)(?=联合|会同)")
_LEADS = re.compile(r"(?:^|[。；])(?P<name>[^。；，]{3,24}?)[^。；，]{0,4}[^。；]{0,24}?，?牵头(?:组织|开展|举办)")


def prose(sentence: str) -> list[tuple[str, str]]:
    """Who does what in a running sentence: 由…牵头，联合…; X联合Y…"""
    first = _FIRST.match(sentence)
    if first:
        return _by_suffix(first["parts"].rstrip("，"))
    duties = []
    by, joint, subject, leads = (p.search(sentence) for p in (_BY, _WITH, _SUBJECT, _LEADS))
    if by:
        duties += [(name, _role(by["role"])) for name in _clean(split_bodies(by["names"]))]
    elif subject and is_body(subject["name"]):
        duties.append((subject["name"], LEAD))
    elif leads:
        name = re.match(r".{2,24}?(?:局|委|办|厅|部|单位|部门|会|政府)(?=[参按结根牵要，])", leads["name"])
        duties += [(name[0], LEAD)] if name else []
    if joint and duties:
        duties += [(name, JOINT) for name in _clean(split_bodies(joint["names"])) if is_body(name)]
    return [duty for duty in duties if is_body(duty[0]) or _group(duty[0])]
