"""What stands after the text: annex note, contacts, signatures and date."""

import re
from dataclasses import dataclass, field
from datetime import date

from campaigns.reader import dates
from campaigns.reader.lines import Paragraph
from campaigns.reader.numbering import ARABIC, sign_of
from campaigns.reader.proposal import Contact
from campaigns.reader.words import is_body, split_outside

_NOTE = re.compile(r"附\s*件\s*[:：]\s*(.*)|附\s*[:：]\s*(.*)", re.DOTALL)
_ANNEX = re.compile(r"附\s*(?:件|表)\s*([0-9]{1,2}|[一二三四五六七八九十]{1,2})?\s*[:：.、]?\s*(.*)")
_CONTACT = re.compile(
    r"（?(?:(?P<unit>[\u4e00-\u9fff]{2,16})?(?:联系人|联络员)|联系电话|联系方式|电\s*话|传\s*真|(?:电子)?邮\s*箱|邮编|(?:通讯)?地址|咨询电话|监督电话)(?:及电话)?\s*[:：]"
)
_FIELD = re.compile(
    r"(?P<key>[\u4e00-\u9fff]{0,12}?(?:联系人|联络员|联系电话|联系方式|咨询电话|电话|手机|传真|电子邮箱|邮箱|地址|邮编))(?:及(?:联系)?电话|（传真）|[/及]传真)?(?:\s*[:：]\s*|(?<=电话)(?=[0-9(（]))"
)
_INLINE = re.compile(
    r"(?:联系|咨询)?电话(?=[0-9(（])|联系电话[:：](?=[0-9])|(?:联系人|联络员)(?:及(?:联系)?(?:电话|方式))?\s*[:：]"
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_PHONE = re.compile(r"(?:\(?0[0-9]{2,3}\)?[- ]?)?[0-9×*xX]{7,12}(?:[-转][0-9]{1,6})?")
_OTHER = re.compile(
    r"（?(?:此件|公开属性|信息公开(?:选项|属性)|公开方式)|抄\s*(?:送|报)|主题词|特此通知|（?校对|.{4,40}办公室\s*(?:20|二〇).{6,12}印发$"
)
_SEAL = re.compile(r"[（(].{0,30}(?:代章|盖章|公章|印章|代)[)）]")


_PRINTED = re.compile(r"(?P<by>[^，。；：“《]{2,40}?)\s*(?P<day>(?:20[0-9]{2}|二[〇○零]\S{2})年.{2,8}日)\s*印发")


@dataclass
class Closing:
    attachments: list[str] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    issuers: list[str] = field(default_factory=list)
    issued_on: date | None = None
    note_at: list[Paragraph] = field(default_factory=list)
    contacts_at: list[Paragraph] = field(default_factory=list)
    issuers_at: list[Paragraph] = field(default_factory=list)
    date_at: Paragraph | None = None
    other: list[Paragraph] = field(default_factory=list)  # no part of the text, but nothing the proposal tells either

    @property
    def used(self) -> list[Paragraph]:
        return [*self.note_at, *self.contacts_at, *self.issuers_at, *([self.date_at] if self.date_at else [])]


def read(paragraphs: list[Paragraph]) -> Closing:
    """The closing parts wherever they stand in the paragraphs of a letter."""
    closing = Closing()
    _note(paragraphs, closing)
    _contacts(paragraphs, closing)
    _signature(paragraphs, closing)
    closing.other = [p for p in paragraphs if not p.cells and len(p.text) <= 90 and _OTHER.match(p.text)]
    return closing


def imprint(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """版记, the last lines of all: who got a copy, whose office printed it and when. The office alone counts below
    annexes, where no signature stands."""
    found: list[Paragraph] = []
    for paragraph in reversed(paragraphs[-4:]):
        printed = _PRINTED.fullmatch(paragraph.text)
        if not re.match(r"抄\s*[送报]\s*[:：]", paragraph.text) and not (printed and is_body(printed["by"])):
            break
        found.insert(0, paragraph)
    last = paragraphs[-1] if paragraphs else None
    if last and not found and not last.cells and is_body(last.text) and any(annex_head(p) for p in paragraphs[:-1]):
        found = [last]
    return found


def annex_head(paragraph: Paragraph) -> tuple[str, str] | None:
    """(number, title) of a line like 附件2 or 附件2：安排表; None when it is none, such as a note (附件：…)."""
    text = paragraph.text
    if paragraph.cells or len(text) > 70 or "。" in text:
        return None
    found = _ANNEX.fullmatch(text)
    if not found or (not found[1] and found[2]):
        return None
    return found[1] or "", found[2].strip()


def _note(paragraphs: list[Paragraph], closing: Closing) -> None:
    for index, paragraph in enumerate(paragraphs):
        found = _NOTE.match(paragraph.text) if not paragraph.cells else None
        if found and (found[1] or found[2] or "").strip():
            closing.note_at = [paragraph]
            closing.attachments = _names((found[1] or found[2]).strip())
            _more_names(paragraphs[index + 1 :], closing)
            return
        if annex_head(paragraph) and _is_listed(paragraphs, index):
            run = [p for p in paragraphs[index:] if annex_head(p)]
            closing.note_at = run
            closing.attachments = [annex_head(p)[1] for p in run]  # type: ignore[index]
            return


def _is_listed(paragraphs: list[Paragraph], index: int) -> bool:
    """附件1：… and 附件2：… one below the other are a note, not the annexes themselves."""
    here = annex_head(paragraphs[index])
    following = paragraphs[index + 1 : index + 2]
    return bool(here and here[1] and following and annex_head(following[0]) and annex_head(following[0])[1])  # type: ignore[index]


def _names(text: str) -> list[str]:
    parts = re.split(r"(?:^|(?<=[；;\s]))\s*[0-9]{1,2}\s*[.、．]\s*(?=(?:19|20)[0-9]{2}年|[^0-9\s])", text)
    return [name for name in (clean_name(part) for part in parts) if name]


def clean_name(text: str) -> str:
    text = text.strip().rstrip("。；;，")
    inner = re.fullmatch(r"《([^《》]+)》", text)
    return inner[1] if inner else text


def _more_names(following: list[Paragraph], closing: Closing) -> None:
    for paragraph in following:
        sign = sign_of(paragraph.text)
        if paragraph.cells or not sign or sign.form != ARABIC or sign.value != len(closing.attachments) + 1:
            return
        if len(paragraph.text) > 90:
            return
        closing.attachments.append(clean_name(paragraph.text[sign.length :]))
        closing.note_at.append(paragraph)


def is_contact(paragraph: Paragraph) -> bool:
    return not paragraph.cells and len(paragraph.text) <= 160 and bool(_CONTACT.match(paragraph.text))


def _contacts(paragraphs: list[Paragraph], closing: Closing) -> None:
    """Only where somebody is named as the one to contact: a leaflet's 电话：… is part of its text."""
    for paragraph in paragraphs:
        inline = None if paragraph.cells or is_contact(paragraph) else _INLINE.search(paragraph.text)
        if inline:  # within a sentence; the sentence stays where it is
            _add_contacts(re.split("[）。]", paragraph.text[inline.start() :], maxsplit=1)[0], closing)
    if not any(is_contact(p) and "联" in p.text[:20] for p in paragraphs):
        return
    for paragraph in paragraphs:
        if is_contact(paragraph):
            _add_contacts(paragraph.text, closing)
            closing.contacts_at.append(paragraph)


def _add_contacts(text: str, closing: Closing) -> None:
    text = text.strip("（）")
    hits = list(_FIELD.finditer(text))
    for hit, following in zip(hits, [*hits[1:], None], strict=True):
        value = text[hit.end() : following.start() if following else len(text)].strip(" ，,；;。、")
        _fill(hit["key"], value, closing.contacts)


def _fill(key: str, value: str, contacts: list[Contact]) -> None:
    if "人" in key or "员" in key:
        if len(_PHONE.findall(value)) > 1 and re.search("[；;]", value):  # 市监局 陈某 0700…；教育局 林某 0700…
            for each in re.split("[；;]", value):
                _fill(key, each.strip(), contacts)
            return
        unit = re.sub(r"联系人|联络员", "", key) or None
        phone = _PHONE.search(value)
        words = re.split(r"[（(，,；; ：:]+", (value[: phone.start()] if phone else value).strip())
        if len(words) > 1 and is_body(words[0]) and not unit:
            unit = words.pop(0)
        name = words[0].strip("，,；;：: ")
        contacts.append(Contact(name or None, unit, phone[0] if phone else None))
        return
    if not contacts:
        contacts.append(Contact())
    email = _EMAIL.search(value)
    if "邮箱" in key or (email and "方式" in key):
        contacts[-1].email = email[0] if email else (value or None)
    elif "电话" in key or "手机" in key or "方式" in key:
        waiting = next((c for c in contacts[-3:] if c.phone is None), contacts[-1])
        waiting.phone = waiting.phone or value or None


def _signature(paragraphs: list[Paragraph], closing: Closing) -> None:
    dated = [i for i, p in enumerate(paragraphs) if not p.cells and _dated(p.text)]
    if not dated:
        last = paragraphs[-1:] if paragraphs and not paragraphs[-1].cells and not sign_of(paragraphs[-1].text) else []
        closing.issuers = _signers(last[0].text) if last and len(paragraphs) > 3 else []
        closing.issuers_at = last if closing.issuers else []
        return
    at = dated[-1]
    closing.date_at = paragraphs[at]
    name, closing.issued_on = _dated(paragraphs[at].text) or ("", None)
    found: list[list[str]] = [_signers(name)] if name else []
    for paragraph in reversed(paragraphs[max(0, at - 14) : at]):
        if paragraph in closing.contacts_at or paragraph in closing.note_at:
            if found:
                break
            continue
        names = _signers(paragraph.text)
        if not names and not _SEAL.fullmatch(paragraph.text):
            break
        closing.issuers_at.append(paragraph)
        found.insert(0, names)
    closing.issuers = [name for names in found for name in names]


def _dated(text: str) -> tuple[str, date] | None:
    """A date alone, or after the signer's name in the same line."""
    day = dates.only_date(text)
    if day:
        return "", day
    found = re.fullmatch(r"(.{4,40}?)[ ，]*((?:19|20|二[〇○零O])\S{2,4}年.{2,8}日)", text)
    day = dates.only_date(found[2]) if found else None
    return (found[1], day) if found and day and is_body(found[1].strip()) else None


def _signers(text: str) -> list[str]:
    text = _SEAL.sub("", text).strip()
    if not text or re.search(r"[，。；：！？]", text):
        return []
    names = [name for part in text.split() for name in split_outside(part, "、") if name]
    return names if all(is_body(name) or _is_organ(name) for name in names) else []


def _is_organ(name: str) -> bool:
    """Organs whose names end otherwise: 中国人民银行 is a body, 国务院国资委 too, 人民政府 as well."""
    return bool(re.search(r"(?:总局|国资委|工商联|总社|合作署|法院|检察院|宣传部|联合会|人民政府)$", name))
