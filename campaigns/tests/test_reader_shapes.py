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
