"""What stands around the items of an edition, the same on the page and in the files: the sentences that every notice
has, whose office it is, when it went out."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.utils import timezone

from campaigns.models import Edition, Reference
from campaigns.official import sentences
from campaigns.official.sentences import Basis
from campaigns.period import period_of
from orgs.models import User


@dataclass(frozen=True)
class Around:
    """`cover` is the notice by which a plan goes out; empty when there is none."""

    cover: list[str]
    opening: list[str]
    closing: list[str]
    office: str
    printed_on: dt.date | None


def around(
    edition: Edition, references: Iterable[Reference], starts_on: dt.date | None, ends_on: dt.date | None
) -> Around:
    """For the page; who reads it decides which references and which period may be shown."""
    basis = basis_of(edition, references, starts_on, ends_on)
    return Around(
        sentences.cover(basis),
        sentences.opening(basis),
        sentences.closing(basis),
        office_of(edition),
        printed_on(edition),
    )


def around_context(edition: Edition, user: User) -> dict[str, Callable[[], Around]]:
    """For pages of a draft; read by those alone that show the document.

    While it is being written the opening is left away: it would cost the page a query each time an item is saved.
    """

    def read() -> Around:
        if edition.is_editable:
            return replace(around(edition, (), None, None), opening=[])
        period = period_of(edition)
        return around(edition, edition.references.all(), period.starts_on, period.ends_on)

    return {"around": read}


def basis_of(
    edition: Edition, references: Iterable[Reference], starts_on: dt.date | None, ends_on: dt.date | None
) -> Basis:
    plan = edition.plan
    return Basis(
        year=plan.campaign.year,
        kind=plan.kind,
        references=tuple((one.title, one.document_number) for one in references),
        starts_on=starts_on,
        ends_on=ends_on,
        plan_title=edition.plan_title,
        summary_due=edition.summary_due,
        summary_to=edition.summary_to,
    )


def office_of(edition: Edition) -> str:
    letterhead = edition.plan.letterhead
    return letterhead.name if letterhead else edition.plan.unit.name


def printed_on(edition: Edition) -> dt.date | None:
    """The day it went out; of documents taken over from elsewhere only the day of signature is known."""
    if edition.issued_at and not edition.source:
        return timezone.localtime(edition.issued_at).date()
    return edition.signed_on
