"""What a person may do next with an edition: the table of moves and the rights, asked together for page and rule."""

from campaigns.choices import EDITION_MOVES
from campaigns.models import Edition
from orgs.models import User
from orgs.moves import open_to

# move → the right it needs; moves that are not here happen by themselves
RIGHTS = {
    "submit": "campaigns.submit_edition",
    "recall": "campaigns.submit_edition",
    "pass": "campaigns.review_edition",
    "record_review": "campaigns.record_review",
    "sign": "campaigns.sign_edition",
    "send_back": "campaigns.return_edition",
    "record_signing": "campaigns.record_signing",
    "register": "campaigns.register_edition",
    "issue": "campaigns.issue_edition",
    "abolish": "campaigns.abolish_edition",
}


def steps_for(edition: Edition, user: User) -> list[str]:
    """Names of the moves that the state allows and the person has the right to."""
    return open_to(edition, user, EDITION_MOVES, RIGHTS)
