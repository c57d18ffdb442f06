"""A worker sees which of its processes are at a job, from what they say themselves."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from qualitymonth import at_work, watchdog


@pytest.fixture
def nobody() -> Iterator[None]:
    at_work.end()
    yield
    at_work.end()


def until(condition) -> bool:
    end = time.monotonic() + 20
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def forked(work) -> int:
    """A child that does this and stays until it is killed."""
    if pid := os.fork():
        return pid
    try:
        work()
        signal.pause()
    finally:
        os._exit(0)


def _a_job() -> None:
    at_work.begin()
    at_work.end()


def killed(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


@pytest.mark.filterwarnings("ignore:This process.*multi-threaded:DeprecationWarning")
def test_a_childs_job_is_seen_until_it_is_over_or_the_child_is_killed(nobody):
    assert not at_work.anybody()
    child = forked(at_work.begin)
    assert until(at_work.anybody)
    killed(child)
    assert not at_work.anybody(), "no excuse for silence"
    done = forked(_a_job)
    time.sleep(0.2)
    assert not at_work.anybody()
    killed(done)


def test_from_the_beginning_of_a_job_to_its_end_whatever_comes_of_it(nobody):
    watchdog._job_begins(task_id="1")
    assert at_work.anybody()
    watchdog._job_over()
    assert not at_work.anybody()
