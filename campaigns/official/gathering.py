"""The edition's rows as a document: for its own people and its line, and for everybody (what is public only)."""

from django.utils import timezone

from campaigns.models import Edition, Review
from campaigns.official.annexing import annex_title
from campaigns.official.around import basis_of, office_of, printed_on
from campaigns.official.composing import Facts, compose
from campaigns.official.elements import Document, clean
from campaigns.official.sentences import Basis, day
from campaigns.official.sheet import Sheet, sheet
from campaigns.paper import lay_out
from campaigns.period import period_of
from campaigns.published import Document as Published
from campaigns.work_plan_page import paper_of, parties_of


def document_of(
    edition: Edition, *, form: str = "clean", head: str = "down", signers: tuple[str, ...] = ()
) -> Document:
    """As the unit and its line read it, contacts included; a constant number of queries. 送审稿 is the unit's own."""
    period = period_of(edition)
    basis = basis_of(edition, edition.references.all(), period.starts_on, period.ends_on)
    facts = _facts(edition, parties_of(edition), basis, contacts=tuple(edition.contacts), signers=signers)
    return compose(paper_of(edition), facts, form=form, head=head)


def public_document(published: Published, *, form: str = "clean", head: str = "down") -> Document:
    """What the public page shows and no more: no contacts, no word of a parent or a basis that is not public."""
    edition = published.edition
    period = published.period
    basis = basis_of(edition, published.references, period.starts_on, period.ends_on, public=True)
    facts = _facts(edition, {role: published.names(role) for role in ("issuer", "addressee", "copied")}, basis)
    paper = lay_out(published.contents, duties=published.responsibilities, annex=published.annex)
    return compose(paper, facts, form=form, head=head)


def sheet_of(edition: Edition) -> Sheet:
    """发文稿纸 with what the portal knows; names where somebody acted in the portal, empty lines for ink otherwise."""
    names = parties_of(edition)
    annexes = paper_of(edition).annexes
    signed = getattr(edition, "sign_off", None)
    year = edition.plan.campaign.year
    return sheet(
        office=office_of(edition),
        title=clean(edition.title),
        number=clean(edition.document_number),
        addressees=clean("、".join(names["addressee"])),
        copied=clean("，".join(names["copied"])),
        annexes="　".join(f"{clean(annex.number)}.{annex_title(annex, year)}".lstrip(".") for annex in annexes),
        signed=f"{signed.by} {day(timezone.localdate(signed.at))}" if signed and not signed.offline else "",
        countersigned="　".join(_countersigned(edition, names["issuer"])),
        reviewed="　".join(f"{clean(one.post)}：{_acted(one)}" for one in edition.reviews.exclude(state="dropped")),
        drafter=clean(edition.created_by or ""),
        section=clean(edition.plan.unit.name),
    )


def _acted(review: Review) -> str:
    if review.state == "waiting" or not review.acted_at:
        return ""
    who = clean(review.acted_by or review.reviewer or "")
    return f"{who} {review.get_state_display()}（{day(review.done_on or timezone.localdate(review.acted_at))}）"


def _countersigned(edition: Edition, issuers: list[str]) -> list[str]:
    """The joint issuers after the first, with what was recorded of their signatures."""
    rows = list(edition.countersigns.all())
    signed = [f"{clean(one.name)}：{clean(one.signer)} {day(one.signed_on)}".rstrip() for one in rows]
    return signed or [f"{clean(name)}：" for name in issuers[1:]]


def _facts(edition: Edition, names: dict[str, list[str]], basis: Basis, **more) -> Facts:
    plan = edition.plan
    letterhead = plan.letterhead
    return Facts(
        basis=basis,
        title=edition.title,
        office=office_of(edition),
        number=edition.document_number,
        issuers=tuple(names["issuer"]),
        addressees=tuple(names["addressee"]),
        copied=tuple(names["copied"]),
        seal_note=letterhead.seal_note if letterhead else "",
        signed_on=edition.signed_on,
        printed_on=printed_on(edition),
        excerpt=edition.excerpt_note,
        disclosure=edition.get_openness_display() if edition.openness else "",
        above=str(edition.based_on) if edition.based_on else "",
        **more,
    )
