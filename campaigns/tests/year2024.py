"""The real campaign of 2024 for tests: loaded once per module from `fixtures/`, and rolled back after it."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import transaction

from campaigns.models import Campaign, Plan

CODES = {"national": "100000", "fujian": "350000", "yueyang": "430600", "puer": "530800"}


@pytest.fixture(scope="module")
def loaded_2024(django_db_setup, django_db_blocker):
    """Inside one transaction that stays open for the module's tests; each of them has its own savepoint within."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def year2024(loaded_2024, db) -> SimpleNamespace:
    """`year2024.campaign`, and `year2024.national`, `.fujian`, `.yueyang`, `.puer`: the plans."""
    plans = {name: Plan.objects.get(unit__region__code=code) for name, code in CODES.items()}
    return SimpleNamespace(campaign=Campaign.objects.get(year=2024), **plans)
