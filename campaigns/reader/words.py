"""The vocabulary of official documents: how bodies are called, and which marks open and close."""

import re

OPENING, CLOSING = "“《（〔【‘", "”》）〕】’"
ENDS = "。！？；：…"

# How the name of a body ends. Longer ones first where one contains the other.
BODY = (
    "领导小组办公室|领导小组|居委会|村委会|社区服务站|联席会议办公室|委员会|管委会|办公室|总工会|工会|工商联|妇联|残联|文联|科协|团委|团省委|团市委|团县委|"
    "总局|分局|市局|省局|县局|区局|局机关|局|总署|署|委办|委|厅|部门|部|总队|支队|大队|中队|队|中心|研究院|检察院|法院|检测院|质检院|"
    "检验院|学院|医院|院|研究所|质检所|监管所|所|科室|处室|股室|科|处|股|室|司|总社|联社|社|银行|海关|协会|学会|商会|联合会|促进会|"
    "质协|消协|消委会|市协|县协|集团|公司|企业|单位|机构|政府|办事处|街道|部室|车间|班组|支部|乡镇|镇街|镇|乡|园区|开发区|管理区|学校|大学|中学|小学|幼儿园|党校|高院|法制办|"
    "强省办|强市办|强县办|强区办|质强办|质量办|政府办|市办|县办|区办|厂|馆|站|台|办|组"
)
_BODY = re.compile(rf"(?:{BODY})(?:（[^（）]{{1,20}}）)?(?:等)?$")
_NOT = re.compile(
    r"(?:活动|工作|机关各|全部|内部|外部|干部|党委政府部|一行|进行|银行业|执行|实行|推行|举办|主办|承办|协办|开办|创办|有关|相关)$"
)


def is_body(name: str) -> bool:
    """Whether the text looks like the name of a body or a group of bodies."""
    name = name.strip()
    if not 2 <= len(name) <= 40 or re.search(r"[，。；：！？]", name):
        return False
    return bool(_BODY.search(name)) and not _NOT.search(name)


def open_marks(text: str) -> str:
    """The opening marks that `text` leaves unclosed, outermost first."""
    stack: list[str] = []
    for char in text:
        if char in OPENING:
            stack.append(char)
        elif char in CLOSING:
            mate = OPENING[CLOSING.index(char)]
            if mate in stack:
                while stack.pop() != mate:
                    pass
    return "".join(stack)


def split_outside(text: str, marks: str) -> list[str]:
    """Split at any of `marks` that stands outside brackets and quotation marks."""
    parts, start, stack = [], 0, []
    for index, char in enumerate(text):
        if char in OPENING:
            stack.append(char)
        elif char in CLOSING and stack and OPENING[CLOSING.index(char)] in stack:
            while stack.pop() != OPENING[CLOSING.index(char)]:
                pass
        elif char in marks and not stack:
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    return parts


def sentences(text: str) -> list[str]:
    """Sentences with their closing mark; marks inside quotation marks and brackets do not end one."""
    found, start, stack = [], 0, []
    for index, char in enumerate(text):
        if char in OPENING:
            stack.append(char)
        elif char in CLOSING and stack and OPENING[CLOSING.index(char)] in stack:
            while stack.pop() != OPENING[CLOSING.index(char)]:
                pass
        elif (char in "。；！？" and not stack) or char == "\n":
            found.append(text[start : index + 1])
            start, stack = index + 1, []
        elif char == "。":
            stack = stack if len(stack) == 1 and index - start < 80 else []
    found.append(text[start:])
    return [sentence for sentence in found if sentence.strip()]


def bare(text: str) -> str:
    """For comparing: without blanks, quotation marks and punctuation."""
    return re.sub(r"[\s“”‘’《》〈〉（）()〔〕\[\]，。、；：！？,.;:!?·\-—–…]", "", text)


def split_bodies(text: str) -> list[str]:
    """A list of bodies. A comma separates; 、 and 和 only where what stands before is a body itself
    (各设区市、平潭综合实验区质量强市（区）办 is one, 反不正当竞争和反垄断科 too)."""
    names: list[str] = []
    for group in split_outside(text, "，；,; "):
        names += _split_group(group)
    return [name for name in (n.strip(" 。：:（") for n in names) if name]


def _split_group(group: str) -> list[str]:
    parts = split_outside(group, "、")
    names: list[str] = []
    held = ""
    for index, part in enumerate(parts):
        held = f"{held}、{part}" if held else part
        short = index + 1 < len(parts) and len(parts[index + 1].strip()) == 1  # 区政府各委、办、局 is one
        if (is_body(split_outside(held, "、")[-1]) and not short) or index == len(parts) - 1:
            names += _split_and(held)
            held = ""
    return names


def _split_and(name: str) -> list[str]:
    for found in re.finditer(r"[和与及]|以及", name):
        left, right = name[: found.start()], name[found.end() :]
        if (
            is_body(split_outside(left, "、")[-1])
            and is_body(right)
            and not right.startswith(("信息化", "旅游", "计划"))
        ):
            return [left, *_split_and(right)]
    return [name]
