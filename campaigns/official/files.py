"""Files for people: which document they get, what it is called, and the line in the audit trail."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from campaigns.models import Edition
from campaigns.official.composing import FORMS
from campaigns.official.elements import Document, clean
from campaigns.official.gathering import document_of, public_document, sheet_of
from campaigns.official.pdf import pdf_of, sheet_pdf
from campaigns.official.word import word_of
from campaigns.official.word_sheet import sheet_word
from campaigns.published import Document as Published
from orgs import audit
from orgs.models import User

KINDS = {"docx": "Word", "pdf": "PDF"}
TYPES = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf"}
WRITERS: dict[str, Callable[[Document], bytes]] = {"docx": word_of, "pdf": pdf_of}


@dataclass(frozen=True)
class File:
    name: str
    content_type: str
    content: bytes


@transaction.atomic
def hand_out(
    *, edition: Edition, by: User, kind: str, form: str = "clean", head: str = "down", signer: str = ""
) -> File:
    """The file of one's own unit or line, noted in the trail. `kind` docx or pdf; `form` and `head` as in `compose`."""
    audit.record("方案·下载文稿", edition, by=by, unit=edition.plan.unit, words=FORMS[form], form=form, file=kind)
    if form == "sheet":
        sheet = sheet_of(edition)
        return file_of(sheet.title, kind, FORMS[form], {"docx": sheet_word, "pdf": sheet_pdf}[kind](sheet))
    signers = tuple(name for name in clean(signer).replace(" ", "、").split("、") if name)
    document = document_of(edition, form=form, head=head, signers=signers)
    return file_of(document.name, kind, FORMS[form] if form != "clean" else "", WRITERS[kind](document))


def hand_out_publicly(*, published: Published, kind: str) -> File:
    """What everybody may have: the 清样 of what the public page shows."""
    document = public_document(published)
    return file_of(document.name, kind, "", WRITERS[kind](document))


def file_of(title: str, kind: str, form: str, content: bytes) -> File:
    """A file called by the document's title; `form` in brackets behind it."""
    words = "".join(sign for sign in title if sign not in '\\/:*?"<>|')[:80] or "质量月文件"
    return File(f"{words}{f'（{form}）' if form else ''}.{kind}", TYPES[kind], content)
