"""Units come and go while a request runs: those added later owe it by rule, those gone are let off (免除)."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from campaigns.choices import AWAITED
from campaigns.deadline import spoken
from campaigns.models import Obligation, Request
from campaigns.obliging import owe, tell
from campaigns.ruling import meant_by
from campaigns.workdays import today
from orgs import audit
from orgs.among import Among
from orgs.models import Unit, User


def keep_asked() -> tuple[int, int]:
    """Let off the units that are gone, and add those that a rule means since; returns how many of each.

    A tick that looks into the database: running late, twice or in several workers changes nothing. Nobody is added
    after the due date: they would be late the moment they are asked.
    """
    released = sum(_release_gone(owed) for owed in list(_gone()))
    added = 0
    for request in (
        Request.objects.filter(closed_at=None, due_on__gte=today()).exclude(rules=[]).select_related("unit__region")
    ):
        added += _add_meant(request)
    return released, added


def _gone():
    """Open answers of units whose dates ended, or that were merged."""
    day = today()
    ended = Q(unit__ends_on__lt=day)
    merged = Q(unit__merged_into__isnull=False) & (Q(unit__ends_on=None) | ended)
    rows = Obligation.objects.unanswered().filter(ended | merged)
    return rows.select_related("unit__merged_into", "request__unit").order_by("pk")


@transaction.atomic
def _release_gone(owed: Obligation) -> int:
    heir = _heir(owed.unit)
    ended = f"{spoken(owed.unit.ends_on)}后不再参加" if owed.unit.ends_on else "已撤并"
    why = f"单位已并入{owed.unit.merged_into}" if owed.unit.merged_into else f"单位{ended}"
    if not release(obligations=[owed], why=why, by=None):
        return 0
    if heir is not None and heir.pk != owed.request.unit_id:
        _pass_on(owed, heir)
    return 1


def _heir(unit: Unit) -> Unit | None:
    """The unit that takes part today and into which `unit` went, over however many mergers; None when there is none."""
    seen = {unit.pk}
    while unit.merged_into is not None and unit.merged_into_id not in seen:
        unit = unit.merged_into
        seen.add(unit.pk)
        if unit.merged_into_id is None:
            return unit if Unit.objects.taking_part().filter(pk=unit.pk).exists() else None
    return None


def _pass_on(owed: Obligation, heir: Unit) -> None:
    passed, fresh = Obligation.objects.get_or_create(
        request=owed.request, unit=heir,
        defaults={"due_on": owed.due_on, "locks_on": owed.locks_on, "optional": owed.optional},
    )  # fmt: skip
    if fresh:
        tell(Obligation.objects.filter(pk=passed.pk), "asked", "asked:{0.pk}")
        reason = f"{owed.unit}并入，由{heir}接续"
        audit.record("报送·接续", owed.request, by=None, unit=owed.request.unit, reason=reason)


@transaction.atomic
def release(*, obligations: Iterable[Obligation], why: str, by: User | None) -> int:
    """Let these off while they are not answered; returns how many. They count nowhere any more, and are told.

    As many statements for one as for hundreds; a row of the trail for each answer, and one each at its request.
    """
    rows = _held(obligations, Q(state__in=AWAITED, released_at=None))
    if not rows:
        return 0
    found = Obligation.objects.filter(Among("pk", [owed.pk for owed in rows]))
    found.update(released_at=timezone.now(), released_why=why[:200])
    _record("报送·不再要求", rows, by, reason=why)
    of_requests = [(owed.request, owed.request.unit) for owed in rows]
    audit.record_many("报送·不再要求", of_requests, by=by, each=[{"reason": f"{owed.unit}：{why}"} for owed in rows])
    tell(found, "released", _fresh("released"))
    return len(rows)


@transaction.atomic
def ask_again(*, obligations: Iterable[Obligation], by: User) -> int:
    """Those that were let off owe it again, by the request's own date; returns how many."""
    rows = _held(obligations, ~Q(released_at=None))
    found = Obligation.objects.filter(Among("pk", [owed.pk for owed in rows]))
    for request in {owed.request_id: owed.request for owed in rows}.values():  # one, or as many as a unit's own
        found.filter(request=request).update(
            released_at=None, released_why="", due_on=request.due_on, locks_on=request.locks_on, reminded_step=None
        )
    _record("报送·重新要求", rows, by)
    tell(found, "asked", _fresh("asked"))
    return len(rows)


def _held(obligations: Iterable[Obligation], still: Q) -> list[Obligation]:
    """Those of them that are `still` so, read under a lock: nobody answers or lets off in between."""
    rows = Obligation.objects.filter(Among("pk", [owed.pk for owed in obligations])).filter(still)
    return list(rows.select_related("unit", "request__unit").select_for_update(of=("self",)).order_by("pk"))


def _record(act: str, rows: list[Obligation], by: User | None, **details) -> None:
    audit.record_many(act, [(owed, owed.request.unit) for owed in rows], by=by, **details)


def _fresh(kind: str) -> str:
    """A key of this very moment: the same unit may be let off and asked again more than once."""
    return f"{kind}:{{0.pk}}:{timezone.now():%y%m%d%H%M%S%f}"


@transaction.atomic
def _add_meant(request: Request) -> int:
    optional = request.obligations.filter(optional=False).first() is None
    count = owe(request, meant_by(request.unit, request.rules), optional=optional)
    if count:
        reason = f"按规则列入新增的{count}个单位"
        audit.record("报送·增加单位", request, by=None, unit=request.unit, reason=reason)
    return count
