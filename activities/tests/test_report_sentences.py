"""The sentences of a drafted report: grammar, and every number with its source, whatever was counted."""

import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st

from activities import report_sentences as sentences
from activities.choices import CounterKind, Sort
from activities.quantities import Quantity
from activities.report_counts import ACTIVITIES, SUMS, UNITS, Counts, Fact, Row, fact_of
from activities.report_outline import outline
from activities.report_shapes import Heading, Named, Scene, Told
from campaigns.choices import PartKind
from campaigns.part_text import lines_of, text_of

ROOTS = ("a", "b", "c", "d")
QUANTITIES = st.one_of(
    st.just(Quantity(None)), st.builds(Quantity, st.integers(0, 99_999), st.sampled_from(["", "约"]))
)
ROWS = st.builds(Row, st.integers(0, 400), st.fixed_dictionaries(dict.fromkeys(SUMS, QUANTITIES)))
TITLES = st.text("质量月“”启动2024第3届。，宣传", min_size=1, max_size=12)
HEADINGS = (
    Heading("item:a", "开展质量强企系列活动", "a", ("a", "b", "c"), ("a",), "7.a",
            (Heading("item:b", "计量服务中小企业行", "b", ("b",), ("b",)),
             Heading("item:c", "“优质服务基层行”活动", "c", ("c",), ("c",)))),
)  # fmt: skip


def address(fact: Fact, part: str) -> str:
    return f"/list?{fact.key}&{part}"


@st.composite
def scenes(draw) -> Scene:
    keys = draw(st.sets(st.tuples(st.sampled_from([*ROOTS, None]), st.sampled_from([*Sort.values, ""])), max_size=8))
    rows = {key: draw(ROWS) for key in keys}
    units = {root: draw(st.integers(0, 9)) for root in {root for root, _ in keys}}
    held = draw(st.lists(TITLES, max_size=4))
    named = [Named(title, "/a/1", dt.date(2024, 9, 10), draw(st.sampled_from([None, dt.date(2024, 10, 2)])),
                   draw(st.sampled_from(["", "鼓楼区市场监督管理局"])), draw(st.sampled_from(["", "市住建局"])))
             for title in held]  # fmt: skip
    return Scene(
        unit="福州市市场监督管理局", place="福州市", is_lead=draw(st.booleans()), year=2024,
        counts=Counts(rows, units, sum(units.values()), {k: draw(QUANTITIES) for k in CounterKind.values}),
        address=address, theme="加强质量支撑 共建质量强国",
        basis=draw(st.sampled_from(["", "关于开展2024年《质量月》活动的通知"])),
        basis_number="闽市监〔2024〕9号", plan_url="/plan", starts_on=dt.date(2024, 9, 1), ends_on=dt.date(2024, 9, 30),
        headings=HEADINGS if draw(st.booleans()) else (), known=("a", "b", "c") if draw(st.booleans()) else (),
        beside="7.beside", named=dict.fromkeys(("a", "b", "c", ""), named),
        cases=[Told("x" * 16, title, [("背景", "2023年起"), ("做法", "")], "/case") for title in held[:1]],
    )  # fmt: skip


@given(scenes())
def test_every_number_of_a_draft_lies_in_a_source_that_reads_the_same(scene):
    for draft in outline(scene):
        for each in draft.sources:
            start, end = each["at"]
            assert draft.text[start:end] == each["shown"]
            if "key" in each:
                now = scene.counts.of(fact_of(each["key"]))
                assert (each["value"], each["qualifier"]) == (now.value, now.qualifier)
                assert now.value
        covered = {n for each in draft.sources for n in range(*each["at"])}
        for number in re.finditer(r"\d+", draft.text):
            assert covered.issuperset(range(*number.span())), (draft.text, draft.sources)


@given(scenes())
def test_no_sentence_says_nought_or_stumbles(scene):
    drafts = outline(scene)
    for draft in drafts:
        if draft.kind != PartKind.TEXT or not draft.text:
            continue
        without = re.sub(r"“[^”]*”", "题", draft.text)
        assert not re.search(r"(?<![\d.])0[项家人份块条篇场]", without), draft.text
        assert not re.search(r"[，、：；]{2}|。{2}|，。|、。|：。|^[，。、]|等等|None|—", without), draft.text
        assert draft.text.endswith(("。", "：")), draft.text
        assert not re.search("显著|极大|圆满|高度评价|空前", without)
        assert draft.text.count("“") == draft.text.count("”")


