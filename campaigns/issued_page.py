"""What the work page of an issued document shows beside its words: its steps, its validity, who has received it."""

from collections.abc import Iterable

from campaigns.countersigning import signatures
from campaigns.models import Edition
from campaigns.receiving import board, own_receipts
from campaigns.review_page import rounds_of, stages_of
from campaigns.validity import replaced_by, validity
from orgs.models import Unit, User


def issued_context(edition: Edition, user: User, *, own: bool, editions: list[Edition], units: Iterable[Unit]) -> dict:
    """`own`: the reader sits at the issuing unit; `editions` are those of the plan the reader may see; `units` those
    around the edition. No query for an edition whose rows were brought."""
    rounds = rounds_of(edition) if own else []
    mark, words = validity(edition)
    return {
        "stages": stages_of(edition, rounds[0] if rounds else None) if own and not edition.source else [],
        "rounds": rounds,
        "validity": words,
        "validity_mark": mark,
        "replaced_by": replaced_by(edition, editions),
        "receipts": board(edition, units) if own else None,
        "to_receive": own_receipts(edition, user, units),
        "renumberings": list(edition.renumberings.all()),
        "signatures": signatures(edition) if own else [],
        "may_correct": own and user.has_perm("campaigns.correct_number", edition),
    }
