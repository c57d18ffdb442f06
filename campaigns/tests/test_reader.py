"""Reading documents: what a notice says comes out in its place, and nothing else does."""

import json
from datetime import date

import pytest

from campaigns.reader.document import read
from campaigns.tests.reader_samples import CITY, COUNTY, PROVINCE_TABLE


def of(text: str):
    return read(text.encode(), "粘贴的文字")


def duties(entry) -> list[tuple[str, str]]:
    return [(duty.name, duty.role) for duty in entry.responsibilities]


def test_a_county_notice_with_its_plan() -> None:
    found = of(COUNTY)
    assert found.title == "临溪县市场监督管理局关于印发《临溪县2023年“质量月”活动方案》的通知"
    assert found.document_number == "临市监〔2023〕31号"
    assert found.issuers == ["临溪县市场监督管理局"]
    assert found.addressees == ["各监管所", "局机关各股室", "各直属单位"]
    assert found.issued_on == date(2023, 8, 30)
    assert (found.period.starts_on, found.period.ends_on) == (date(2023, 9, 1), date(2023, 9, 30))
    assert found.theme == "增强质量意识 推进高质量发展"
    assert [a.heading for a in found.arrangements] == [
        "举办“质量月”启动仪式",
        "开展小微企业质量管理体系帮扶行动",
        "开展电梯安全宣传周活动",
    ]
    assert duties(found.arrangements[0]) == [("质量股", "牵头"), ("各监管所", "配合")]
    assert duties(found.arrangements[2]) == [("特种设备股", "负责"), ("各监管所", "负责")]
    training = found.arrangements[1].actions[-1]
    assert (training.name, duties(training)) == ("首席质量官培训班", [("质量股", "负责"), ("县质检所", "协助")])
    assert [r.heading for r in found.requirements] == ["加强组织领导", "注重活动实效"]
    assert [(r.title, r.document_number) for r in found.references] == [
        ("市市场监管局关于开展2023年“质量月”活动的通知", "河市监函〔2023〕88号")
    ]
    assert (found.summary_due, found.summary_to) == (date(2023, 10, 9), "县局质量股")
    assert (found.contacts[0].name, found.contacts[0].phone) == ("甲某", "0000-1234567")


def test_a_city_notice_without_plan_or_number() -> None:
    found = of(CITY)
    assert found.document_number is None
    assert found.issuers == ["南河市质量强市工作领导小组办公室"]
    assert found.issued_on == date(2021, 8, 27)
    assert found.theme == "深入实施质量提升行动 大力推进质量强国建设"
    assert found.period.starts_on == date(2021, 9, 1)
    assert found.attachments == ["“质量月”活动安排表", "“质量月”活动情况统计表"]
    assert (found.summary_due, found.summary_to) == (date(2021, 10, 15), "市质强办")
    assert "高度重视，加强领导" in [r.heading for r in found.requirements]


def test_a_table_in_the_text_gives_activities() -> None:
    found = of(PROVINCE_TABLE)
    assert [(a.title, a.starts_on, a.lead, a.support) for a in found.activities] == [
        ("质量标杆交流会", date(2022, 9, 6), ["质量处"], ["各市（州）局"]),
        ("计量惠民服务", date(2022, 9, 11), ["计量处"], ["省计量院"]),
    ]


def test_the_json_has_the_contracts_keys_and_the_opening() -> None:
    told = of(COUNTY).as_json()
    assert list(told) == [
        *("title", "document_number", "issuers", "addressees", "issued_on", "period", "theme", "slogans"),
        *("sections", "arrangements", "requirements", "references", "summary_due", "summary_to"),
        *("attachments", "activities", "contacts", "unrecognised", "opening"),
    ]
    assert set(told["arrangements"][0]) == {"heading", "text", "actions", "responsibilities", "origin", "confidence"}
    assert set(told["arrangements"][0]["actions"][0]) == {"name", "responsibilities", "origin", "confidence"}
    assert json.loads(json.dumps(told)) == told


@pytest.mark.parametrize("text", [COUNTY, CITY, PROVINCE_TABLE])
def test_every_line_is_used_or_told_as_unrecognised(text: str) -> None:
    found = of(text)
    placed = {n for place in found.places for n in range(place.first, place.last + 1)}
    assert placed >= set(range(1, len(found.source) + 1))
