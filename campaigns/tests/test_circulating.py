"""征求意见: a copy goes out, opinions hang on items, 无意见 is one click, what became of them is told back."""

import datetime as dt
import io
import uuid
import zipfile

import docx
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns import editing, reminding
from campaigns.models import Comment, Obligation, Report, Request
from campaigns.reading import contents
from campaigns.tests.reports import page, state, url
from campaigns.workdays import today
from orgs.models import Message

CANARY = "金丝雀只在草稿"


def send(client, edition, *units, **more):
    posted = {"title": "对方案征求意见", "why": "修改完善", "due_on": today(), "minutes": 20,
              "units": [unit.pk for unit in units]}  # fmt: skip
    return client.post(f"/work/drafts/{edition.pk}/circulate/", posted | more)


@pytest.fixture
def asked(world, as_, city_draft) -> Request:
    """福州's draft with a slogan of its own, circulated to 鼓楼 and the housing bureau."""
    editing.add(edition=city_draft, kind="slogan", text="榕城质量行", by=world.people["fuzhou.drafter"])
    answered = send(as_("fuzhou.drafter"), city_draft, world.gulou, world.housing)
    assert answered.status_code == 302, answered.content.decode()
    return Request.objects.get(kind="comment")


@pytest.fixture
def owed(world, asked) -> Obligation:
    return asked.obligations.get(unit=world.gulou)


def key_of(asked, words: str) -> str:
    return str(next(i.key for i in contents(asked.edition).items if words in (i.heading or i.text)))


def opine(client, owed, opinions: dict, do: str = "hand_in", version: int = 0):
    posted = {f"op-{key}": text for key, text in opinions.items()}
    return client.post(url("answer_write", owed), posted | {"version": version, "do": do})


def test_the_unit_reads_the_copy_as_paper_and_opines_beside_items(world, as_, asked, owed):
    gulou, fuzhou = as_("gulou.reporter"), as_("fuzhou.manager")
    found = page(gulou, owed)
    for words in ("征求意见稿", "榕城质量行", "计量服务中小企业行", "加强组织领导", "无意见", "约20分钟"):
        assert words in found
    key = key_of(asked, "榕城质量行")
    assert opine(gulou, owed, {key: "建议改为“质量榕城行”", "": "总体可行"}, do="save").status_code == 302
    assert "质量榕城行" in page(gulou, owed)
    assert not Comment.objects.exists(), "while it is being written nobody else has it"
    assert "质量榕城行" not in fuzhou.get(f"/work/reports/requests/{asked.pk}/opinions/").content.decode()
    opine(gulou, owed, {key: "建议改为“质量榕城行”", "": "总体可行"}, version=1)
    assert state(owed) == "handed_in"
    opinion = Comment.objects.get(key=key)
    assert (opinion.quote, opinion.edition, opinion.by) == ("榕城质量行", asked.edition, world.people["gulou.reporter"])
    found = fuzhou.get(f"/work/reports/requests/{asked.pk}/opinions/").content.decode()
    for words in ("质量榕城行", "总体可行", "鼓楼区市场监督管理局", "榕城质量行", "未反馈", "福州市住房和城乡建设局"):
        assert words in found


def test_what_is_changed_later_never_leaks(world, as_, asked, owed):
    """Neither new items nor a new title or annex of the draft, under any address of the answering unit."""
    draft, by = asked.edition, world.people["fuzhou.drafter"]
    editing.add(edition=draft, kind="slogan", text=CANARY, by=by)
    editing.adapt(edition=draft, key=uuid.UUID(key_of(asked, "加强组织领导")), heading=CANARY, text=CANARY, by=by)
    draft.refresh_from_db()
    draft.title = CANARY
    draft.save()
    draft.annex.create(title=CANARY, list_title=CANARY, unit_name=CANARY)
    gulou = as_("gulou.reporter")
    for address in (url("obligation", owed), "/work/reports/", "/work/", "/work/messages/", "/work/plans/",
                    f"/work/reports/requests/{asked.pk}/", f"/work/reports/requests/{asked.pk}/opinions/",
                    f"/work/reports/requests/{asked.pk}/opinions/docx/", f"/work/drafts/{draft.pk}/",
                    f"/work/drafts/{draft.pk}/circulate/", f"/work/plans/{draft.plan_id}/"):  # fmt: skip
        assert CANARY not in gulou.get(address).content.decode(errors="replace"), address
    assert gulou.get(f"/work/drafts/{draft.pk}/").status_code == 404
    answered = opine(gulou, owed, {key_of(asked, CANARY): "看不到的条目", "": "好"})
    assert answered.status_code == 302
    assert [c.text for c in Comment.objects.all()] == ["好"], "only what was sent out can be remarked on"


