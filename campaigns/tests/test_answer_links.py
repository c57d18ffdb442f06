"""Answer links: one contact, one obligation, once; and everything a link must not open."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from campaigns.models import AnswerFile, AnswerLink, Obligation, Proposal, Report
from campaigns.templatetags.times import until
from campaigns.tests.answers import answer, fetched, lines
from campaigns.tests.reports import PNG, page, state, upload, url
from campaigns.workdays import BEIJING
from orgs.models import AuditEvent

GONE = "答复链接不能使用"
ROWS = (("slogan", "质量第一"), ("activity", "质量大讲堂"))


def post(path: str, *rows, client: Client | None = None, **more):
    """Open the link and send its form, as a browser without any log-in."""
    client = client or Client(enforce_csrf_checks=True)
    opened = client.get(path)
    check = opened.context.get("check", "")
    return client.post(path, lines(*rows, **more) | {"check": check})


def test_a_contact_saves_comes_back_and_hands_in(world, as_, collected, make_link):
    path = make_link()
    client = Client(enforce_csrf_checks=True)
    found = client.get(path).content.decode()
    for words in ("征集建议", "约15分钟", "演示联络员", "福州市市场监督管理局", "无建议"):
        assert words in found
    saved = post(path, *ROWS, client=client)
    assert saved.status_code == 302
    assert "已保存，尚未报送" in client.get(saved["Location"]).content.decode()
    assert "质量大讲堂" in client.get(path).content.decode()
    assert "质量大讲堂" not in page(as_("fuzhou.manager"), collected)
    assert post(path, *ROWS, do="hand_in", version=1).status_code == 302
    assert state(collected) == "handed_in"
    collected.refresh_from_db()
    assert (collected.answered_by, collected.answered_as, collected.on_behalf) == (None, "演示联络员", False)
    found = client.get(path).content.decode()
    assert "已报送给" in found
    assert "质量大讲堂" in found
    assert "<textarea" not in found
    assert "演示联络员经答复链接报送" in page(as_("fuzhou.manager"), collected)


def test_nothing_is_kept_in_the_browser_and_nothing_told_to_others(collected, make_link):
    client = Client(enforce_csrf_checks=True)
    answered = client.get(make_link())
    assert not client.cookies
    assert answered["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answered["X-Robots-Tag"]
    assert "no-store" in answered["Cache-Control"]
    assert "unsafe" not in answered["Content-Security-Policy"]
    for inside in ("/work/", "/accounts/", "/admin/"):
        assert f'href="{inside}' not in answered.content.decode()


def test_it_is_used_up_by_handing_in(collected, make_link):
    path = make_link()
    post(path, *ROWS, do="hand_in")
    again = post(path, ("slogan", "又一条"), do="hand_in", version=1)
    assert again.status_code in (302, 403)
    assert [p.text for p in Proposal.objects.all()] == ["质量第一", "质量大讲堂"]
    assert AnswerLink.objects.get().used_at


@pytest.mark.slow
def test_robots_and_prefetches_use_nothing_up(collected, make_link):
    path = make_link()
    client = Client()
    for _ in range(20):
        assert client.head(path).status_code == 200
        assert client.get(path, HTTP_SEC_PURPOSE="prefetch;prerender").status_code == 200
    assert AnswerLink.objects.get().opened_at is None
    for _ in range(5):
        client.get(path, HTTP_USER_AGENT="MicroMessenger preview")
    assert client.options(path).status_code == 405
    assert post(path, *ROWS, do="hand_in").status_code == 302


@pytest.mark.parametrize("how", ["revoked", "expired", "closed", "unknown", "overtaken"])
def test_void_links_answer_alike(world, as_, collected, make_link, how):
    path = make_link()
    good = Client().get(path).context["check"]
    if how == "revoked":
        assert (
            as_("fuzhou.drafter").post(f"/work/reports/links/{AnswerLink.objects.get().pk}/revoke/").status_code == 302
        )
    if how == "expired":
        AnswerLink.objects.update(expires_at=timezone.now())
    if how == "closed":
        collected.request.closed_at = timezone.now()
        collected.request.save()
    if how == "unknown":
        path = path[:-3] + ("aa/" if path[-3:-1] != "aa" else "bb/")
    if how == "overtaken":
        answer(as_("gulou.reporter"), collected, *ROWS, do="hand_in")
    for found in (Client().get(path), Client().post(path, lines(*ROWS) | {"check": good})):
        assert found.status_code in (403, 404)
        words = found.content.decode()
        assert GONE in words
        for leak in ("征集建议", "演示联络员", "质量大讲堂", "鼓楼"):
            assert leak not in words
    pages = {re.sub(r"\s", "", Client().get(p).content.decode()) for p in (path, "/answer/never/")}
    assert len(pages) == 1


def test_a_form_without_its_own_page_is_refused(collected, make_link):
    path = make_link()
    other = make_link("另一位")
    check = Client().get(other).context["check"]
    for wrong in ("", "x", check):
        assert Client().post(path, lines(*ROWS, do="hand_in") | {"check": wrong}).status_code == 403
    assert state(collected) == "open"
    assert not Report.objects.exists()


def test_guessing_ends_soon_and_is_not_told_from_a_hit(collected, make_link):
    path = make_link()
    client = Client(REMOTE_ADDR="192.0.2.7")
    for number in range(30):
        assert client.get(f"/answer/guess{number}/").status_code == 404
    assert client.get(path).status_code == 404, "even a good one, or a guess that hits would show"
    assert Client(REMOTE_ADDR="192.0.2.8").get(path).status_code == 200
    for number in range(31):
        assert client.get(f"/invitation/guess{number}/").status_code == 404


def test_the_token_is_nowhere_but_in_the_link(collected, make_link, caplog):
    path = make_link()
    secret = path.split("/")[2]
    post(path, *ROWS, do="hand_in", attach=[upload("来文.pdf")])
    for model in (AnswerLink, AuditEvent, Obligation, Report):
        assert secret not in str(list(model.objects.values()))
    assert secret not in caplog.text


def test_files_of_this_answer_only(world, as_, collected, make_link):
    path = make_link()
    other = collected.request.obligations.get(unit=world.housing)
    answer(as_("housing.reporter"), other, attach=[upload("住建.pdf")])
    answered = post(path, *ROWS, attach=[upload("照片.png", PNG), upload("坏.pdf", b"MZ")])
    assert answered.status_code == 422
    theirs = AnswerFile.objects.get(obligation=other)
    mine = AnswerFile.objects.get(obligation=collected)
    assert fetched(Client(), f"{path}files/{mine.public_id}/")["Content-Disposition"].startswith("attachment")
    assert Client().get(f"{path}files/{theirs.public_id}/").status_code == 404
    post(path, do=f"detach-{theirs.public_id}")
    assert AnswerFile.objects.filter(obligation=other).exists()
    post(path, do=f"detach-{mine.public_id}")
    assert not AnswerFile.objects.filter(obligation=collected).exists()


def test_what_a_seat_is_writing_is_not_shown_to_a_link(world, as_, collected, make_link):
    """The office that asked made the link; it must not read the unit's draft by it."""
    path = make_link()
    answer(as_("gulou.reporter"), collected, ("slogan", "金丝雀"), attach=[upload("金丝雀.pdf")])
    file = AnswerFile.objects.get()
    for found in (Client().get(path), post(path, ("slogan", "抢先"), do="hand_in", version=1),
                  Client().get(f"{path}files/{file.public_id}/")):  # fmt: skip
        assert "金丝雀" not in found.content.decode()
    assert state(collected) == "open"


