"""A draft from a file: handed over, read, confirmed beside its source; nothing invented, nothing dropped unseen."""

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from campaigns.file_items import FileItem
from campaigns.models import Edition, Reading
from campaigns.reading import contents
from campaigns.slip_choices import exchanged, settled
from campaigns.tests.browsing import item, url

NOTICE = """福州市市场监督管理局关于开展2024年全市“质量月”活动的通知

榕市监质〔2024〕12号

各县（市）区市场监管局，市质量强市工作领导小组有关成员单位：

根据《关于开展2024年全国“质量月”活动的通知》（国市监质发〔2024〕74号）要求，现将我市“质量月”活动有关事项通知如下。

一、活动主题
加强质量支撑 共建质量强市

二、活动时间
2024年9月1日至9月30日

三、重点安排
（一）开展质量强企系列活动
1.计量服务中小企业行。组织计量技术机构走进园区，帮助企业解决测量难题。（质量发展科牵头，计量科配合）
2.首席质量官培训。分两期举办培训班。（质量发展科负责）
（二）深入开展质量惠民行动
1.“优质服务基层行”活动。（市卫健委负责）

四、工作要求
（一）加强组织领导。各单位要明确专人负责，确保活动取得实效。
（二）及时报送总结。请于2024年10月10日前将活动总结报市市场监管局质量发展科。

联系人：张三，电话：0591-00000000

福州市市场监督管理局
2024年8月20日
"""


def hand_over(browser, world, parent=None, text=NOTICE, file=None):
    posted = {"unit": world.fuzhou.pk, "text": text, "campaign": "2024"}
    if parent:
        posted["parent"] = parent.plan_id
    if file:
        posted["file"] = file
    return browser.post(url("read_file"), posted)


def as_shown(page) -> dict:
    """What the browser would send when nothing is touched."""
    posted = {name: value for name, value in page.context["form"].initial.items() if value}
    for each in page.context["items"]:
        posted[f"use-{each.item.ref}"] = "1"
        posted[f"origin-{each.item.ref}"] = each.picked
    for name in ("missing", "activities", "references", "contacts", "corrections"):
        posted |= {each["name"]: "1" for each in page.context[name] if each["used"]}
    return posted | {"scope": "region", "kind": "notice"}


def test_a_pasted_notice_becomes_a_draft_beside_its_parent(world, national, as_):
    drafter = as_("fuzhou.drafter")
    answer = hand_over(drafter, world, national)
    assert answer.status_code == 302
    page = drafter.get(answer.url)
    assert page.status_code == 200
    assert "原文第" in page.text
    assert "上级有、文件中没有的" in page.text
    done = drafter.post(answer.url, as_shown(page))
    assert done.status_code == 302, page.context["form"].errors
    draft = Edition.objects.get(plan__unit=world.fuzhou)
    assert done.url == url("draft", draft.pk)
    assert (draft.title, draft.document_number) == (
        "福州市市场监督管理局关于开展2024年全市“质量月”活动的通知",
        "榕市监质〔2024〕12号",
    )
    assert draft.signed_on == dt.date(2024, 8, 20)
    assert draft.opening == NOTICE.split("\n")[6]
    assert draft.opening.startswith("根据《关于开展2024年全国")
    assert not page.context["blocks"]
    assert draft.summary_due == dt.date(2024, 10, 10)
    assert item(draft, "共建质量强市").change == "adapted"
    assert item(draft, "计量服务中小企业行").base.heading == "计量服务中小企业行"
    assert item(draft, "首席质量官培训").change == "added"
    left_out = {each.heading or each.text for each in contents(draft).withdrawn}
    assert "质量强企经验交流" in left_out
    assert "全民讲质量 质量利全民" in left_out
    duties = [f"{duty.name}{duty.get_role_display()}" for duty in draft.responsibilities.all()]
    assert {"质量发展科牵头", "计量科配合", "质量发展科负责", "市卫健委负责"} <= set(duties)
    assert draft.contacts[0]["phone"] == "0591-00000000"
    carried = drafter.get(url("draft_carried", draft.pk)).text
    assert "重点安排" in carried
    assert "文件带入" in drafter.get(url("draft", draft.pk)).text
    assert drafter.get(answer.url).url == url("draft", draft.pk), "a reading makes one draft"


def test_what_is_unticked_stays_out_and_is_listed(world, national, as_):
    drafter = as_("fuzhou.drafter")
    address = hand_over(drafter, world, national).url
    page = drafter.get(address)
    posted = as_shown(page)
    gone = next(each for each in page.context["items"] if each.item.words.startswith("首席质量官"))
    kept = next(each for each in page.context["missing"] if "质量强企经验交流" in each["words"])
    del posted[f"use-{gone.item.ref}"], posted[kept["name"]]
    drafter.post(address, posted)
    draft = Edition.objects.get(plan__unit=world.fuzhou)
    words = {each.heading for each in contents(draft).items}
    assert "首席质量官培训" not in words
    assert item(draft, "质量强企经验交流").change == "inherited"
    assert any("首席质量官" in each["note"] and not each["done"] for each in draft.carried)