def test_no_opinion_is_one_click(world, as_, asked, owed):
    assert as_("gulou.reporter").post(url("report_nil", owed)).status_code == 302
    assert state(owed) == "nil"
    found = as_("fuzhou.drafter").get(f"/work/reports/requests/{asked.pk}/opinions/").content.decode()
    assert "无意见" in found
    assert "鼓楼区市场监督管理局（1个单位）" in found
    letter = Message.objects.filter(kind="report_handed_in").first()
    assert "无意见" in letter.subject


def decided(client, asked, **more):
    address = f"/work/reports/requests/{asked.pk}/opinions/"
    shown = client.get(address).context["abouts"]
    posted = {}
    for line in [line for about in shown for line in about.lines]:
        posted |= {f"seen-{line.opinion.pk}": line.seen, f"outcome-{line.opinion.pk}": "adopted"}
    return client.post(f"{address}decide/", posted | more)


def test_outcomes_need_a_word_and_are_told_once(world, as_, asked, owed):
    gulou, fuzhou = as_("gulou.reporter"), as_("fuzhou.drafter")
    opine(gulou, owed, {"": "总体意见", key_of(asked, "榕城质量行"): "改一下"})
    _, item = Comment.objects.order_by("key")
    address = f"/work/reports/requests/{asked.pk}/opinions/"
    early = fuzhou.post(f"{address}feed-back/")
    assert early.status_code == 422
    assert "还有2条意见" in early.content.decode()
    mute = decided(fuzhou, asked, **{f"outcome-{item.pk}": "declined"})
    assert mute.status_code == 422
    assert "请写明说明" in mute.content.decode()
    assert not Comment.objects.exclude(outcome="").exists(), "all or none"
    done = decided(fuzhou, asked, **{f"outcome-{item.pk}": "declined", f"note-{item.pk}": "与全省口径一致"})
    assert done.status_code == 302
    assert "与全省口径一致" not in page(gulou, owed), "not before it is told"
    for _ in range(2):
        fuzhou.post(f"{address}feed-back/")
    assert Message.objects.filter(kind="opinions_told", seat__user=world.people["gulou.reporter"]).count() == 2
    found = page(gulou, owed)
    for words in ("不采纳", "与全省口径一致", "采纳"):
        assert words in found
    other = asked.obligations.get(unit=world.housing)
    assert not Message.objects.filter(kind="opinions_told", about={"obligation": other.pk}).exists()


def test_two_people_decide_and_both_texts_stand(world, as_, asked, owed):
    opine(as_("gulou.reporter"), owed, {"": "总体意见"})
    opinion = Comment.objects.get()
    first, second = as_("fuzhou.drafter"), as_("fuzhou.manager")
    seen = first.get(f"/work/reports/requests/{asked.pk}/opinions/").context["abouts"][0].lines[0].seen
    decided(second, asked, **{f"outcome-{opinion.pk}": "partly", f"note-{opinion.pk}": "管理员写的"})
    late = {f"seen-{opinion.pk}": seen, f"outcome-{opinion.pk}": "declined", f"note-{opinion.pk}": "起草人写的"}
    answered = first.post(f"/work/reports/requests/{asked.pk}/opinions/decide/", late)
    assert answered.status_code == 409
    for words in ("管理员写的", "起草人写的"):
        assert words in answered.content.decode()
    opinion.refresh_from_db()
    assert opinion.outcome_note == "管理员写的"


def test_the_table_as_word_and_excel(world, as_, asked, owed):
    opine(as_("gulou.reporter"), owed, {"": "=1+1", key_of(asked, "榕城质量行"): "改一下"})
    fuzhou = as_("fuzhou.drafter")
    decided(fuzhou, asked)
    answered = fuzhou.get(f"/work/reports/requests/{asked.pk}/opinions/docx/")
    table = docx.Document(io.BytesIO(answered.content)).tables[0]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0][-2:] == ["采纳情况", "说明"]
    assert [row[3] for row in cells[1:]] == ["=1+1", "改一下"]
    assert cells[2][2] == "榕城质量行"
    answered = fuzhou.get(f"/work/reports/requests/{asked.pk}/opinions/xlsx/")
    sheet = zipfile.ZipFile(io.BytesIO(answered.content)).read("xl/worksheets/sheet1.xml").decode()
    assert "改一下" in sheet
    assert "<f>" not in sheet
    assert fuzhou.get(f"/work/reports/requests/{asked.pk}/opinions/pdf/").status_code == 404


