"""The same request again, under the same Idempotency-Key, gets the same answer and does nothing twice.

A claim is a row without an answer; what is done and its answer are committed together. So a worker that dies leaves
either both or neither, and its claim may be taken over after a while.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from orgs.models import ApiCall, ApiToken

KEPT = dt.timedelta(days=30)
DEAD = dt.timedelta(minutes=5)  # a claim without an answer for so long belongs to nobody
Answer = tuple[int, Any]


class OtherRequest(Exception):
    """The key was used with another request before."""


class InFlight(Exception):
    """The same request is being worked on at this moment."""


def once(*, token: ApiToken, key: str, digest: str, act: Callable[[], Answer], together: bool = True) -> Answer:
    """The answer kept for the key, else that of `act()` (status and plain JSON), which is kept for 30 days.

    What `act` raises is raised and not kept: nothing was done, and the key is free again. `together=False` for an act
    that is harmless to repeat and should hold no transaction. Raises OtherRequest, InFlight.
    """
    call = _claim(token, key, digest)
    if call.status is not None:
        return call.status, call.answer
    try:
        return _done(call, act) if together else _keep(call, *act())
    except BaseException:
        ApiCall.objects.filter(pk=call.pk, at=call.at, status=None).delete()
        raise


def sweep() -> int:
    """Forget the answers older than 30 days; returns how many."""
    return ApiCall.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


def _claim(token: ApiToken, key: str, digest: str) -> ApiCall:
    try:
        with transaction.atomic():
            return ApiCall.objects.create(token=token, key=key, digest=digest)
    except IntegrityError:
        call = ApiCall.objects.filter(token=token, key=key).first()
    if call is None:  # given up or swept between the two questions
        raise InFlight
    if call.digest != digest:
        raise OtherRequest
    if call.status is None:
        _take_over(call)
    return call


def _take_over(call: ApiCall) -> None:
    now = timezone.now()
    if call.at > now - DEAD or not ApiCall.objects.filter(pk=call.pk, at=call.at, status=None).update(at=now):
        raise InFlight
    call.at = now


@transaction.atomic
def _done(call: ApiCall, act: Callable[[], Answer]) -> Answer:
    return _keep(call, *act())


def _keep(call: ApiCall, status: int, answer: Any) -> Answer:
    if not ApiCall.objects.filter(pk=call.pk, at=call.at, status=None).update(status=status, answer=answer):
        raise InFlight  # slower than DEAD: somebody else has taken it over, what was done here is taken back
    return status, answer
