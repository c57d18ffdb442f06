"""People who review, and the order in which they do; shared by the tests of 审核."""

from campaigns import review_order, signing
from campaigns.models import Edition
from orgs.models import Seat, User


def make_reviewer(world, name: str, unit=None) -> User:
    """A person with the 审核 post at 福州's lead office (or `unit`), known to `as_` by this name."""
    person = User.objects.create(username=name, display_name=name, email=f"{name}@example.test")
    world.people[name] = person
    Seat.objects.create(user=person, unit=unit or world.fuzhou, role="reviewer")
    return person


def two_reviewers(world) -> list[User]:
    """福州 has its drafts reviewed by 甲, then by 乙."""
    people = [make_reviewer(world, f"fuzhou.{name}") for name in ("甲", "乙")]
    by = world.people["fuzhou.manager"]
    for post, person in zip(("质量科负责人", "办公室核稿"), people, strict=True):
        review_order.add(unit=world.fuzhou, post=post, reviewer=person, by=by)
    return people


def submitted(world, edition: Edition) -> Edition:
    signing.submit(edition=edition, by=world.people["fuzhou.drafter"])
    return edition
