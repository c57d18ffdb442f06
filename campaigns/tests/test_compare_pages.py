"""对照 through the page: what may be chosen, what is shown, what must not be; and the files taken from it."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from campaigns import editing, planning
from campaigns.models import Campaign, Edition, Finding, Item
from campaigns.tests.browsing import item, url
from campaigns.tests.papers import draft_national, issue
from orgs.models import AuditEvent

SECRET = "金丝雀内部文字"


def rows_of(answer) -> dict[str, object]:
    return {row.item.heading or row.item.text: row for row in answer.context["found"].comparison.rows}


@pytest.fixture
def fuzhou(world, city_draft) -> Edition:
    """福州's plan with one of every change, issued, not public."""
    by = world.people["fuzhou.drafter"]
    strong = item(city_draft, "塑造中国品牌")
    editing.adapt(edition=city_draft, key=strong.key, heading="", text="塑造中国品牌 建设质量强市", by=by)
    left_out = item(city_draft, "优质服务基层行")
    editing.withdraw(edition=city_draft, key=left_out.key, reason=f"{SECRET}由卫健部门部署", by=by)
    base, home = item(city_draft, "计量服务中小企业行"), item(city_draft, "深入开展质量惠民行动")
    editing.derive(edition=city_draft, base=base.key, kind="action", heading="计量服务物联网企业", by=by)
    editing.add(edition=city_draft, kind="action", heading="质量大讲堂", under=home.key, by=by)
    editing.move(edition=city_draft, key=item(city_draft, "质量强企经验交流").key, under=home.key, position=0, by=by)
    return issue(city_draft, public=False)


def test_against_the_parent_every_change_has_its_word_and_the_counts_are_the_work_pages(as_, fuzhou):
    client = as_("fuzhou.viewer")
    answer = client.get(url("compare", fuzhou.pk))
    assert answer.status_code == 200
    counts = answer.context["found"].comparison.counts
    assert counts == {"inherited": 8, "adapted": 1, "derived": 1, "added": 1, "withdrawn": 1, "moved": 1}
    work = client.get(url("work_plan", fuzhou.plan_id))
    assert dict(work.context["paper"].tally) == {k: n for k, n in counts.items() if n and k != "moved"}
    page = answer.content.decode()
    marks = ("质量强<del>国</del>", "质量强<ins>市</ins>", "细化落实", "本级新增", "本级未列入")
    for words in (*marks, "原为“开展质量强企系列活动”第2项", f"原因：{SECRET}"):
        assert words in page
    assert url("compare", fuzhou.pk) in work.content.decode()


def test_only_changes_and_inline_are_addresses(as_, fuzhou):
    client = as_("fuzhou.viewer")
    page = client.get(url("compare", fuzhou.pk), {"only": "changed", "view": "inline"}).content.decode()
    assert "全民讲质量" not in page
    assert "质量强<del>国</del><ins>市</ins>" in page
    assert "全民讲质量" in client.get(url("compare", fuzhou.pk), {"view": "inline"}).content.decode()


def test_a_draft_is_compared_by_its_own_unit_alone(as_, city_draft):
    assert as_("fuzhou.drafter").get(url("compare", city_draft.pk)).status_code == 200
    for name in ("fujian.manager", "xiamen.drafter", "gulou.drafter", "outsider"):
        assert as_(name).get(url("compare", city_draft.pk)).status_code == 404, name
    page = as_("fuzhou.drafter").get(url("draft", city_draft.pk)).content.decode()
    assert url("compare", city_draft.pk) in page


def test_a_sisters_internal_plan_can_be_neither_compared_nor_compared_with(world, as_, national, fuzhou):
    xiamen = planning.start(
        unit=world.xiamen, campaign=national.plan.campaign, parent=national.plan, by=world.people["xiamen.drafter"]
    )
    issue(xiamen, public=False)
    client = as_("xiamen.drafter")
    for name in ("compare", "compare_word", "compare_excel"):
        answers = [client.get(url(name, fuzhou.pk)), client.get(url(name, xiamen.pk), {"with": fuzhou.pk}),
                   client.get(url(name, fuzhou.pk), {"with": xiamen.pk})]  # fmt: skip
        assert [answer.status_code for answer in answers] == [404, 404, 404]
    page = client.get(url("compare", xiamen.pk)).content.decode()
    assert SECRET not in page
    assert world.fuzhou.name not in page, "not even in the list of what may be chosen"
    above = as_("fujian.viewer").get(url("compare", xiamen.pk), {"with": fuzhou.pk})
    assert above.status_code == 200, "the office above reads both"


