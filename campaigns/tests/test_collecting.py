"""征集 from a seat: asking, writing line by line, pasting, handing in, and who sees what when."""

import pytest

from campaigns.choices import Ask
from campaigns.models import AnswerFile, Obligation, Proposal, Report, Request
from campaigns.tests.answers import answer, fetched, lines
from campaigns.tests.reports import PNG, page, state, upload, url
from orgs.models import AuditEvent, Letterhead, Membership, Message, Unit, User
from orgs.todo import todos

TWO = (("slogan", "质量第一 效益优先"), ("activity", "质量大讲堂"))


@pytest.fixture
def owed(world, collect) -> Obligation:
    return collect(world.gulou, world.housing).obligations.get(unit=world.gulou)


def test_the_form_offers_members_in_protocol_order_and_ticks_nobody(world, as_, campaign):
    other = Unit.objects.create(region=world.regions["fuzhou"], name="福州市教育局", short_name="市教育局", order=9)
    letterhead = Letterhead.objects.create(unit=world.fuzhou, name="福州市质量强市办")
    for order, unit in enumerate((other, world.fuzhou, world.housing)):
        Membership.objects.create(letterhead=letterhead, unit=unit, order=order)
    client = as_("fuzhou.drafter")
    found = client.get("/work/reports/collect/")
    groups = dict(found.context["form"].fields["units"].choices)
    assert [name for _, name in groups["成员单位"]] == [
        "福州市教育局", "福州市市场监督管理局（本单位）", "福州市住房和城乡建设局",
    ]  # fmt: skip
    assert [name for _, name in groups["下一级牵头单位"]] == ["鼓楼区市场监督管理局"]
    assert "checked" not in found.content.decode().split('name="units"', 1)[1].split("do-row")[0]
    for wrong in ({"units": []}, {"wants": []}, {"minutes": ""}, {"why": " "}, {"units": [world.xiamen.pk]}):
        posted = {"title": "征集", "why": "用途", "due_on": "2099-01-01", "minutes": 5, "wants": ["slogan"],
                  "units": [world.gulou.pk]}  # fmt: skip
        answered = client.post("/work/reports/collect/", posted | wrong)
        assert answered.status_code == 422, wrong
        assert 'value="征集"' in answered.content.decode()
    assert not Request.objects.exists()
    assert as_("fuzhou.viewer").get("/work/reports/collect/").status_code == 403


def test_the_letter_says_what_why_by_when_and_how_long(world, owed):
    assert (owed.request.kind, owed.request.wants) == (Ask.COLLECT, ["theme", "slogan", "activity"])
    letter = Message.objects.filter(kind="asked", seat__unit=world.gulou).first()
    for words in ("发起征集", "编制方案", "约15分钟", "无建议"):
        assert words in letter.body
    assert "本单位无相关活动" not in letter.body
    assert letter.url == url("obligation", owed)
    assert [todo.title for todo in todos(User.objects.get(username="gulou.reporter"))] == [
        "征集建议（福州市市场监督管理局）"
    ]


def test_a_unit_saves_mends_and_hands_in(world, as_, owed):
    gulou, fuzhou = as_("gulou.reporter"), as_("fuzhou.manager")
    assert "约15分钟" in page(gulou, owed)
    assert answer(gulou, owed, *TWO).status_code == 302
    assert "质量大讲堂" in page(gulou, owed)
    assert "质量大讲堂" not in page(fuzhou, owed), "a draft is its own unit's"
    assert not Proposal.objects.exists()
    details = {"line-1-starts_on": "2024-09-03", "line-1-place": "三坊七巷", "line-1-content": "面向企业"}
    assert answer(gulou, owed, *TWO, do="hand_in", version=1, **details).status_code == 302
    assert state(owed) == "handed_in"
    found = page(fuzhou, owed)
    for words in ("质量第一 效益优先", "质量大讲堂", "三坊七巷", "9月3日", "面向企业", "按时报送"):
        assert words in found
    assert "审核通过" in found
    assert answer(gulou, owed, ("slogan", "晚了"), version=2).status_code in (403, 422)
    assert Proposal.objects.count() == 2
    assert Message.objects.filter(kind="report_handed_in", body__contains="报送建议").exists()


