"""Slogans: numbered or not, on one line or two, in a part of their own, an annex or a panel of a leaflet."""

import re
from itertools import pairwise

from campaigns.reader.lines import Paragraph
from campaigns.reader.numbering import ARABIC, sign_of, strip_sign

_LABEL = re.compile(r"(?:活动|宣传)?(?:口号|标语)\s*[:：]\s*")
_THEME = re.compile(r"(?:活动)?主题\s*[:：]\s*(.+)")
MOST = 44  # characters of a slogan


def read(paragraphs: list[Paragraph]) -> tuple[list[str], list[Paragraph]]:
    """The slogans of a part that holds nothing else, and the paragraphs they took."""
    found: list[str] = []
    used: list[Paragraph] = []
    numbered = any(_numbered(p) for p in paragraphs)
    for paragraph in paragraphs:
        text = _LABEL.sub("", paragraph.text)
        if paragraph.cells or not text or _THEME.match(text):
            used += [paragraph] if not text else []
            continue
        parts = _parts(text)
        if not all(is_slogan(part) for part in parts):
            if found and len(text) > MOST:
                break
            continue
        if numbered and not sign_of(paragraph.text) and found:
            found[-1] = f"{found[-1]} {text}"  # a slogan on two lines
        elif numbered and not sign_of(paragraph.text):
            continue
        else:
            found += parts
        used.append(paragraph)
    return found, used


def _numbered(paragraph: Paragraph) -> bool:
    return bool(sign_of(paragraph.text))


def _parts(text: str) -> list[str]:
    """Several slogans in one paragraph: 1.…；2.… or 1.… 2.…, whose blanks went with the figures' others."""
    pieces = _counted(text) or re.split(r"[；;。]\s*(?=\S)|(?<=\S)\s+(?=[0-9]{1,2}[.、．])", text)
    return [strip_sign(piece).strip(" 。；;！!") for piece in pieces if piece.strip(" 。；;")]


def _counted(text: str) -> list[str]:
    """The pieces between 1. 2. 3. when the figures count on; nothing when they do not."""
    starts = [0] if re.match("1[.、．]", text) else []
    for found in re.finditer(r"(?<=[^0-9.])([0-9]{1,2})[.、．](?![0-9])", text):
        if starts and int(found[1]) == len(starts) + 1:
            starts.append(found.start())
    edges = [*starts, len(text)]
    return [text[a:b] for a, b in pairwise(edges)] if len(starts) > 1 else []


def is_slogan(text: str) -> bool:
    text = text.strip("“”")
    return 4 <= len(text) <= MOST and not re.search(r"[。：:；《]", text) and not re.search("附件|口号|标语|如下", text)


def loose(paragraphs: list[Paragraph]) -> tuple[list[str], list[Paragraph]]:
    """A numbered list of slogans anywhere: at least four entries in order, most of them two phrases."""
    best: tuple[list[str], list[Paragraph]] = ([], [])
    run: list[Paragraph] = []
    for paragraph in [*paragraphs, Paragraph("。", [0])]:
        sign = sign_of(paragraph.text) if not paragraph.cells else None
        starts = sign and sign.form == ARABIC and is_slogan(paragraph.text[sign.length :])
        goes_on = run and not sign and is_slogan(paragraph.text) and not paragraph.cells
        if (starts and (sign.value == len(_heads(run)) + 1)) or goes_on:
            run.append(paragraph)
            continue
        run = _trimmed(run)
        found, used = read(run)
        if len(found) >= 4 and len(found) > len(best[0]) and sum(" " in s or "，" in s for s in found) > len(found) / 2:
            best = found, used
        run = [paragraph] if starts and sign.value == 1 else []
    return best


def _heads(run: list[Paragraph]) -> list[Paragraph]:
    return [paragraph for paragraph in run if sign_of(paragraph.text)]


def _trimmed(run: list[Paragraph]) -> list[Paragraph]:
    """Without the lines after the last slogan that are none of it: it has as many lines as most others."""
    heads = [i for i, p in enumerate(run) if sign_of(p.text)]
    if not heads:
        return []
    lines = sorted(b - a for a, b in pairwise(heads)) or [1]
    return run[: heads[-1] + lines[len(lines) // 2]]


def theme_of(text: str) -> str | None:
    """主题：… in an annex of slogans."""
    found = _THEME.match(text)
    return found[1].strip("“”。 ") if found else None
