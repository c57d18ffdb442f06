"""How often a unit may ask for 延期 of one thing it owes. Pure: plain values in, a sentence out.

One request waits at a time. One that was taken back or refused may be asked again, a few times a day: whoever decides
is a person, and each asking is read. What was granted does not count, for the date has moved and a further wish is a
new one; neither does what the office gave unasked.
"""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from campaigns.choices import Extending

MOST, WITHIN = 3, dt.timedelta(hours=24)
WAITS = "已有一项延期申请等待答复。如需更改，请先撤回，再重新申请。"
FRUITLESS = (Extending.TAKEN_BACK, Extending.REFUSED)


def refusal(asked: Iterable[tuple[dt.datetime, str]], now: dt.datetime, office: str) -> str:
    """Why the unit cannot ask now; empty when it can.

    `asked`: when each extension of this answer was asked for (aware) and what became of it (`Extending`), in any
    order. A stamp that lies ahead, because the clock was put back since, counts within the same span.
    """
    asked = list(asked)
    if any(decision == Extending.ASKED for _, decision in asked):
        return WAITS
    recent = sorted(at for at, decision in asked if decision in FRUITLESS and abs(now - at) < WITHIN)
    if len(recent) < MOST:
        return ""
    again = timezone.localtime(recent[-MOST] + WITHIN)
    return (
        f"24小时内已申请延期{len(recent)}次（已撤回或未获同意），请在{again.month}月{again.day}日{again:%H:%M}以后再申请；"
        f"急需延期的，请直接与{office}联系，对方可以主动延期。"
    )
