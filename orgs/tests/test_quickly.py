"""Rows put in quickly read back as they were given, whatever stands in them, on either database."""

import datetime as dt
import json

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from orgs.models import AuditEvent, Heartbeat
from orgs.quickly import insert

SEEN = dt.datetime(2024, 10, 12, 15, 59, 59, 123456, tzinfo=dt.UTC)
words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)


class AnyWords(TestCase):
    @given(st.lists(words, min_size=1, max_size=5))
    def test_words_come_back_as_they_were_given(self, said):
        Heartbeat.objects.all().delete()
        rows = [
            {"name": f"{n}", "did": each, "seen_at": SEEN, "took_ms": None if n % 2 else n}
            for n, each in enumerate(said)
        ]
        insert(Heartbeat, rows, columns=("name", "did", "seen_at", "took_ms"))
        found = Heartbeat.objects.order_by("pk").values("name", "did", "seen_at", "took_ms")
        assert list(found) == rows


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["\\N", "\\.", "a\tb", "a\nb\r\nc", "\\", '"{}"', "'; DROP TABLE", "𠮷", ""])
def test_json_comes_back_as_it_was_given(word):
    insert(
        AuditEvent,
        [{"act": "试", "details": {"word": word, word or "空": [1, None, True]}}],
        columns=("act", "details"),
    )
    event = AuditEvent.objects.get(act="试")
    assert event.details == json.loads(json.dumps({"word": word, word or "空": [1, None, True]}))
    assert event.at is not None
    assert event.actor_id is None


@pytest.mark.django_db
def test_what_may_never_be_is_refused_with_the_framework_s_own_error():
    twice = [{"name": "beat", "seen_at": SEEN}, {"name": "beat", "seen_at": SEEN}]
    with pytest.raises(IntegrityError):
        insert(Heartbeat, twice, columns=("name", "seen_at"))
