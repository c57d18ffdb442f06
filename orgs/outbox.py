"""The outbox as other modules use it: kinds, posting (`posting.py`), delivery (`delivering.py`)."""

from orgs.delivering import ATTEMPTS, deliver
from orgs.letters import Letter
from orgs.posting import KINDS, Item, Kind, post, post_many, register, retract, retry

__all__ = [
    "ATTEMPTS",
    "KINDS",
    "Item",
    "Kind",
    "Letter",
    "deliver",
    "post",
    "post_many",
    "register",
    "retract",
    "retry",
]
