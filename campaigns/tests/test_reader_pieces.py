"""The parts of the reader, each by itself."""

from datetime import date

import pytest

from campaigns.reader import actions, annexes, closing, dates, duties, numbering, slips, summaries
from campaigns.reader.lines import Line, Paragraph
from campaigns.reader.texttable import read as read_grid
from campaigns.reader.tidying import tidy
from campaigns.reader.words import split_bodies


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("国市监质发[2024] 7 号", "国市监质发〔2024〕7号"),
        ("（某质办（2023）第012号）", "（某质办〔2023〕12号）"),
        ("教 育 部 公 安 部", "教育部 公安部"),
        ("举 办 2024 年 全 市“ 质 量 月 ”活动", "举办2024年全市“质量月”活动"),
        ("以质取胜  共享未来", "以质取胜 共享未来"),
        ('开展"质量月"活动,时间:９月', "开展“质量月”活动，时间：9月"),
        ("https://example.org/a,b", "https://example.org/a,b"),
        ("**（一）**加强领导", "（一）加强领导"),
        ("（DB35/T 2172-2024）", "（DB35/T 2172-2024）"),
    ],
)
def test_tidying(typed: str, meant: str) -> None:
    assert tidy(typed) == meant


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("一、总体要求", numbering.CHINESE, 1),
        ("十二、其他", numbering.CHINESE, 12),
        ("（三）加强宣传", numbering.CHINESE_IN_BRACKETS, 3),
        ("5，质量助企", numbering.ARABIC, 5),
        ("2.2022年安排表", numbering.ARABIC, 2),
        ("（4）抽查", numbering.ARABIC_IN_BRACKETS, 4),
        ("③展示", numbering.RING, 3),
        ("第二部分 活动安排", numbering.CHAPTER, 2),
    ],
)
def test_signs(text: str, form: int, value: int) -> None:
    sign = numbering.sign_of(text)
    assert (sign.form, sign.value) == (form, value)


@pytest.mark.parametrize("text", ["2.5米以内", "2024年9月", "一批案例", "十大品牌", "质量月"])
def test_no_signs(text: str) -> None:
    assert numbering.sign_of(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("9月1日至30日", (9, 1), (9, 30)),
        ("2024年9月1日—10月8日", (9, 1), (10, 8)),
        ("二〇二四年九月", (9, 1), (9, 30)),
        ("9月上旬", (9, 1), (9, 10)),
        ("2024-09-05", (9, 5), (9, 5)),
        ("9月底", (9, 21), (9, 30)),
    ],
)
def test_dates(text: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    assert dates.first_span(text, 2024) == (date(2024, *first), date(2024, *last))


@pytest.mark.parametrize("text", ["近日", "另行通知", "2月30日", "13月1日", "9点", "第9期"])
def test_no_dates(text: str) -> None:
    assert dates.first_span(text, 2024) is None


def test_a_date_without_any_year_is_none() -> None:
    assert dates.first_span("9月5日", None) is None
    assert dates.only_date("9月5日") is None


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("质量科牵头，标准化科配合", [("质量科", "牵头"), ("标准化科", "配合")]),
        ("责任单位：市教育局、市卫健委", [("市教育局", "负责"), ("市卫健委", "负责")]),
        ("牵头单位：质量处；配合单位：各市州局", [("质量处", "牵头"), ("各市州局", "配合")]),
        ("责任处室：认可处，质检院配合", [("认可处", "负责"), ("质检院", "配合")]),
        ("反不正当竞争和反垄断科负责", [("反不正当竞争和反垄断科", "负责")]),
        ("甲科牵头，相关科室和各县区局实施", [("甲科", "牵头"), ("相关科室", "实施"), ("各县区局", "实施")]),
        ("市场监管局、住建局按职责分工负责", [("市场监管局", "负责"), ("住建局", "负责")]),
        ("进机关、进社区、进企业", []),
        ("以下简称《纲要》", []),
    ],
)
def test_responsibility_notes(note: str, found: list) -> None:
    assert duties.parse(note) == found


