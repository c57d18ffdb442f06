"""The drafting pages at work: how much they ask of the database, the to-do list, rows beside the items."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import editing, planning, signing
from campaigns.models import Edition
from campaigns.reading import contents
from campaigns.tests.browsing import item, send, url
from campaigns.tests.papers import issue
from campaigns.todos import plan_todos
from campaigns.todos_following import revised_above
from orgs.models import User


def big_draft(world, campaign) -> Edition:
    """福州's draft under a national notice of 60 items, with ten decisions of its own and a few responsibilities."""
    by = world.people["nation.drafter"]
    above = planning.start(unit=world.nation, campaign=campaign, by=by, title="全国通知")
    for number in range(4):
        home = editing.add(edition=above, kind="arrangement", heading=f"安排{number}", by=by)
        for action in range(10):
            editing.add(edition=above, kind="action", heading=f"行动{number}-{action}", under=home.key, by=by)
    for number in range(16):
        editing.add(edition=above, kind="slogan", text=f"口号{number}", by=by)
    issue(above)
    draft = planning.start(unit=world.fuzhou, campaign=campaign, parent=above.plan, by=by)
    for entry in contents(draft).items[:10]:
        editing.adapt(edition=draft, key=entry.key, heading="", text=f"本级{entry.text}", by=by)
        draft.responsibilities.create(keys=[str(entry.key)], name="市教育局", role="lead")
    return draft


def test_the_page_of_a_draft_of_sixty_items_asks_little(world, campaign, as_, django_assert_max_num_queries):
    draft, drafter = big_draft(world, campaign), as_("fuzhou.drafter")
    assert len(contents(draft).items) == 60
    with django_assert_max_num_queries(12):
        assert drafter.get(url("draft", draft.pk)).text.count("本级口号") >= 10


