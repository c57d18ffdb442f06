"""What the work page of an issued document shows beside its words: its steps, its validity, who has received it."""

from campaigns.countersigning import signatures
from campaigns.models import Edition
from campaigns.receiving import board, own_receipts
from campaigns.review_page import rounds_of, stages_of
from campaigns.validity import replaced_by, validity
from orgs.models import User


def issued_context(edition: Edition, user: User, *, own: bool, editions: list[Edition]) -> dict:
    """`own`: the reader sits at the issuing unit; `editions` are those of the plan the reader may see."""
    rounds = rounds_of(edition) if own else []
    mark, words = validity(edition)
    return {
        "stages": stages_of(edition, rounds[0] if rounds else None) if own and not edition.source else [],
        "rounds": rounds,
        "validity": words,
        "validity_mark": mark,
        "replaced_by": replaced_by(edition, editions),
        "receipts": board(edition) if own else None,
        "to_receive": own_receipts(edition, user),
        "renumberings": list(edition.renumberings.select_related("by")),
        "signatures": signatures(edition) if own else [],
        "may_correct": own and user.has_perm("campaigns.correct_number", edition),
    }