def test_bodies_alone_at_a_sentences_end_are_in_charge() -> None:
    text = "举办启动仪式，设置咨询台。（办公室、质量科）\n开展质量服务（含计量、标准）活动。"
    assert [note.duties for note in duties.notes(text)] == [[("办公室", "负责"), ("质量科", "负责")]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("实施“甲行动计划”“乙服务万里行”等帮扶行动。", ["甲行动计划", "乙服务万里行"]),
        ("举办品牌论坛、技能比武等活动，推进经验交流，增强企业管理能力。", ["品牌论坛", "技能比武", "经验交流"]),
        ("开展燃气具专项整治行动，提升整体质量水平。", ["燃气具专项整治行动"]),
        (
            "发布一批典型案例，集中办理一批公益诉讼案件，加强以案释法。",
            ["发布一批典型案例", "集中办理一批公益诉讼案件"],
        ),
        ("各地要高度重视，引导企业提升质量水平。", []),
        ("开展儿童用品、玩具等产品的缺陷调查工作。", ["儿童用品、玩具等产品的缺陷调查工作"]),
    ],
)
def test_cutting_actions(text: str, names: list[str]) -> None:
    assert [found.name for found in actions.cut("", text)] == names


@pytest.mark.parametrize(
    ("heading", "name"),
    [("举办质量品牌论坛", "质量品牌论坛"), ("开展质量强企系列活动", None), ("启动仪式和宣传周", "启动仪式和宣传周")],
)
def test_the_event_of_a_heading(heading: str, name: str | None) -> None:
    assert actions.heading_action(heading) == name


def test_bodies_are_split_where_bodies_end() -> None:
    assert split_bodies("省总工会，各设区市、实验区质量强市（区）办公室") == [
        "省总工会",
        "各设区市、实验区质量强市（区）办公室",
    ]
    assert split_bodies("市场监管局（厅、委）、教育厅（教委、局）") == ["市场监管局（厅、委）", "教育厅（教委、局）"]


def test_annexes_that_list_bodies_give_a_sentence_each() -> None:
    texts = ["一、省甲局：举办启动仪式。开展抽查。", "二、省乙厅：组织“质量·安全”讲座。", "三、丙市：举办竞赛。"]
    paragraphs = [Paragraph(text, [n]) for n, text in enumerate(texts, 1)]
    assert annexes.listed(paragraphs)
    found = [(a.unit, a.title) for a, _ in annexes.activities(paragraphs, 2024)]
    assert found[:2] == [("省甲局", "举办启动仪式"), ("省甲局", "开展抽查")]
    assert len(found) == 4


def test_a_table_laid_out_as_text_with_a_lost_number_and_cells_out_of_place() -> None:
    pieces = [
        "l",
        "计量服务活动",
        "上门检定。",
        "质量讲堂讲座",
        "邀请专家。",
        "3 企业帮扶行动",
        "4",
        "深入宣贯条例，举办",
        "专题讲座",
    ]
    pieces += ["开展企业认证提升培训", "组织开展审查进校园活动"]
    table = read_grid(
        [Paragraph(text, [n]) for n, text in enumerate(pieces, 1)],
        ["number", "name", "content", "note"],
        ["组织开展审查进校园活动"],
    )
    rows = [(row.values["name"], row.values.get("content")) for row in table.rows]
    assert rows == [
        ("计量服务活动", "上门检定。"),
        ("质量讲堂讲座", "邀请专家。"),
        ("企业帮扶行动", "开展企业认证提升培训"),
        ("组织开展审查进校园活动", "深入宣贯条例，举办专题讲座"),
    ]
    assert table.rows[2].doubt
    assert table.rows[3].doubt


def test_slips_need_a_word_of_the_trade() -> None:
    lines, told = slips.mend([Line(1, "开展质士提升，传统年货，矛盾调解，南方质量")])
    assert lines[0].text == "开展质量提升，传统年货，矛盾调解，南方质量"
    assert [(c.found, c.meant) for c in told] == [("士", "量")]


def test_two_lines_out_of_order_are_put_back() -> None:
    lines = [Line(1, "加大检测力度，配合做"), Line(2, "科牵头，各局配合）"), Line(3, "好召回监管。（质量")]
    mended, told = slips.mend(lines)
    assert [line.number for line in mended] == [1, 3, 2]
    assert told[0].where == "两行次序颠倒"


def test_the_summary_is_what_is_asked_for_not_the_plan() -> None:
    due, to, _ = summaries.read("请于8月5日前报送活动方案至市局办公室。10月9日前将总结报送市质强办。", 2024)
    assert (due, to) == (date(2024, 10, 9), "市质强办")
    assert summaries.read("请于8月5日前报送联络员名单。", 2024) == (None, None, None)


def test_a_signature_may_stand_in_rows_and_carry_a_seal_note() -> None:
    texts = ["甲省市场监管局 甲省教育厅", "甲省总工会", "（甲省质强办代章）", "2024年8月1日"]
    found = closing.read([Paragraph(text, [n]) for n, text in enumerate(texts, 1)])
    assert found.issuers == ["甲省市场监管局", "甲省教育厅", "甲省总工会"]
    assert found.issued_on == date(2024, 8, 1)
