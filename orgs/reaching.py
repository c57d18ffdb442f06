"""Where a seat's messages go: its holder's mail and telephone, and those of who stands in today."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from orgs.choices import Channel
from orgs.models import Deputy, Seat

MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")


@dataclass(frozen=True)
class Reached:
    mails: tuple[str, ...]
    mobiles: tuple[str, ...]


def mobile(text: str) -> str:
    """The eleven digits of a mobile number of the mainland however it is written; "" for anything else."""
    found = MOBILE.fullmatch(re.sub(r"[\s\-()（）]", "", text))
    return found[1] if found else ""


def reach(seat: Seat) -> Reached:
    """One message for all of them. One query."""
    people = [(seat.user.email, seat.user.phone)]
    people += seat.deputies.active().filter(deputy__is_active=True).values_list("deputy__email", "deputy__phone")
    mails = dict.fromkeys(email for email, _ in people if email)
    return Reached(tuple(mails), tuple(dict.fromkeys(number for _, phone in people if (number := mobile(phone)))))


def unreachable(seats: Sequence[Seat], channels: Collection[str]) -> tuple[set[int], set[int]]:
    """Of these seats (with their users) those that no mail, and those that no short message, would reach.

    One query at most; what is not among `channels` is not asked.
    """
    no_mail = {seat.pk for seat in seats if not seat.user.email} if Channel.MAIL in channels else set()
    no_mobile = {seat.pk for seat in seats if not mobile(seat.user.phone)} if Channel.SMS in channels else set()
    if not no_mail | no_mobile:
        return set(), set()
    rows = Deputy.objects.active().filter(seat__in=no_mail | no_mobile, deputy__is_active=True)
    for seat, email, phone in rows.values_list("seat", "deputy__email", "deputy__phone"):
        if email:
            no_mail.discard(seat)
        if mobile(phone):
            no_mobile.discard(seat)
    return no_mail, no_mobile
