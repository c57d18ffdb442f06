"""Who hands an answer in: from a seat, through a link, or for another (代录)."""

from dataclasses import dataclass

from campaigns.models import AnswerLink, Obligation
from orgs.models import User


@dataclass(frozen=True)
class Hand:
    """Who answers: a person at the unit's seat, a contact without an account (`name`, by `link`), or a person of the
    asking office for the unit (`on_behalf`). `address` is the visitor's, for the trail."""

    user: User | None = None
    name: str = ""
    link: AnswerLink | None = None
    on_behalf: bool = False
    address: str = ""

    @property
    def trail(self) -> dict:
        told = {"contact": self.name, "link": self.link.pk if self.link else None, "address": self.address}
        return {name: value for name, value in told.items() if value} | ({"代录": True} if self.on_behalf else {})


def is_entered(owed: Obligation) -> bool:
    """Whether what stands there now is what the asking office entered: not once the unit has gone on with it."""
    return owed.on_behalf and (owed.report is None or owed.report.written_by_id == owed.answered_by_id)
