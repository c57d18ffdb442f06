"""Notices in other shapes: schedules, numbers that run on, leading bodies, joint heads, letters, scans, news."""

from datetime import date
from pathlib import Path

import pytest

from campaigns.reader.document import read
from campaigns.tests import reader_samples as samples
from campaigns.tests import reader_samples_dirty as dirty

DOCUMENTS = Path(__file__).parent / "documents"


def of(text: str):
    return read(text.encode(), "粘贴的文字")


def text_of(name: str) -> str:
    return getattr(samples, name, None) or getattr(dirty, name)


def duties(entry) -> list[tuple[str, str]]:
    return [(duty.name, duty.role) for duty in entry.responsibilities]


def test_a_schedule_with_stages_and_labels_below_the_text() -> None:
    found = of(samples.SCHEDULED)
    assert [s.heading for s in found.sections] == ["指导思想", "动员部署阶段", "组织实施阶段", "总结阶段"]
    assert found.sections[1].text.startswith("（8月20日至8月31日）")
    first, second = found.arrangements
    assert duties(first) == [("质量发展科", "负责"), ("宣传科", "负责")]
    assert duties(second) == [("质量发展科", "牵头"), ("市总工会", "配合"), ("各县（市、区）局", "配合")]
    assert found.summary_due == date(2019, 10, 8)
    assert (found.contacts[0].name, found.contacts[0].email) == ("张某", "zlk@example.com")
    assert found.unrecognised[-1] == "（此件公开发布）"


def test_numbers_that_run_on_and_a_pasted_table() -> None:
    found = of(samples.NUMBERED_ON)
    assert found.document_number == "青质强办发〔2025〕3号"
    assert found.slogans == ["全员抓质量 全面促提升", "质量筑根基 创新赢未来", "匠心铸品牌 质量创未来"]
    assert [[a.name for a in arrangement.actions] for arrangement in found.arrangements] == [
        ["启动仪式", "质量知识进校园"],
        ["首席质量官培训", "燃气具专项整治"],
    ]
    last = found.arrangements[1].actions[1]
    assert duties(last) == [("区市场监管局", "牵头"), ("区住建局", "配合"), ("区应急局", "配合")]
    assert last.responsibilities[0].scope == ["燃气具专项整治"]
    assert (found.summary_due, found.summary_to) == (date(2025, 9, 28), "区质强办")
    assert [(a.title, a.lead) for a in found.activities] == [
        ("启动仪式", ["区市场监管局"]),
        ("质量大讲堂", ["区市场监管局", "区工商联"]),
    ]
    assert found.period is None


def test_items_that_begin_with_the_body_in_charge() -> None:
    found = of(samples.LED_BY_BODIES)
    assert [a.actions[0].name for a in found.arrangements] == ["“质量在身边”咨询服务活动", "建筑工程质量观摩活动"]
    assert duties(found.arrangements[0].actions[0])[0] == ("县市场监管局", "牵头")
    assert duties(found.arrangements[1].actions[0]) == [("县住建局", "负责")]


def test_a_joint_notice_in_markdown() -> None:
    found = of(samples.JOINT)
    assert found.document_number == "海市质发〔2018〕77号"
    assert found.issuers == ["市市场监督管理局", "市住房和城乡建设局", "市总工会"]
    assert found.issued_on == date(2018, 8, 28)
    assert [a.heading for a in found.arrangements] == ["质量提升“百千万”行动", "“质量开放日”活动"]
    assert [r.heading for r in found.requirements] == ["加强组织协调", "确保活动安全"]


def test_a_letter_asks_for_two_things_and_the_summary_is_the_later() -> None:
    found = of(samples.LETTER)
    assert found.summary_due == date(2022, 10, 15)
    assert found.attachments == ["2022年“质量月”活动计划表", "2022年“质量月”宣传标语"]
    assert len(found.slogans) == 3
    assert found.arrangements == []


def test_a_scan_is_mended_and_says_so() -> None:
    found = of(dirty.SCANNED)
    assert found.title == "河口市市场监督管理局关于印发《河口市2024年“质量月”活动方案》的通知"
    assert found.plan_title == "河口市2024年“质量月”活动方案"
    assert (found.summary_due, found.summary_to) == (date(2024, 10, 11), "市局质量科")
    first, second = found.arrangements
    assert first.heading == "开展质量强企活动"
    assert [(a.name, duties(a)) for a in first.actions] == [
        ("首席质量官培训班", [("质量科", "负责")]),
        ("专项抽查", [("抽检科", "牵头"), ("各县市区局", "配合")]),
    ]
    assert duties(second) == [("抽检科", "牵头"), ("各县市区局", "配合")]
    assert [r.heading for r in found.requirements] == ["提高站位，加强领导", "统筹谋划，精心组织"]
    told = {(c.found, c.meant) for c in found.corrections}
    assert {("士", "量"), ("牡", "抽"), ("南", "高"), ("年", "筹")} <= told
    assert [p.what for p in found.places if p.first == p.last and p.what == "page_number"] == ["page_number"]


def test_a_newspaper_page_gives_no_plan() -> None:
    found = of(dirty.NEWS)
    assert found.arrangements == found.sections == found.requirements == found.activities == []
    assert (found.issued_on, found.document_number, found.summary_to) == (None, None, None)
    assert any("近日" in text for text in found.unrecognised)


