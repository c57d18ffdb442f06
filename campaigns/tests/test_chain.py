"""The main chain through the verbs: derive a plan, decide, have it signed and issued; what is asked becomes owed."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from campaigns import editing, issuing, planning, reporting, signing
from campaigns.models import Edition, Item, Obligation, Placement
from campaigns.reading import contents
from orgs.models import AuditEvent, Message
from orgs.moves import StaleState


def by_words(edition: Edition) -> dict[str, object]:
    found = contents(edition)
    return {item.heading or item.text: item for item in (*found.items, *found.withdrawn)}


def test_a_fresh_draft_stores_nothing_and_reads_everything(city_draft):
    assert not city_draft.items.exists()
    assert {item.change for item in contents(city_draft).items} == {"inherited"}


def test_only_decisions_are_stored(world, city_draft):
    by = world.people["fuzhou.drafter"]
    items = by_words(city_draft)
    slogan, action = items["塑造中国品牌 建设质量强国"], items["质量强企经验交流"]
    strong = items["深入开展质量惠民行动"]
    editing.adapt(edition=city_draft, key=slogan.key, heading="", text="塑造福州品牌 建设质量强市", by=by)
    editing.withdraw(edition=city_draft, key=items["“优质服务基层行”活动"].key, reason="由卫健部门另行部署", by=by)
    editing.add(edition=city_draft, kind="action", heading="质量大讲堂进高校", under=strong.key, by=by)
    editing.derive(
        edition=city_draft, base=items["计量服务中小企业行"].key, kind="action", heading="计量服务物联网企业", by=by
    )
    editing.move(edition=city_draft, key=action.key, under=strong.key, position=0, by=by)
    assert city_draft.items.count() == 4
    assert city_draft.placements.count() == 2
    now = by_words(city_draft)
    assert now["塑造福州品牌 建设质量强市"].change == "adapted"
    assert now["“优质服务基层行”活动"].change == "withdrawn"
    assert now["计量服务物联网企业"].change == "derived"
    assert now["计量服务物联网企业"].under == items["计量服务中小企业行"].under
    assert "计量服务中小企业行" not in now
    assert now["质量强企经验交流"].moved
    assert now["质量强企经验交流"].change == "inherited"


def test_issuing_freezes_everything_as_it_read(world, city_draft):
    by = world.people["fuzhou.drafter"]
    items = by_words(city_draft)
    editing.withdraw(edition=city_draft, key=items["深入开展质量惠民行动"].key, by=by)
    before = contents(city_draft)
    signing.submit(edition=city_draft, by=by)
    signing.sign(edition=city_draft, by=world.people["fuzhou.approver"])
    issuing.issue(edition=city_draft, by=by)
    after = contents(city_draft)
    shape = lambda found: [(i.key, i.root, i.kind, i.change, i.heading, i.text, i.under, i.position, i.moved)  # noqa: E731
                           for i in found.items]  # fmt: skip
    assert shape(after) == shape(before)
    assert {i.key for i in after.withdrawn} == {i.key for i in before.withdrawn}
    assert Item.objects.filter(edition=city_draft).count() == len(after.items) + len(after.withdrawn)
    assert Placement.objects.filter(edition=city_draft).count() == len(after.items)


def test_nobody_signs_the_own_draft(world, city_draft):
    by = world.people["fuzhou.drafter"]
    signing.submit(edition=city_draft, by=by)
    with pytest.raises(PermissionDenied):
        signing.sign(edition=city_draft, by=by)


def test_a_return_needs_a_reason_and_reaches_the_drafter(world, city_draft):
    signing.submit(edition=city_draft, by=world.people["fuzhou.drafter"])
    with pytest.raises(ValidationError):
        signing.send_back(edition=city_draft, reason=" ", by=world.people["fuzhou.approver"])
    signing.send_back(edition=city_draft, reason="请补充时间安排", by=world.people["fuzhou.approver"])
    assert Message.objects.filter(kind="edition_returned", seat__user=world.people["fuzhou.drafter"]).count() == 2
    with pytest.raises(StaleState):
        issuing.issue(edition=city_draft, by=world.people["fuzhou.approver"])


def test_off_line_signing_names_who_recorded_it(world, city_draft):
    by = world.people["fuzhou.drafter"]
    signing.record_signing(
        edition=city_draft, signer="局长", number="阅签2024-31", signed_on=dt.date(2024, 8, 20), by=by
    )
    assert (city_draft.sign_off.by, city_draft.sign_off.offline, city_draft.state) == (by, True, "signed")


def test_a_second_open_edition_is_refused_and_the_first_carries_over(world, city_draft):
    by = world.people["fuzhou.drafter"]
    items = by_words(city_draft)
    editing.adapt(
        edition=city_draft, key=items["塑造中国品牌 建设质量强国"].key, heading="", text="塑造福州品牌", by=by
    )
    with pytest.raises(ValidationError, match="尚未印发"):
        planning.start_again(plan=city_draft.plan, issue="reissue", reason="更正日期", by=by)
    signing.record_signing(edition=city_draft, signer="局长", signed_on=dt.date(2024, 8, 20), by=by)
    issuing.issue(edition=city_draft, by=by)
    second = planning.start_again(plan=city_draft.plan, issue="reissue", reason="更正日期", by=by)
    assert [(i.change, i.text) for i in second.items.all()] == [("adapted", "塑造福州品牌")]
    with pytest.raises(ValidationError, match="正在编制"):
        planning.start_again(plan=city_draft.plan, issue="reissue", reason="再改", by=by)
    signing.record_signing(edition=second, signer="局长", signed_on=dt.date(2024, 8, 21), by=by)
    issuing.issue(edition=second, by=by)
    city_draft.refresh_from_db()
    assert (city_draft.state, second.state) == ("superseded", "issued")


def test_what_was_ticked_is_owed_and_moves_with_a_new_date(world, campaign, national, city_draft):
    by = world.people["fuzhou.drafter"]
    city_draft.asks, city_draft.summary_due = [world.gulou.pk, world.housing.pk], dt.date(2024, 10, 12)
    city_draft.save()
    signing.record_signing(edition=city_draft, signer="局长", signed_on=dt.date(2024, 8, 20), by=by)
    issuing.issue(edition=city_draft, by=by)
    owed = Obligation.objects.get(unit=world.gulou)
    assert owed.due_on == dt.date(2024, 10, 12)
    report = reporting.begin(obligation=owed, by=world.people["gulou.reporter"])
    reporting.save(
        report=report, title="鼓楼区总结", text="开展活动12项。", version=0, by=world.people["gulou.reporter"]
    )
    reporting.hand_in(report=report, obligations=[owed], by=world.people["gulou.reporter"])
    with pytest.raises(ValidationError, match="已经报送"):
        reporting.save(report=report, title="改", text="改", version=1, by=world.people["gulou.reporter"])
    reporting.send_back(obligation=owed, reason="请补充图片", by=world.people["fuzhou.manager"])
    first = owed.first_handed_in_at
    reporting.hand_in(report=report, obligations=[owed], by=world.people["gulou.reporter"])
    reporting.accept(obligation=owed, by=world.people["fuzhou.manager"])
    assert owed.first_handed_in_at == first
    second = planning.start_again(plan=city_draft.plan, issue="correction", reason="改期", by=by)
    second.summary_due, second.asks = dt.date(2024, 10, 20), [world.gulou.pk, world.housing.pk, world.section.pk]
    second.save()
    signing.record_signing(edition=second, signer="局长", signed_on=dt.date(2024, 8, 21), by=by)
    issuing.issue(edition=second, by=by)
    due = dict(Obligation.objects.values_list("unit__name", "due_on"))
    assert due[world.gulou.name] == dt.date(2024, 10, 12)
    assert due[world.housing.name] == due[world.section.name] == dt.date(2024, 10, 20)
    assert AuditEvent.objects.filter(act="报送·改期").exists()


def test_the_same_words_by_two_editors_are_never_lost(world, city_draft):
    by = world.people["fuzhou.drafter"]
    slogan = by_words(city_draft)["塑造中国品牌 建设质量强国"]
    from campaigns.words import fingerprint

    seen = fingerprint(slogan.heading, slogan.text)
    editing.adapt(edition=city_draft, key=slogan.key, heading="", text="甲的文字", seen=seen, by=by)
    with pytest.raises(editing.StaleWords) as stale:
        editing.adapt(edition=city_draft, key=slogan.key, heading="", text="乙的文字", seen=seen, by=by)
    assert (stale.value.current.text, stale.value.text) == ("甲的文字", "乙的文字")
