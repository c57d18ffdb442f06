"""Querysets read in one statement give what each gives by itself."""

import datetime as dt

import pytest
from django.apps import apps
from django.db.models import Count, DecimalField, Value
from django.utils import timezone

from orgs.models import AuditEvent, Deputy, Invitation, Message, Seat, Unit, User
from orgs.together import Prepared, bring, together


def state(thing) -> dict:
    return {name: value for name, value in vars(thing).items() if not name.startswith("_")}


@pytest.fixture
def rows(world):
    seat = Seat.objects.get(user=world.people["fuzhou.drafter"])
    User.objects.filter(pk=seat.user_id).update(last_login=timezone.now(), display_name="“甲”\n\\乙'\t😀")
    Deputy.objects.create(seat=seat, deputy=world.people["fuzhou.viewer"], starts_on=dt.date(2024, 9, 1),
                          ends_on=dt.date(2024, 9, 30), set_by=seat.user)  # fmt: skip
    AuditEvent.objects.create(act="试", details={"甲": ["乙", None, {"丙": 1.5}], "空": ""}, actor=seat.user)
    AuditEvent.objects.create(act="空", details={})


def test_every_model_reads_the_same(rows, django_assert_num_queries):
    kinds = [model for model in apps.get_models() if model.__module__.startswith("orgs.")]
    alone = [list(model._default_manager.order_by("pk")) for model in kinds]
    asked = [model._default_manager.order_by("pk") for model in kinds]
    with django_assert_num_queries(1):
        together(*asked)
        found = [list(each) for each in asked]
    assert [[state(row) for row in each] for each in found] == [[state(row) for row in each] for each in alone]
    assert any(found)


def test_related_ordered_deferred_counted_and_plain_values(rows, world, django_assert_num_queries):
    def asked():
        return (
            Seat.objects.select_related("unit__region", "user").order_by("-unit__region__path", "role"),
            Deputy.objects.select_related("seat__unit__within__region", "set_by"),
            User.objects.only("username").order_by("-username"),
            Unit.objects.values_list("region", flat=True).order_by("pk"),
            Seat.objects.order_by().values("role").annotate(n=Count("pk")).order_by("role"),
            User.objects.filter(pk__in=[]),
            Unit.objects.filter(name="没有"),
            Seat.objects.order_by("pk")[2:5],
        )

    alone = [list(each) for each in asked()]
    with django_assert_num_queries(1):
        together(*(found := asked()))
        assert [list(each) for each in found] == alone
        assert [str(seat.unit.region.name + seat.user.username) for seat in found[0]]
        assert "phone" in found[2][0].get_deferred_fields()
    assert [str(s) for s in found[0]] == [str(s) for s in alone[0]]


def test_further_questions_of_the_same_queryset_are_asked_anew(world):
    units = Unit.objects.order_by("pk")
    together(units, User.objects.all())
    Unit.objects.filter(pk=units[0].pk).update(name="改名")
    assert units.filter(name="改名").count() == 1
    assert units.all()[0].name == "改名"
    assert Message.objects.none().exists() is False


def test_what_belongs_to_a_thing_is_at_hand(world, django_assert_num_queries):
    together(*bring(world.fuzhou, "letterheads", seats=world.fuzhou.seats.select_related("user")))
    with django_assert_num_queries(0):
        assert {seat.user.username for seat in world.fuzhou.seats.all()} >= {"fuzhou.drafter"}
        assert list(world.fuzhou.letterheads.all()) == []


def test_what_json_cannot_hold_is_refused(world):
    with pytest.raises(TypeError, match="decimals"):
        together(User.objects.all(), Unit.objects.annotate(sum=Value("1.10", output_field=DecimalField())))
    assert not Invitation.objects.exists()


def _of(pk: int, day: dt.date):
    user = User(pk=pk)
    return (
        Seat.objects.acted_by(user, day).select_related("unit__region", "user"),
        Deputy.objects.active(day).order_by("pk"),
        Message.objects.visible_to(user, day).values_list("pk", flat=True),
    )


def test_what_is_prepared_reads_the_same_with_other_values(rows, world, django_assert_num_queries):
    prepared = Prepared(_of, -77, dt.date(1901, 1, 1))
    days = (dt.date(2024, 9, 1), dt.date(2024, 9, 30), dt.date(2024, 10, 1))
    for name in ("fuzhou.drafter", "fuzhou.viewer", "outsider"):
        for day in days:
            alone = [list(each) for each in _of(world.people[name].pk, day)]
            with django_assert_num_queries(1):
                found = prepared(world.people[name].pk, day)
            assert [[getattr(row, "pk", row) for row in each] for each in found] == [
                [getattr(row, "pk", row) for row in each] for each in alone
            ]
            assert [state(row) for row in found[0]] == [state(row) for row in alone[0]]
            with django_assert_num_queries(0):
                assert all(str(seat.user) and str(seat.unit.region) for seat in found[0])


def test_rows_of_one_asking_are_not_anothers(rows, world):
    prepared = Prepared(_of, -77, dt.date(1901, 1, 1))
    first, day = world.people["fuzhou.drafter"].pk, dt.date(2024, 9, 5)
    one, other = prepared(first, day), prepared(world.people["outsider"].pk, day)
    assert [seat.user_id for seat in one[0]] == [first]
    assert other[0] == []
    one[0][0].role = "changed"
    assert prepared(first, day)[0][0].role != "changed"
