"""A report that nobody would read is not taken: by its form, nor by piling up parts."""

import pytest
from django.core.exceptions import ValidationError

from campaigns import parts, reporting
from campaigns.models import Report
from campaigns.part_text import WHOLE
from campaigns.tests.reports import write


def test_a_text_by_the_form(as_, owed):
    refused = write(as_("gulou.reporter"), owed, text="长" * (WHOLE + 1))
    assert refused.status_code == 422
    assert "长" * WHOLE in refused.content.decode(), "nothing typed is lost"
    assert not Report.objects.exclude(text="").exists()


def test_parts_piled_up(world, owed):
    by = world.people["gulou.reporter"]
    report = reporting.begin(obligation=owed, by=by)
    for _ in range(WHOLE // parts.LONGEST - 1):
        parts.add(report=report, kind="text", text="长" * parts.LONGEST, by=by)
    last = parts.add(report=report, kind="text", text="短", by=by)
    with pytest.raises(ValidationError, match="全文最多"):
        parts.edit(part=last, text="长" * parts.LONGEST, version=0, by=by)
    last.refresh_from_db()
    assert last.text == "短"