SHAPES = ["SCHEDULED", "NUMBERED_ON", "LED_BY_BODIES", "JOINT", "LETTER", "SCANNED", "NEWS", "COUNTY", "CITY"]


@pytest.mark.parametrize("name", SHAPES)
def test_no_line_is_lost_in_any_shape(name: str) -> None:
    found = of(text_of(name))
    placed = {n for place in found.places for n in range(place.first, place.last + 1)}
    assert placed >= set(range(1, len(found.source) + 1))


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("turn", ["half-width", "crlf", "blank lines", "full-width digits"])
def test_typing_habits_change_nothing(name: str, turn: str) -> None:
    text = text_of(name)
    if turn == "half-width":
        text = text.replace("，", ",").replace("：", ":").replace("（", "(").replace("）", ")")
    elif turn == "crlf":
        text = text.replace("\n", "\r\n")
    elif turn == "blank lines":
        text = text.replace("\n", "\n\n") if name != "SCANNED" else text
    else:
        text = text.translate({ord(d): chr(ord(d) + 0xFEE0) for d in "0123456789"}) if "\t" not in text else text
    told, plain = of(text).as_json(), of(text_of(name)).as_json()
    for kind in ("title", "document_number", "issuers", "issued_on", "theme", "slogans", "summary_due", "addressees"):
        assert told[kind] == plain[kind], kind
    assert [a["heading"] for a in told["arrangements"]] == [a["heading"] for a in plain["arrangements"]]


HEAD = "关于开展2024年“质量月”活动的通知\n\n各科室：\n\n现将有关事项通知如下。\n\n一、重点安排\n\n"


def test_this_work_is_led_by() -> None:
    text = "（一）组织观摩交流。举办现场观摩会。该项工作由区质安站牵头，区建筑业协会协办。\n\n（二）举办质量讲堂。\n"
    assert duties(of(HEAD + text).arrangements[0]) == [("区质安站", "牵头"), ("区建筑业协会", "协助")]


def test_a_note_names_its_actions_by_their_numbers() -> None:
    text = "（一）开展质量强企系列活动\n1.质量经验交流会\n2.计量服务行\n3.计量检查行动\n（第2、3项：计量科负责）\n"
    actions = of(HEAD + text).arrangements[0].actions
    covered = ["计量服务行", "计量检查行动"]
    told = [[(d.name, d.role, d.scope) for d in action.responsibilities] for action in actions]
    assert told == [[], [("计量科", "负责", covered)], [("计量科", "负责", covered)]]


def test_a_closing_sentence_about_summaries_is_no_requirement() -> None:
    text = "（一）举办质量讲堂。\n\n二、工作要求\n\n（一）加强领导。明确专人负责。\n\n"
    text += "请于2024年10月12日前将活动总结报送市局质量科。\n"
    found = of(HEAD + text)
    assert [(r.heading, r.text) for r in found.requirements] == [("加强领导", "明确专人负责。")]
    assert (str(found.summary_due), found.summary_to) == ("2024-10-12", "市局质量科")


def test_a_requirement_of_one_sentence_is_text_and_a_call_is_a_heading() -> None:
    text = "（一）举办质量讲堂。\n\n二、工作要求\n\n（一）企业自愿参加，不得借活动之名摊派收费、搭车收费。\n\n"
    text += "（二）加强领导。\n"
    found = of(HEAD + text).requirements
    assert [(r.heading, r.text) for r in found] == [
        ("", "企业自愿参加，不得借活动之名摊派收费、搭车收费。"),
        ("加强领导", ""),
    ]


def test_slogans_counted_in_one_line_and_a_school_that_signs() -> None:
    text = "平湖县第二中学\n2024年“质量月”活动方案\n\n一、宣传标语\n"
    text += "1.质量在心 用心做事 2.一次做对 次次做好 3.精心施工 用心服务\n"
    text += "\n二、活动内容\n举办质量讲堂。\n\n平湖县第二中学\n2024年9月1日\n"
    found = of(text)
    assert found.title == "平湖县第二中学2024年“质量月”活动方案"
    assert found.slogans == ["质量在心 用心做事", "一次做对 次次做好", "精心施工 用心服务"]
    assert found.issuers == ["平湖县第二中学"]


def test_blanks_beside_latin_letters_stay_unless_the_setter_puts_them_everywhere() -> None:
    text = "（一）举办“AI 质量”绘画大赛\n\n（二）举办质量讲堂\n"
    assert of(HEAD + text).arrangements[0].heading == "举办“AI 质量”绘画大赛"
    spaced = HEAD.replace("2024年", " 2024 年") + text
    assert of(spaced).arrangements[0].heading == "举办“AI质量”绘画大赛"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("01-national-clean.txt", "为落实《质量强国建设纲要》"),
        ("09-city-dirty.txt", "为贯彻落实《云泽省质量强省工作领导小组办公室"),  # the plan's own, not the cover's
        ("12-city-flyer.txt", ""),
        ("13-newspaper.txt", ""),
    ],
)
def test_the_first_paragraph_is_proposed_as_the_opening(name, told) -> None:
    found = read((DOCUMENTS / name).read_bytes(), name)
    assert (found.opening or "").startswith(told)
    assert bool(found.opening) == bool(told)
    assert not told or all(told not in text for text in found.unrecognised)