@pytest.mark.parametrize("name", ["gulou.manager", "xiamen.manager", "housing.reporter", "fujian.manager", "outsider"])
def test_the_summary_is_the_asking_units_alone(world, as_, asked, owed, name):
    opine(as_("gulou.reporter"), owed, {"": CANARY})
    client, base = as_(name), f"/work/reports/requests/{asked.pk}/opinions/"
    for address in (base, f"{base}docx/", f"{base}xlsx/"):
        assert client.get(address).status_code == 404
    for address in (f"{base}decide/", f"{base}feed-back/"):
        assert client.post(address).status_code == 404
    viewer = as_("fuzhou.viewer")
    assert CANARY in viewer.get(base).content.decode()
    assert viewer.post(f"{base}decide/").status_code == 403


def test_who_may_send_it_round_and_what_is_refused(world, as_, city_draft):
    for name, status in {"fuzhou.viewer": 403, "gulou.drafter": 404, "fujian.drafter": 404}.items():
        assert send(as_(name), city_draft, world.gulou).status_code == status
    drafter = as_("fuzhou.drafter")
    for wrong in ({"units": []}, {"units": [world.xiamen.pk]}, {"why": ""}, {"due_on": "2001-01-01"}):
        assert send(drafter, city_draft, world.gulou, **wrong).status_code == 422
    assert not Request.objects.exists()


def test_an_opinion_answered_anew_keeps_its_row_and_loses_its_outcome(world, as_, asked, owed):
    gulou, key = as_("gulou.reporter"), key_of(asked, "榕城质量行")
    opine(gulou, owed, {"": "总体", key: "旧意见"})
    decided(as_("fuzhou.drafter"), asked)
    before = dict(Comment.objects.values_list("text", "pk"))
    draft = f"/work/drafts/{asked.edition_id}/"
    assert "旧意见" in as_("fuzhou.drafter").get(draft).text
    as_("fuzhou.manager").post(url("report_return", owed), {"reason": "请说明理由"})
    assert "旧意见" not in as_("fuzhou.drafter").get(draft).text, "returned: it is theirs again"
    opine(gulou, owed, {"": "总体", key: "新意见"}, version=1)
    assert "新意见" in as_("fuzhou.drafter").get(draft).text
    after = {comment.text: comment for comment in Comment.objects.all()}
    assert after["总体"].outcome == "adopted"
    assert (after["新意见"].pk, after["新意见"].outcome) == (before["旧意见"], "")


def test_reminders_speak_of_opinions_and_lead_to_the_page(world, as_, asked, owed):
    Message.objects.all().delete()
    assert reminding.remind() == 2
    letter = Message.objects.filter(kind="due", seat__unit=world.gulou).first()
    assert "没有意见的，点“无意见”即可" in letter.body
    assert "活动和数据" not in letter.body
    assert letter.url == url("obligation", owed)
    assert "征求意见稿" in as_("gulou.reporter").get(letter.url).content.decode()
    as_("gulou.reporter").post(url("report_nil", owed))
    with time_machine.travel(timezone.now() + dt.timedelta(days=12)):
        reminding.remind()
    later = Message.objects.filter(kind="due", channel="portal", about__step=1)
    assert {message.seat.unit for message in later} == {world.housing}


def test_the_summary_asks_the_same_number_of_questions(world, as_, asked, owed):
    counts = []
    for more in (1, 12):
        for number in range(more):
            Comment.objects.create(edition=asked.edition, obligation=owed, text=f"意见{number}", author="甲")
        Obligation.objects.filter(pk=owed.pk).update(state="handed_in", report=_report(owed))
        for address in (f"/work/reports/requests/{asked.pk}/opinions/", url("obligation", owed)):
            with CaptureQueriesContext(connection) as seen:
                as_("fuzhou.drafter").get(address)
            counts.append(len(seen))
    assert counts[:2] == counts[2:], counts


def _report(owed):
    return Report.objects.get_or_create(campaign=owed.request.campaign, unit=owed.unit, title="意见")[0]


def test_a_long_opinion_is_refused_and_kept(world, as_, asked, owed):
    assert opine(as_("gulou.reporter"), owed, {"": "\0空\0字符"}, do="save").status_code == 302
    owed.refresh_from_db()
    assert owed.report.rows[0]["text"] == "空字符"
    answered = opine(as_("gulou.reporter"), owed, {"": "长" * 1001, key_of(asked, "榕城质量行"): "短意见"}, version=1)
    assert answered.status_code == 422
    words = answered.content.decode()
    assert "最多1000个字" in words
    assert "短意见" in words
    assert opine(as_("gulou.reporter"), owed, {}, version=1).status_code == 422