@given(scenes())
def test_no_heading_is_empty_but_the_one_to_be_filled_in(scene):
    drafts = outline(scene)
    standing = {line.part.slot for line in lines_of(drafts)}
    empty = [draft.slot for draft in drafts if draft.kind == PartKind.HEADING and draft.slot not in standing]
    nothing = not scene.counts.of(Fact(ACTIVITIES)).value
    assert empty == (["h:overview", "h:next"] if nothing else ["h:next"])
    assert len({draft.slot for draft in drafts}) == len(drafts)


@given(scenes())
def test_the_parts_under_the_headings_add_up_to_all(scene):
    """Whatever is counted for a heading of the second level, and beside them all, is counted once."""
    tops = [Fact(ACTIVITIES, roots=heading.roots) for heading in scene.headings]
    known = tuple(root for heading in scene.headings for root in heading.roots)
    parts = [*tops, Fact(ACTIVITIES, but=known)]
    assert sum(scene.counts.of(fact).value for fact in parts) == scene.counts.of(Fact(ACTIVITIES)).value


@given(st.builds(Fact, st.sampled_from([ACTIVITIES, UNITS, *SUMS, "counter:boards"]),
                 st.sampled_from([None, "", "publicity"]), st.sampled_from([None, (), ("a",), ("a", "b")]),
                 st.sampled_from([None, (), ("a",)])))  # fmt: skip
def test_a_fact_comes_back_from_its_key(fact):
    again = fact_of(fact.key)
    assert again.key == fact.key
    assert again.of == fact.of
    assert again.sort == fact.sort


def test_a_whole_draft_reads_like_a_summary():
    rows = {
        ("b", "publicity"): Row(2, {"enterprises": Quantity(120), "residents": Quantity(500, "约")}),
        ("c", "services"): Row(1, {"residents": Quantity(80)}),
        (None, "grassroots"): Row(1, {}),
    }
    named = {"b": [Named("计量惠企日", "/a/1", dt.date(2024, 9, 10), None, "鼓楼区市场监督管理局", "", "五一广场")]}
    scene = Scene(
        unit="福州市市场监督管理局", place="福州市", is_lead=True, year=2024,
        counts=Counts(rows, {"b": 2, "c": 1, None: 1}, 3, {"materials": Quantity(300, "约")}), address=address,
        theme="加强质量支撑 共建质量强国", basis="关于开展2024年福建省“质量月”活动的通知",
        basis_number="闽质强省办〔2024〕9号",
        starts_on=dt.date(2024, 9, 1), ends_on=dt.date(2024, 9, 30), headings=HEADINGS, known=("a", "b", "c"),
        named=named,
    )  # fmt: skip
    assert text_of(outline(scene)) == (
        "按照《关于开展2024年福建省“质量月”活动的通知》（闽质强省办〔2024〕9号）要求，福州市市场监督管理局"
        "围绕“加强质量支撑 共建质量强国”主题，于2024年9月1日至30日组织开展2024年“质量月”活动。现将有关情况总结如下：\n"
        "一、总体情况\n"
        "福州市共有3家单位开展活动4项，其中质量宣贯2项、群众性质量活动1项、为民办质量实事1项。"
        "参加活动的经营主体120家次、群众约580人次。发放资料约300份。\n"
        "开展活动（项）：4\n质量宣贯（项）：2\n群众性质量活动（项）：1\n为民办质量实事（项）：1\n"
        "经营主体（家次）：120\n群众（人次）：约580\n"
        "二、主要做法和成效\n"
        "（一）开展质量强企系列活动\n"
        "共开展活动3项，其中质量宣贯2项、为民办质量实事1项。参加活动的经营主体120家次、群众约580人次。\n"
        "1.计量服务中小企业行\n"
        "共开展活动2项。主要有“计量惠企日”（鼓楼区市场监督管理局，9月10日，五一广场）。"
        "参加活动的经营主体120家次、群众约500人次。\n"
        "2.“优质服务基层行”活动\n"
        "共开展活动1项。参加活动的群众80人次。\n"
        "（二）结合实际开展的其他活动\n"
        "共开展活动1项。\n"
        "以上为福州市2024年“质量月”活动开展情况。"
    )


def test_one_activity_is_told_by_its_name():
    words = sentences.by_name([Named("启动仪式。", "/a/1", dt.date(2024, 9, 1), dt.date(2024, 9, 3))], 1)
    assert words.text == "，为“启动仪式”（9月1日至3日）。"
