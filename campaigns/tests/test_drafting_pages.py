"""The plan's way through the pages: taken from above, changed item by item, signed, issued, disclosed."""

from django.utils import timezone

from campaigns.models import Edition, Obligation, Plan
from campaigns.reading import contents
from campaigns.tests.browsing import HTMX, issues, item, send, url
from campaigns.tests.papers import issue


def test_the_whole_way_without_script(world, national, as_):
    drafter, approver = as_("fuzhou.drafter"), as_("fuzhou.approver")
    page = drafter.get(url("plans"))
    assert "据此编制本级方案" in page.text
    posted = {"parent": national.plan_id, "unit": world.fuzhou.pk, "scope": "region", "kind": "notice"}
    draft = Edition.objects.get(pk=int(drafter.post(url("start_plan"), posted).url.strip("/").split("/")[-1]))
    assert draft.based_on == national
    page = drafter.get(url("draft", draft.pk))
    assert page.text.count("沿用上级") >= 9
    first = contents(draft).items[0]
    for act in ("adapt", "withdraw"):
        assert f'href="{url(f"item_{act}", draft.pk, first.key)}"' in page.text
    assert url("item_derive", draft.pk, first.key) not in page.text, "a theme is not carried out in another way"

    slogan = item(draft, "塑造中国品牌")
    done = send(drafter, url("item_adapt", draft.pk, slogan.key), {"text": "塑造福州品牌 建设质量强市"})
    assert done.url.endswith(f"#i-{slogan.key}")
    arrangement = item(draft, "深入开展质量惠民行动")
    named = drafter.get(url("item_withdraw", draft.pk, arrangement.key)).text
    assert "“优质服务基层行”活动" in named.split("将随之不列入")[1]
    gone = item(draft, "优质服务基层行")
    send(drafter, url("item_withdraw", draft.pk, gone.key), {"reason": "由卫健部门部署"})
    drafter.post(url("item_add_under", draft.pk, "action", arrangement.key), {"heading": "质量大讲堂进高校"})
    base = item(draft, "计量服务中小企业行")
    drafter.post(url("item_derive", draft.pk, base.key), {"heading": "计量服务物联网企业", "text": ""})
    moved = item(draft, "质量强企经验交流")
    drafter.post(url("item_move", draft.pk, moved.key), {"under": str(arrangement.key), "position": 1})
    assert draft.items.count() == 4
    assert draft.placements.count() == 2

    head = {"title": "福州市2024年“质量月”通知", "document_number": "榕质强办[2024]3号", "signed_on": "2024-08-20"}
    wrong = send(drafter, url("draft_head", draft.pk), head)
    assert wrong.status_code == 422
    assert "改为 榕质强办〔2024〕3号" in wrong.text
    send(drafter, url("draft_head", draft.pk), head | {"use_number": "榕质强办〔2024〕3号", "issuers": "福州市质强办"})
    asked = {"summary_due": "2024-10-12", "asks": [world.gulou.pk, world.housing.pk], "why": "汇总"}
    send(drafter, url("draft_asks", draft.pk), asked)
    assert "调休上班" in drafter.get(url("draft_asks", draft.pk)).text

    drafter.post(url("submit_draft", draft.pk))
    assert "签发" in approver.get(url("draft", draft.pk)).text
    refused = approver.post(url("return_draft", draft.pk), {"reason": ""})
    assert refused.status_code == 422
    approver.post(url("return_draft", draft.pk), {"reason": "请核对第三条"})
    assert "请核对第三条" in drafter.get(url("draft", draft.pk)).text
    drafter.post(url("submit_draft", draft.pk))
    approver.post(url("sign_draft", draft.pk))
    confirm = drafter.get(url("issue_draft", draft.pk)).text
    assert "2024年10月12日前，2 个单位" in confirm
    known = {
        "document_number": "榕质强办〔2024〕3号",
        "signed_on": "2024-08-20",
        "confirm": "on",
    }  # the date has passed
    drafter.post(url("issue_draft", draft.pk), known)
    draft.refresh_from_db()
    assert (draft.state, draft.document_number) == ("issued", "榕质强办〔2024〕3号")
    assert Obligation.objects.filter(request__edition=draft).count() == 2

    unreviewed = approver.post(url("disclose_plan", draft.pk), {"openness": "public"})
    assert "保密审查" in unreviewed.context["form"].errors["__all__"][0]
    approver.post(url("disclose_plan", draft.pk),
                  {"openness": "public", "reviewer": "办公室", "reviewed_on": "2024-08-21"})  # fmt: skip
    page = as_("gulou.drafter").get(url("work_plan", draft.plan_id)).text
    for words in ("结合本级调整", "细化落实", "本级新增", "本级未列入", "调整位次", "质量大讲堂进高校"):
        assert words in page


