"""When a plan is issued: whom below it concerns. Those with nothing yet may work from it; those that stand on an
earlier edition of it are told, once, what of the changes concerns them."""

from campaigns.choices import OPEN, State
from campaigns.models import Edition
from orgs import outbox
from orgs.models import Seat


def tell_below(edition: Edition, readers) -> None:
    """`readers`: the drafters' seats one level below. Whoever follows an earlier edition, at any level, hears of the
    revision instead."""
    followers = behind(edition)
    units = {follower.plan.unit_id for follower in followers}
    outbox.post("edition_issued", key=f"edition_issued:{edition.pk}", about={"edition": edition.pk},
                seats=readers.exclude(unit__in=units).select_related("user"))  # fmt: skip
    seats = Seat.objects.current().filter(role="drafter", unit__in=units).select_related("user")
    by_unit: dict[int, list[Seat]] = {}
    for seat in seats:
        by_unit.setdefault(seat.unit_id, []).append(seat)
    for follower in followers:
        outbox.post("edition_revised", key=f"edition_revised:{edition.pk}:{follower.plan_id}",
                    seats=by_unit.get(follower.plan.unit_id, ()),
                    about={"edition": edition.pk, "follower": follower.pk})  # fmt: skip


def behind(edition: Edition) -> list[Edition]:
    """Of each plan below that stands on an earlier edition of this plan: its draft, else its edition in force."""
    found = Edition.objects.filter(
        state__in=(*OPEN, State.ISSUED), based_on__plan=edition.plan_id, based_on__number__lt=edition.number
    )
    latest: dict[int, Edition] = {}
    for each in found.select_related("plan__unit", "plan__campaign").order_by("plan", "number"):
        latest[each.plan_id] = each
    return list(latest.values())