def test_an_origin_can_be_taken_away_or_given(world, national, as_):
    drafter = as_("fuzhou.drafter")
    address = hand_over(drafter, world, national).url
    page = drafter.get(address)
    posted = as_shown(page)
    own = next(each for each in page.context["items"] if each.item.words.startswith("首席质量官"))
    target = next(key for key, words in own.origins if "质量强企经验交流" in words)
    posted[f"origin-{own.item.ref}"] = target
    stranger = next(each for each in page.context["items"] if "计量服务" in each.item.words)
    posted[f"origin-{stranger.item.ref}"] = "no-such-key"
    drafter.post(address, posted)
    draft = Edition.objects.get(plan__unit=world.fuzhou)
    assert item(draft, "首席质量官").change == "derived"
    assert next(i for i in contents(draft).items if i.heading.startswith("计量服务")).change == "added"


def test_without_a_parent_all_is_the_units_own(world, campaign, as_):
    drafter = as_("fuzhou.drafter")
    address = hand_over(drafter, world).url
    drafter.post(address, as_shown(drafter.get(address)))
    draft = Edition.objects.get(plan__unit=world.fuzhou)
    assert {each.change for each in contents(draft).items} == {"added"}


def test_what_was_not_recognised_can_be_given_a_place(world, national, as_):
    drafter = as_("fuzhou.drafter")
    address = hand_over(drafter, world, national, NOTICE + "\n（此件公开发布）\n").url
    page = drafter.get(address)
    posted = as_shown(page) | {page.context["blocks"][-1]["name"]: "requirement"}
    drafter.post(address, posted)
    assert item(Edition.objects.get(plan__unit=world.fuzhou), "此件公开发布").kind == "requirement"


def test_a_word_file_is_read_and_handed_back(world, national, as_):
    document, buffer = Document(), io.BytesIO()
    for line in NOTICE.split("\n"):
        document.add_paragraph(line)
    document.save(buffer)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    drafter = as_("fuzhou.drafter")
    answer = hand_over(drafter, world, national, "", SimpleUploadedFile("通知.docx", buffer.getvalue(), kind))
    reading = Reading.objects.get()
    assert answer.url == url("reading", reading.public_id)
    got = drafter.get(url("reading_file", reading.public_id))
    assert got["Content-Disposition"].startswith("attachment")
    assert b"".join(got.streaming_content) == buffer.getvalue()
    for stranger in ("xiamen.drafter", "fujian.drafter", "fuzhou.viewer", "outsider"):
        for name in ("reading", "reading_file"):
            assert as_(stranger).get(url(name, reading.public_id)).status_code == 404


def test_what_cannot_be_read_is_said_and_nothing_is_kept(world, national, as_):
    drafter = as_("fuzhou.drafter")
    for file in (SimpleUploadedFile("坏.docx", b"PK\x03\x04broken"), SimpleUploadedFile("程序.exe", b"MZ" * 99)):
        answer = hand_over(drafter, world, national, "", file)
        assert answer.status_code == 422
        assert "坏" in answer.text or "程序" in answer.text
    assert hand_over(drafter, world, national, "").status_code == 422
    assert not Reading.objects.exists()


def test_a_draft_that_cannot_be_made_leaves_nothing_half(world, city_draft, national, as_):
    drafter = as_("fuzhou.drafter")
    address = hand_over(drafter, world, national).url
    answer = drafter.post(address, as_shown(drafter.get(address)))
    assert answer.status_code == 422
    assert "请打开原有方案继续编制" in answer.text
    assert "计量服务中小企业行" in answer.text, "what was read is still there"
    assert Edition.objects.count() == 2


def test_slips_are_taken_back_where_they_stand():
    items = [FileItem("a1", "arrangement", "开展质量强企活动", "组织未帮扶末帮扶")]
    row = {"from": "末", "to": "未", "where": "组织末帮扶末帮", "applied": True}
    assert settled(items, [row], {0}) == items
    assert settled(items, [row], set())[0].text == "组织末帮扶末帮扶"
    assert exchanged("无关的文字", "组织末帮扶", "末", "未", "末") == "无关的文字"


def test_hostile_words_stay_words(world, national, as_):
    drafter = as_("fuzhou.drafter")
    evil = NOTICE.replace("首席质量官培训", "<script>alert(1)</script>培训")
    page = drafter.get(hand_over(drafter, world, national, evil).url)
    assert "<script>alert(1)" not in page.text
