import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.choices import Kind
from campaigns.numbers import EXAMPLE, DocumentNumber, NumberError, chinese_number, label, parse, suggest

REAL = ("闽质强省办〔2024〕9号", "国市监质发〔2024〕74号", "湘市监办发〔2024〕22号")
numbers = st.builds(
    DocumentNumber,
    code=st.text("国市监质发闽强省办函岳普政", min_size=1, max_size=20),
    year=st.integers(1949, 2100),
    serial=st.integers(1, 999999),
)


@pytest.mark.parametrize("text", REAL)
def test_real_numbers_are_right_and_need_no_mending(text):
    assert str(parse(text)) == text
    assert suggest(text) is None


@given(numbers)
def test_what_is_written_is_read_back(number):
    assert parse(str(number)) == number
    assert suggest(str(number)) is None


@pytest.mark.parametrize(
    ("text", "sentence", "mended"),
    [
        ("", "发文字号没有填写", None),
        ("  ", "发文字号没有填写", None),
        (" 闽质强省办〔2024〕9号", "发文字号中不能有空格或换行", EXAMPLE),
        ("闽质强省办 〔2024〕 9 号", "发文字号中不能有空格或换行", EXAMPLE),
        ("闽质强省办〔2024〕\u200b9号", "发文字号中不能有空格或换行", EXAMPLE),
        ("闽质强省办[2024]9号", "发文字号的年份要用六角括号〔〕", EXAMPLE),
        ("闽质强省办［2024］9号", "发文字号的年份要用六角括号〔〕", EXAMPLE),
        ("闽质强省办(2024)9号", "发文字号的年份要用六角括号〔〕", EXAMPLE),
        ("闽质强省办（2024）9号", "发文字号的年份要用六角括号〔〕", EXAMPLE),
        ("闽质强省办【2024】9号", "发文字号的年份要用六角括号〔〕", EXAMPLE),
        ("闽质强省办﹝2024﹞9号", "发文字号的年份要用六角括号〔〕", EXAMPLE),
        ("闽质强省办〔2024]9号", "发文字号的年份要用六角括号〔〕", EXAMPLE),
        ("闽质强省办2024年9号", "发文字号的年份要用六角括号〔〕", None),
        ("闽质强省办〔２０２４〕９号", "发文字号中的数字要用半角阿拉伯数字", EXAMPLE),
        ("闽质强省办〔24〕9号", "发文字号的年份要写四位数字", None),
        ("闽质强省办〔2024年〕9号", "发文字号的年份要写四位数字", EXAMPLE),
        ("闽质强省办〔二〇二四〕9号", "发文字号的年份要写四位数字", None),
        ("闽质强省办〔1948〕9号", "发文字号的年份应在1949至2100之间", None),
        ("闽质强省办〔2101〕9号", "发文字号的年份应在1949至2100之间", None),
        ("〔2024〕9号", "发文字号的年份前要写机关代字", None),
        ("闽" * 21 + "〔2024〕9号", "发文字号的机关代字过长，最多20个字", None),
        ("ABC〔2024〕9号", "发文字号的机关代字只能用汉字", None),
        ("闽质强省办〔2024〕第9号", "发文字号的序号前不加“第”字", EXAMPLE),
        ("闽质强省办〔2024〕9", "发文字号的末尾要写“号”字", EXAMPLE),
        ("闽质强省办〔2024〕09号", "发文字号的序号前不加“0”", EXAMPLE),
        ("闽质强省办〔2024〕0号", "发文字号的序号前不加“0”", None),
        ("闽质强省办〔2024〕九号", "发文字号的序号要写一至六位阿拉伯数字", None),
        ("闽质强省办〔2024〕号", "发文字号的序号要写一至六位阿拉伯数字", None),
        ("闽质强省办〔2024〕1234567号", "发文字号的序号要写一至六位阿拉伯数字", None),
        ("闽质强省办〔2024〕9号10号", "发文字号的序号要写一至六位阿拉伯数字", None),
        ("闽质强省办（２０２４）第００９", "发文字号的年份要用六角括号〔〕", EXAMPLE),
    ],
)
def test_what_is_wrong_is_said_and_the_mended_form_proposed(text, sentence, mended):
    with pytest.raises(NumberError) as caught:
        parse(text)
    assert str(caught.value) == f"{sentence}，如：{EXAMPLE}"
    assert suggest(text) == mended


@given(st.text(st.sampled_from("闽质〔〕[]（）第0９2024年号 \n٣²①a"), max_size=16) | st.text(max_size=30))
def test_any_text_is_read_or_refused_and_only_right_forms_are_proposed(text):
    try:
        assert str(parse(text)) == text
    except NumberError as error:
        complaint = str(error)
    else:
        complaint = f"，如：{EXAMPLE}"
    assert complaint.endswith(f"，如：{EXAMPLE}")
    proposed = suggest(text)
    assert proposed is None or (proposed != text and str(parse(proposed)) == proposed)


@given(numbers, st.sampled_from(["[]", "［］", "()", "（）", "【】", "{}", "〖〗"]), st.booleans(), st.booleans())
def test_usual_slips_lead_back_to_the_number_that_was_meant(number, brackets, wide, zero):
    typed = f"{number.code}{brackets[0]}{number.year}{brackets[1]} {'0' * zero}{number.serial}号"
    if wide:
        typed = typed.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert suggest(typed) == str(number)


def test_chinese_numerals():
    written = {1: "一", 9: "九", 10: "十", 11: "十一", 19: "十九", 20: "二十", 21: "二十一", 90: "九十", 99: "九十九"}
    assert {n: chinese_number(n) for n in written} == written
    assert len({chinese_number(n) for n in range(1, 100)}) == 99
    for n in (0, -1, 100):
        with pytest.raises(ValueError, match="between 1 and 99"):
            chinese_number(n)


def test_labels():
    assert label(Kind.SECTION, 1) == label("arrangement", 1) == label("requirement", 1) == "（一）"
    assert label(Kind.ARRANGEMENT, 11) == "（十一）"
    assert label(Kind.SLOGAN, 10) == "10."
    assert label("action", 3) == "3."
    assert label(Kind.THEME, 1) == ""
    assert all(isinstance(label(kind, 1), str) for kind in Kind)
    with pytest.raises(ValueError, match="no headings"):
        label("footnote", 1)
