"""A request's own fields: made without programming, filled in, prefilled with what is known, kept and shown."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import extending
from campaigns.models import FieldAnswer, ReportFile, Request, RequestField
from campaigns.own_fields import MOST, Spec
from campaigns.tests.own_fields import fill, rows
from campaigns.tests.reports import PNG, page, state, upload, url, write
from campaigns.workdays import today

ASK = "/work/reports/ask/"


def words(world, **more) -> dict:
    due_on = today() + dt.timedelta(days=9)
    return {"kind": "summary", "title": "报送数据", "why": "汇总", "due_on": due_on, "units": [world.gulou.pk]} | more


def test_fields_are_added_moved_and_dropped_without_saving_anything(world, as_, campaign):
    client = as_("fuzhou.manager")
    two = rows({"label": "甲"}, {"label": "乙", "kind": "table", "options": "项目\n金额"})

    def labels(answer) -> list[str]:
        assert answer.status_code == 200
        return [form["label"].value() or "" for form in answer.context["editor"].rows.forms]

    assert labels(client.post(ASK, words(world, do="own-add") | two)) == ["甲", "乙", ""]
    assert labels(client.post(ASK, words(world, do="own-down-0") | two)) == ["乙", "甲"]
    assert labels(client.post(ASK, words(world, do="own-up-1") | two)) == ["乙", "甲"]
    assert labels(client.post(ASK, words(world, do="own-up-0") | two)) == ["甲", "乙"]
    assert labels(client.post(ASK, words(world, do="own-drop-0") | two)) == ["乙"]
    assert labels(client.post(ASK, words(world, do="own-drop-99") | two)) == ["甲", "乙"]
    answer = client.post(ASK, words(world, do="own-none") | two)
    found = answer.content.decode()
    assert 'value="报送数据"' in found
    assert "约45分钟" in found
    assert "有 " not in found.split("<h1")[1].split("</h1>")[0]
    assert not Request.objects.exists()


def test_twelve_are_the_most(world, as_, campaign):
    client = as_("fuzhou.manager")
    many = rows(*({"label": f"第{n}"} for n in range(MOST + 1)))
    answer = client.post(ASK, words(world, do="ask") | many)
    assert answer.status_code == 422
    assert "填报项最多12个" in answer.content.decode()
    twelve = rows(*({"label": f"第{n}"} for n in range(MOST)))
    full = client.post(ASK, words(world, do="own-add") | twelve)
    assert len(full.context["editor"].rows.forms) == MOST
    assert "已达12个上限" in full.content.decode()
    assert client.post(ASK, words(world, do="ask") | twelve).status_code == 302
    assert RequestField.objects.count() == MOST


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([{"label": "甲"}, {"label": "甲"}], "重名"),
        ([{"label": "甲", "kind": "choice", "options": "只有一个"}], "2至30个"),
        ([{"label": "甲", "kind": "table"}], "1至8列"),
        ([{"unit": "家"}], "请写明这个填报项的名称"),
        ([{"label": "甲", "kind": "text", "known": "activities"}], "只有数字可以取用已有数据"),
    ],
)
def test_what_is_wrong_with_a_field_is_said(world, as_, campaign, given, said):
    answer = as_("fuzhou.manager").post(ASK, words(world, do="ask") | rows(*given))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Request.objects.exists()


@pytest.fixture
def asked(world, ask) -> Request:
    return ask(world.gulou, world.housing, fields=[
        Spec("number", "检查企业", unit="家", required=True),
        Spec("number", "活动总数", unit="场", known="activities"),
        Spec("text", "做法"),
        Spec("choice", "是否举办启动仪式", required=True, options=("是", "否")),
        Spec("table", "投入", options=("项目", "金额")),
        Spec("file", "名单", hint="<b>盖章</b>"),
    ])  # fmt: skip


@pytest.fixture
def owed(world, asked):
    return asked.obligations.get(unit=world.gulou)


FULL = {"f1": "约400", "f2": "0", "f3": "深入企业", "f4": "是", "f5_0_0": "培训", "f5_0_1": "3万元"}


def test_a_unit_fills_in_saves_and_hands_in(world, as_, owed):
    gulou, fuzhou = as_("gulou.reporter"), as_("fuzhou.manager")
    found = page(gulou, owed)
    for label in ("检查企业", "（家）", "是否举办启动仪式", "投入", "&lt;b&gt;盖章&lt;/b&gt;"):
        assert label in found
    assert "<b>盖章" not in found
    given = fill(owed, **FULL)
    assert write(gulou, owed, **given, **fill(owed, f6=upload("名单.png", PNG))).status_code == 302
    assert state(owed) == "open"
    assert "约400" not in page(fuzhou, owed), "not handed in yet"
    saved = page(gulou, owed)
    for typed in ("约400", "深入企业", "培训", "3万元", "名单.png"):
        assert typed in saved
    assert write(gulou, owed, do="hand_in", version=1, **given).status_code == 302
    for name in ("gulou.reporter", "fuzhou.manager"):
        found = page(as_(name), owed)
        for words in ("约400家", "深入企业", "培训", "3万元", "名单.png"):
            assert words in found, (name, words)
    answer = FieldAnswer.objects.get(field__label="检查企业")
    assert (answer.value, answer.qualifier, answer.is_known) == (400, "约", False)
    assert "约400" not in page(as_("fujian.manager"), owed), "it was not handed in to the province"


def test_what_is_required_is_asked_for_at_the_hand_in_only(world, as_, owed):
    gulou = as_("gulou.reporter")
    assert write(gulou, owed).status_code == 302
    answer = write(gulou, owed, do="hand_in", version=1, **fill(owed, f1="400余", f3="写了很久的做法"))
    found = answer.content.decode()
    assert answer.status_code == 422
    assert "是否举办启动仪式" in found
    assert "400余" in found
    assert "写了很久的做法" in found
    assert state(owed) == "open"


def test_a_wrong_number_loses_nothing_and_a_good_file_is_kept(world, as_, owed):
    gulou = as_("gulou.reporter")
    given = fill(owed, f1="许多", f3="做法在此", f5_0_0="培训", f6=upload("名单.png", PNG))
    answer = write(gulou, owed, **given)
    found = answer.content.decode()
    assert answer.status_code == 422
    assert "不是可以识别的数字" in found
    for typed in ("许多", "做法在此", "培训", "开展活动12项。"):
        assert typed in found
    assert "已保存附件：名单.png" in found
    assert FieldAnswer.objects.get().file.name == "名单.png"
    bad = write(gulou, owed, version=0, **fill(owed, f3="还在", f6=upload("坏.png", b"no picture")))
    assert bad.status_code == 422
    assert "还在" in bad.content.decode()
    assert ReportFile.objects.count() == 1


def test_somebody_else_saved_meanwhile(world, as_, owed):
    mine, theirs = as_("gulou.reporter"), as_("gulou.manager")
    write(mine, owed)
    assert write(theirs, owed, version=1, **fill(owed, f1="300")).status_code == 302
    answer = write(mine, owed, version=1, **fill(owed, f1="近200"))
    found = answer.content.decode()
    assert answer.status_code == 409
    assert "近200" in found
    assert "对方保存的：</strong>300家" in found
    assert FieldAnswer.objects.get(field__label="检查企业").value == 300
    assert write(mine, owed, version=2, **fill(owed, f1="近200")).status_code == 302
    assert FieldAnswer.objects.get(field__label="检查企业").qualifier == "近"


def test_one_report_for_two_requests_cannot_skip_the_others_required_field(world, as_, ask, owed):
    other = ask(world.gulou, title="系统内总结", fields=[Spec("number", "必填数", required=True)]).obligations.get()
    gulou = as_("gulou.reporter")
    answer = write(gulou, owed, do="hand_in", also=[other.pk], **fill(owed, **FULL))
    assert answer.status_code == 422
    assert "“系统内总结”还有必填内容没有填写：“必填数”" in answer.content.decode()
    assert [state(owed), state(other)] == ["open", "open"]


def test_a_file_of_a_field_goes_only_to_who_asked_for_it(world, as_, ask, owed):
    second = ask(world.gulou, unit=world.fujian, title="省里要的").obligations.get()
    gulou = as_("gulou.reporter")
    given = fill(owed, **FULL, f6=upload("名单.png", PNG))
    assert write(gulou, owed, do="hand_in", also=[second.pk], attach=[upload("总结.pdf")], **given).status_code == 302
    listed, general = (ReportFile.objects.get(name=name) for name in ("名单.png", "总结.pdf"))
    fuzhou, fujian = (page(as_(f"{name}.manager"), each) for name, each in (("fuzhou", owed), ("fujian", second)))
    assert "名单.png" in fuzhou
    assert "总结.pdf" in fuzhou
    assert "名单.png" not in fujian
    assert "总结.pdf" in fujian
    for name, seen in (("fuzhou", 200), ("fujian", 404), ("gulou", 200)):
        for file, expected in ((listed, seen), (general, 200)):
            answer = as_(f"{name}.manager").get(f"/work/reports/files/{file.public_id}/")
            assert answer.status_code == expected
            assert not answer.streaming or b"".join(answer.streaming_content)


def test_fields_alone_are_an_answer(world, as_, ask):
    owed = ask(world.gulou, fields=[Spec("number", "数")]).obligations.get()
    gulou = as_("gulou.reporter")
    field = owed.request.fields.get()
    empty = write(gulou, owed, do="hand_in", text="")
    assert empty.status_code == 422
    assert "还没有内容" in empty.content.decode()
    answer = write(gulou, owed, do="hand_in", text="", version=empty.context["form"]["version"].value(),
                   **{f"own-f{field.pk}": "7"})  # fmt: skip
    assert answer.status_code == 302
    assert state(owed) == "handed_in"


@pytest.mark.parametrize("units", [1, 3])
def test_the_pages_ask_twelve_questions_at_most(world, as_, ask, units):
    """With own fields, something known, an extension that waits, and further requests; for 1 and for 3 units."""
    asked = ask(*(world.gulou, world.housing, world.section)[:units], fields=[
        Spec("number", "活动总数", known="activities"), Spec("table", "投入", options=("项目", "金额"))])  # fmt: skip
    second = ask(world.gulou, title="另一项").obligations.get()
    owed = asked.obligations.get(unit=world.gulou)
    gulou, fuzhou = as_("gulou.reporter"), as_("fuzhou.manager")
    write(gulou, second, do="hand_in")
    write(gulou, owed, **fill(owed, f1="3", f2_0_0="培训"))
    extending.ask(
        obligation=owed, until=today() + dt.timedelta(days=30), reason="忙", by=world.people["gulou.reporter"]
    )
    pages = [(gulou, url("obligation", owed)), (fuzhou, url("obligation", owed)),
             (fuzhou, f"/work/reports/requests/{asked.pk}/"), (fuzhou, f"/work/reports/requests/{asked.pk}/change/"),
             (fuzhou, ASK), (gulou, "/work/reports/")]  # fmt: skip
    counts = []
    for client, address in pages:
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        counts.append(len(seen))
    assert counts == [10, 7, 12, 9, 10, 6], "the same with one unit and with three"
