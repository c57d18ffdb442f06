"""What stands before the text: red head, document number, title, addressees."""

import re
from dataclasses import dataclass, field

from campaigns.reader import dates
from campaigns.reader.lines import Paragraph
from campaigns.reader.numbering import sign_of
from campaigns.reader.words import is_body, open_marks, split_bodies

NUMBER = re.compile(r"(?P<code>[\u3400-\u9fff]{2,20})〔(?P<year>(?:19|20)[0-9]{2})〕(?P<serial>[0-9]{1,5})号")
KINDS = "通知|方案|意见|函|公告|通告|安排|计划|要点|倡议书|决定|报告|请示|纪要|办法|措施|工作安排|活动安排"
_TITLE = re.compile(rf"(?:{KINDS})(?:（[^（）]{{1,16}}）)?[》”]?$")
_LAST = ("通知", "的通知", "函", "的函")  # the last line of a title that was cut within its last words
_PLAN_OF = re.compile("20[0-9]{2}年.{0,20}(?:方案|计划|安排)$")  # the body alone stands in the line above
_HEADLINE = re.compile(r"质量月|质量")
_SALUTE = re.compile(r"[：:]$")
_ADDRESSED = re.compile(r"各|局|委|办|厅|部|单位|部门|机构|企业|公司|科室|处室|股|所|院|会|协会|成员|中心|政府|同志")
_REPORT = re.compile(r"(?:如下|通知|方面|以下|要求|内容|安排|建议|下列|包括|为|是|主题|口号|时间)[：:]$")


@dataclass
class Head:
    title: str | None = None
    title_at: list[Paragraph] = field(default_factory=list)
    number: str | None = None
    number_at: Paragraph | None = None
    letterheads: list[str] = field(default_factory=list)
    letterheads_at: list[Paragraph] = field(default_factory=list)
    addressees: list[str] = field(default_factory=list)
    addressees_at: list[Paragraph] = field(default_factory=list)

    @property
    def used(self) -> list[Paragraph]:
        own = [self.number_at] if self.number_at else []
        return [*self.title_at, *own, *self.addressees_at, *self.letterheads_at]


def read(paragraphs: list[Paragraph]) -> Head:
    """The head of a document. What is not there stays empty."""
    head = Head()
    _number(paragraphs, head)
    at = _title(paragraphs, head)
    before = paragraphs[max(0, at - 8) : at] if at is not None else paragraphs[:4]
    _letterheads(before, head)
    after = paragraphs[(at + len(head.title_at)) :] if at is not None else paragraphs
    _addressees(after[:4], head)
    return head


def document_number(text: str) -> str | None:
    """The first document number in a text, in its proper form."""
    found = NUMBER.search(text)
    return f"{_code(found['code'])}〔{found['year']}〕{int(found['serial'])}号" if found else None


def _code(code: str) -> str:
    """Words of a sentence before the number do not belong to it."""
    return re.sub(r"^.*(?:文件|根据|按照|依据|贯彻|落实|关于|文号|字号|通知|方案)", "", code) or code


def _number(paragraphs: list[Paragraph], head: Head) -> None:
    for paragraph in paragraphs[:12]:
        found = NUMBER.search(paragraph.text)
        if not found or "《" in paragraph.text or sign_of(paragraph.text):
            continue
        rest = NUMBER.sub("", paragraph.text)
        rest = re.sub(r"签发人.*|文号|发文字号|文件编号|[（）():：\s]|.{0,30}文件", "", rest)
        if len(rest) <= 4:
            head.number, head.number_at = document_number(paragraph.text), paragraph
            return


def _title(paragraphs: list[Paragraph], head: Head) -> int | None:
    best: tuple[int, int, list[Paragraph]] | None = None
    for index, paragraph in enumerate(paragraphs):
        last = paragraph.text in _LAST and index and "关于" in paragraphs[index - 1].text
        if not (last or _may_be_title(paragraph)) or not _TITLE.search(paragraph.text):
            continue
        lines = _upwards(paragraphs, index)
        whole = "".join(p.text for p in lines)
        score = 4 * ("关于" in whole) + 3 * whole.endswith("通知") + 2 * ("质量" in whole) + (index < 10)
        if "质量" not in whole and "关于" not in whole:
            continue
        if best is None or score > best[0]:
            best = (score, index - len(lines) + 1, lines)
    if best is None:
        return _headline(paragraphs, head)
    head.title_at = best[2]
    head.title = "".join(p.text for p in best[2])
    if len(best[2]) > 1 and " " in best[2][0].text and is_body(best[2][0].text.split()[-1]):
        head.title = " ".join(p.text for p in best[2])  # a row of joint issuers goes on in the next line
    return best[1]


def _headline(paragraphs: list[Paragraph], head: Head) -> int | None:
    """A page that is no official document may still have a headline: a short line alone, before the first sentence."""
    for index, paragraph in enumerate(paragraphs[:8]):
        text = paragraph.text
        if len(text) > 45 and "。" in text:
            return None
        if "质量月" in text and 8 <= len(text) <= 45 and not re.search("[，。；：]", text) and not paragraph.cells:
            head.title, head.title_at = text, [paragraph]
            return index
    return None


