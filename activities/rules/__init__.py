"""Who may do what: tiny predicates, the twins of the querysets' scopes. Importing this makes them known."""

from activities.rules import beside  # noqa: F401  (its permissions count as well)
from activities.rules.activities import REPORTING, REVIEWING, inside

__all__ = ["REPORTING", "REVIEWING", "inside"]
