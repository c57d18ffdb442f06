"""The template of a unit: drop-downs, notes, an example row; it opens in LibreOffice and is imported when filled in."""

import datetime as dt
import io
import shutil
import subprocess

import openpyxl
import pytest

from activities.models import Activity
from activities.tests.diary import planned
from activities.tests.workbooks import HEADINGS, URL, confirm, counts, full, page, read

DAY = dt.date(2024, 9, 10)


@pytest.fixture
def reporter(as_, national):
    return as_("fuzhou.reporter")


@pytest.fixture
def filled(reporter, world, national):
    planned(national, world.fuzhou, title="质量月咨询服务日", starts_on=DAY)
    answer = reporter.get(f"{URL}template/")
    assert "filename*=utf-8''" in answer["Content-Disposition"]
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def test_the_template_has_drop_downs_notes_and_an_example(filled, reporter, world):
    sheet = filled["活动明细"]
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert "必填" in sheet["C1"].comment.text
    lists = {rule.formula1: str(rule.sqref) for rule in sheet.data_validations.dataValidation}
    assert len(lists) == 8
    hidden = filled["选项"]
    assert hidden.sheet_state == "hidden"
    columns = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in hidden.columns}
    assert columns["填报单位"] == ["福州市市场监督管理局", "质量发展科"]
    assert "福州市住房和城乡建设局" in columns["联合单位"]
    assert columns["对应专项行动"][-1] == "附件所列：质量月咨询服务日"
    assert "计量服务中小企业行" in columns["对应专项行动"]
    job = read(reporter, filled)
    assert counts(job)["new"] == 0
    assert "示例1行，未导入" in page(reporter, job)


def test_the_template_filled_in_is_imported(filled, reporter, world):
    sheet = filled["活动明细"]
    for row, action in ((3, "附件所列：质量月咨询服务日"), (4, "计量服务中小企业行")):
        for at, value in enumerate(full(活动=f"活动{row}", 日期=DAY, 填报单位="质量发展科" if row == 4 else None,
                                        对应专项行动=action if row == 3 else None)):  # fmt: skip
            sheet.cell(row, at + 1, value)
    job = read(reporter, filled)
    assert counts(job)["new"] == 2, page(reporter, job)
    confirm(reporter, job)
    first, second = Activity.objects.order_by("title")
    assert first.planned_as.title == "质量月咨询服务日"
    assert second.unit == world.section


@pytest.mark.slow
@pytest.mark.pure
def test_libre_office_opens_the_template(filled, tmp_path):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice on this machine")
    filled.save(tmp_path / "模板.xlsx")
    command = [program, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", f"{tmp_path}/out", f"{tmp_path}/模板.xlsx"]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    again = openpyxl.load_workbook(tmp_path / "out" / "模板.xlsx")
    sheet = again["活动明细"]
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert "必填" in sheet["C1"].comment.text
    rules = {str(rule.formula1).replace("$", "").replace("'", "") for rule in sheet.data_validations.dataValidation}
    assert any("选项" in rule for rule in rules)
    assert len(rules) == 8
    assert again["选项"].sheet_state == "hidden"