def _may_be_title(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if paragraph.cells or not 6 <= len(text) <= 120 or re.search(r"[。；！？]", text) or text[-1] in "：，":
        return False
    return not sign_of(text) and not re.match(r"附件|附表|抄送|根据|按照|现将|为|（", text) and text[-1] != "》" * 2


def _upwards(paragraphs: list[Paragraph], index: int) -> list[Paragraph]:
    """A title over several lines: its first lines are short, without marks, and the last alone would be no title."""
    lines = [paragraphs[index]]
    while index > 0 and len(lines) < 4:
        above = paragraphs[index - 1]
        text = "".join(p.text for p in lines)
        if above.cells or len(above.text) > 45 or re.search("[。；：，]", above.text) or NUMBER.search(above.text):
            break
        if above.text.endswith("文件") or sign_of(above.text) or _TITLE.search(above.text) or "签发人" in above.text:
            break
        begun = text.startswith("关于") or open_marks(above.text) or "关于" in above.text
        joint = len(above.text.split()) > 1 and all(is_body(name) for name in above.text.split())
        whole = "关于" in text and not text.startswith("关于") and not joint
        begins = text.startswith(("关于", "印发", "转发")) or _PLAN_OF.match(text)
        names = begins and is_body(above.text)
        plan = "关于" not in text and "月" not in text[:6] and is_headless(text)
        if whole or not (names or joint or plan or (begun and "关于" in above.text)):
            break
        lines.insert(0, above)
        index -= 1
    return lines


def is_headless(text: str) -> bool:
    """Whether a title lacks its beginning: 活动方案, “质量月”活动的通知."""
    return len(text) <= 12 or text.startswith(("“", "活动", "的"))


def _letterheads(before: list[Paragraph], head: Head) -> None:
    for paragraph in before:
        text = re.sub(r"\s", "", paragraph.text)
        name = re.sub(r"(?:文件|（?便?函）?)$", "", text)
        if paragraph not in head.title_at and is_body(name) and len(text) <= 40 and paragraph is not head.number_at:
            head.letterheads.append(name)
            head.letterheads_at.append(paragraph)


def _addressees(after: list[Paragraph], head: Head) -> None:
    for index, paragraph in enumerate(after):
        text = paragraph.text
        if sign_of(text) or paragraph.cells:
            break
        if _SALUTE.search(text) and not _REPORT.search(text) and _ADDRESSED.search(text) and "。" not in text:
            above = _addressed_above(after[:index], head)
            whole = "".join(_closed(p.text) for p in above) + text
            head.addressees = _listed(re.sub("^主送[：:]?", "", whole.rstrip("：: ")))
            head.addressees_at = [*above, paragraph]
            return
    _unsaluted([p for p in after if p is not head.number_at], head)


def _unsaluted(after: list[Paragraph], head: Head) -> None:
    """Addressees without a colon, a line each: every one a group of bodies, and prose below."""
    found: list[Paragraph] = []
    for paragraph in after:
        names = _listed(paragraph.text)
        group = bool(re.match("各|.{2,12}各", paragraph.text)) and all(is_body(n) or n.startswith("各") for n in names)
        if paragraph.cells or not group or len(paragraph.text) > 60 or re.search("[。：]", paragraph.text):
            break
        found.append(paragraph)
    if found and len(found) < len(after):
        head.addressees = [name for paragraph in found for name in _listed(paragraph.text)]
        head.addressees_at = found


def _addressed_above(lines: list[Paragraph], head: Head) -> list[Paragraph]:
    """Addressees on several lines: those between the title or number and the line with the colon."""
    found: list[Paragraph] = []
    for paragraph in reversed(lines):
        plain = not re.search("[。：:！？〕]", paragraph.text) and not dates.only_date(paragraph.text.strip("（）()"))
        if not plain or paragraph in head.used or not re.match("各|.*(?:各|[，、；]|局|委|办)", paragraph.text):
            break
        found.insert(0, paragraph)
    return found


def _closed(text: str) -> str:
    """A line that ends with a whole name is separated from the next; one cut within a name goes on."""
    return text if text[-1] in "，、；" or not is_body(re.split("[，、；]", text)[-1]) else f"{text}，"


def _listed(text: str) -> list[str]:
    """Addressees; after a group (各车间、机关各部室) the next one is one of its own."""
    return split_bodies(
        re.sub(r"(?<=、)(?=(?:机关|局属|辖区|本级|直属)?各|全体|有关|相关)", "\0", text).replace("、\0", "，")
    )


def title_issuers(title: str) -> list[str]:
    """The bodies a title begins with: X局关于…; none when it counts them (等27个部门)."""
    found = re.match(r"(.{2,60}?)关于", title)
    if not found or re.search(r"等[0-9一二三四五六七八九十]*(?:个|家)?(?:部门|单位)$", found[1]):
        return []
    names = [name for part in found[1].split() for name in split_bodies(part)]
    return names if names and all(is_body(name) for name in names) else []