def test_nil_by_link(world, as_, collected, make_link):
    path = make_link()
    assert post(path, do="nil").status_code == 302
    assert state(collected) == "nil"
    assert "已答复：无建议" in Client().get(path).content.decode()
    assert post(path, *ROWS, do="hand_in").status_code in (302, 403)
    assert state(collected) == "nil"


def test_returned_wants_a_new_link(world, as_, collected, make_link):
    path = make_link()
    post(path, *ROWS, do="hand_in")
    as_("fuzhou.manager").post(url("report_return", collected), {"reason": "请补充时间"})
    found = Client().get(path).content.decode()
    assert "请补充时间" in found
    assert "<textarea" not in found
    fresh = make_link("演示联络员")
    found = Client().get(fresh).content.decode()
    assert "质量大讲堂" in found
    assert "请补充时间" in found
    assert post(fresh, *ROWS, do="hand_in", version=1).status_code == 302
    assert state(collected) == "handed_in"


def test_it_ends_at_its_time(world, collected, make_link):
    make_link(lasts="due")
    link = AnswerLink.objects.get()
    assert timezone.localtime(link.expires_at).replace(tzinfo=None) == dt.datetime.combine(
        collected.due_on + dt.timedelta(days=4), dt.time()
    )
    path = make_link("第二位", lasts="days")
    with time_machine.travel(timezone.now() + dt.timedelta(days=14, minutes=1)):
        assert Client().get(path).status_code == 404


