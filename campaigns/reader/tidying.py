"""Cleaning a line: marks of the right width, no blanks inside words, no traces of markup. Doing it twice changes
nothing more. What is a question of spelling is not decided here (see slips.py)."""

import re
from collections.abc import Iterable

CJK = r"\u3400-\u9fff\uf900-\ufaff〇○×%"
_IDEO = r"\u3400-\u9fff\uf900-\ufaff"
_MARK = "，。；：？！、）（》《”“’‘〕〔】【…—"

_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff0-\uffff]"
)
_FULL: dict[int, int | str] = {ord("０") + i: ord("0") + i for i in range(10)}
_FULL |= {ord("Ａ") + i: ord("A") + i for i in range(26)} | {ord("ａ") + i: ord("a") + i for i in range(26)}
_FULL |= {ord("．"): ".", ord("％"): "%", ord("／"): "/", ord("＠"): "@", ord("\u3000"): " ", ord("\xa0"): " "}
_FULL |= {ord("「"): "“", ord("」"): "”", ord("『"): "‘", ord("』"): "’", ord("﹝"): "〔", ord("﹞"): "〕"}
_FULL |= {ord("〈"): "《", ord("〉"): "》", ord("－"): "-", ord("＋"): "+", ord("\t"): " ", ord("#"): "#"}
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_NEXT_TO = re.compile(rf"(?<=[{_IDEO}”’》）〕])\s*([,;:?!])(?!//)\s*")
_BEFORE = re.compile(rf"(?<![0-9:/])([,;:?!])\s*(?=[{_IDEO}“‘《（])")
_ROUND = re.compile(r"\(([^()（）\n]{0,60})[)）]|（([^()（）\n]{0,60})[)]")
_STOP = re.compile(
    rf"(?<=[{_IDEO}”’》）〕])[.](?=[{_IDEO}“‘《（)）]|[0-9]{{1,4}}[年月日]|\s*$)|(?<=\.cn)[.](?=\s*$)|(?<=\.com)[.](?=\s*$)"
)  # 。 typed or read as a point
_SIGN = re.compile(r"\s*(?:[（(][^（）()]{1,3}[）)]|第?[一二三四五六七八九十]{1,3}|附件.{0,2})$")
_YEAR = re.compile(r"[\[［(（【〔{]\s*((?:19|20)[0-9]{2})\s*(?:年)?\s*[\]］)）】〕}]\s*(?:第\s*)?([0-9]{1,5})\s*号")
_SINGLE = re.compile(rf"(?<=[{_IDEO}])[ ]+(?=[{_IDEO}])")
_AT_MARK = re.compile(rf"\s+(?=[{_MARK}])|(?<=[{_MARK}])\s+")
_AT_DIGIT = re.compile(rf"(?<=[{_IDEO}])\s+(?=[0-9])|(?<=[0-9])\s+(?=[{_IDEO}])")
_AT_LETTER = re.compile(rf"(?<=[{_IDEO}])\s+(?=[A-Za-z])|(?<=[A-Za-z])\s+(?=[{_IDEO}])")
_CLOSE_DIGIT = re.compile(rf"(?<=[{_IDEO}])(?=[0-9])|(?<=[0-9])(?=[{_IDEO}])")
_BODY = "部局委署会院办厅行社联庭处"
_IN_NUMBER = re.compile(r"(?<=[0-9])\s+(?=[0-9]{1,2}[月日号])")


def tidy(text: str) -> str:
    """One line as it was meant to look; may be empty."""
    before = None
    for _ in range(4):  # removing a blank may bring two marks together that belong together
        if text == before:
            break
        before, text = text, _once(text)
    return text


def is_spaced(texts: Iterable[str]) -> bool:
    """Whether a document's setter puts blanks between figures and ideographs (2024 年), as many programs do when they
    write a PDF: those beside Latin letters are the setter's then as well, else the author's (“AI 质量”)."""
    wide = close = 0
    for text in texts:
        wide += len(_AT_DIGIT.findall(text))
        close += len(_CLOSE_DIGIT.findall(text))
    return wide * 4 > close


