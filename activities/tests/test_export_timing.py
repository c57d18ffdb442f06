"""What the export's benchmark measures are the columns it names, written by both ways."""

import pytest

from activities.models import Activity
from activities.resources import timing
from activities.resources.columns import ActivityResource


def headings(kind) -> list[str]:
    return kind().get_export_headers()


def test_twenty_columns_are_the_first_of_all():
    assert headings(timing._First) == headings(ActivityResource)[: timing.SOME]
    assert (len(headings(timing._First)), len(headings(ActivityResource))) == (20, 36)
    assert headings(timing._First)[-1] == "状态"
    assert len(headings(timing._StockFirst)) == len(headings(timing._First))


@pytest.mark.django_db
def test_each_way_writes_every_row_in_its_columns(monkeypatch):
    monkeypatch.setattr(timing, "BATCH", 30)
    timing.prepare(60)
    for work in (timing.ours, timing.ours_in_twenty, timing.stock, timing.stock_in_twenty):
        assert work() > 0
    assert Activity.objects.count() == 60
