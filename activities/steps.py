"""What a person may do with an activity now: the table of moves and the rights together make the buttons."""

from activities.choices import ACTIVITY_MOVES
from activities.models import Activity
from activities.rules import inside
from orgs.models import User
from orgs.moves import open_to

# move → the right it needs
RIGHTS = {
    "hand_in": "activities.hand_in_activity",
    "withdraw": "activities.withdraw_activity",
    "accept": "activities.review_activity",
    "send_back": "activities.review_activity",
}
OTHER = ("change", "delete", "disclose", "write", "report", "correct")


def steps_for(activity: Activity, user: User) -> list[str]:
    """The moves open to `user`, in the table's order."""
    return open_to(activity, user, ACTIVITY_MOVES, RIGHTS)


def rights(activity: Activity, user: User) -> dict[str, bool]:
    """What is open to `user` beside the moves: change, delete, disclose, write, correct, and seeing the history."""
    found = {name: user.has_perm(f"activities.{name}_activity", activity) for name in OTHER}
    return found | {"history": user.has_perm("activities.view_history", activity), "full": inside(user, activity)}
