"""The comparing pages with the real documents of 2024: they count as the plans' own pages count."""

import pytest
from django.test import Client

from campaigns.choices import Change, Kind
from campaigns.comparison import compare
from campaigns.composition import tally
from campaigns.models import Plan
from campaigns.reading import contents
from campaigns.tests.browsing import url
from orgs.models import Seat, Unit, User


def person(code: str) -> Client:
    user = User.objects.create(username=f"reader{code}")
    Seat.objects.create(user=user, unit=Unit.objects.get(region__code=code, kind="lead"), role="viewer")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("name", ["fujian", "yueyang", "puer"])
def test_rows_by_kind_and_change_are_the_tally(year2024, name):
    edition = getattr(year2024, name).current
    found = compare(contents(edition.based_on), contents(edition), against_parent=True)
    counted = tally(contents(edition))
    for kind in Kind.values:
        rows = [row for row in found.rows if row.item.kind == kind and not row.replaced_by]
        for change in Change.values:
            assert sum(row.change == change for row in rows) == counted[kind][change], (name, kind, change)
        assert sum(row.moved for row in rows) == counted[kind]["moved"], (name, kind)
    assert sum(counted[kind]["total"] for kind in Kind.values) == sum(1 for row in found.rows if row.right)


def test_fujian_beside_the_national_notice(year2024):
    answer = person("350000").get(url("compare", year2024.fujian.current.pk))
    page = answer.content.decode()
    assert answer.context["found"].left.edition.plan == year2024.national
    slogans = next(part for part in answer.context["found"].comparison.parts if part.kind == "slogan")
    assert [row.change for row in slogans.rows].count("adapted") == len(slogans.changed)
    assert "建设质量强<del>国</del>" in page
    assert "建设质量强<ins>省</ins>" in page


@pytest.mark.slow
def test_sister_cities_of_two_provinces_compare_in_public(year2024):
    """Both drawn up from the national notice: what both took over is alike, by its key."""
    yueyang, puer = year2024.yueyang.current, year2024.puer.current
    answer = person("430600").get(url("compare", yueyang.pk), {"with": puer.pk})
    rows = answer.context["found"].comparison.rows
    assert {row.by for row in rows} >= {"key"}
    assert not answer.context["found"].left.full
    assert Plan.objects.get(pk=puer.plan_id).unit.name in answer.content.decode()
