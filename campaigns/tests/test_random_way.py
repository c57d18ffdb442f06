"""Promise A4: random people do random things with a draft. No state is illegal, and nobody passes or signs the own.

The steps go through the pages, so rights, buttons and verbs are all asked; what a model of the rules says is compared
with the database after each step.
"""

import datetime as dt
import os
import random

import pytest
from django.utils import timezone

from campaigns import review_order
from campaigns.choices import EDITION_MOVES, State
from campaigns.models import Edition, Review, SignOff
from campaigns.tests.browsing import issues, url
from campaigns.tests.rounds import make_reviewer
from orgs import deputising
from orgs.models import AuditEvent, Deputy, Seat

ROLES = {
    "fuzhou.drafter": (),
    "fuzhou.approver": ("drafter",),  # both hats
    "fuzhou.甲": (),
    "fuzhou.乙": ("drafter", "approver"),
    "fuzhou.viewer": (),
    "xiamen.drafter": (),
    "fujian.approver": (),
}
ACTS = ("write", "submit", "submit", "recall", "pass", "pass", "pass", "record_review", "send_back", "sign", "sign",
        "record_signing", "issue", "abolish", "again", "deputy", "undeputy", "remark")  # fmt: skip
ONWARD = 0.3
WALKS, STEPS = int(os.environ.get("WALKS", "3")), int(os.environ.get("WALK_STEPS", "120"))
# state before → states that one step may lead to
LEADS = {state.value: {state.value} for state in State}
for move in EDITION_MOVES.values():
    for source in move.sources:
        LEADS[source].add(str(move.target))


