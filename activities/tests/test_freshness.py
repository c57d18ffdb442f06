"""The stamp of what is public moves with every change the public can see, in its transaction, and not else."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.migrations import Migration
from django.db.models.signals import post_migrate, pre_migrate

from activities.models import Case
from campaigns.models import DirectExecution, Edition
from orgs.freshness import stamp
from orgs.models import Region, Unit


@pytest.fixture
def moves(national):
    """`moves(act)` → did the stamp change?"""

    def ask(act) -> bool:
        before = stamp()
        act()
        return stamp() != before

    return ask


def test_names_of_regions_and_units(moves, world):
    assert moves(lambda: Region.objects.filter(code="350100").update(name="福州"))
    assert moves(lambda: Unit.objects.filter(pk=world.fuzhou.pk).update(name="福州局"))
    assert moves(lambda: Unit.objects.bulk_create([Unit(region=world.fuzhou.region, name="新", kind="member")],
                                                  ignore_conflicts=True))  # fmt: skip


def test_a_public_edition_in_any_way(moves, national):
    rows = Edition.objects.filter(pk=national.pk)
    assert moves(lambda: rows.update(state="superseded"))
    assert moves(lambda: rows.update(openness=""))
    assert not moves(lambda: rows.update(summary_to="某科"))
    assert moves(lambda: rows.update(openness="public"))


def test_a_case_only_while_it_is_public(moves, world, national):
    case = Case.objects.create(campaign=national.plan.campaign, unit=world.fuzhou, title="案例")
    rows = Case.objects.filter(pk=case.pk)
    assert not moves(lambda: rows.update(title="别的名称"))
    reviewed = {"secrecy_reviewer": "演示", "secrecy_reviewed_on": dt.date(2024, 9, 11)}
    assert moves(lambda: rows.update(openness="public", **reviewed))
    assert moves(lambda: rows.update(openness="withheld"))


def test_work_in_private_leaves_pages_alone(moves, world, city_draft):
    def write():
        city_draft.title = "草稿"
        city_draft.save()
        city_draft.items.create(kind="slogan", text="口号", change="added")

    assert not moves(write)


def test_declarations(moves, world, national):
    declared = {"campaign": national.plan.campaign, "unit": world.fuzhou, "plan": national.plan}
    assert moves(lambda: DirectExecution.objects.create(**declared, declared_by=world.people["fuzhou.drafter"]))
    assert moves(lambda: DirectExecution.objects.all().delete())


def test_an_undone_change_undoes_the_stamp(national):
    before = stamp()
    with transaction.atomic():
        Edition.objects.filter(pk=national.pk).update(openness="", disclosed_at=dt.datetime.now(dt.UTC))
        assert stamp() != before
        transaction.set_rollback(True)
    assert stamp() == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL rebuilds no tables")
def test_migrations_that_rebuild_a_table_find_no_trigger_in_their_way(db):
    """SQLite refuses to rename a rebuilt table while a trigger of another table names it, so none stand meanwhile."""

    def standing() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'public_%'")
            return cursor.fetchone()[0]

    before = standing()
    assert before > 0
    for plan, left in (([], before), ([(Migration("one", "orgs"), False)], 0)):
        for app in apps.get_app_configs():
            pre_migrate.send(sender=app, app_config=app, verbosity=0, using="default", plan=plan)
        assert standing() == left
    for app in apps.get_app_configs():
        if app.label in ("orgs", "campaigns", "activities"):
            post_migrate.send(sender=app, app_config=app, verbosity=0, interactive=False, using="default", plan=[])
    assert standing() == before
