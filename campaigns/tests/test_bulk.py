"""Many rows at once, through the page: look first, then all or none."""

from campaigns.models import Edition
from campaigns.reading import contents
from campaigns.tests.browsing import item, url

ACTIONS = (
    "重点安排\t活动名称\t主要内容\t牵头单位\t配合单位\n"
    "开展质量强企系列活动\t小微企业帮扶月\t逐户上门\t质量发展科\t标准化科、计量科\n"
    "\t首席质量官培训\t分两期\t质量发展科\t"
)


def paste(browser, draft, what, table, **more):
    return browser.post(url("draft_paste", draft.pk), {"what": what, "table": table, "list": "2", **more})


def test_actions_are_looked_at_then_written_with_their_duties(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    page = paste(drafter, city_draft, "actions", ACTIONS)
    assert page.status_code == 200
    assert "读到 <b>2</b> 行" in page.text
    assert "按上一行填“开展质量强企系列活动”" in page.text
    assert city_draft.items.count() == 0, "looking writes nothing"
    done = paste(drafter, city_draft, "actions", ACTIONS, write="1")
    assert done.url == url("draft", city_draft.pk)
    home = item(city_draft, "开展质量强企系列活动")
    names = [action.heading for action in contents(city_draft).of("action", home.key)]
    assert names[-2:] == ["小微企业帮扶月", "首席质量官培训"]
    duties = [(duty.name, duty.role) for duty in city_draft.responsibilities.all()]
    assert duties == [
        ("质量发展科", "lead"),
        ("标准化科", "cooperate"),
        ("计量科", "cooperate"),
        ("质量发展科", "lead"),
    ]
    assert city_draft.responsibilities.first().unit == world.section


def test_one_row_that_cannot_be_written_keeps_all_out(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    wrong = ACTIONS + "\n没有这项安排\t夜市宣传\t\t\t"
    page = paste(drafter, city_draft, "actions", wrong, write="1")
    assert page.status_code == 422
    assert "找不到重点安排“没有这项安排”" in page.text
    assert "小微企业帮扶月" in page.text, "what was pasted is still there"
    assert city_draft.items.count() == city_draft.responsibilities.count() == 0


def test_duties_find_their_items_by_name(world, city_draft, as_):
    table = "专项行动\t责任单位\t配合单位\n计量服务中小企业行\t计量科\t\n优质服务基层行活动\t医保处\t市卫健委"
    drafter = as_("fuzhou.drafter")
    assert "对应正文““优质服务基层行”活动”，请核对" in paste(drafter, city_draft, "duties", table).text
    paste(drafter, city_draft, "duties", table, write="1")
    first = city_draft.responsibilities.first()
    assert first.keys == [str(item(city_draft, "计量服务中小企业行").key)]
    assert city_draft.responsibilities.count() == 3


def test_the_annex_keeps_days_and_words(world, city_draft, as_):
    table = "单位\t活动名称\t时间\t地点\n市教育局\t质量第一课\t9月10日至12日\t中学\n\t征文\t9月中旬\t"
    done = paste(as_("fuzhou.drafter"), city_draft, "annex", table, write="1", list="3", list_title="活动安排")
    assert done.url == url("draft_annex", city_draft.pk)
    one, two = city_draft.annex.all()
    assert (one.list, one.list_title, str(one.starts_on), str(one.ends_on)) == (
        "3",
        "活动安排",
        "2024-09-10",
        "2024-09-12",
    )
    assert (two.unit_name, two.note, two.starts_on) == ("市教育局", "时间：9月中旬", None)


def test_what_cannot_be_read_keeps_what_was_pasted(world, city_draft, as_):
    page = paste(as_("fuzhou.drafter"), city_draft, "annex", "\t\t")
    assert page.status_code == 422
    assert "没有读到内容" in page.text
    empty = paste(as_("fuzhou.drafter"), city_draft, "annex", "")
    assert empty.status_code == 422


def test_only_the_units_drafters_paste_and_only_while_it_is_drafted(world, city_draft, as_):
    assert paste(as_("xiamen.drafter"), city_draft, "actions", ACTIONS, write="1").status_code == 404
    assert paste(as_("fuzhou.viewer"), city_draft, "actions", ACTIONS, write="1").status_code == 403
    Edition.objects.filter(pk=city_draft.pk).update(state="submitted")
    assert paste(as_("fuzhou.drafter"), city_draft, "actions", ACTIONS, write="1").status_code == 403
    assert city_draft.items.count() == 0


def test_hostile_words_stay_words(world, city_draft, as_):
    table = "活动名称\t备注\n<script>alert(1)</script>\t=1+1"
    page = paste(as_("fuzhou.drafter"), city_draft, "annex", table).text
    assert "<script>alert(1)</script>" not in page
