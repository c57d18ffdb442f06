"""意见 on a draft: at the items, answered, resolved and opened again; the unit's own and nobody else's business."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from campaigns import commenting, editing, signing
from campaigns.drafts import NotEditable
from campaigns.models import Comment, Edition, Obligation, Report, Request
from campaigns.remarks import comments_on, elsewhere, gather
from campaigns.tests.browsing import HTMX, item, url
from campaigns.tests.papers import issue
from campaigns.tests.rounds import submitted, two_reviewers

CANARY = "金丝雀意见"


def test_a_reviewer_remarks_a_drafter_answers_and_it_is_resolved(world, city_draft, as_):
    two_reviewers(world)
    submitted(world, city_draft)
    reviewer, drafter = as_("fuzhou.甲"), as_("fuzhou.drafter")
    slogan = item(city_draft, "塑造中国品牌")
    address = url("remark_item", city_draft.pk, slogan.key)
    assert address in reviewer.get(url("draft", city_draft.pk)).text
    assert 'name="text"' in reviewer.get(address).text
    assert reviewer.post(address, {"text": " "}).status_code == 422
    done = reviewer.post(address, {"text": "请改为“福州品牌”"})
    assert done.url.endswith(f"#c-{slogan.key}")
    made = Comment.objects.get()
    assert (made.quote, made.by.username) == ("塑造中国品牌 建设质量强国", "fuzhou.甲")

    page = drafter.get(url("draft", city_draft.pk)).text
    assert "请改为“福州品牌”" in page
    assert "意见 1" in page
    assert f'href="#c-{slogan.key}"' in page
    drafter.post(url("remark_reply", made.pk), {"text": "已改"})
    drafter.post(url("remark_resolve", made.pk))
    page = drafter.get(url("draft", city_draft.pk)).text
    assert "已处理的意见 1 条" in page
    assert "没有待处理的意见" in page
    assert "已改" in page
    again = reviewer.post(url("remark_reopen", made.pk), follow=True).text
    assert "已重新打开" in again
    assert "意见 1" in again


def test_with_htmx_the_remarks_come_alone_with_the_panel_and_the_count(world, city_draft, as_):
    drafter, slogan = as_("fuzhou.drafter"), item(city_draft, "塑造中国品牌")
    address = url("remark_item", city_draft.pk, slogan.key)
    form = drafter.get(address, **HTMX).text
    assert form.lstrip().startswith('<div class="remarks"')
    assert "<html" not in form
    wrong = drafter.post(address, {"text": ""}, **HTMX)
    assert (wrong.status_code, "请填写。" in wrong.text) == (422, True)
    done = drafter.post(address, {"text": "留意时间"}, **HTMX).text
    for words in (f'id="m-{slogan.key}" hx-swap-oob="true">意见 1', 'id="remarks" hx-swap-oob="true"', "留意时间"):
        assert words in done
    assert '<textarea id="t-' not in drafter.get(f"{address}?close=1", **HTMX).text
    whole = drafter.post(url("remark_whole", city_draft.pk), {"text": "篇幅偏长"}, **HTMX).text
    assert 'id="c-whole"' in whole
    assert "篇幅偏长" in whole


def test_remarking_is_not_editing(world, city_draft):
    """Whoever remarked may sign; the version that the approver read still is the one that is signed."""
    approver = world.people["fuzhou.approver"]
    submitted(world, city_draft)
    seen = city_draft.version
    made = commenting.comment(edition=city_draft, text="核对时间", by=approver)
    commenting.reply(comment=made, text="已核", by=world.people["fuzhou.drafter"])
    commenting.resolve(comment=made, by=approver)
    city_draft.refresh_from_db()
    assert city_draft.version == seen
    assert signing.sign(edition=city_draft, by=approver, seen=seen).state == "signed"


def test_an_answer_to_an_answer_stands_under_the_same_remark(world, city_draft):
    by = world.people["fuzhou.drafter"]
    made = commenting.comment(edition=city_draft, text="一", by=by)
    first = commenting.reply(comment=made, text="二", by=by)
    assert commenting.reply(comment=first, text="三", by=by).reply_to == made
    assert commenting.resolve(comment=made, by=by)
    assert not commenting.resolve(comment=made, by=by), "a second time changes nothing"


def test_a_remark_on_what_was_deleted_is_still_there(world, city_draft, as_):
    by = world.people["fuzhou.drafter"]
    own = editing.add(edition=city_draft, kind="slogan", text="要删的口号", by=by)
    made = commenting.comment(edition=city_draft, text="这条不妥", by=by, key=own.key)
    editing.withdraw(edition=city_draft, key=own.key, by=by)
    page = as_("fuzhou.drafter").get(url("draft", city_draft.pk)).text
    assert "所针对的内容已不在文中" in page
    assert "这条不妥" in page
    assert "要删的口号" in page, "the words as they stood"
    with pytest.raises(ValidationError):
        commenting.comment(edition=city_draft, text="再提", by=by, key=own.key)
    as_("fuzhou.drafter").post(url("remark_resolve", made.pk))
    assert "所针对的内容已不在文中" not in as_("fuzhou.drafter").get(url("draft", city_draft.pk)).text


def test_after_the_issue_they_stay_inside_and_close(world, city_draft, as_):
    by = world.people["fuzhou.drafter"]
    slogan = item(city_draft, "塑造中国品牌")
    made = commenting.comment(edition=city_draft, text=CANARY, by=by, key=slogan.key)
    commenting.comment(edition=city_draft, text=f"{CANARY}全文", by=by)
    issue(city_draft, public=True)
    made.refresh_from_db()  # its edition is another instance
    assert CANARY in as_("fuzhou.viewer").get(url("work_plan", city_draft.plan_id)).text
    for who in ("gulou.drafter", "fujian.manager", "nation.viewer", "xiamen.drafter", "outsider"):
        assert CANARY not in as_(who).get(url("work_plan", city_draft.plan_id), follow=True).text
        for name in ("remark_reply", "remark_resolve", "remark_reopen"):
            assert as_(who).post(url(name, made.pk), {"text": "x"}).status_code == 404
    from django.test import Client

    public = Client()
    for address in (f"/plans/{city_draft.plan.public_id}/", f"/api/plans/{city_draft.plan.public_id}"):
        assert CANARY not in public.get(address, follow=True).content.decode()
    drafter = as_("fuzhou.drafter")
    assert drafter.post(url("remark_item", city_draft.pk, slogan.key), {"text": "迟了"}).status_code == 403
    assert drafter.post(url("remark_resolve", made.pk)).status_code == 403
    with pytest.raises(NotEditable):
        commenting.comment(edition=city_draft, text="迟了", by=by)


@pytest.mark.parametrize("who", ["fuzhou.viewer", "fuzhou.reporter"])
def test_who_only_reads_does_not_remark(world, city_draft, as_, who):
    made = commenting.comment(edition=city_draft, text="意见一", by=world.people["fuzhou.drafter"])
    page = as_(who).get(url("draft", city_draft.pk)).text
    assert "意见一" in page
    assert "提意见" not in page
    assert as_(who).post(url("remark_whole", city_draft.pk), {"text": "x"}).status_code == 403
    assert as_(who).post(url("remark_resolve", made.pk)).status_code == 403


def test_opinions_from_outside_stand_apart_with_what_became_of_them(world, city_draft, as_):
    request = Request.objects.create(campaign=city_draft.plan.campaign, unit=world.fuzhou, kind="comment",
                                     edition=city_draft, title="征求意见", due_on="2024-08-01")  # fmt: skip
    report = Report.objects.create(campaign=request.campaign, unit=world.housing, title="意见")
    owed = Obligation.objects.create(request=request, unit=world.housing, due_on="2024-08-01", state="handed_in",
                                     report=report)  # fmt: skip
    slogan = item(city_draft, "塑造中国品牌")
    opinion = Comment.objects.create(edition=city_draft, key=slogan.key, text="建议增加住建内容", obligation=owed,
                                     author="某联络员", outcome="partly", outcome_note="已在第五条体现")  # fmt: skip
    page = as_("fuzhou.drafter").get(url("draft", city_draft.pk)).text
    for words in ("征求到的意见", "某联络员", "部分采纳", "已在第五条体现"):
        assert words in page
    assert as_("fuzhou.drafter").post(url("remark_resolve", opinion.pk)).status_code == 404
    assert as_("housing.reporter").post(url("remark_reply", opinion.pk), {"text": "x"}).status_code == 404


def test_the_page_asks_the_same_for_one_remark_and_for_many(world, city_draft, as_):
    drafter, by, counts = as_("fuzhou.drafter"), world.people["fuzhou.drafter"], []
    for entry in (city_draft.based_on.items.all()[:1], city_draft.based_on.items.all()[:6]):
        for each in entry:
            made = commenting.comment(edition=city_draft, text="意见", by=by, key=each.key)
            commenting.reply(comment=made, text="答复", by=world.people["fuzhou.approver"])
        with CaptureQueriesContext(connection) as asked:
            assert drafter.get(url("draft", city_draft.pk)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


REMARKS = st.lists(
    st.tuples(st.sampled_from(["", "a", "b"]), st.booleans(), st.booleans(), st.integers(-1, 8)), max_size=14
)


@given(REMARKS)
def test_no_remark_is_lost_or_shown_twice(drawn):
    """Each stands in exactly one pile; answers under their remark, whatever the order in which rows come."""
    rows: list[Comment] = []
    for pk, (key, resolved, outside, answers) in enumerate(drawn, start=1):
        root = rows[answers] if 0 <= answers < len(rows) and rows[answers].reply_to_id is None else None
        rows.append(Comment(pk=pk, key=(root.key if root else key) or None, reply_to_id=root.pk if root else None,
                            resolved_at="2024-08-01" if resolved else None,
                            obligation_id=1 if outside and not root else None))  # fmt: skip
    found = gather(reversed(rows))
    threads = [t for here in found.values() for t in (*here.open, *here.resolved, *here.opinions)]
    seen = [t.root.pk for t in threads] + [reply.pk for t in threads for reply in t.replies]
    assert sorted(seen) == [row.pk for row in rows]
    assert all(reply.reply_to_id == t.root.pk for t in threads for reply in t.replies)
    assert not elsewhere(found, {str(row.key) for row in rows})
    waiting = [t for key, here in found.items() if key for t in (*here.open, *here.opinions)]
    assert len(elsewhere(found, set())) == len(waiting)


def test_two_drafts_do_not_mix(world, city_draft, national):
    by = world.people["fuzhou.drafter"]
    commenting.comment(edition=city_draft, text="甲稿的意见", by=by)
    assert Edition.objects.count() == 2
    assert not comments_on(national, by)
