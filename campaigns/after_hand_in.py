"""What else happens when a report is handed in: verbs that register to be called then, in the same transaction."""

from collections.abc import Callable

from campaigns.models import Report
from orgs.models import User

Verb = Callable[[Report, User | None], None]
VERBS: list[Verb] = []


def register(verb: Verb) -> None:
    """`verb(report, by)` is called at every hand-in, also a repeated one: it does nothing twice."""
    VERBS.append(verb)


def run(report: Report, by: User | None) -> None:
    for verb in VERBS:
        verb(report, by)
