import re

from hypothesis import given
from hypothesis import strategies as st

from campaigns.adapting import propose

FUJIAN = (("质量强国", "质量强省"), ("中国品牌", "福建品牌"))
NATIONAL_SLOGANS_2024 = (
    "实施质量强国战略 推进高质量发展",
    "培育新质生产力 赋能高质量发展",
    "贯彻质量强国建设纲要 推进质量强企强链强县",
    "质量助企 质量强企 质量惠企",
    "质量意识始于心 主体责任践于行",
    "厚植质量文化 弘扬工匠精神",
    "共筑质量强国 共享美好生活",
    "塑造中国品牌 建设质量强国",
    "传递质量信任 激发消费活力",
    "全民讲质量 质量利全民",
)
FUJIAN_SLOGANS_2024 = (
    "实施质量强省战略 推进高质量发展",
    "培育新质生产力 赋能高质量发展",
    "贯彻质量强省建设纲要 推进质量强企强链强县",
    "质量助企 质量强企 质量惠企",
    "质量意识始于心 主体责任践于行",
    "厚植质量文化 弘扬工匠精神",
    "共筑质量强省 共享美好生活",
    "塑造福建品牌 建设质量强省",
    "传递质量信任 激发消费活力",
    "全民讲质量 质量利全民",
)
words = st.text("中国质量强省福建.*\\", max_size=8)
rules = st.lists(st.tuples(words, words), max_size=6)


def test_fujians_rules_give_fujians_ten_slogans():
    assert tuple(propose(slogan, FUJIAN) for slogan in NATIONAL_SLOGANS_2024) == FUJIAN_SLOGANS_2024


def test_longer_words_go_first_wherever_they_stand():
    assert propose("全国质量强国", (("国质", "甲"), ("质量强国", "质量强市"))) == "全国质量强市"


def test_what_was_put_in_is_not_replaced_again():
    assert propose("全国、全省", (("全国", "全省"), ("全省", "全市"))) == "全省、全市"
    assert propose("甲乙", (("甲", "乙"), ("乙", "甲"))) == "乙甲"


def test_nothing_is_found_across_the_edge_of_what_was_put_in():
    assert propose("强国家", (("强国", "强"), ("强家", "错"))) == "强家"


def test_a_rule_can_protect_words():
    assert propose("中国质量奖和中国品牌", (("中国", "福建"), ("中国质量奖", "中国质量奖"))) == "中国质量奖和福建品牌"


def test_of_two_rules_for_the_same_words_the_first_holds():
    assert propose("全国", (("全国", "全省"), ("全国", "全市"))) == "全省"


def test_many_rules():
    many = [(f"〔{n}〕", f"《{n}》") for n in range(3000)]
    assert propose("〔1〕〔2999〕", many) == "《1》《2999》"


@given(words, rules)
def test_texts_are_literal_and_nothing_else_changes(text, rules):
    olds = [old for old, _ in rules if old]
    if not any(old in text for old in olds):
        assert propose(text, rules) == text
    assert propose(text, [(old, old) for old in olds]) == text
    assert propose(text, []) == text


@given(words, words.filter(bool), words)
def test_one_rule_is_plain_replacement(text, old, new):
    assert propose(text, [(old, new)]) == re.sub(re.escape(old), lambda _: new, text)
