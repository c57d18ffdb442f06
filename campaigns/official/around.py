"""What stands around the items of an edition, the same on the page and in the files: the sentences that every notice
has, whose office it is, when it went out."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from campaigns.models import Edition, Reference
from campaigns.official import sentences
from campaigns.official.sentences import Basis


@dataclass(frozen=True)
class Around:
    """`cover` is the notice by which a plan goes out; empty when there is none."""

    cover: list[str]
    opening: list[str]
    closing: list[str]
    office: str
    printed_on: dt.date | None


def around(
    edition: Edition,
    references: Iterable[Reference],
    starts_on: dt.date | None,
    ends_on: dt.date | None,
    *,
    public: bool = False,
) -> Around:
    """For the page; who reads it decides which references and which period may be shown."""
    basis = basis_of(edition, references, starts_on, ends_on, public=public)
    return Around(
        sentences.cover(basis),
        sentences.opening(basis),
        sentences.closing(basis),
        office_of(edition),
        printed_on(edition),
    )


def basis_of(
    edition: Edition,
    references: Iterable[Reference],
    starts_on: dt.date | None,
    ends_on: dt.date | None,
    *,
    public: bool = False,
) -> Basis:
    """`public`: what was made when the document was issued may name a basis that is not public; it is made anew."""
    plan = edition.plan
    made = None if public else edition.opening_issued or None
    return Basis(
        year=plan.campaign.year,
        kind=plan.kind,
        references=tuple((one.title, one.document_number) for one in references),
        starts_on=starts_on,
        ends_on=ends_on,
        plan_title=edition.plan_title,
        summary_due=edition.summary_due,
        summary_to=edition.summary_to,
        written=made if edition.opening is None else edition.opening,
    )


def office_of(edition: Edition) -> str:
    letterhead = edition.plan.letterhead
    return letterhead.name if letterhead else edition.plan.unit.name


def printed_on(edition: Edition) -> dt.date | None:
    """The day it went out; of documents taken over from elsewhere only the day of signature is known."""
    if edition.issued_at and not edition.source:
        return timezone.localtime(edition.issued_at).date()
    return edition.signed_on
