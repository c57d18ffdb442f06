"""代录: entered for a unit with its source, marked with who entered it; the unit's own draft stays its own."""

import pytest

from campaigns.models import AnswerFile, Comment, Proposal
from campaigns.tests.answers import answer, fetched, lines
from campaigns.tests.reports import page, state, upload, url
from orgs.models import AuditEvent, Message

ROWS = (("slogan", "质量第一"), ("activity", "质量大讲堂"))


def enter(client, owed, *rows, do: str = "hand_in", **more):
    return client.post(url("answer_for", owed), lines(*rows, do=do, **more))


def test_entered_from_a_paper_and_marked(world, as_, collected):
    fuzhou = as_("fuzhou.drafter")
    assert "代录" in page(fuzhou, collected)
    assert fuzhou.get(url("answer_for", collected)).status_code == 200
    refused = enter(fuzhou, collected, *ROWS)
    assert refused.status_code == 422
    assert "代录须附来源" in refused.content.decode()
    assert "质量大讲堂" in refused.content.decode()
    assert enter(fuzhou, collected, *ROWS, attach=[upload("来文.pdf")]).status_code == 302
    assert state(collected) == "handed_in"
    collected.refresh_from_db()
    assert (collected.on_behalf, collected.answered_by) == (True, world.people["fuzhou.drafter"])
    for name in ("gulou.reporter", "fuzhou.manager"):
        found = page(as_(name), collected)
        for words in ("由fuzhou.drafter代录", "质量大讲堂", "来文.pdf"):
            assert words in found
    assert Message.objects.filter(kind="entered_for", seat__user=world.people["gulou.reporter"]).count() == 2
    assert AuditEvent.objects.filter(act="征集·代录", actor=world.people["fuzhou.drafter"]).exists()
    file = AnswerFile.objects.get()
    assert fetched(as_("gulou.reporter"), f"/work/reports/answers/{file.public_id}/").status_code == 200
    assert as_("xiamen.manager").get(f"/work/reports/answers/{file.public_id}/").status_code == 404


def test_words_from_a_chat_are_kept_as_the_source(world, as_, collected):
    answered = enter(as_("fuzhou.drafter"), collected, *ROWS, source="群里回复：质量第一；质量大讲堂")
    assert answered.status_code == 302
    file = AnswerFile.objects.get()
    assert file.file.read().decode() == "群里回复：质量第一；质量大讲堂"
    file.file.close()


def test_a_list_is_pasted_and_no_file_chosen_is_lost(world, as_, collected):
    fuzhou = as_("fuzhou.drafter")
    shown = enter(fuzhou, collected, do="split", paste="1. 甲；2. 乙", paste_kind="activity", source="原话",
                  attach=[upload("来文.pdf")])  # fmt: skip
    words = shown.content.decode()
    for said in ("已拆分为2条", "来文.pdf", "原话"):
        assert said in words
    assert enter(fuzhou, collected, ("activity", "甲"), ("activity", "乙")).status_code == 302
    assert Proposal.objects.count() == 2


def test_no_proposals_for_them_needs_its_source_too(world, as_, collected):
    fuzhou = as_("fuzhou.drafter")
    assert enter(fuzhou, collected, do="nil").status_code == 422
    assert enter(fuzhou, collected, do="nil", source="电话答复没有建议").status_code == 302
    assert state(collected) == "nil"


def test_the_units_own_draft_is_not_shown_and_gives_way_only_when_agreed(world, as_, collected):
    gulou, fuzhou = as_("gulou.reporter"), as_("fuzhou.drafter")
    answer(gulou, collected, ("slogan", "金丝雀"))
    shown = fuzhou.get(url("answer_for", collected)).content.decode()
    assert "已在系统中开始填写" in shown
    assert "金丝雀" not in shown
    refused = enter(fuzhou, collected, *ROWS, source="电话", version=1)
    assert refused.status_code == 422
    assert "请先与其商定" in refused.content.decode()
    overtaken = enter(fuzhou, collected, *ROWS, source="电话", version=0, agreed="on")
    assert overtaken.status_code == 422
    assert "金丝雀" not in overtaken.content.decode()
    assert enter(fuzhou, collected, *ROWS, source="电话", version=1, agreed="on").status_code == 302
    kept = AuditEvent.objects.get(act="答复·由代录替换的草稿")
    assert (kept.unit, "金丝雀" in kept.details["words"]) == (world.gulou, True)
    assert "金丝雀" not in page(fuzhou, collected)


def test_only_the_asking_office_enters_and_only_while_open(world, as_, collected):
    for name, status in {"fuzhou.viewer": 403, "gulou.manager": 403, "xiamen.manager": 404, "outsider": 404}.items():
        assert enter(as_(name), collected, *ROWS, source="x").status_code == status, name
        assert as_(name).get(url("answer_for", collected)).status_code == status, name
    assert state(collected) == "open"
    answer(as_("gulou.reporter"), collected, *ROWS, do="hand_in")
    assert enter(as_("fuzhou.drafter"), collected, ("slogan", "盖过"), source="x").status_code == 302
    assert not Proposal.objects.filter(text="盖过").exists()


@pytest.mark.usefixtures("city_draft")
def test_opinions_entered_for_a_unit_bear_its_name(world, as_, city_draft):
    posted = {"title": "征求意见", "why": "修改", "due_on": "2099-01-01", "minutes": 5, "units": [world.gulou.pk]}
    as_("fuzhou.drafter").post(f"/work/drafts/{city_draft.pk}/circulate/", posted)
    owed = city_draft.requests.get().obligations.get()
    more = {"op-": "建议增加县区任务", "version": 0, "do": "hand_in", "source": "传真"}
    assert as_("fuzhou.drafter").post(url("answer_for", owed), more).status_code == 302
    opinion = Comment.objects.get()
    assert (opinion.by, opinion.author) == (None, "鼓楼区市场监督管理局（代录）")
    assert Message.objects.filter(kind="report_handed_in").exists()
