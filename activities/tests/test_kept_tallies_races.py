"""Tallies are kept right while others write, and several ticks run, at once."""

import threading

import pytest
from django.db import connection

from activities import figures, kept_tallies
from activities.tests.logbook import log
from activities.tests.test_kept_tallies import assert_agrees


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_while_others_write_and_several_add_up(world, campaign):
    """Writers, two that add up, a reader that never finds less than what was committed before it asked."""
    committed, wrong = [], []

    def write() -> None:
        for number in range(25):
            committed.append(log(world.fuzhou, campaign, title=f"第{number}场"))
        connection.close()

    def read() -> None:
        before = len(committed)
        found = figures.roll_up(campaign).of("0001").activities
        wrong.extend([(before, found)] if found < before else [])

    writers = [threading.Thread(target=write) for _ in range(3)]
    others = [
        threading.Thread(target=_as_long_as, args=[writers, work]) for work in (kept_tallies.add_up,) * 2 + (read,)
    ]
    for thread in (*writers, *others):
        thread.start()
    for thread in (*writers, *others):
        thread.join()
    assert not wrong
    assert_agrees(campaign)
    assert figures.roll_up(campaign).of("0001").activities == 75


def _as_long_as(writers, work) -> None:
    while any(thread.is_alive() for thread in writers):
        work()
    connection.close()