def test_of_a_sisters_public_plan_only_what_the_public_reads(world, campaign, as_):
    """Its parent is internal: no origin, no list of what was left out, no reason, no internal basis document."""
    parent = draft_national(world, campaign)
    editing.add(edition=parent, kind="slogan", text=f"{SECRET}上级口号", by=world.people["nation.drafter"])
    parent.title = f"{SECRET}上级通知"
    parent.save()
    issue(parent, public=False)
    hunan = planning.start(unit=world.hunan, campaign=campaign, parent=parent.plan, by=world.people["hunan.drafter"])
    by = world.people["hunan.drafter"]
    editing.withdraw(edition=hunan, key=item(hunan, f"{SECRET}上级口号").key, reason=f"{SECRET}原因", by=by)
    editing.adapt(edition=hunan, key=item(hunan, "塑造中国品牌").key, heading="", text="塑造湖南品牌", by=by)
    issue(hunan)
    fujian = planning.start(unit=world.fujian, campaign=campaign, by=world.people["fujian.drafter"], title="本省方案")
    editing.add(edition=fujian, kind="slogan", text="塑造福建品牌", by=world.people["fujian.drafter"])
    Item.objects.filter(edition=parent).update(text=SECRET)
    answer = as_("housing.reporter").get(url("compare", hunan.pk))
    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()
    client = as_("fujian.drafter")
    page = client.get(url("compare", fujian.pk), {"with": hunan.pk})
    assert page.status_code == 200
    body = page.content.decode()
    assert "塑造湖南品牌" in body
    assert SECRET not in body
    for name in ("compare_word", "compare_excel"):
        made = client.get(url(name, fujian.pk), {"with": hunan.pk}).content
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            assert not any(SECRET.encode() in package.read(part) for part in package.namelist())
    groups = dict(client.get(url("compare", hunan.pk)).context["groups"])
    assert "上级方案" not in groups, "what a public plan was drawn up from is internal here"


def test_what_is_hidden_from_the_public_is_masked_for_strangers(world, as_, national, fuzhou):
    """A phone number that its unit decided to hide: the own line reads it, the sister does not, by no way."""
    phone = "0591-87654321"
    Edition.objects.filter(pk=fuzhou.pk).update(title=f"联系{phone}", openness="public", secrecy_reviewer="甲",
                                                secrecy_reviewed_on="2024-08-01")  # fmt: skip
    Item.objects.filter(edition=fuzhou, text__contains="全民讲质量").update(text=f"全民讲质量{phone}")
    for place in ("head", "item"):
        Finding.objects.create(edition=fuzhou, place=place, kind="phone", words=phone, decision="hide",
                               by=world.people["fuzhou.approver"])  # fmt: skip
    xiamen = planning.start(
        unit=world.xiamen, campaign=national.plan.campaign, parent=national.plan, by=world.people["xiamen.drafter"]
    )
    issue(xiamen)
    sister, line = as_("xiamen.drafter"), as_("fuzhou.viewer")
    for one, other in ((fuzhou, xiamen), (xiamen, fuzhou)):
        where = url("compare", one.pk), {"with": other.pk}
        assert phone in line.get(*where).content.decode()
        assert "87654321" not in sister.get(*where).content.decode()
    made = sister.get(url("compare_word", xiamen.pk), {"with": fuzhou.pk})
    assert "87654321" not in made["Content-Disposition"]
    assert "87654321" not in "".join(c.text for r in Document(io.BytesIO(made.content)).tables[0].rows for c in r.cells)


def test_editions_of_one_plan_stand_earlier_left_with_their_heads(world, as_, fuzhou):
    by = world.people["fuzhou.drafter"]
    second = planning.start_again(plan=fuzhou.plan, issue="correction", reason="更正日期", by=by)
    editing.move(edition=second, key=item(second, "全民讲质量").key, under=None, position=0, by=by)
    second.signed_on, second.summary_due = dt.date(2024, 8, 21), dt.date(2024, 10, 12)
    second.save()
    for one, other in ((second, fuzhou), (fuzhou, second)):
        found = as_("fuzhou.drafter").get(url("compare", one.pk), {"with": other.pk}).context["found"]
        assert (found.left.edition, found.right.edition) == (fuzhou, second)
    assert found.comparison.counts == {"same": 11, "changed": 0, "added": 0, "removed": 0, "moved": 1}
    assert {row.label for row in found.head if row.differs} == {"成文日期", "总结报送"}


