"""How a request reads by what it asks for: proposals (征集), opinions on a draft (征求意见), or a report."""

from dataclasses import dataclass
from typing import Protocol

from campaigns.choices import Ask


@dataclass(frozen=True)
class Words:
    answer: str  # what is handed in
    nil: str  # the answer that there is nothing
    hint: str  # what a letter says about it
    nothing: str  # why an empty answer cannot be handed in


REPORT = Words(
    "总结",
    "本单位无相关活动",
    "已在系统中登记的活动和数据不必重填；确无活动的，可选“本单位无相关活动”。",
    "总结还没有内容：请填写正文或添加附件；确无活动的，可选“本单位无相关活动”。",
)
MATERIAL = Words(
    "材料",
    "本单位无相关材料",
    "以文字和附件报送；没有的，可选“本单位无相关材料”。",
    "还没有内容：请填写文字或添加附件；没有的，可选“本单位无相关材料”。",
)
PROPOSALS = Words(
    "建议",
    "无建议",
    "可逐条填写，也可以整段粘贴；没有建议的，可选“无建议”。",
    "建议还没有内容：请填写至少一条或添加附件；没有建议的，可选“无建议”。",
)
OPINIONS = Words(
    "意见",
    "无意见",
    "可对逐条内容提出意见；没有意见的，点“无意见”即可。",
    "意见还没有内容：请对至少一处填写意见或添加附件；没有意见的，可选“无意见”。",
)


class Asked(Protocol):
    kind: str
    wants: list
    circulated: dict


def is_collecting(request: Asked) -> bool:
    """Whether proposals are asked for row by row; 征集 of other material is answered like a report."""
    return request.kind == Ask.COLLECT and bool(request.wants)


def is_circulating(request: Asked) -> bool:
    return request.kind == Ask.COMMENT and bool(request.circulated)


def by_rows(request: Asked) -> bool:
    """Whether the answer is made of rows (`Report.rows`) rather than of a text."""
    return is_collecting(request) or is_circulating(request)


def words_of(request: Asked) -> Words:
    return words_for(request.kind, is_collecting(request) or is_circulating(request))


def words_for(kind: str, by_rows: bool) -> Words:
    """The same from what a list knows of a request without reading the text that was circulated."""
    if by_rows:
        return OPINIONS if kind == Ask.COMMENT else PROPOSALS
    return MATERIAL if kind == Ask.COLLECT else REPORT
