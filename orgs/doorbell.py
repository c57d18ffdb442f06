"""Celery is only a doorbell: it wakes the worker early. Every job is a tick that looks into the database."""

import logging
import time
from dataclasses import dataclass

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)

SILENCE = 10.0  # seconds without ringing after a broker did not answer: each attempt costs its request a second


@dataclass(frozen=True)
class Ring:
    """What is to be done after the commit; equal ones are the same ring."""

    task: str

    def __call__(self) -> None:
        _send(self.task)


_broken_at: list[float] = []


def ring(task: str) -> None:
    """Ask for `task` after the commit, once however often it is called in one transaction.

    A broker that is down costs nothing but the wait for the next tick.
    """
    wanted = Ring(task)
    if all(entry[1] != wanted for entry in transaction.get_connection().run_on_commit):
        transaction.on_commit(wanted, robust=True)


def _send(task: str) -> None:
    if _broken_at and time.monotonic() - _broken_at[-1] < SILENCE:
        return
    try:
        current_app.send_task(task, ignore_result=True, expires=60, retry=False)
        _broken_at.clear()
    except Exception as error:  # whatever is wrong with the broker, the request has done its work
        _broken_at[:] = [time.monotonic()]
        log.warning("the doorbell for %s was not heard: %s", task, error)