def test_the_list_of_plans_asks_the_same_for_one_and_for_three(world, campaign, national, as_):
    drafter, counts = as_("fuzhou.drafter"), []
    for scope in ("region", "system"):
        planning.start(unit=world.fuzhou, campaign=campaign, parent=national.plan, scope=scope, by=None)
        with CaptureQueriesContext(connection) as asked:
            assert drafter.get(url("plans")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_to_do_list_leads_each_to_the_own_step(world, national, as_):
    drafter, approver = world.people["fuzhou.drafter"], world.people["fuzhou.approver"]

    def mine(user) -> list[str]:
        found = (*plan_todos(User.objects.get(pk=user.pk)), *revised_above(User.objects.get(pk=user.pk)))
        return [f"{todo.verb}:{todo.title}" for todo in found]

    assert mine(drafter) == [f"据此编制:上级已印发：{national}"]
    assert mine(world.people["fuzhou.viewer"]) == mine(world.people["outsider"]) == []
    draft = planning.start(unit=world.fuzhou, campaign=national.plan.campaign, parent=national.plan, by=drafter)
    assert mine(drafter) == []
    signing.submit(edition=draft, by=drafter)
    assert mine(approver) == [f"签发:待签发：{draft}"]
    signing.send_back(edition=draft, reason="请改", by=approver)
    assert (mine(drafter), mine(approver)) == ([f"修改:已退回：{draft}"], [])
    signing.submit(edition=draft, by=drafter)
    signing.sign(edition=draft, by=approver)
    assert mine(drafter) == [f"印发:已签发，待印发：{draft}"]
    issue(draft)
    again = planning.start_again(plan=national.plan, issue="reissue", reason="改期", by=world.people["nation.drafter"])
    issue(again)
    assert mine(drafter) == [f"查看:上级已修订：{draft}"]
    assert "上级已修订" in as_("fuzhou.drafter").get(url("plans")).text


def test_duties_and_annex_are_written_row_by_row(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    action = item(city_draft, "计量服务中小企业行")
    duties, annex = url("draft_duties", city_draft.pk), url("draft_annex", city_draft.pk)
    assert "请勾选" in drafter.post(duties, {"name": "市住建局", "role": "lead"}).text
    drafter.post(duties, {"keys": [str(action.key)], "name": "市住建局", "role": "lead"})
    duty = city_draft.responsibilities.get()
    assert (duty.unit, duty.keys) == (world.housing, [str(action.key)])
    assert "市住建局牵头。" in drafter.get(url("draft", city_draft.pk)).text
    send(drafter, url("draft_duty", city_draft.pk, duty.pk), {"keys": duty.keys, "name": "市教育局", "role": "assist"})
    assert city_draft.responsibilities.get().name == "市教育局"
    line = {"list": "1", "title": "质量开放日", "unit_name": "福州市住房和城乡建设局", "starts_on": "2024-09-05"}
    wrong = drafter.post(annex, line | {"ends_on": "2024-09-01"})
    assert "早于开始日期" in wrong.text
    assert "质量开放日" in wrong.text
    drafter.post(annex, line | {"item_key": str(action.key)})
    entry = city_draft.annex.get()
    assert (entry.unit, entry.item_key) == (world.housing, action.key)
    stale = {"seen": "old", **line, "title": "另一个名称"}
    assert drafter.post(url("draft_entry", city_draft.pk, entry.pk), stale).status_code == 409
    send(drafter, url("draft_entry", city_draft.pk, entry.pk), line | {"title": "质量开放周"})
    assert city_draft.annex.get().title == "质量开放周"
    drafter.post(url("remove_entry", city_draft.pk, entry.pk))
    drafter.post(url("remove_duty", city_draft.pk, duty.pk))
    assert not city_draft.annex.exists()
    assert not city_draft.responsibilities.exists()


def test_a_draft_is_thrown_away_and_the_plan_may_be_started_anew(world, national, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    address = url("discard_draft", city_draft.pk)
    assert "不能恢复" in drafter.get(address).text
    assert as_("xiamen.drafter").post(address, {"sure": "1"}).status_code == 404
    assert as_("fuzhou.viewer").post(address, {"sure": "1"}).status_code == 403
    drafter.post(address, {"sure": "1"})
    assert not world.fuzhou.plans.exists()
    again = planning.start(unit=world.fuzhou, campaign=national.plan.campaign, parent=national.plan, by=None)
    issue(again)
    assert drafter.post(url("discard_draft", again.pk), {"sure": "1"}).status_code == 403
    assert world.fuzhou.plans.exists()


def test_the_page_of_a_plan_asks_the_same_however_many_stand_below(world, campaign, national, as_):
    reader, counts = as_("nation.viewer"), []
    for unit in (world.fujian, world.hunan, world.fuzhou):
        issue(planning.start(unit=unit, campaign=campaign, parent=national.plan, by=None))
        with CaptureQueriesContext(connection) as asked:
            assert unit.name in reader.get(url("work_plan", national.plan_id)).text
        counts.append(len(asked))
    assert counts[0] == counts[-1]


def test_the_history_is_for_the_own_unit(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    drafter.post(url("item_add", city_draft.pk, "slogan"), {"text": "本级口号"})
    issue(city_draft)
    assert "办理记录" in drafter.get(url("work_plan", city_draft.plan_id)).text
    assert "办理记录" not in as_("fujian.viewer").get(url("work_plan", city_draft.plan_id)).text


def test_abolishing_needs_an_approver_and_a_reason(world, city_draft, as_):
    issue(city_draft)
    address = url("abolish_plan", city_draft.pk)
    assert as_("fuzhou.drafter").post(address, {"reason": "有误"}).status_code == 403
    approver = as_("fuzhou.approver")
    assert approver.post(address, {"reason": " "}).status_code == 422
    approver.post(address, {"reason": "机构调整"})
    page = approver.get(url("work_plan", city_draft.plan_id)).text
    assert "本文件已废止" in page
    assert "机构调整" in page
    assert approver.post(address, {"reason": "再来"}).status_code == 409
