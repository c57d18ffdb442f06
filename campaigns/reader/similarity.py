"""How alike two short texts are, by the pairs of characters they share; frequent pairs count little."""

from collections import Counter
from collections.abc import Iterable
from math import log

from campaigns.reader.words import bare

# Pairs that stand in every second name say nothing about which name it is.
_COMMON = """
质量 活动 开展 行动 工作 提升 推进 组织 系列 宣传 管理 专项 服务 全国 全省 全市 全县 举办 实施 深入 产品 安全 推动
加强 企业 重点
"""
COMMON = frozenset(_COMMON.split())


def pairs(text: str) -> Counter:
    text = bare(text)
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def likeness(left: str, right: str, weights: dict[str, float] | None = None) -> float:
    """Between 0 and 1: the weight of shared pairs over the weight of all (Dice)."""
    a, b = pairs(left), pairs(right)

    def weight(pair: str) -> float:
        if weights is not None:
            return weights.get(pair, 1.0)
        return 0.15 if pair in COMMON else 1.0

    total = sum(n * weight(p) for p, n in a.items()) + sum(n * weight(p) for p, n in b.items())
    shared = sum(min(n, b[p]) * weight(p) for p, n in a.items())
    return 2 * shared / total if total else 0.0


def rarity(texts: Iterable[str]) -> dict[str, float]:
    """A weight for each pair by how few of `texts` have it (inverse document frequency)."""
    kinds = [set(pairs(text)) for text in texts]
    count = Counter(pair for kind in kinds for pair in kind)
    size = len(kinds) or 1
    return {p: (0.3 if p in COMMON else 1.0) * max(0.15, log(1 + size / n) / log(1 + size)) for p, n in count.items()}