def test_htmx_gets_the_document_alone(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    slogan = item(city_draft, "塑造中国品牌")
    form = drafter.get(url("item_adapt", city_draft.pk, slogan.key), **HTMX)
    assert form.text.lstrip().startswith('<div id="doc"')
    done = send(drafter, url("item_adapt", city_draft.pk, slogan.key), {"text": "新的口号"}, **HTMX)
    assert "<html" not in done.text
    assert "doc-saved" in done["HX-Trigger-After-Settle"]
    assert drafter.get(url("item", city_draft.pk, slogan.key), **HTMX).status_code == 200
    for act in ("withdraw", "move"):
        assert drafter.get(url(f"item_{act}", city_draft.pk, slogan.key), **HTMX).status_code == 200
    assert drafter.get(url("item_derive", city_draft.pk, slogan.key), **HTMX).status_code == 404
    action = item(city_draft, "计量服务中小企业行")
    assert drafter.get(url("item_derive", city_draft.pk, action.key), **HTMX).status_code == 200


def test_an_item_edit_does_not_make_the_head_stale(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    address = url("draft_head", city_draft.pk)
    seen = drafter.get(address).context["form"]["seen"].value()
    drafter.post(url("item_add", city_draft.pk, "slogan"), {"text": "本级口号"})
    assert drafter.post(address, {"title": "标题", "seen": seen}).status_code == 302


def test_dates_that_conflict_are_refused_and_kept(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    wrong = drafter.post(url("draft_head", city_draft.pk),
                         {"title": "标题甲", "starts_on": "2024-09-30", "ends_on": "2024-09-01"})  # fmt: skip
    assert wrong.status_code == 422
    assert "早于开始日期" in wrong.text
    assert "标题甲" in wrong.text
    undated = drafter.post(url("draft_asks", city_draft.pk), {"asks": [world.gulou.pk]})
    assert "请同时填写报送日期" in undated.text
    send(drafter, url("draft_asks", city_draft.pk), {"summary_due": "2024-10-05"})
    assert "不是工作日" in drafter.get(url("draft_asks", city_draft.pk)).text


def test_direct_execution_is_declared_and_withdrawn(world, national, as_):
    drafter = as_("xiamen.drafter")
    drafter.post(url("execute_directly", national.plan_id), {"unit": world.xiamen.pk})
    declared = world.xiamen.direct_executions.get()
    page = drafter.get(url("plans")).text
    assert "直接执行上级方案" in page
    assert "据此编制本级方案" not in page
    refused = drafter.post(url("start_plan"), {"unit": world.xiamen.pk, "parent": national.plan_id,
                                               "scope": "region", "kind": "notice"})  # fmt: skip
    assert "请先撤销该声明" in refused.text
    assert as_("fuzhou.drafter").post(url("stop_direct", declared.pk)).status_code == 404
    drafter.post(url("stop_direct", declared.pk))
    assert not world.xiamen.direct_executions.exists()


def test_adoption_below_says_nothing_about_drafts(world, national, city_draft, as_):
    page = as_("fujian.viewer").get(url("plans")).text
    assert page.count("未印发") >= 2
    assert str(city_draft) not in page
    assert url("work_plan", city_draft.plan_id) not in page
    issue(city_draft, public=False)
    page = as_("fujian.viewer").get(url("plans")).text
    assert url("work_plan", city_draft.plan_id) in page


def test_a_later_edition_supersedes_and_the_old_one_stays_readable(world, city_draft, as_):
    drafter = as_("fuzhou.drafter")
    issue(city_draft)
    again = url("start_again", city_draft.plan_id)
    assert drafter.post(again, {"issue": "correction", "reason": ""}).status_code == 422
    second = Edition.objects.get(
        pk=int(drafter.post(again, {"issue": "correction", "reason": "更正"}).url.split("/")[-2])
    )
    assert "正在编制" in drafter.post(again, {"issue": "correction", "reason": "再改"}).text
    issue(second)
    old = drafter.get(url("work_edition", city_draft.plan_id, 1)).text
    assert "已被后来的印发稿替代" in old
    assert "更正" in drafter.get(url("work_plan", city_draft.plan_id)).text


def test_a_plan_under_one_not_issued_is_refused(world, city_draft, as_):
    assert as_("gulou.drafter").get(url("work_plan", city_draft.plan_id)).status_code == 404
    posted = {"parent": city_draft.plan_id, "unit": world.gulou.pk, "scope": "region", "kind": "notice"}
    assert as_("gulou.drafter").post(url("start_plan"), posted).status_code == 404
    assert not Plan.objects.filter(unit=world.gulou).exists()


def test_the_number_is_registered_when_it_is_issued(world, national, city_draft, as_):
    approver = as_("fuzhou.approver")
    Edition.objects.filter(pk=city_draft.pk).update(state="signed")
    wrong = issues(approver, city_draft, document_number="榕质强办(2024)3号")
    assert "改为 榕质强办〔2024〕3号" in wrong.text
    filled = issues(approver, city_draft, use_number="榕质强办〔2024〕3号")
    assert 'value="榕质强办〔2024〕3号"' in filled.text
    taken = issues(approver, city_draft, document_number=national.document_number)
    assert "已用于其他" in taken.text
    city_draft.refresh_from_db()
    assert (city_draft.state, city_draft.document_number) == ("signed", "")
    issues(approver, city_draft, document_number="榕质强办〔2024〕3号", signed_on="2024-08-20")
    city_draft.refresh_from_db()
    assert (city_draft.state, city_draft.document_number) == ("issued", "榕质强办〔2024〕3号")
    assert issues(approver, city_draft, document_number="").status_code == 409


def test_the_day_of_the_signature_is_proposed_as_date_of_the_document(world, national, city_draft, as_):
    drafter, approver = as_("fuzhou.drafter"), as_("fuzhou.approver")
    drafter.post(url("submit_draft", city_draft.pk))
    assert "确认签发" in approver.get(url("draft", city_draft.pk)).text
    approver.post(url("sign_draft", city_draft.pk))
    page = drafter.get(url("issue_draft", city_draft.pk))
    assert f'name="signed_on" value="{timezone.localdate():%Y-%m-%d}"' in page.text


def test_whoever_does_not_draft_reads_the_plans_above_and_is_offered_nothing_else(world, national, as_):
    page = as_("gulou.reporter").get(url("plans")).text
    assert str(national) in page
    for words in ("据此编制", "直接执行上级方案</summary>", "声明直接执行"):
        assert words not in page


def test_leaving_the_openness_undecided_is_said_as_it_is(world, national, as_):
    answer = as_("nation.approver").post(url("disclose_plan", national.pk), {"openness": ""}, follow=True)
    assert "暂不确定，文件仍只在内部可见" in answer.text
