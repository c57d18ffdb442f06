"""汇编: proposals become annex lines, slogans and the theme of a draft, each joined to its answer, each once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import planning
from campaigns.models import AnnexEntry, Edition, Proposal, Request
from campaigns.reading import contents
from campaigns.tests.answers import answer
from campaigns.tests.papers import issue
from campaigns.tests.reports import page, url
from orgs.models import AuditEvent, Letterhead, Membership

HEADS = {"bodies_number": "2", "bodies_title": "主办单位开展的主要活动", "localities_number": "3",
         "localities_title": "各地开展的主要活动"}  # fmt: skip


@pytest.fixture
def gathered(world, as_, collect) -> Request:
    """鼓楼, the housing bureau and 福州 itself have answered."""
    request = collect(world.gulou, world.housing, world.fuzhou)
    letterhead = Letterhead.objects.create(unit=world.fuzhou, name="福州市质量强市办")
    for order, unit in enumerate((world.fuzhou, world.housing)):
        Membership.objects.create(letterhead=letterhead, unit=unit, order=order)
    given = {
        "gulou.reporter": (("activity", "三坊七巷质量行"), ("slogan", "鼓楼口号"), ("theme", "鼓楼主题")),
        "housing.reporter": (("activity", "工程质量观摩"), ("activity", "住宅质量开放日"), ("theme", "住建主题")),
        "fuzhou.reporter": (("activity", "质量大讲堂"), ("slogan", "市局口号")),
    }
    for name, rows in given.items():
        owed = request.obligations.get(unit__seats__user=world.people[name])
        assert answer(as_(name), owed, *rows, do="hand_in").status_code == 302
    return request


def pk_of(text: str) -> int:
    return Proposal.objects.get(text=text).pk


def take(client, request, edition: Edition, *texts: str, do: str = "compile", **more):
    posted = HEADS | {"edition": edition.pk, "proposal": [pk_of(text) for text in texts], "do": do}
    return client.post(f"/work/reports/requests/{request.pk}/compile/", posted | more)


def test_bodies_in_protocol_order_localities_after_them(world, as_, gathered, city_draft):
    client = as_("fuzhou.drafter")
    shown = client.get(f"/work/reports/requests/{gathered.pk}/compile/")
    assert [(group.number, group.name, group.where) for group in shown.context["groups"]] == [
        ("一", "市市局", "bodies"), ("二", "市住建局", "bodies"), ("一", "鼓楼区", "localities")]  # fmt: skip
    texts = ("三坊七巷质量行", "质量大讲堂", "住宅质量开放日", "工程质量观摩")
    seen = take(client, gathered, city_draft, *texts, do="preview")
    words = seen.content.decode().split("列入后的样子")[1]
    assert words.index("一、市市局：") < words.index("质量大讲堂") < words.index("二、市住建局：")
    assert words.index("工程质量观摩") < words.index("住宅质量开放日") < words.index("三坊七巷质量行")
    assert not AnnexEntry.objects.exists(), "a preview writes nothing"
    assert take(client, gathered, city_draft, *texts).status_code == 302
    rows = city_draft.annex.values_list("list", "unit_name", "title", "unit", "proposal__text")
    assert list(rows) == [
        ("2", "市市局", "质量大讲堂", world.fuzhou.pk, "质量大讲堂"),
        ("2", "市住建局", "工程质量观摩", world.housing.pk, "工程质量观摩"),
        ("2", "市住建局", "住宅质量开放日", world.housing.pk, "住宅质量开放日"),
        ("3", "鼓楼区", "三坊七巷质量行", world.gulou.pk, "三坊七巷质量行"),
    ]


def test_twice_adds_nothing_and_later_ones_find_their_place(world, as_, gathered, city_draft):
    client = as_("fuzhou.drafter")
    take(client, gathered, city_draft, "住宅质量开放日")
    by_hand = city_draft.annex.create(list="2", unit_name="市教育局", title="手工添加", order=9)
    for _ in range(2):
        take(client, gathered, city_draft, "住宅质量开放日", "质量大讲堂", "工程质量观摩")
    titles = list(city_draft.annex.filter(list="2").values_list("title", flat=True))
    assert titles == ["质量大讲堂", "住宅质量开放日", "工程质量观摩", "手工添加"]
    by_hand.refresh_from_db()
    assert AuditEvent.objects.filter(act="征集·汇编").count() == 2


def test_slogans_and_the_theme_become_items(world, as_, gathered, city_draft):
    client = as_("fuzhou.drafter")
    two = take(client, gathered, city_draft, "鼓楼主题", "住建主题")
    assert two.status_code == 422
    assert "主题只能选一条" in two.content.decode()
    for _ in range(2):
        assert take(client, gathered, city_draft, "住建主题", "鼓楼口号", "市局口号").status_code == 302
    found = contents(city_draft)
    assert [item.text for item in found.of("theme", None)] == ["住建主题"]
    assert [item.text for item in found.of("slogan", None)][-2:] == ["市局口号", "鼓楼口号"]
    sources = dict(city_draft.items.exclude(proposal=None).values_list("text", "proposal__text"))
    assert sources == {text: text for text in ("住建主题", "鼓楼口号", "市局口号")}
    shown = client.get(f"/work/drafts/{city_draft.pk}/").content.decode()
    assert "来自鼓楼区市场监督管理局的建议" in shown


def test_the_link_stays_through_edits_and_the_unit_sees_what_became_of_it(world, as_, gathered, city_draft):
    client = as_("fuzhou.drafter")
    take(client, gathered, city_draft, "三坊七巷质量行")
    entry = city_draft.annex.get()
    address = f"/work/drafts/{city_draft.pk}/annex/{entry.pk}/"
    form = client.get(address).context["form"]
    posted = {name: form[name].value() or "" for name in form.fields} | {"title": "三坊七巷质量行（第二届）"}
    assert client.post(address, posted).status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.proposal.text, entry.unit) == ("三坊七巷质量行（第二届）", "三坊七巷质量行", world.gulou)
    assert "来自鼓楼区市场监督管理局的建议" in client.get(f"/work/drafts/{city_draft.pk}/annex/").content.decode()
    posted = {"proposal": [pk_of("鼓楼口号")], "do": "decline"}
    client.post(f"/work/reports/requests/{gathered.pk}/compile/", posted)
    found = page(as_("gulou.reporter"), gathered.obligations.get(unit=world.gulou))
    assert found.count("已列入") == 1
    assert found.count("不列入") == 1
    client.post(f"/work/reports/requests/{gathered.pk}/compile/", {"do": f"restore-{pk_of('鼓楼口号')}"})
    assert not Proposal.objects.filter(declined=True).exists()


def test_the_link_goes_on_into_the_next_edition(world, as_, gathered, city_draft):
    take(as_("fuzhou.drafter"), gathered, city_draft, "三坊七巷质量行", "市局口号")
    issued = issue(city_draft)
    again = planning.start_again(plan=issued.plan, issue="reissue", reason="改期", by=world.people["fuzhou.drafter"])
    assert again.annex.get().proposal.text == "三坊七巷质量行"
    assert again.items.exclude(proposal=None).get().proposal.text == "市局口号"


def test_what_was_returned_is_not_taken(world, as_, gathered, city_draft):
    owed = gathered.obligations.get(unit=world.gulou)
    client = as_("fuzhou.drafter")
    as_("fuzhou.manager").post(url("report_return", owed), {"reason": "补充时间"})
    assert "三坊七巷" not in client.get(f"/work/reports/requests/{gathered.pk}/compile/").content.decode()
    answered = take(client, gathered, city_draft, "三坊七巷质量行", "质量大讲堂")
    assert answered.status_code == 422
    assert not AnnexEntry.objects.exists()


def test_a_line_taken_over_survives_a_returned_answer_that_drops_it(world, as_, gathered, city_draft):
    take(as_("fuzhou.drafter"), gathered, city_draft, "三坊七巷质量行")
    owed = gathered.obligations.get(unit=world.gulou)
    as_("fuzhou.manager").post(url("report_return", owed), {"reason": "补充时间"})
    answered = answer(as_("gulou.reporter"), owed, ("activity", "换成别的"), do="hand_in", version=1)
    assert answered.status_code == 302
    assert city_draft.annex.get().proposal.text == "三坊七巷质量行"
    assert set(owed.proposals.values_list("text", flat=True)) == {"三坊七巷质量行", "换成别的"}


def test_who_may_and_into_which_draft(world, as_, gathered, city_draft, national):
    foreign = planning.start(unit=world.xiamen, campaign=national.plan.campaign, parent=national.plan,
                             by=world.people["xiamen.drafter"])  # fmt: skip
    assert take(as_("fuzhou.drafter"), gathered, foreign, "质量大讲堂").status_code == 404
    for name, status in {"fuzhou.viewer": 403, "gulou.manager": 404, "xiamen.drafter": 404, "outsider": 404}.items():
        assert take(as_(name), gathered, city_draft, "质量大讲堂").status_code == status, name
        assert as_(name).get(f"/work/reports/requests/{gathered.pk}/compile/").status_code == status, name
    assert take(as_("fuzhou.manager"), gathered, city_draft, "质量大讲堂").status_code == 404, "not a drafter"
    Edition.objects.filter(pk=city_draft.pk).update(state="submitted")
    assert take(as_("fuzhou.drafter"), gathered, city_draft, "质量大讲堂").status_code == 404
    assert not AnnexEntry.objects.exists()
    for wrong in ({"bodies_number": ""}, {"localities_number": "2"}, {"bodies_title": ""}, {"proposal": []}):
        Edition.objects.filter(pk=city_draft.pk).update(state="draft")
        answered = take(as_("fuzhou.drafter"), gathered, city_draft, "质量大讲堂", **wrong)
        assert answered.status_code == 422, wrong


def test_the_pages_ask_the_same_number_of_questions(world, as_, gathered, city_draft):
    client, counts = as_("fuzhou.drafter"), []
    for more in (0, 20):
        owed = gathered.obligations.get(unit=world.housing)
        for number in range(more):
            Proposal.objects.create(obligation=owed, kind="activity", text=f"第{number}项", order=number)
        for address in (f"/work/reports/requests/{gathered.pk}/compile/", url("obligation", owed)):
            with CaptureQueriesContext(connection) as seen:
                client.get(address)
            counts.append(len(seen))
    assert counts[:2] == counts[2:], counts
    assert max(counts) <= 11, counts
