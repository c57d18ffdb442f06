"""Basis documents: titles in 《》 with or without a number, and titles without brackets after 根据, 按照 …"""

import re

from campaigns.reader.heads import document_number
from campaigns.reader.proposal import Reference

_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_NUMBER = re.compile(r"\s*（([^（）]{0,20}〔[0-9]{4}〕[0-9]+号)[^（）]*）")
_SHORT = re.compile(r"\s*（以下(?:简|统)称")
_BARE = re.compile(
    r"(?:根据|按照|依据|贯彻落实|落实|遵照|贯彻)(?:了)?((?:(?!根据|按照|《|》|，|。).){2,50}?关于(?:(?!《|》|，|。).){2,60}?的(?:通知|意见|函))(?=[^》]|$)"
)


def read(opening: str, body: str, own: str) -> list[Reference]:
    """The documents that the opening cites, and those that the body defines or cites by number. `own` is the title
    of the document itself: what it issues is no basis."""
    found: list[Reference] = []
    for text, everything in ((opening, True), (body, False)):
        for hit in _TITLE.finditer(text):
            title = hit[1].strip()
            after = text[hit.end() :]
            number = _NUMBER.match(after)
            defined = _SHORT.match(after) is not None
            short = re.search(rf"简称(?:“|《)?{re.escape(title)}[》”]?", text) and len(title) <= 6
            if title in own or short or not (everything or number or defined) or len(title) < 3:
                continue
            _add(found, title, document_number(number[1]) if number else None)
    for hit in _BARE.finditer(opening):
        number = _NUMBER.match(opening[hit.end() :])
        _add(found, hit[1], document_number(number[1]) if number else None)
    return found


def _add(found: list[Reference], title: str, number: str | None) -> None:
    known = next((entry for entry in found if entry.title == title), None)
    if known is None:
        found.append(Reference(title, number))
    elif number and not known.document_number:
        known.document_number = number