def without_letter_blanks(text: str) -> str:
    return _AT_LETTER.sub("", text)


def _once(text: str) -> str:
    text = _INVISIBLE.sub("", text).translate(_FULL)
    text = re.sub(r"\s{3,}", "  ", text)  # before the patterns that look for blanks beside marks
    text = text.replace("&nbsp;", " ").replace("**", "").replace("﹒", "·")
    text = _quotes(text)
    text = _NEXT_TO.sub(lambda m: _WIDE[m[1]], text)
    text = _BEFORE.sub(lambda m: _WIDE[m[1]], text)
    text = _STOP.sub(lambda m: "." if _SIGN.match(text[: m.start()]) else "。", text)
    text = _YEAR.sub(lambda m: f"〔{m[1]}〕{int(m[2])}号", text)
    text = _ROUND.sub(_brackets, text)
    text = re.sub(rf"\((?=[{_IDEO}“《])", "（", text)
    text = re.sub(rf"(?<=[{_IDEO}”》。])\)", "）", text)
    text = _unspace(text)
    return text.strip()


def _quotes(text: str) -> str:
    text = re.sub(r"’\s*’", "”", re.sub(r"‘\s*‘", "“", text))
    if text.count('"') >= 2:
        parts = text.split('"')
        pairs = len(parts) // 2 * 2 - (len(parts) % 2 == 0)
        text = parts[0]
        for index, part in enumerate(parts[1:]):
            mark = ("“", "”")[index % 2] if index < pairs or len(parts) % 2 else '"'
            text += mark + part
    return text


def _brackets(found: re.Match) -> str:
    inside = found[1] if found[1] is not None else found[2]
    ideographs = re.search(rf"[{_IDEO}]", inside)
    text = found.string
    beside = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
    wide = ideographs or re.search(rf"[{_IDEO}{_MARK}]", beside) or not inside.strip()
    return f"（{inside.strip()}）" if wide else f"({inside})"


def _unspace(text: str) -> str:
    text = _AT_MARK.sub("", text)
    text = _AT_DIGIT.sub("", text)
    text = _IN_NUMBER.sub("", text)
    text = re.sub(r"[ ]{2,}", "  ", text)
    # Spread words (教 育 部, 举 办 全 市): a blank beside a single character is layout, one between phrases separates.
    parts = re.split(rf"([^{_IDEO} ]+)", text)
    text = "".join(_close(part) for part in parts)
    return re.sub(r" +", " ", text)


def _close(run: str) -> str:
    """Take the layout's blanks out of a run of ideographs; two blanks, or one between longer words, separate."""
    if " " not in run.strip():
        return run
    words = _words(run)
    if len(words) > 1 and all(len(word) > 1 and word[-1] in _BODY for word in words):
        return " ".join(words)  # a row of signatures, 国家发展改革委 教 育 部
    out = ""
    for index, word in enumerate(run.split(" ")):
        before = out[-1:] if index else ""
        if not word:
            out += "\0" if out else ""
            continue
        if out.endswith("\0"):
            lonely = len(word) == 1 and _last_word(out.rstrip("\0")) == 1
            out = out.rstrip("\0") + ("" if lonely else " ")
        elif before and before != " " and len(word) > 1 and _last_word(out) > 1:
            out += " "
        out += word + "\1" * (len(word) == 1)
    lead, tail = " " * run.startswith(" "), " " * run.endswith(" ")
    return lead + out.replace("\0", "").replace("\1", "").strip() + tail


def _last_word(out: str) -> int:
    """1 when the last word was a single character, which is layout, else more."""
    return 1 if out.endswith("\1") else 2


def _words(run: str) -> list[str]:
    words: list[str] = []
    single = False
    for word in run.split():
        if len(word) == 1 and single and not (words[-1][-1] in _BODY and len(words[-1]) > 1):
            words[-1] += word
        else:
            words.append(word)
        single = len(word) == 1
    return words