def test_last_years_plan_item_by_item(world, as_, campaign, national):
    """By the link an item bears to last year's, else by its heading; a new year has new keys."""
    year = Campaign.objects.create(year=2025, name="2025年全国“质量月”", starts_on="2025-09-01", ends_on="2025-09-30")
    by = world.people["nation.drafter"]
    now = planning.start(unit=world.nation, campaign=year, by=by, title="关于开展2025年全国“质量月”活动的通知")
    editing.add(edition=now, kind="theme", text="加强全面质量管理 促进质量强国建设", by=by)
    home = editing.add(edition=now, kind="arrangement", heading="开展质量强企系列活动", by=by)
    action = editing.add(edition=now, kind="action", heading="量值传递一站式", under=home.key, by=by)
    before = Item.objects.get(edition=national, heading="计量服务中小企业行")
    Item.objects.filter(pk=action.pk).update(previous=before)
    answer = as_("nation.drafter").get(url("compare", now.pk))
    assert [label for label, _ in answer.context["groups"]] == ["本单位上年方案"]
    by_row = {name: row.by for name, row in rows_of(answer).items()}
    assert by_row["量值传递一站式"] == "previous"
    assert by_row["开展质量强企系列活动"] in ("words", "heading")
    assert by_row["加强全面质量管理 促进质量强国建设"] == "only"


def test_the_word_table_lists_what_differs_and_is_on_record(as_, fuzhou, national):
    answer = as_("fuzhou.drafter").get(url("compare_word", fuzhou.pk), {"with": national.pk})
    assert answer["Content-Disposition"].startswith("attachment")
    table = Document(io.BytesIO(answer.content)).tables[0]
    words = [[cell.text for cell in row.cells] for row in table.rows]
    assert words[0] == ["原文", "修改后", "说明"]
    assert ["2.塑造中国品牌 建设质量强国", "2.塑造中国品牌 建设质量强市", "结合本级调整"] in words
    assert ["1.“优质服务基层行”活动", "", f"本级未列入；原因：{SECRET}由卫健部门部署"] in words
    assert not any("全民讲质量" in cell for row in words for cell in row)
    struck = [r.text for row in table.rows for p in row.cells[0].paragraphs for r in p.runs if r.font.strike]
    assert "国" in struck
    event = AuditEvent.objects.get(act="方案·导出对照表")
    assert (event.actor.username, event.unit) == ("fuzhou.drafter", fuzhou.plan.unit)
    assert not Edition.objects.filter(pk=national.pk).drafted_by(event.actor).exists()


def test_the_workbook_has_every_row_and_no_formula(world, as_, national, city_draft):
    by = world.people["fuzhou.drafter"]
    editing.add(edition=city_draft, kind="slogan", text="=1+1", by=by)
    answer = as_("fuzhou.drafter").get(url("compare_excel", city_draft.pk), {"with": national.pk})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cells = list(sheet.iter_rows(values_only=True))
    assert cells[0][:4] == ("序号", "类别", "原文", "修改后")
    assert len(cells) - 1 == 12
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_control_characters_and_numbers_that_are_none_do_no_harm(world, as_, national, city_draft):
    by = world.people["fuzhou.drafter"]
    editing.add(edition=city_draft, kind="section", heading="甲", text="a\x0bb\x1f", by=by)
    client = as_("fuzhou.drafter")
    assert client.get(url("compare_word", city_draft.pk), {"with": national.pk}).status_code == 200
    for wrong in ("x", "-1", "9" * 30, "０", "999999"):
        assert client.get(url("compare", city_draft.pk), {"with": wrong}).status_code == 404
    assert client.get(url("compare_word", city_draft.pk)).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_document(world, as_, national, city_draft):
    client = as_("fuzhou.drafter")

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(url("compare", city_draft.pk)).status_code == 200
        return len(found)

    queries()
    before = queries()
    for n in range(20):
        editing.add(edition=city_draft, kind="section", heading=f"第{n}", by=world.people["fuzhou.drafter"])
    assert queries() == before
    assert before <= 24
