"""Ancestors in the parent plan: sections first, then named campaigns, then likeness; below a threshold a person decides.

Likeness alone goes wrong both ways: 质量专项整治行动 resembles 质量惠民行动, and 民生领域案件查办“铁拳”行动 hardly
resembles “铁拳”. So a name in quotation marks counts most, what kind of thing it is must agree (案例 are published,
活动 are held), characters that stand in every second name count little, and what the sections say decides ties."""

import re
from collections import Counter
from dataclasses import dataclass

from campaigns.reader.proposal import Action, Arrangement, ParentDocument, ParentItem, Proposal
from campaigns.reader.similarity import likeness, rarity
from campaigns.reader.words import bare

SECTION = 0.42  # an arrangement with less in common has no ancestor proposed
ACTION = 0.45
DERIVED = 0.6  # actions so alike tell which section above they carry out
SAME_SECTION, OTHER_SECTION = 0.10, -0.10
NAMED, CONTAINED = 0.92, 0.90
STRONG, ENOUGH = 3.0, 1.6  # weight of a shared phrase; a pair of characters found nowhere else weighs 1
_NAME = re.compile("“([^“”]{2,24})”")
_PUBLISHED = re.compile(
    r"^(?:集中)?(?:发布|公布|公告|通报|曝光|公开|展示|上报|推广|办理|拍摄|播放|编印|印发|集中办理)|(?:案例|榜单|名单|结果|情况|提示|视频)$"
)
_TYPE = re.compile(
    "(?:专项)?整治(?:行动|活动)?|(?:知识|技能|绘画|征文|演讲)(?:竞赛|大赛)|(?:宣传|推介|教育|交流|帮扶|提升|培训|展示|推广)+(?:行动|活动|工作)?|系列活动|专项行动|监督抽查|监督检查"
)
_VERBS = re.compile(
    "^(?:深入|大力|广泛|积极|扎实|持续|全面|进一步|严厉|组织|继续|着力)*(?:开展|举办|实施|推进|推动|组织|召开|加强|打击|深化)?"
)
_EVERYDAY = re.compile("^(?:质量月|质量|进)$")


@dataclass
class _Found:
    """The best ancestor, and how sure."""

    name: str | None
    confidence: float


def align(proposal: Proposal, parent: ParentDocument) -> Proposal:
    """The proposal with origin and confidence on each arrangement and action. Without an ancestor the confidence is
    that of the best candidate, which was not enough."""
    aligner = _Aligner(proposal, parent)
    for arrangement in proposal.arrangements:
        found = aligner.section(arrangement)
        arrangement.origin, arrangement.confidence = found.name, round(found.confidence, 2)
    for arrangement in proposal.arrangements:
        for action in arrangement.actions:
            found = aligner.action(action, arrangement)
            action.origin, action.confidence = found.name, round(found.confidence, 2)
    return proposal


