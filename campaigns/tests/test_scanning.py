"""What is found in a text and what is not; and that nothing found is left after masking."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaigns.masking import HIDDEN, mask
from campaigns.scanning import CHECKS, WEIGHTS, is_identity, key_of, scan

FULL = str.maketrans("0123456789X-@.", "０１２３４５６７８９Ｘ－＠．")
SPACES = ["", " ", "\u3000", "\u00a0", "-", "－", "—", " - ", "\u200b", "\n"]
WORDS = st.text(alphabet="质量月活动联系请于前报送。，；：、（）《》“”的A\n", max_size=20)


def identity(area: int, year: int, month: int, day: int, nth: int) -> str:
    first = f"{area:06d}{year:04d}{month:02d}{day:02d}{nth:03d}"
    return first + CHECKS[sum(int(sign) * w for sign, w in zip(first, WEIGHTS, strict=True)) % 11]


mobiles = st.tuples(st.sampled_from("3456789"), st.text("0123456789", min_size=9, max_size=9)).map(
    lambda parts: "1" + "".join(parts)
)
landlines = st.tuples(
    st.sampled_from(["010", "021", "0591", "0730"]), st.text("0123456789", min_size=7, max_size=7)
).map(lambda parts: f"{parts[0]}8{parts[1]}")
identities = st.builds(
    identity,
    st.integers(110000, 659999),
    st.integers(1930, 2015),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(0, 999),
)
numbers = st.one_of(mobiles, landlines, identities)


@st.composite
def planted(draw, kinds=numbers):
    """A number, however spaced and wide, between words: (text, the number as it stands there)."""
    number = draw(kinds)
    spaces = [draw(st.sampled_from(SPACES)) for _ in number[1:]]
    words = number[0] + "".join(space + sign for space, sign in zip(spaces, number[1:], strict=True))
    if draw(st.booleans()):
        words = words.translate(FULL)
    return draw(WORDS) + words + draw(WORDS), words, number


@given(planted())
@example(("11000019750107409XA", "11000019750107409X", "11000019750107409X"))
@example(("联系1 3 9-0 0 0 0-1 2 3 4。", "1 3 9-0 0 0 0-1 2 3 4", "13900001234"))
def test_a_number_is_found_in_any_spacing_and_width(case):
    text, words, number = case
    assert key_of(words) == number
    assert [found for found in scan(text) if number in found.key], text


@given(st.lists(planted(), min_size=1, max_size=3))
def test_nothing_found_stands_in_what_was_masked(cases):
    text = "，".join(text for text, _, _ in cases)
    hidden = {found.key for found in scan(text)}
    left = mask(text, hidden)
    assert HIDDEN in left
    assert scan(left) == []
    assert not any(number in key_of(left) for _, _, number in cases)


@given(planted(), WORDS)
def test_what_was_not_decided_to_be_hidden_stays_word_for_word(case, more):
    text, _, _ = case
    assert mask(text, {"13800000000x"}) == text
    assert mask(text + more, frozenset()) == text + more


@given(st.text(alphabet="0123456789０１２３ -－@.+()（）xX元年月GB/T\n电话", max_size=60))
def test_any_text_is_scanned_and_its_finds_lie_apart_in_order(text):
    found = scan(text)
    assert [text[f.start : f.end] for f in found] == [f.words for f in found]
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert not scan(mask(text, {f.key for f in found}))


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("联系人电话：139 0000 1234。", "mobile", "139 0000 1234"),
        ("１３９－００００－１２３４", "mobile", "１３９－００００－１２３４"),
        ("手机+86 139-0000-1234", "mobile", "+86 139-0000-1234"),
        ("139.0000.1234", "mobile", "139.0000.1234"),
        ("TEL 139-2012-1234", "mobile", "139-2012-1234"),
        ("请致电13900001234元旦期间", "mobile", "13900001234"),
        ("（0591）8754 3210转8001", "phone", "（0591）8754 3210"),
        ("传真：010-12345678", "phone", "010-12345678"),
        ("联系电话：8754321", "phone", "8754321"),
        ("+86 591 87543210", "phone", "+86 591 87543210"),
        ("110101 19900307 783x", "identity", None),
        ("邮箱：zhang.san@mail.example.com。", "email", "zhang.san@mail.example.com"),
        ("zhangsan ＠ example ． com", "email", "zhangsan ＠ example ． com"),
        ("13900001234@163.com", "email", "13900001234@163.com"),
        ("zhangsan(at)example.com", "email", "zhangsan(at)example.com"),
    ],
)
def test_what_is_found(text, kind, words):
    if kind == "identity":
        number = identity(110101, 1990, 3, 7, 783)
        text = words = f"{number[:6]} {number[6:14]} {number[14:].lower()}"
    assert [(found.kind, found.words) for found in scan(text)] == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "GB/T 9704-2012",
        "GB 15193.10-2014",
        "GB/T 19001—2016/ISO 9001:2015",
        "国市监质发〔2024〕74号、闽质强省办〔2024〕9号",
        "拨打12315、12365、12345热线，或400-800-1234",
        "2024年9月1日至30日，2024-09-01 2024-09-30，2024.09.01—2024.09.30",
        "2021—2035年",
        "投入13900001234元，减免1,390,000,123万元，节约￥13900001234",
        "共400余家、近1万人次，同比13.5 20.6 18.7 22.1",
        "20240901",
        "微信公众号@质量月",
        "110101199003070000 不是身份证号",
        "12345678901",
    ],
)
def test_what_is_no_personal_data(text):
    assert scan(text) == []


def test_an_identity_number_needs_a_day_that_was_and_its_check_sign():
    right = identity(350102, 1990, 1, 1, 123)
    assert is_identity(right)
    assert not is_identity(right[:-1] + ("0" if right[-1] != "0" else "1"))
    assert not is_identity(identity(350102, 1990, 2, 30, 123))


def test_two_numbers_side_by_side_are_two():
    assert len(scan("13900001234 13900001235、059187543210")) == 3
