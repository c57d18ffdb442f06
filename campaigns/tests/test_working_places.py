"""Beside the words of a draft: duties named at an item, the unit picker, dates, what goes with an item, the length."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.tests.browsing import HTMX, item, seen_at, url
from campaigns.tests.test_working_page import at, types


def test_several_units_are_named_at_an_item(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    action, other = item(city_draft, "计量服务中小企业行"), item(city_draft, "质量强企经验交流")
    address = url("item_duties", city_draft.pk, action.key)
    posted = {"names": "质量发展科、市住建局，市工商联、", "role": "lead", "keys": [str(action.key)]}
    answer = drafter.post(address, posted, **at(action))
    assert "质量发展科、市住建局、市工商联牵头。" in answer.text
    rows = {row.name: row.unit for row in city_draft.responsibilities.all()}
    assert rows == {"质量发展科": world.section, "市住建局": world.housing, "市工商联": None}
    drafter.post(address, posted)
    assert city_draft.responsibilities.count() == 3, "noted already"
    home = item(city_draft, "开展质量强企系列活动")
    both = {"names": "市教育局", "role": "assist", "keys": [str(action.key), str(other.key), str(home.key)]}
    assert drafter.post(address, both).status_code == 302
    assert "第1、2、1项：市教育局协助" in drafter.get(url("draft", city_draft.pk)).text.replace(" ", "")
    for wrong, said in (({"names": " "}, "请填写"), ({"names": "长" * 81}, "过长"), ({"keys": ["x"]}, "x")):
        refused = drafter.post(address, posted | wrong)
        assert refused.status_code == 422, wrong
        assert said in refused.text
    row = city_draft.responsibilities.get(name="市工商联")
    drafter.post(address, {"remove": row.pk})
    assert not city_draft.responsibilities.filter(pk=row.pk).exists()
    assert drafter.post(address, {"remove": row.pk}).status_code == 404


def test_the_picker_offers_the_own_branch_alone(world, city_draft, as_):
    drafter, address = as_("fuzhou.drafter"), url("draft_units", city_draft.pk)

    def names(words: str) -> list[str]:
        return [unit["name"] for unit in drafter.get(address, {"q": words}).json()["units"]]

    assert names("质量")[0] == "质量发展科"
    assert names("住建") == ["福州市住房和城乡建设局"]
    assert "鼓楼区市场监督管理局" in names("市场监督")
    assert not {"厦门市市场监督管理局", "福建省市场监督管理局"} & set(names("市场监督"))
    assert names("厦门") == []
    with CaptureQueriesContext(connection) as few:
        names("质量")
    with CaptureQueriesContext(connection) as many:
        names("")
    assert len(few) == len(many)


def test_dates_are_set_where_they_are_read(world, city_draft, as_):
    drafter, address = as_("fuzhou.drafter"), url("draft_dates", city_draft.pk)
    assert "沿用《关于开展2024年全国“质量月”活动的通知》" in drafter.get(url("draft", city_draft.pk)).text
    seen = seen_at(drafter, address)
    wrong = drafter.post(address, {"starts_on": "2024-09-20", "ends_on": "2024-09-01", "seen": seen}, **HTMX)
    assert (wrong.status_code, "早于开始日期" in wrong.text) == (422, True)
    half = drafter.post(address, {"starts_on": "2024-09-20", "seen": seen})
    assert "要么都填" in half.text
    done = drafter.post(address, {"starts_on": "2024-09-02", "ends_on": "2024-09-20", "seen": seen}, **HTMX)
    assert "2024年9月2日至2024年9月20日" in done.text
    late = drafter.post(address, {"signed_on": "2024-08-20", "seen": seen})
    assert late.status_code == 409
    assert "2024年9月2日" in late.text
    city_draft.refresh_from_db()
    assert (city_draft.starts_on, city_draft.signed_on) == (dt.date(2024, 9, 2), None)


def test_leaving_out_names_what_hangs_on_it(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    home, action = item(city_draft, "开展质量强企系列活动"), item(city_draft, "计量服务中小企业行")
    city_draft.responsibilities.create(keys=[str(action.key)], name="计量科", role="lead")
    city_draft.annex.create(list="1", title="质量开放日", item_key=action.key)
    page = drafter.get(url("item_withdraw", city_draft.pk, home.key)).text
    for words in ("计量服务中小企业行", "计量科牵头", "附件所列活动 1 项"):
        assert words in page


def test_the_length_is_said_when_it_is_too_much(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    section = item(city_draft, "推动质量社会共治")
    more = {"heading": section.heading}
    answer = types(drafter, city_draft, section, "字" * 4001, who=world.people["fuzhou.drafter"], **more)
    assert "超过4000字" in answer.json()["parts"]["length"]