class Walk:
    """One plan at 福州 under random hands."""

    def __init__(self, world, draft: Edition, as_, seed: int):
        self.world, self.plan, self.dice = world, draft.plan, random.Random(seed)  # noqa: S311  (a test's dice)
        self.clients = {name: as_(name) for name in ROLES}
        self.serial, self.done, self.ending = 0, set(), False  # what is abolished is not begun again: only at the end

    @property
    def edition(self) -> Edition:
        return self.plan.editions.order_by("-number").first()

    def step(self) -> None:
        before = {e.pk: (e.state, e.number) for e in self.plan.editions.all()}
        signed = set(SignOff.objects.values_list("pk", flat=True))
        passed = set(Review.objects.filter(state="passed").values_list("pk", flat=True))
        name, act = self.onward() if self.dice.random() < ONWARD else self.anything()
        answer = getattr(self, f"do_{act}", self._plain)(self.clients[name], name, act)
        assert answer is None or answer.status_code in (200, 302, 403, 404, 409, 422), (name, act, answer.status_code)
        self.check(before, signed, passed, (name, act))

    def anything(self) -> tuple[str, str]:
        return self.dice.choice(list(ROLES)), self.dice.choice(ACTS)

    def onward(self) -> tuple[str, str]:
        """A step that may well succeed, so that the walk comes far and not only tries doors."""
        edition = self.edition
        if edition.turn is not None:
            return edition.turn.reviewer.username, "pass"
        act = {"draft": "submit", "returned": "submit", "submitted": "sign", "signed": "issue"}.get(
            edition.state, "again"
        )
        return self.dice.choice(["fuzhou.approver", "fuzhou.乙"] if act == "sign" else ["fuzhou.drafter"]), act

    def _plain(self, client, name: str, act: str):
        names = {"submit": "submit_draft", "recall": "recall_draft", "pass": "pass_draft", "sign": "sign_draft"}
        return client.post(url(names[act], self.edition.pk), {"version": str(self.edition.version)})

    def do_write(self, client, name, act):
        self.serial += 1
        return client.post(url("item_add", self.edition.pk, "slogan"), {"text": f"口号{self.serial}"})

    def do_remark(self, client, name, act):
        return client.post(url("remark_whole", self.edition.pk), {"text": "意见"})

    def do_record_review(self, client, name, act):
        return client.post(url("record_review", self.edition.pk), {"post": "科长", "done_on": "2024-08-20"})

    def do_send_back(self, client, name, act):
        return client.post(url("return_draft", self.edition.pk), {"reason": "请改"})

    def do_record_signing(self, client, name, act):
        if self.dice.random() < 0.7:  # else little is left for the portal to sign
            return None
        return client.post(url("record_signing", self.edition.pk), {"signer": "局长", "signed_on": "2024-08-20"})

    def do_issue(self, client, name, act):
        return issues(client, self.edition, document_number="", signed_on="2024-08-20")

    def do_abolish(self, client, name, act):
        return client.post(url("abolish_plan", self.edition.pk), {"reason": "作废"}) if self.ending else None

    def do_again(self, client, name, act):
        return client.post(url("start_again", self.plan.pk), {"issue": "reissue", "reason": "再印"})

    def do_deputy(self, client, name, act):
        absent, deputy = self.dice.sample([n for n in ROLES if n.startswith("fuzhou")], 2)
        seats = list(self.world.people[absent].seats.current().select_related("user", "unit"))
        day = timezone.localdate()
        deputising.appoint(seats=seats, deputy=self.world.people[deputy], starts_on=day,
                           ends_on=day + dt.timedelta(days=1), by=self.world.people[absent])  # fmt: skip

    def do_undeputy(self, client, name, act):
        Deputy.objects.all().delete()

    def check(self, before, signed, passed, told) -> None:
        for edition in self.plan.editions.all():
            was, _ = before.get(edition.pk, (State.DRAFT.value, 0))
            assert edition.state in LEADS[was], (told, was, edition.state)
            self.done.add((was, edition.state))
            waiting = edition.reviews.filter(state="waiting", round=edition.round).exists()
            assert waiting == (edition.state == State.REVIEWING), (told, edition.state)
            assert not edition.reviews.filter(state="waiting").exclude(round=edition.round).exists(), told
            assert SignOff.objects.filter(edition=edition).exists() or edition.state not in ("signed", "issued"), told
        assert sum(e.is_open for e in self.plan.editions.all()) <= 1
        assert self.plan.editions.filter(state=State.ISSUED).count() <= 1
        for sign_off in SignOff.objects.exclude(pk__in=signed).filter(offline=False):
            self.other_hand(sign_off.edition, sign_off.by, "签发", "approver", told)
        for review in Review.objects.exclude(pk__in=passed).filter(state="passed", is_outside=False):
            self.other_hand(review.edition, review.acted_by, "审核通过", "reviewer", told)
            assert not Edition.objects.filter(pk=review.edition_id).drafted_by(review.reviewer_id).exists(), told

    def other_hand(self, edition, person, act, role, told) -> None:
        """Who acted neither wrote nor submitted it: told by the trail, independently of the rule in the code."""
        trail = AuditEvent.objects.filter(subject_kind="campaigns.edition", subject_id=str(edition.pk), actor=person)
        assert not trail.filter(act__in=("方案·起草", "方案·重新起草", "方案·新增", "方案·送审")).exists(), told
        assert person.username.startswith("fuzhou."), told
        assert role != "approver" or {"approver"} & roles_of(person), told


def roles_of(person) -> set[str]:
    own = set(person.seats.values_list("role", flat=True))
    return own | set(Seat.objects.filter(deputies__deputy=person).values_list("role", flat=True))


def walk(world, draft: Edition, as_, seed: int, steps: int) -> set:
    people = [make_reviewer(world, f"fuzhou.{name}") for name in ("甲", "乙")]
    for name, roles in ROLES.items():
        for role in roles:
            Seat.objects.create(user=world.people[name], unit=world.fuzhou, role=role)
    for person in people:
        review_order.add(unit=world.fuzhou, post="审核", reviewer=person, by=world.people["fuzhou.manager"])
    walking = Walk(world, draft, as_, seed)
    for number in range(steps):
        walking.ending = number > steps - 40
        walking.step()
    return walking.done


@pytest.mark.slow
def test_a_short_walk(world, city_draft, as_):
    assert len(walk(world, city_draft, as_, seed=7, steps=150)) > 6


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(WALKS))
def test_many_walks(world, city_draft, as_, seed):
    """Walks from other beginnings. WALKS=10 WALK_STEPS=1000 makes them ten thousand steps; that takes long."""
    assert len(walk(world, city_draft, as_, seed, STEPS)) > 6