class _Aligner:
    def __init__(self, proposal: Proposal, parent: ParentDocument):
        self.sections, self.actions = parent.of("arrangement"), parent.of("action")
        own = [action.name for arrangement in proposal.arrangements for action in arrangement.actions]
        headings = [arrangement.heading for arrangement in proposal.arrangements]
        self.names = {item.name for item in self.actions} - {item.name for item in self.sections}
        self.known = rarity([item.name for item in (*self.sections, *self.actions)])
        self.rare = rarity([item.name for item in (*self.sections, *self.actions)] + own + headings)

    def section(self, arrangement: Arrangement) -> _Found:
        """By heading, helped by where the actions under it have their like."""
        best = _Found(None, 0.0)
        for item in self.sections:
            score = self._headed(arrangement.heading, item.name)
            inside = [other for other in self.actions if other.under == item.name]
            shared = sum(1 for action in arrangement.actions if any(bare(action.name) == bare(o.name) for o in inside))
            score = min(1.0, score + 0.15 * min(shared, 3)) if score > 0.15 or shared > 1 else score
            if score > best.confidence:
                best = _Found(item.name, score)
        if best.confidence >= SECTION:
            return best
        return self._from_actions(arrangement) or _Found(None, best.confidence)

    def _from_actions(self, arrangement: Arrangement) -> _Found | None:
        """An arrangement here may be a single action of the plan above, or a section by what stands under it."""
        same = next((item for item in self.actions if bare(item.name) == bare(arrangement.heading)), None)
        if same:
            return _Found(same.name, 1.0)
        votes: Counter[str] = Counter()
        for action in arrangement.actions:
            best = max(self.actions, key=lambda other: self.alike(action.name, other.name), default=None)
            if best and self.alike(action.name, best.name) >= DERIVED:
                votes[best.under] += 1
        section, count = votes.most_common(1)[0] if votes else ("", 0)
        return _Found(section, 0.5) if section and count * 2 >= len(arrangement.actions) else None

    def _headed(self, heading: str, above: str) -> float:
        """Headings without the verbs they begin with: 大力推进质量强链 and 大力实施质量强链行动 are one."""
        if bare(heading) == bare(above):
            return 1.0
        a, b = (bare(_VERBS.sub("", text)) for text in (heading, above))
        if min(len(a), len(b)) >= 4 and (a in b or b in a):
            return CONTAINED
        shared = max(map(self.weight, shared_phrases(a, b)), default=0.0)
        strong = min(0.85, 0.5 + 0.07 * (shared - STRONG)) if shared >= STRONG else 0.0
        return max(self.alike(heading, above), strong)

    def action(self, action: Action, arrangement: Arrangement) -> _Found:
        best = _Found(None, 0.0)
        if arrangement.origin in self.names and bare(action.name) in bare(arrangement.heading):
            return best  # the arrangement itself carries that action out
        for item in self.actions:
            score = self._score(action.name, item, arrangement)
            if score > best.confidence:
                best = _Found(item.name, min(score, 1.0))
        return best if best.confidence >= ACTION else _Found(None, best.confidence)

    def _score(self, name: str, item: ParentItem, arrangement: Arrangement) -> float:
        """How likely `item` is the ancestor, before a person looks."""
        mine, above = bare(name), bare(item.name)
        if mine == above:
            return 1.0
        agree = bool(_PUBLISHED.search(name)) == bool(_PUBLISHED.search(item.name))
        named = _named(name, item.name)
        if named and agree:
            return NAMED
        if agree and min(len(mine), len(above)) >= 5 and (mine in above or above in mine):
            return CONTAINED
        related = item.under == arrangement.origin
        mine_is = name if related else subject(name)
        score = max(self.alike(mine_is, item.name), self.phrase(mine_is, item, related=related))
        own = _names(name) and not named and not _PUBLISHED.search(name)  # a name of its own tells it apart
        score *= (1.0 if agree else 0.5) * (0.6 if own else 1.0)
        return score + (SAME_SECTION if related else OTHER_SECTION if arrangement.origin else 0.0) * (score > 0.2)

    def alike(self, left: str, right: str) -> float:
        """By all the pairs of characters they share; what stands in brackets may be left aside."""
        short = re.sub("（[^（）]*）", "", right)
        return max(likeness(left, right, self.rare), likeness(left, short, self.rare))

    def phrase(self, name: str, item: ParentItem, *, related: bool) -> float:
        """By the weightiest phrase they share. Within one section a kind of event (监督抽查, 经验交流) is enough; from
        another section it must be a subject that only one of the parent's items has (首席质量官)."""
        weighed = [(self.weight(phrase), phrase) for phrase in shared_phrases(bare(name), bare(item.name))]
        strength, shared = max(weighed, default=(0.0, ""))
        core = re.sub("(?:活动|行动|工作)$", "", shared)
        among = [other for other in self.actions if not related or other.under == item.under]
        unique = sum(core in bare(other.name) for other in among) <= (2 if strength >= 4.5 else 1)
        if unique and ((strength >= STRONG and len(shared) >= 5) or (related and strength >= ENOUGH)):
            return min(0.85, 0.5 + 0.07 * (strength - ENOUGH))
        return 0.0

    def weight(self, phrase: str) -> float:
        return sum(self.known.get(phrase[i : i + 2], 0.0) for i in range(len(phrase) - 1))


def shared_phrases(left: str, right: str) -> list[str]:
    """The longest runs of characters, from each place on, that stand in both."""
    found = []
    for start in range(len(left) - 1):
        end = start
        while end < len(left) and left[start : end + 1] in right:
            end += 1
        if end - start >= 3:
            found.append(left[start:end])
    return found


def subject(name: str) -> str:
    """What an action is about, without what kind of thing it is: 消防产品质量安全专项整治行动 → 消防产品质量安全."""
    return _TYPE.sub("", name)


def _names(text: str) -> set[str]:
    return (
        {bare(name) for name in _NAME.findall(text)}
        - {""}
        - {n for n in map(bare, _NAME.findall(text)) if _EVERYDAY.match(n)}
    )


def _named(left: str, right: str) -> bool:
    """Whether both bear one name: in quotation marks in one, anywhere in the other (剑网2024, 剑网2023 alike)."""
    for mine, other in ((left, right), (right, left)):
        for name in _names(mine):
            stem = re.sub("20[0-9]{2}", "", name)
            if len(stem) >= 2 and (stem in bare(other) or any(n in stem and len(n) > 3 for n in _names(other))):
                return True
    return False
