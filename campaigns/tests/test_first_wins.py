"""Two at once: the first wins, the second is told, nothing is written twice or over (promises D1 and D2)."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from campaigns import detailing, editing, issuing, planning, receiving, registering, signing
from campaigns.drafts import StaleForm, print_of
from campaigns.editing import StaleWords
from campaigns.models import Edition, GivenNumber, Obligation, Receipt
from campaigns.reading import contents
from campaigns.words import seen_of
from orgs.models import AuditEvent, Message
from orgs.moves import StaleState

pytestmark = [pytest.mark.slow, pytest.mark.fault, pytest.mark.django_db(transaction=True)]
AT_ONCE, PAIRS = 50, 1000


def at_once(count: int, act) -> list[object]:
    """Run `act(number)` in so many threads that start together; what each returned or raised."""
    gate = Barrier(count)

    def run(number: int) -> object:
        try:
            gate.wait()
            return act(number)
        except Exception as error:  # the outcome is what the test looks at
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_fifty_people_issue_at_once_and_it_happens_once(world, city_draft):
    by = world.people["fuzhou.approver"]
    Edition.objects.filter(pk=city_draft.pk).update(
        state="signed", asks=[world.gulou.pk, world.housing.pk], summary_due="2024-10-12"
    )
    told_before = Message.objects.count()
    outcomes = at_once(AT_ONCE, lambda _: issuing.issue(edition=Edition.objects.get(pk=city_draft.pk), by=by))
    assert sum(isinstance(each, Edition) for each in outcomes) == 1
    assert sum(isinstance(each, StaleState) for each in outcomes) == AT_ONCE - 1, outcomes
    assert AuditEvent.objects.filter(act="方案·印发", subject_id=str(city_draft.pk)).count() == 1
    assert Obligation.objects.filter(request__edition=city_draft).count() == 2
    written = Message.objects.count() - told_before
    drafters_below, asked_seats, channels = 1, 3, 2  # 鼓楼's drafter; its reporter and manager, the housing reporter
    assert written == (drafters_below + asked_seats) * channels
    city_draft.refresh_from_db()
    assert city_draft.items.count() == len(contents(city_draft).items) == 11


def test_one_signs_while_another_returns(world, city_draft):
    signing.submit(edition=city_draft, by=world.people["fuzhou.drafter"])
    by = world.people["fuzhou.approver"]

    def decide(number: int) -> str:
        edition = Edition.objects.get(pk=city_draft.pk)
        if number % 2:
            signing.send_back(edition=edition, reason="请修改", by=by)
            return "returned"
        signing.sign(edition=edition, by=by)
        return "signed"

    outcomes = at_once(2, decide)
    city_draft.refresh_from_db()
    assert city_draft.state in outcomes
    assert any(isinstance(each, StaleState) for each in outcomes) or city_draft.state == "returned"


def test_a_thousand_pairs_of_drafters_never_overwrite_each_other(world, city_draft):
    """Promise D1, with the form's button and with saving as one types; the two threads and their connections last."""
    people = [world.people["fuzhou.drafter"], world.people["fuzhou.approver"]]
    chance, gate = random.Random(2024), Barrier(2)  # noqa: S311  (a test's dice)
    keys = [item.key for item in contents(city_draft).items]

    def write(number: int, key, seen: str, words: str, typing: bool) -> object:
        edition = Edition(pk=city_draft.pk, plan=city_draft.plan)  # the verb reads it anew under the lock
        gate.wait()
        try:
            return editing.adapt(edition=edition, key=key, heading=words, text=words, seen=seen, typing=typing,
                                 by=people[number]).text  # fmt: skip
        except Exception as error:  # the outcome is what the test looks at
            return error

    with ThreadPoolExecutor(2) as pool:
        for turn in range(PAIRS):
            key, typing = chance.choice(keys), chance.random() < 0.5
            seen = seen_of(contents(city_draft).get(key))
            both = [pool.submit(write, n, key, seen, f"第{turn}轮第{n}人", typing) for n in (0, 1)]
            outcomes = [each.result() for each in both]
            written = [each for each in outcomes if isinstance(each, str)]
            refused = [each for each in outcomes if isinstance(each, StaleWords)]
            assert (len(written), len(refused)) == (1, 1), outcomes
            assert contents(city_draft).get(key).text == written[0] == refused[0].current.text
            assert refused[0].text.startswith(f"第{turn}轮")
        for _ in range(2):
            pool.submit(lambda: (gate.wait(), connection.close())).done()


def test_two_heads_at_once(world, city_draft):
    by, seen = world.people["fuzhou.drafter"], print_of(detailing.head_of(city_draft))

    def write(number: int) -> str:
        edition = Edition.objects.get(pk=city_draft.pk)
        detailing.describe(edition=edition, by=by, seen=seen, title=f"第{number}人的标题")
        return f"第{number}人的标题"

    outcomes = at_once(2, write)
    city_draft.refresh_from_db()
    assert city_draft.title in outcomes
    assert sum(isinstance(each, StaleForm) for each in outcomes) == 1, outcomes


def test_one_number_registered_by_two_units_at_once_is_given_once(world, city_draft, national):
    by = world.people["xiamen.drafter"]
    other = planning.start(unit=world.xiamen, campaign=national.plan.campaign, parent=national.plan, by=by)
    drafts = [city_draft.pk, other.pk] * 5
    Edition.objects.filter(pk__in=drafts).update(state="signed")

    def register(which: int):
        edition = Edition.objects.get(pk=drafts[which])
        return registering.register(edition=edition, document_number="榕市监〔2024〕5号", by=None)

    outcomes = at_once(len(drafts), register)
    holder = GivenNumber.objects.get(serial=5).plan_id
    won = [each for each in outcomes if isinstance(each, Edition)]
    assert len(won) == 5, outcomes
    assert {edition.plan_id for edition in won} == {holder}
    assert all("已用于其他文件" in str(each) for each in outcomes if not isinstance(each, Edition))


def test_ten_clicks_on_received_are_one_receipt(world, national):
    by = world.people["fujian.drafter"]
    outcomes = at_once(10, lambda _: receiving.receive(edition=national, unit=world.fujian, by=by))
    assert {each.pk for each in outcomes} == {Receipt.objects.get().pk}, outcomes
    assert AuditEvent.objects.filter(act="方案·签收").count() == 1
