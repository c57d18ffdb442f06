"""Corrections of what is public, and who may correct and decide."""

from activities.models import Correction
from activities.tests.corrections import OLD, accept, page, public, review, typed
from activities.tests.diary import held

REVIEW = {"reviewer": "演示审查", "reviewed_on": "2024-09-12"}


def test_a_public_activity_stays_so_only_with_a_review_of_the_new_words(handed_in, accepted, as_):
    public(accepted)
    office = as_("fuzhou.manager")
    refused = accept(office, handed_in, after="stay")
    assert refused.status_code == 422
    assert "须对更正内容完成保密审查" in refused.content.decode()
    accept(office, handed_in, after="stay", **REVIEW)
    accepted.refresh_from_db()
    assert (accepted.title, accepted.openness, accepted.secrecy_reviewer) == ("举办质量开放周", "public", "演示审查")


def test_or_it_is_internal_for_now(handed_in, accepted, as_):
    public(accepted)
    accept(as_("fuzhou.manager"), handed_in, after="internal")
    accepted.refresh_from_db()
    assert (accepted.title, accepted.openness, accepted.disclosed_at) == ("举办质量开放周", "", None)


def test_a_number_that_came_with_the_correction_is_decided_on_first(accepted, as_):
    public(accepted)
    as_("housing.reporter").post(page(accepted), typed(text="联系13900001234", hand_in="1"))
    office, correction = as_("fuzhou.manager"), Correction.objects.get()
    refused = accept(office, correction, after="stay", **REVIEW)
    assert "须先转为内部" in refused.content.decode()
    accepted.refresh_from_db()
    assert accepted.text == OLD["text"]
    accept(office, correction, after="internal")
    accepted.refresh_from_db()
    assert (accepted.text, accepted.openness) == ("联系13900001234", "")


def test_only_the_unit_corrects_and_only_its_office_decides(handed_in, accepted, as_):
    for name, status in (("fuzhou.manager", 403), ("fuzhou.reporter", 403), ("xiamen.manager", 404), ("outsider", 404)):
        assert as_(name).get(page(accepted)).status_code == status, name
        assert as_(name).post(page(accepted, "correction_withdraw")).status_code == status, name
    for name, status in (("housing.reporter", 403), ("fuzhou.reporter", 404), ("fujian.manager", 404),
                         ("xiamen.manager", 404), ("outsider", 404)):  # fmt: skip
        assert as_(name).post(review(handed_in), {"accept": "1"}).status_code == status, name
    handed_in.refresh_from_db()
    assert handed_in.state == "handed_in"


def test_twins_agree(world, campaign):
    for unit in (world.housing, world.fuzhou, world.xiamen, world.gulou, world.nation, world.section):
        for state in ("draft", "handed_in", "returned", "accepted", "dropped"):
            Correction.objects.create(activity=held(unit, campaign, "accepted"), state=state)
    rows = Correction.objects.select_related("activity__unit__region")
    for name, user in world.people.items():
        allowed = {row.pk for row in rows if user.has_perm("activities.view_correction", row)}
        assert set(Correction.objects.visible_to(user).values_list("pk", flat=True)) == allowed, name
        decides = {r.pk for r in rows if r.state == "handed_in" and user.has_perm("activities.review_correction", r)}
        assert set(Correction.objects.awaiting(user).values_list("pk", flat=True)) == decides, name
