"""Attack: one line of blanks or dashes kept a worker busy for minutes."""

import time

import pytest

from campaigns.reader.document import read
from campaigns.reader.lines import Unreadable
from campaigns.reader.plaintext import split
from campaigns.scanning import scan


@pytest.mark.parametrize("sign", [" ", "-", "\u3000", "—", "|", "- "])
def test_a_line_of_signs_is_read_or_refused_at_once(sign):
    began = time.process_time()
    with pytest.raises(Unreadable):
        read((sign * 100_000 + "x").encode(), "", None)
    assert time.process_time() - began < 3


@pytest.mark.parametrize(("line", "is_rule"), [
    ("---", True), ("  | --- | :---: |", True), ("—---", True), ("--", False), ("---—", False), ("--- x", False),
    ("— — ---  ", True),
])  # fmt: skip
def test_rules_are_known_as_before(line, is_rule):
    assert (len(split(f"甲\n{line}\n乙")) == 2) is is_rule


@pytest.mark.parametrize("text", ["a@b" + " " * 100_000, "a " * 30_000, "a@" + "b " * 30_000, "a" + "\u200b" * 50_000])
def test_scanning_takes_no_way_twice(text):
    began = time.process_time()
    assert scan(text) == []
    assert time.process_time() - began < 3


def test_spread_addresses_are_still_found():
    found = scan("请寄 z h a o @ e x a m p l e . c n 或 li.si @ b  .  com，谢谢")
    assert [each.kind for each in found] == ["email", "email"]
