"""Two hand-ins side by side beyond title and text: figures, own fields, cases, pictures, files; and the files of an
earlier one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.hand_in_changes import (
    cases_between,
    fields_between,
    files_between,
    pictures_between,
    rows_between,
)
from campaigns.models import Obligation, ReportFile, ReportHandIn, RequestField
from campaigns.tests.answers import fetched
from campaigns.tests.own_fields import fill
from campaigns.tests.reports import upload, url, write
from orgs.models import AuditEvent

CELLS = st.lists(st.tuples(st.sampled_from("甲乙丙"), st.sampled_from("12")), max_size=8)


@given(CELLS, CELLS)
def test_both_tables_can_be_read_out_of_the_marked_lines(old, new):
    rows = rows_between(old, new)
    now = [tuple(cell for cell, _ in row.cells) for row in rows if row.what != "删去"]
    was = [tuple(cell for _, cell in row.cells) for row in rows if row.what != "新增"]
    assert (was, now) == (old, new)
    assert all(row.what != "修改" or any(a != b for a, b in row.cells) for row in rows)


def _file(name, digest="", stored="", **more):
    return {"name": name, "digest": digest, "stored": stored or name, **more}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([_file("甲.pdf", "1")], [_file("甲.pdf", "1")], []),
        ([_file("甲.pdf", "1", "x")], [_file("甲.pdf", "1", "y")], []),  # taken out and attached again
        ([_file("甲.pdf", "1")], [_file("甲.pdf", "2")], [("替换", "甲.pdf")]),
        ([_file("甲.pdf", "1")], [_file("乙.pdf", "1")], [("修改", "乙.pdf")]),
        ([_file("甲.pdf", "1")], [_file("乙.pdf", "2")], [("新增", "乙.pdf"), ("删去", "甲.pdf")]),
        ([_file("甲.pdf", stored="x")], [_file("甲.pdf", stored="x")], []),  # from before there were hashes
        ([_file("甲.pdf", "1")] * 2, [_file("甲.pdf", "1")], [("删去", "甲.pdf")]),
        ([_file("甲.pdf", "1")], [_file("甲.pdf", "1", is_sealed=True)], [("修改", "盖章扫描件：甲.pdf")]),
    ],
)
def test_files_by_content(old, new, expected):
    assert [(each.what, each.name) for each in files_between(old, new)] == expected


def _photos(*rows):
    return [{"kind": "photos", "text": "\n".join(c for _, c in rows), "data": {"photos": [{"id": i} for i, _ in rows]}}]


def test_pictures_by_content_and_caption():
    old = _photos(("a", "启动仪式"), ("b", "培训"), ("c", ""))
    new = _photos(("a", "启动仪式现场"), ("x", "培训"), ("d", ""))
    assert [(each.what, each.name) for each in pictures_between(old, new)] == [
        ("修改", "启动仪式现场"), ("替换", "培训"), ("新增", ""), ("删去", "")]  # fmt: skip


def test_cases_by_what_they_tell():
    old = [{"kind": "case", "text": "甲案例\n背景", "data": {"case": "1"}}, {"kind": "case", "text": "乙", "data": {}}]
    new = [
        {"kind": "case", "text": "甲案例\n新背景", "data": {"case": "1"}},
        {"kind": "text", "text": "丙", "data": {}},
    ]
    found = cases_between(old, new)
    assert [(each.what, each.name) for each in found] == [("修改", "甲案例"), ("删去", "乙")]
    assert "新背景" in found[0].new


def _answer(label, words="", **more):
    return {"label": label, "words": words, "value": words, "columns": [], **more}


def test_own_fields_also_when_they_were_made_anew_between():
    old = [
        _answer("企业", "400余家次"),
        _answer("旧项", "1"),
        _answer("名单", value=[["甲", "1"]], columns=["名", "数"]),
    ]
    new = [_answer("企业", "500家次"), _answer("名单", value=[["甲", "2"], ["乙", ""]], columns=["名", "数"])]
    found = {each.label: each for each in fields_between(old, new)}
    assert (found["企业"].old, found["企业"].new) == ("400余家次", "500家次")
    assert found["旧项"].what == "删去"
    assert [row.what for row in found["名单"].rows] == ["修改", "新增"]
    assert fields_between(new, new) == []
    # a text that became a table, a file of the same name with other bytes
    turned = fields_between([_answer("名单", "甲、乙")], new[1:])
    assert turned[0].label == "名单"
    one, other = (_answer("表", "表.xlsx", file="f", digest=each) for each in "12")
    assert [each.what for each in fields_between([one], [other])] == ["替换"]


@pytest.fixture
def twice(world, as_, owed):
    """Handed in, returned, and handed in again with another number, table, file; its pages are 鼓楼's and 福州's."""
    county, office = as_("gulou.reporter"), as_("fuzhou.manager")
    for place, each in enumerate(
        (
            {"kind": "number", "label": "企业", "unit": "家次"},
            {"kind": "table", "label": "名单", "options": ["名称", "地点"]},
        )
    ):
        RequestField.objects.create(request=owed.request, order=place, **each)
    first = fill(owed, f1="400", f2_0_0="开放日", f2_0_1="一楼", f2_1_0="培训", f2_1_1="二楼")
    write(county, owed, "hand_in", attach=upload("绝密附件.pdf"), **first)
    kept = ReportFile.objects.get()
    office.post(url("report_return", owed), {"reason": "请补充"})
    county.post(f"/work/reports/files/{kept.public_id}/remove/")
    version = Obligation.objects.get(pk=owed.pk).report.version
    again = fill(owed, f1="450", f2_0_0="开放日", f2_0_1="三楼", f2_1_0="培训", f2_1_1="二楼", f2_2_0="竞赛")
    another = upload("绝密附件.pdf", b"%PDF-1.7\nsecond")
    write(county, owed, "hand_in", version=version, attach=another, **again)
    ReportHandIn.objects.filter(number=1).update(figures={"activities": 10})
    ReportHandIn.objects.filter(number=2).update(figures={"activities": 12})
    return owed, f"/work/reports/{owed.pk}/hand-ins/1/files/{kept.public_id}/"


def test_the_page_shows_what_changed_of_everything(twice, as_):
    owed, path = twice
    for name in ("gulou.reporter", "fuzhou.manager"):
        found = as_(name).get(url("hand_ins", owed)).content.decode()
        assert "开展活动（项）" in found
        assert "+2" in found
        assert "<del>400家次</del>" in found
        assert "<ins>450家次</ins>" in found
        assert "<del>一楼</del>" in found
        assert "<ins>竞赛</ins>" in found
        assert "替换：绝密附件.pdf" in found
        assert path in found


def test_the_files_of_an_earlier_hand_in_are_read_by_both_sides_alone(twice, as_):
    owed, path = twice
    for name in ("gulou.reporter", "fuzhou.manager"):
        found = as_(name).get(path)
        assert b"".join(found) == b"%PDF-1.7\n..."
        assert "attachment" in found["Content-Disposition"]
        assert "sandbox" in found["Content-Security-Policy"]
    assert AuditEvent.objects.filter(act="总结·下载附件", subject_id=str(owed.pk)).count() == 2
    for name in ("fujian.manager", "xiamen.manager", "housing.reporter", "outsider"):
        found = as_(name).get(path)
        assert found.status_code == 404, name
        assert "绝密附件" not in found.content.decode()
        assert "绝密附件" not in as_(name).get(url("hand_ins", owed)).content.decode()


def test_only_files_of_that_hand_in(twice, as_, ask, world):
    owed, path = twice
    county = as_("gulou.reporter")
    later = ReportFile.objects.get()
    assert county.get(path.replace("/1/", "/2/")).status_code == 404
    assert fetched(county, f"/work/reports/{owed.pk}/hand-ins/2/files/{later.public_id}/").status_code == 200
    assert county.get(path.replace("/1/", "/9/")).status_code == 404
    other = ask(world.gulou, title="另一项").obligations.get()
    assert county.get(path.replace(f"/{owed.pk}/", f"/{other.pk}/")).status_code == 404
