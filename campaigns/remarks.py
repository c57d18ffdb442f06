"""How the remarks on a draft are shown: by item, open ones first, resolved ones folded, opinions from outside apart."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from campaigns.models import Comment, Edition
from orgs.models import User


@dataclass
class Thread:
    """A remark and its answers."""

    root: Comment
    replies: list[Comment] = field(default_factory=list)


@dataclass
class Remarks:
    """What was said about one item, or about the whole."""

    open: list[Thread] = field(default_factory=list)
    resolved: list[Thread] = field(default_factory=list)
    opinions: list[Thread] = field(default_factory=list)  # 征求意见: of others, with what became of each

    @property
    def count(self) -> int:
        """How many wait for an answer: own ones not resolved, opinions without an outcome."""
        return len(self.open) + sum(not thread.root.outcome for thread in self.opinions)

    @property
    def all(self) -> int:
        return len(self.open) + len(self.resolved) + len(self.opinions)


def gather(comments: Iterable[Comment]) -> dict[str, Remarks]:
    """Item's key as text ("" for the whole) → its remarks, in the order in which they were made. Pure."""
    threads: dict[int, Thread] = {}
    found: dict[str, Remarks] = {}
    for each in sorted(comments, key=lambda comment: comment.pk):
        if each.reply_to_id is None:
            threads[each.pk] = Thread(each)
            here = found.setdefault(str(each.key or ""), Remarks())
            _pile(here, each).append(threads[each.pk])
        elif each.reply_to_id in threads:
            threads[each.reply_to_id].replies.append(each)
    return found


def _pile(here: Remarks, root: Comment) -> list[Thread]:
    if root.obligation_id is not None:
        return here.opinions
    return here.resolved if root.resolved_at else here.open


def comments_on(edition: Edition, user: User) -> QuerySet[Comment]:
    """What the person may read of the remarks on an edition."""
    rows = Comment.objects.visible_to(user).filter(edition=edition)
    return rows.select_related("by", "resolved_by", "obligation__unit")


def remark_context(edition: Edition, user: User) -> dict:
    """For the page of a draft whose `comments` were brought as `comments_on` says: no query."""
    found = gather(edition.comments.all())
    return {
        "remarks": found,
        "remarks_whole": found.get("", Remarks()),
        "remarks_open": sum(here.count for here in found.values()),
        "may_remark": user.has_perm("campaigns.comment_edition", edition),
    }


def elsewhere(found: dict[str, Remarks], keys: set[str]) -> list[Thread]:
    """Threads that wait, about items that are not among `keys`: left out or deleted since. Pure."""
    gone = [here for key, here in found.items() if key and key not in keys]
    return [thread for here in gone for thread in (*here.open, *here.opinions) if not thread.root.outcome]


def all_threads(found: dict[str, Remarks]) -> list[Thread]:
    """Every thread, in the order in which they were begun."""
    threads = [t for here in found.values() for t in (*here.open, *here.resolved, *here.opinions)]
    return sorted(threads, key=lambda thread: thread.root.pk)
