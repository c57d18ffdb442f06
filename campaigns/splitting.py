"""Cutting a pasted list into its lines: one per line, “1. … 2. …” in one paragraph, or “一、…。二、…”. Pure."""

import re
from collections.abc import Callable

from campaigns.numbers import ordinal

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE = "[一二三四五六七八九十]{1,3}"
# the sign before an entry → how the n-th of its kind is written inside the sign
_SIGNS: dict[str, Callable[[int], str]] = {
    rf"(?P<n>{_CHINESE})[、，．.]": ordinal,
    rf"[（(](?P<n>{_CHINESE})[)）]、?": ordinal,
    r"[（(](?P<n>\d{1,3})[)）][、.．]?": str,
    r"(?P<n>\d{1,3})(?:[、)）]|[.．](?!\d))": str,
    rf"(?P<n>[{_CIRCLED}])[、.．]?": lambda n: _CIRCLED[n - 1] if n <= len(_CIRCLED) else "",
}
_BULLET = re.compile(r"^[-–—•·●■◆★*]\s+")
_ENDS = "。；;！!？?：:，,\u3000 \t"  # after which a further sign may stand inside a line


def split(text: str) -> list[str]:
    """The entries of a pasted list, without their signs and the mark that ends them; words are kept as they are.

    Lines without a sign carry on the entry above them once two lines bear signs, since mail and chat break lines.
    """
    lines = [line.strip("\u3000 \t") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = [line for line in lines if line]
    numbered = sum(1 for line in lines if _sign_at_start(line)) > 1
    found: list[str] = []
    for line in lines:
        if numbered and found and not _sign_at_start(line) and not _BULLET.match(line):
            found[-1] += line
        else:
            found.append(line)
    return [entry for line in found for piece in _inside(line) if (entry := _bare(piece)).strip()]


def _sign_at_start(line: str) -> str | None:
    return next((sign for sign in _SIGNS if re.match(sign, line)), None)


def _inside(line: str) -> list[str]:
    """One line cut before each sign that continues the counting of its first: 1. … 2. … but not “1. … 2024. …”."""
    sign = _sign_at_start(line)
    if sign is None:
        return [line]
    first = re.match(sign, line)
    start = _value(sign, first["n"])  # type: ignore[index]  # it was found a line above
    cuts, wanted = [0], start + 1
    for match in re.finditer(sign, line):
        if start and _SIGNS[sign](wanted) == match["n"] and _may_cut(line, match.start()):
            cuts.append(match.start())
            wanted += 1
    return [line[a:b] for a, b in zip(cuts, [*cuts[1:], None], strict=True)]


def _may_cut(line: str, at: int) -> bool:
    """A circled number is a sign wherever it stands; others only after a full stop or a blank."""
    return line[at] in _CIRCLED or line[at - 1] in _ENDS


def _value(sign: str, written: str) -> int:
    """What number a sign says; 0 when it is none of the first 99."""
    return next((n for n in range(1, 100) if _SIGNS[sign](n) == written), 0)


def _bare(piece: str) -> str:
    sign = _sign_at_start(piece)
    words = re.sub(sign, "", piece, count=1) if sign else _BULLET.sub("", piece)
    words = words.strip("\u3000 \t").rstrip("；;，,、").strip("\u3000 \t")
    return words[:-1] if words.endswith("。") and "。" not in words[:-1] else words
