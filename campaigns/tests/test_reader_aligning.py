"""Ancestors: sections first, then names, then likeness, and nothing at all below the threshold."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import parent_reading
from campaigns.reader.aligning import align
from campaigns.reader.proposal import Action, Arrangement, ParentDocument, ParentItem, Proposal
from campaigns.tests.reader_samples import COUNTY

PARENT = {
    "开展质量强企系列活动": ["计量服务中小企业行", "小微企业质量管理体系认证提升行动", "首席质量官培育比武"],
    "加强重点产品质量安全保障": [
        "消防产品质量安全专项整治行动",
        "发布重点产品质量国家监督抽查结果",
        "“电梯安全宣传周”活动",
    ],
    "严厉打击侵权假冒活动": ["“铁拳”", "“剑网2024”", "发布一批涉产品质量纠纷案件典型案例"],
    "深入开展质量惠民行动": ["“优质服务基层行”活动"],
}


def parent() -> ParentDocument:
    items = [ParentItem("arrangement", heading) for heading in PARENT]
    items += [ParentItem("action", name, heading) for heading, names in PARENT.items() for name in names]
    return ParentDocument("", items)


def aligned(heading: str, *names: str) -> Arrangement:
    proposal = Proposal(arrangements=[Arrangement(heading, actions=[Action(name) for name in names])])
    return align(proposal, parent()).arrangements[0]


@pytest.mark.parametrize(
    ("heading", "origin"),
    [
        ("大力推进质量强企系列活动", "开展质量强企系列活动"),
        ("严厉打击侵权假冒行为", "严厉打击侵权假冒活动"),
        ("组织开展公平竞争审查进党校活动", None),
        ("开展质量文化“五进”活动", None),
    ],
)
def test_sections(heading: str, origin: str | None) -> None:
    assert aligned(heading).origin == origin


@pytest.mark.parametrize(
    ("heading", "name", "origin"),
    [
        ("严厉打击侵权假冒活动", "民生领域案件查办“铁拳”行动", "“铁拳”"),
        ("严厉打击侵权假冒活动", "“剑网2023”专项行动", "“剑网2024”"),
        ("严厉打击侵权假冒活动", "质量专项整治行动", None),
        ("严厉打击侵权假冒活动", "发布一期“铁拳”行动典型案例", "发布一批涉产品质量纠纷案件典型案例"),
        ("加强重点产品质量安全保障", "“电梯安全宣传”活动", "“电梯安全宣传周”活动"),
        ("加强重点产品质量安全保障", "公布燃气用具省级监督抽查情况", "发布重点产品质量国家监督抽查结果"),
        ("举办启动仪式", "企业首席质量官公益培训", "首席质量官培育比武"),
        ("深入开展质量惠民行动", "老年预防保健四大行动", None),
        ("深入开展质量惠民行动", "“文明旅游 安全出行”宣传活动", None),
    ],
)
def test_actions(heading: str, name: str, origin: str | None) -> None:
    found = aligned(heading, name).actions[0]
    assert found.origin == origin
    assert 0 <= found.confidence <= 1


def test_the_parent_is_the_edition_in_force(national) -> None:
    document = parent_reading.parent_document(national.plan)
    assert [item.name for item in document.of("arrangement")] == ["开展质量强企系列活动", "深入开展质量惠民行动"]
    assert {item.under for item in document.of("action")} == {"开展质量强企系列活动", "深入开展质量惠民行动"}
    assert parent_reading.find_plan(national.plan.public_id) == parent_reading.find_plan(str(national.plan.pk))


def test_the_command_prints_json_alone_and_writes_nothing(national, tmp_path, capsys) -> None:
    file = tmp_path / "a.txt"
    file.write_text(COUNTY.replace("开展小微企业质量管理体系帮扶行动", "开展质量强企活动"), encoding="utf-8")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        call_command("read_document", str(file), "--json", f"--parent={national.plan.public_id}")
    told = json.loads(capsys.readouterr().out)
    assert told["arrangements"][1]["origin"] == "开展质量强企系列活动"
    assert all(query["sql"].lstrip().startswith("SELECT") for query in queries)


@pytest.mark.parametrize("name", ["missing.docx", "page.ofd", "."])
def test_the_command_refuses_with_one_sentence(tmp_path, capsys, name: str) -> None:
    if name == "page.ofd":
        (tmp_path / name).write_bytes(b"PK\x03\x04OFD.xml")
    with pytest.raises(SystemExit) as ended:
        call_command("read_document", str(tmp_path / name), "--json")
    assert ended.value.code == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.strip().endswith("。")
    assert len(err.strip().splitlines()) == 1


@pytest.mark.django_db
def test_an_unknown_parent_is_named(tmp_path, capsys) -> None:
    (tmp_path / "a.txt").write_text(COUNTY, encoding="utf-8")
    with pytest.raises(SystemExit):
        call_command("read_document", str(tmp_path / "a.txt"), "--parent", "99999999999999999999")
    assert "上级方案编号" in capsys.readouterr().err