def test_returned_lines_keep_their_numbers(world, as_, owed):
    gulou, fuzhou = as_("gulou.reporter"), as_("fuzhou.manager")
    answer(gulou, owed, *TWO, do="hand_in")
    before = list(Proposal.objects.values_list("pk", flat=True))
    fuzhou.post(url("report_return", owed), {"reason": "请补充时间"})
    assert "质量大讲堂" not in page(fuzhou, owed), "returned, it is a draft again"
    shown = gulou.get(url("obligation", owed)).context["sheet"].lines
    assert [form["pk"].value() for form in shown] == before
    numbers = {"line-0-pk": before[1], "line-1-pk": 10**6}
    answered = answer(gulou, owed, ("activity", "质量大讲堂进社区"), ("slogan", "又一条"), do="hand_in", version=1,
                      **numbers)  # fmt: skip
    assert answered.status_code == 302
    kept = Proposal.objects.get(pk=before[1])
    assert kept.text == "质量大讲堂进社区"
    assert set(Proposal.objects.values_list("text", flat=True)) == {"质量大讲堂进社区", "又一条"}
    fuzhou.post(url("report_accept", owed))
    assert state(owed) == "accepted"


def test_a_number_of_anothers_line_takes_nothing_from_it(world, as_, owed):
    other = owed.request.obligations.get(unit=world.housing)
    answer(as_("housing.reporter"), other, ("slogan", "住建的"), do="hand_in")
    theirs = Proposal.objects.get()
    answer(as_("gulou.reporter"), owed, ("slogan", "鼓楼的"), do="hand_in", **{"line-0-pk": theirs.pk})
    theirs.refresh_from_db()
    assert (theirs.text, theirs.obligation) == ("住建的", other)


def test_lines_come_and_go_without_a_script(world, as_, owed):
    gulou = as_("gulou.reporter")
    added = answer(gulou, owed, *TWO, do="add-activity")
    texts = [form["text"].value() for form in added.context["sheet"].lines]
    assert texts == ["质量第一 效益优先", "质量大讲堂", None]
    dropped = answer(gulou, owed, *TWO, do="drop-0")
    assert [form["text"].value() for form in dropped.context["sheet"].lines] == ["质量大讲堂"]
    pasted = answer(gulou, owed, *TWO, do="split", paste="1. 甲；2. 乙", paste_kind="slogan")
    assert [form["text"].value() for form in pasted.context["sheet"].lines][2:] == ["甲", "乙"]
    assert "已拆分为2条" in pasted.content.decode()
    assert not Report.objects.exists(), "nothing of it is saved"


def test_pasting_keeps_what_was_typed_and_refuses_what_was_not_asked(world, as_, collect):
    owed = collect(world.gulou, wants=["activity"]).obligations.get()
    gulou = as_("gulou.reporter")
    assert answer(gulou, owed, do="split", paste="甲\n乙", paste_kind="theme").context["sheet"].fresh == 0
    answer(gulou, owed, ("theme", "没有征集的"), ("activity", "征集的"), do="hand_in")
    assert [p.text for p in Proposal.objects.all()] == ["征集的"]


def test_nil_is_called_no_proposals_and_stands_in_the_lists(world, as_, owed):
    gulou, fuzhou = as_("gulou.reporter"), as_("fuzhou.manager")
    assert gulou.post(url("report_nil", owed)).status_code == 302
    assert state(owed) == "nil"
    for found in (page(gulou, owed), page(fuzhou, owed), fuzhou.get("/work/reports/").content.decode(),
                  fuzhou.get(f"/work/reports/requests/{owed.request_id}/").content.decode()):  # fmt: skip
        assert "无建议" in found
        assert "无相关活动" not in found
    assert AuditEvent.objects.filter(act="征集·无建议", actor=world.people["gulou.reporter"]).exists()
    answer(gulou, owed, *TWO, do="hand_in")
    assert state(owed) == "handed_in"


