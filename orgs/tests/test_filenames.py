import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgs.filenames import as_attachment, safe

FORBIDDEN = set('<>:"/\\|?*')


@given(st.text(max_size=120), st.integers(4, 60))
def test_any_text_becomes_one_name_that_windows_takes(text, longest):
    name = safe(text, longest)
    assert name == name.strip(" .")
    assert 0 < len(name) <= longest + 1
    assert not FORBIDDEN & set(name)
    assert not re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", name)
    assert name.isascii() or name.encode()


@pytest.mark.parametrize("name", ["CON", "nul", "Com1", "LPT9.txt", "aux.tar.gz", "CONOUT$"])
def test_names_of_devices_are_changed(name):
    assert safe(name) == f"_{name}"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("市/县", "市_县"),
        ("  质量月。. ", "质量月。"),
        ("a\u202egpj.exe", "a_gpj.exe"),
        ("", "未命名"),
        ("...", "未命名"),
    ],
)
def test_examples(text, name):
    assert safe(text) == name


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_a_header_is_one_line_of_ascii_from_which_the_name_comes_back(name):
    header = as_attachment(name)
    assert header.isascii()
    assert "\n" not in header
    assert "\r" not in header
    found = re.fullmatch(r"attachment; filename=\"([A-Za-z0-9.-]+)\"; filename\*=UTF-8''(\S*)", header)
    assert unquote(found[2]) == name


def test_a_chinese_name_has_a_fallback_with_the_right_ending():
    assert as_attachment("福建省局2024年质量月活动20241012-0930.xlsx").startswith(
        "attachment; filename=\"2024-20241012-0930.xlsx\"; filename*=UTF-8''%E7%A6%8F"
    )
