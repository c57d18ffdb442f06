"""What is to be handed in: by when, and to whom. Only sentences that ask for a summary or its materials count."""

import re
from datetime import date

from campaigns.reader import dates
from campaigns.reader.words import sentences

_WHAT = re.compile(r"总结|小结|(?:活动)?(?:开展)?(?:有关)?情况|典型案例|图片|影像|视频|经验做法|成果|工作成效")
_ASK = re.compile(
    r"(?:报送|反馈|上报|提交|发送|报告|汇总报|书面报|报|送至|传至|发至|发到|送到|交至|(?<![提上转递])交(?=[^流由办给]))(?:至|到|给|送至|往)?(?P<to>[^，。；：、（）《》]{2,36}?(?:（[^（）]{2,24}）)?)(?=[，。；：、（]|$)"
)
_NAME = re.compile(
    r"(?:局|委|办|厅|部|处|科|室|股|站|办公室|中心|会|院|所|科室|单位|司|总局|邮箱|部门|领导小组|政府)(?:（[^（）]{2,24}）)?$"
)
_PERSON = re.compile(
    r"(股|科|处|室|办|部|中心)[\u4e00-\u9fff](?:[\u4e00-\u9fff]{1,2}(?:同志处?|处)|[某×]{1,2}(?:同志)?)$"
)
_DUE = re.compile(  # 10月8日（星期二）下班前, 9月26日下午5点前
    r"(?:（[^（）]{2,6}）)?(?:上午|中午|下午|晚上?)?(?:[0-9]{1,2}(?:[时点]|[:：][0-9]{2})(?:整|半|[0-9]{1,2}分)?)?(?:下班)?(?:之前|以前|底前|前|内)"
)
_NO_NAME = re.compile(r"^(?:有关|相关|及时|一次|总结|材料|活动|上级|各|本|所|情况|情况的)")


_ALONE = re.compile(
    r"请?(?:各[^，。；]{1,40}?)?请?(?:务必)?(?:于|在)?[^，。；]{0,30}?(?:前|内)?，?将?[^，。；]{0,12}?(?:活动|工作)(?:情况|开展情况)?(?:总结|小结)(?:材料)?"
    r"(?:书面)?(?:报送|上报|反馈|报|发送)[^。；]{0,60}。?"
)


def is_alone(text: str) -> bool:
    """Whether a paragraph says by when and to whom summaries go, and nothing else: what `read` tells is all of it."""
    return len(text) <= 110 and bool(_ALONE.fullmatch(text))


def read(text: str, year: int | None) -> tuple[date | None, str | None, str | None]:
    """Due date, recipient and the sentence itself. The day before which it is due is the due day (“前” includes it)."""
    best: tuple[int, date | None, str | None, str] | None = None
    for sentence in sentences(text):
        what = _WHAT.search(sentence)
        if not what:
            continue
        to = _recipient(sentence, what.start())
        due = _due(sentence, year)
        strong = "总结" in sentence or "典型案例" in sentence or "图片" in sentence
        score = 2 * strong + 2 * bool(due) + 2 * bool(to)
        if (to or (due and strong and re.search("报|交|送|反馈", sentence))) and (best is None or score > best[0]):
            best = (score, due, to, sentence)
    return (best[1], best[2], best[3]) if best else (None, None, None)


def _recipient(sentence: str, start: int) -> str | None:
    turned = re.search(
        r"(?:报送|提交|上报|反馈|发送|报)[^，。；]{2,24}?(?:至|到)(?P<to>[^，。；：、（）《》]{2,30})", sentence
    )
    if turned and _NAME.search(turned["to"]):
        return turned["to"]
    for found in _ASK.finditer(sentence):
        name = re.sub(r"（[^（）]*(?:联系|电话|邮箱|@)[^（）]*）$", "", found["to"])
        name = re.sub(r"^[送至到给](?=[\u4e00-\u9fff])", "", name).strip(" “”")
        name = re.sub("(?:统一)?(?:汇总|备案|存档|留存)$", "", name)
        name = re.sub("(?:电子)?邮箱(?:（[^（）]*）)?[A-Za-z0-9@._+-]*$", "", name)
        after = sentence[found.end() :]
        bracket = re.match(r"（([^（）]{2,24})）", after)
        if bracket and not re.search("联系|电话|邮箱|@", bracket[1]) and _NAME.search(bracket[1]) and "（" not in name:
            name += bracket[0]
        name = _PERSON.sub(r"\1", name)
        if _NAME.search(name) and not _NO_NAME.match(name) and len(name) <= 40:
            return name
    return None


def _due(sentence: str, year: int | None) -> date | None:
    """Of several dates the one that stands nearest before what is asked for: 8月…报送计划，10月…报送总结."""
    text = dates.arabic(sentence)
    what = re.search("总结|小结|典型案例", text) or _WHAT.search(text)
    dues = [(start, span[1]) for start, end, span in dates.spans(text, year) if _DUE.match(text[end:])]
    before = [due for start, due in dues if what and start < what.start()]
    return before[-1] if before else (dues[0][1] if dues else None)