def test_two_people_at_once_lose_nothing(world, as_, owed):
    first, second = as_("gulou.reporter"), as_("gulou.manager")
    answer(first, owed, ("slogan", "第一个人的"))
    stale = answer(second, owed, ("slogan", "第二个人的"))
    assert stale.status_code == 409
    words = stale.content.decode()
    assert "第一个人的" in words
    assert "第二个人的" in words
    assert answer(second, owed, ("slogan", "第二个人的"), version=1).status_code == 302


def test_bad_input_says_which_line_and_loses_nothing(world, as_, owed):
    gulou = as_("gulou.reporter")
    wrong = {"line-1-starts_on": "2024-09-09", "line-1-ends_on": "2024-09-01", "line-1-note": "备" * 201}
    answered = answer(gulou, owed, ("slogan", "留下的"), ("activity", "活动"), **wrong)
    words = answered.content.decode()
    assert answered.status_code == 422
    for said in ("第2条", "结束日期不能早于开始日期", "最多200个字", "留下的"):
        assert said in words
    assert answer(gulou, owed, ("slogan", "长" * 501)).status_code == 422
    assert answer(gulou, owed, ("slogan", " "), do="hand_in").status_code == 422
    for broken in ({"line-TOTAL_FORMS": "x"}, {"line-TOTAL_FORMS": 10**6}, {"version": "x"}, {"line-0-kind": "x"}):
        assert gulou.post(url("answer_write", owed), lines(*TWO) | broken).status_code == 422, broken
    assert not Report.objects.exists()


def test_files_come_with_it_and_are_kept_apart(world, as_, owed):
    gulou = as_("gulou.reporter")
    assert answer(gulou, owed, attach=[upload("来文.pdf"), upload("坏.exe", b"MZ")]).status_code == 422
    file = AnswerFile.objects.get()
    address = f"/work/reports/answers/{file.public_id}/"
    assert fetched(gulou, address)["Content-Disposition"].startswith("attachment")
    for name in ("fuzhou.manager", "xiamen.manager", "housing.reporter", "fujian.manager", "outsider"):
        assert as_(name).get(address).status_code == 404, name
    answer(gulou, owed, do="hand_in", attach=[upload("照片.png", PNG)])
    assert fetched(as_("fuzhou.manager"), address).status_code == 200
    assert as_("xiamen.manager").get(address).status_code == 404
    assert gulou.post(f"{address}remove/").status_code == 302
    assert AnswerFile.objects.count() == 2, "what is handed in stays"


@pytest.mark.parametrize("name", ["xiamen.manager", "hunan.manager", "housing.reporter", "outsider"])
def test_others_see_nothing(world, as_, owed, name):
    answer(as_("gulou.reporter"), owed, ("slogan", "金丝雀"), do="hand_in")
    client = as_(name)
    assert client.get(url("obligation", owed)).status_code == 404
    assert answer(client, owed, *TWO).status_code == 404
    assert as_("gulou.viewer").post(url("answer_write", owed), lines(*TWO)).status_code == 403
    assert "金丝雀" not in client.get("/work/reports/").content.decode()


def test_a_report_cannot_answer_it_nor_rows_a_request_for_a_report(world, as_, owed, ask):
    plain = ask(world.gulou).obligations.get()
    gulou = as_("gulou.reporter")
    posted = {"title": "总结", "text": "正文", "version": 0, "do": "hand_in", "also": [owed.pk]}
    assert gulou.post(url("report_write", owed), posted).status_code == 404
    assert gulou.post(url("report_hand_in", owed), {"report": 1}).status_code == 404
    assert answer(gulou, plain, *TWO).status_code == 404
    assert "征集建议" not in gulou.get(url("obligation", plain)).content.decode().split("main", 1)[1].split("also")[0]
    gulou.post(url("report_write", plain), posted)
    assert (state(plain), state(owed)) == ("handed_in", "open")


def test_a_unit_asks_itself_for_its_own_part(world, as_, collect):
    owed = collect(world.fuzhou).obligations.get()
    answer(as_("fuzhou.reporter"), owed, ("activity", "本局的"), do="hand_in")
    assert as_("fuzhou.manager").post(url("report_accept", owed)).status_code == 302
    assert state(owed) == "accepted"
