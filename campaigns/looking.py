"""上次查看之后的修改: what a reviewer last saw of a draft, and what the page shows of the changes since.

A look is stored when the person acts or says so, never by merely opening the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from campaigns.models import Edition, Look
from campaigns.paper import Entry, Paper, Part
from campaigns.reading import contents
from campaigns.resolving import Resolved
from campaigns.since import Since, compare
from orgs.models import User
from orgs.moves import Rewritten

LOOKERS = ("reviewer", "approver")


@transaction.atomic
def mark(*, edition: Edition, by: User, seen: int | None = None) -> Look:
    """Store what stands there now as seen. Raises Rewritten when it is no more what was shown (version `seen`)."""
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if seen is not None and seen != locked.version:
        raise Rewritten(locked)
    words = snapshot(contents(locked).items)
    return Look.objects.update_or_create(edition=edition, user=by, defaults={"at": timezone.now(), "words": words})[0]


def snapshot(items) -> dict[str, dict]:
    """The words and places of items, as they are stored and compared."""
    return {str(item.key): _plain(item) for item in items}


def _plain(item: Resolved) -> dict:
    under = str(item.under) if item.under else ""
    return {"kind": item.kind, "heading": item.heading, "text": item.text, "under": under, "position": item.position}


def look_context(edition: Edition, user: User, paper: Paper, *, only: bool = False) -> dict:
    """For the page of a draft, to those who review or sign at its unit. One query for them, none for others.

    With `only` the paper shown holds what changed alone.
    """
    if edition.plan.unit_id not in user.reach.units(*LOOKERS):
        return {"looker": False, "look": None, "since": None, "only": False}
    look = Look.objects.filter(edition=edition, user=user).first()
    since = compare(look.words, snapshot(entry.item for entry in paper.entries())) if look else None
    found = {"looker": True, "look": look, "since": since, "only": bool(only and since)}
    return found | ({"paper": excerpt(paper, since)} if only and since else {})


@dataclass(frozen=True)
class Excerpt(Paper):
    """A paper that shows some of its items; what is said of the whole stays that of the whole."""

    whole: Paper | None = None

    @property
    def characters(self) -> int:
        return self.whole.characters if self.whole else 0

    @property
    def tally(self) -> list[tuple[str, int]]:
        return self.whole.tally if self.whole else []


def excerpt(paper: Paper, since: Since) -> Excerpt:
    """The changed items, each action beneath its arrangement."""
    parts = tuple(_only(part, since) for part in paper.parts)
    slogans = tuple(entry for entry in paper.slogans if entry.key in since.changed)
    return Excerpt(parts, slogans, paper.left_out, paper.lines, paper)


def _only(part: Part, since: Since) -> Part:
    entries = tuple(_those(part.entries, since))
    loose = tuple(_those(part.loose, since))
    return replace(part, entries=entries, loose=loose, number=part.number if entries or loose else "")


def _those(entries: tuple[Entry, ...], since: Since) -> Iterator[Entry]:
    for entry in entries:
        actions = tuple(action for action in entry.actions if action.key in since.changed)
        if actions or entry.key in since.changed:
            yield replace(entry, actions=actions)
