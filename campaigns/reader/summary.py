"""A proposal in a few lines of Chinese, for a person at a terminal."""

from collections.abc import Iterator

from campaigns.reader.proposal import Proposal

NONE = "（未写明）"


def told(proposal: Proposal) -> str:
    return "\n".join(_lines(proposal))


def _lines(proposal: Proposal) -> Iterator[str]:
    period = proposal.period
    yield f"标题：{proposal.title or NONE}"
    yield f"发文字号：{proposal.document_number or NONE}"
    yield f"发文机关：{'、'.join(proposal.issuers) or NONE}"
    yield f"主送：{'；'.join(proposal.addressees) or NONE}"
    yield f"成文日期：{proposal.issued_on or NONE}"
    yield f"活动时间：{f'{period.starts_on}至{period.ends_on}' if period else NONE}"
    yield f"主题：{proposal.theme or NONE}"
    yield from _listed("口号", proposal.slogans)
    yield from _listed("活动内容", [entry.heading or entry.text[:30] for entry in proposal.sections])
    yield f"重点安排：{len(proposal.arrangements)}项"
    for number, arrangement in enumerate(proposal.arrangements, 1):
        yield f"  {number}. {arrangement.heading}{_origin(arrangement.origin, arrangement.confidence)}"
        yield from (f"     · {a.name}{_origin(a.origin, a.confidence)}" for a in arrangement.actions)
    yield from _listed("工作要求", [entry.heading or entry.text[:30] for entry in proposal.requirements])
    yield from _listed("依据文件", [f"《{r.title}》{r.document_number or ''}" for r in proposal.references])
    yield f"总结报送：{proposal.summary_due or NONE}，{proposal.summary_to or NONE}"
    yield from _listed("附件", proposal.attachments)
    yield f"附件所列活动：{len(proposal.activities)}项"
    yield f"联系人：{len(proposal.contacts)}位"
    yield from _listed("更正建议", [f"{c.found}→{c.meant}（{c.where}）" for c in proposal.corrections])
    yield from _listed("未识别", [text[:60] for text in proposal.unrecognised])


def _origin(origin: str | None, confidence: float) -> str:
    return f" ← {origin}（{confidence:.2f}）" if origin else ""


def _listed(title: str, entries: list[str]) -> Iterator[str]:
    yield f"{title}：{len(entries)}项"
    yield from (f"  {number}. {entry}" for number, entry in enumerate(entries, 1))
