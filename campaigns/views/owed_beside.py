"""What both kinds of answers show beside them, with the forms for it."""

from campaigns.forms.extending import AskForm, DecideForm, GrantForm
from campaigns.models import Obligation
from campaigns.owed_more import owed_more
from orgs.models import User


def beside(owed: Obligation, user: User) -> dict:
    more = owed_more(owed, user)
    asked = more["extension"]
    seen = {"extension": asked.pk, "until": asked.until} if asked else {}
    return more | {
        "extension_form": AskForm(prefix="extension"),
        "decide_form": DecideForm(prefix="decide", initial=seen),
        "give_form": GrantForm(prefix="give"),
    }