def test_everything_stands_in_the_trail(world, collected, make_link):
    path = make_link()
    post(path, *ROWS, client=Client(REMOTE_ADDR="192.0.2.9"))
    post(path, *ROWS, do="hand_in", version=1, client=Client(REMOTE_ADDR="192.0.2.9"))
    seen = {event.act: event.details for event in AuditEvent.objects.filter(subject_id=str(collected.pk))}
    for act in ("答复链接·发出", "答复链接·打开", "征集·保存", "征集·报送"):
        assert act in seen
        assert seen[act]["link"] == AnswerLink.objects.get().pk
    assert seen["征集·报送"] == {"contact": "演示联络员", "link": AnswerLink.objects.get().pk, "address": "192.0.2.9"}


def test_the_list_of_links_and_who_may_make_them(world, as_, collected, make_link):
    make_link("甲联络员、乙联络员")
    client = as_("fuzhou.drafter")
    address = f"/work/reports/requests/{collected.request_id}/links/"
    found = client.get(address).content.decode()
    for words in ("甲联络员", "乙联络员", "未打开", "撤回"):
        assert words in found
    assert "/answer/" not in found, "the address was in one answer alone"
    assert client.post(address, {"lasts": "days"}).status_code == 422
    assert client.post(address, {f"contact-{collected.pk}": "名" * 41, "lasts": "days"}).status_code == 422
    for name, status in {"fuzhou.viewer": 403, "gulou.manager": 404, "xiamen.manager": 404, "outsider": 404}.items():
        assert as_(name).get(address).status_code == status, name
        assert as_(name).post(f"/work/reports/links/{AnswerLink.objects.first().pk}/revoke/").status_code == status
    assert AnswerLink.objects.filter(revoked_at=None).count() == 2


def test_two_hand_ins_by_one_link_one_gets_it(world, collected, make_link):
    path = make_link()
    first, second = Client(), Client()
    checks = [client.get(path).context["check"] for client in (first, second)]
    answers = [
        client.post(path, lines(("slogan", words), do="hand_in") | {"check": check})
        for client, words, check in zip((first, second), ("甲", "乙"), checks, strict=True)
    ]
    assert answers[0].status_code == 302
    assert [p.text for p in Proposal.objects.all()] == ["甲"]


def test_a_term_that_ends_at_midnight_belongs_to_the_day_before():
    assert until(dt.datetime(2026, 11, 30, tzinfo=BEIJING)) == "11月29日24时"
    assert until(dt.datetime(2026, 11, 30, 9, 5, tzinfo=BEIJING)) == "11月30日 09:05"
