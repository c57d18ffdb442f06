"""各地列入情况 through the page: what was issued below counts, what was not is nowhere; who may look."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import editing, planning
from campaigns.models import DirectExecution, Edition, Finding, Receipt
from campaigns.tests.browsing import item, url
from campaigns.tests.papers import issue
from orgs.models import Region, Unit, User

CANARY = "金丝雀草稿"


def start(world, name: str, parent: Edition) -> Edition:
    unit, by = getattr(world, name), world.people[f"{name}.drafter"]
    return planning.start(unit=unit, campaign=parent.plan.campaign, parent=parent.plan, by=by)


@pytest.fixture
def below(world, national) -> dict[str, Edition]:
    """福建 issued with one of every change; 福州 took that over; 湖南 has a draft; 厦门 carries 福建's out directly."""
    by = world.people["fujian.drafter"]
    fujian = start(world, "fujian", national)
    slogan, action = item(fujian, "塑造中国品牌").key, item(fujian, "计量服务中小企业行").key
    editing.adapt(edition=fujian, key=slogan, heading="", text="塑造福建品牌 建设质量强省", by=by)
    editing.withdraw(edition=fujian, key=item(fujian, "优质服务基层行").key, reason="由卫健部门部署", by=by)
    editing.derive(edition=fujian, base=action, kind="action", heading="计量服务物联网企业", by=by)
    issue(fujian, public=False)
    fuzhou = issue(start(world, "fuzhou", fujian), public=False)
    hunan = start(world, "hunan", national)
    editing.adapt(edition=hunan, key=slogan, heading="", text=CANARY, by=world.people["hunan.drafter"])
    planning.execute_directly(unit=world.xiamen, plan=fujian.plan, by=world.people["xiamen.drafter"])
    return {"fujian": fujian, "fuzhou": fuzhou, "hunan": hunan}


def stances(answer) -> dict[str, list[str]]:
    return {line.words: [taken.stance for taken in line.cells] for line in answer.context["board"].lines}


def test_the_matrix_shows_who_made_what_of_each_item(world, as_, national, below):
    client = as_("nation.viewer")
    answer = client.get(url("adoption", national.pk), {"kind": "action"})
    assert [column.unit for column in answer.context["board"].columns] == [world.fujian, world.hunan]
    assert stances(answer) == {"计量服务中小企业行": ["derived", "none"], "质量强企经验交流": ["inherited", "none"],
                               "“优质服务基层行”活动": ["withdrawn", "none"]}  # fmt: skip
    assert [count for _, _, count in answer.context["board"].states] == [1, 0, 1], "issued, direct, none"
    assert url("adoption", national.pk) in client.get(url("work_plan", national.plan_id)).content.decode()


def test_a_draft_below_is_nowhere(as_, national, below):
    client = as_("nation.viewer")
    slogan = item(national, "塑造中国品牌").key
    pages = [client.get(url("adoption", national.pk), {"kind": "slogan", "deep": deep}).content for deep in ("", "1")]
    pages += [client.get(url("adoption_units", national.pk)).content]
    pages += [client.get(url("adoption_item", national.pk, slogan), {"deep": deep}).content for deep in ("", "1")]
    made = client.get(url("adoption_excel", national.pk), {"deep": "1"}).content
    book = openpyxl.load_workbook(io.BytesIO(made))
    pages.append(str([cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]).encode())
    assert all(CANARY.encode() not in page for page in pages)
    assert all("未印发".encode() in page for page in pages), "the pages do say something"


def test_further_down_by_region_and_over_all_levels(world, as_, national, below):
    client = as_("nation.viewer")
    cities = client.get(url("adoption", national.pk), {"region": "350000", "kind": "slogan"})
    assert [column.unit for column in cities.context["board"].columns] == [world.fuzhou, world.xiamen]
    assert stances(cities)["塑造中国品牌 建设质量强国"] == ["adapted", "direct"]  # against the nation's words
    deep = client.get(url("adoption", national.pk), {"deep": "1", "kind": "slogan"})
    rows = {line.words: dict(counts) for line, counts in deep.context["board"].level_rows}
    cities = [("adapted", "调整", 1), ("direct", "直接执行", 1), ("none", "未印发", 1)]
    assert rows["塑造中国品牌 建设质量强国"]["市级"] == cities
    assert client.get(url("adoption", national.pk), {"region": "999999"}).status_code == 404


def test_an_item_lists_identical_wordings_once(world, as_, national, below):
    slogan = item(national, "塑造中国品牌").key
    answer = as_("nation.viewer").get(url("adoption_item", national.pk, slogan), {"deep": "1"})
    adapted = next(each for each in answer.context["stances"] if each.name == "adapted")
    assert [[c.unit for c in wording.units] for wording in adapted.wordings] == [[world.fujian, world.fuzhou]]
    page = answer.content.decode()
    assert "<del>中国</del><ins>福建</ins>" in page
    action = as_("nation.viewer").get(url("adoption_item", national.pk, item(national, "优质服务基层行").key))
    assert "由卫健部门部署" in action.content.decode()


def test_who_follows_which_edition_and_who_received_it(world, as_, national, below):
    Receipt.objects.create(edition=below["fujian"], unit=world.fuzhou, by=world.people["fuzhou.viewer"])
    by = world.people["fujian.drafter"]
    again = planning.start_again(plan=below["fujian"].plan, issue="reissue", reason="改期", by=by)
    issue(again, public=False)
    client = as_("fujian.viewer")
    old = client.get(url("adoption_units", below["fujian"].pk))
    assert "有新修订未跟进" in old.content.decode()
    assert [c.unit for c in old.context["board"].columns if c.received_at] == [world.fuzhou]
    new = client.get(url("adoption_units", again.pk))
    row = next(column for column in new.context["board"].columns if column.unit == world.fuzhou)
    assert (row.follows, row.behind, row.received_at) == ("第1稿（印发稿）", True, None)
    assert "直接执行上级方案" in new.content.decode()


def test_a_plan_that_takes_nothing_from_this_one_is_said_to_stand_alone(world, as_, national):
    by = world.people["hunan.drafter"]
    own = planning.start(unit=world.hunan, campaign=national.plan.campaign, by=by, title="自行编制")
    editing.add(edition=own, kind="action", heading="本省行动", by=by)
    issue(own, public=False)
    answer = as_("nation.viewer").get(url("adoption", national.pk), {"kind": "action"})
    assert all(sorted(found) == ["none", "own"] for found in stances(answer).values())
    assert "本省行动" not in answer.content.decode()


def test_who_may_look(world, as_, national, below):
    """Any seat at the issuing unit and the lead offices above; not those below, not a sister, not a stranger."""
    fujian, key = below["fujian"], item(below["fujian"], "质量强企经验交流").key
    places = [url("adoption", fujian.pk), url("adoption_units", fujian.pk), url("adoption_excel", fujian.pk),
              url("adoption_item", fujian.pk, key)]  # fmt: skip
    for name, status in {"fujian.viewer": 200, "nation.reporter": 200, "fuzhou.drafter": 404, "hunan.manager": 404,
                         "outsider": 404}.items():  # fmt: skip
        assert [as_(name).get(place).status_code for place in places] == [status] * 4, name
    draft = start(world, "gulou", below["fuzhou"])
    assert as_("gulou.drafter").get(url("adoption", draft.pk)).status_code == 404, "not issued yet"


def test_right_and_list_agree_for_the_whole_cast(world, below):
    for user in User.objects.all():
        listed = set(Edition.objects.overseen_by(user))
        assert listed == {e for e in Edition.objects.all() if user.has_perm("campaigns.view_adoption", e)}, user


def test_a_body_that_coordinates_nobody_sees_only_what_is_public_below(world, as_, national):
    """市住建局 issues in its own line; what 鼓楼 made of it stays internal, its words and its reasons."""
    by = world.people["fuzhou.drafter"]
    housing = planning.start(unit=world.housing, campaign=national.plan.campaign, parent=national.plan, by=by)
    issue(housing, public=False)
    gulou = start(world, "gulou", housing)
    by = world.people["gulou.drafter"]
    editing.adapt(edition=gulou, key=item(gulou, "全民讲质量").key, heading="", text="全民讲质量0591-87654321", by=by)
    editing.withdraw(edition=gulou, key=item(gulou, "塑造中国品牌").key, reason=f"{CANARY}原因", by=by)
    issue(gulou, public=False)
    client = as_("housing.reporter")
    place = url("adoption_item", housing.pk, item(housing, "塑造中国品牌").key)
    for address in (url("adoption", housing.pk), url("adoption_units", housing.pk), place):
        assert CANARY not in client.get(address).content.decode()
    public = {"openness": "public", "secrecy_reviewer": "甲", "secrecy_reviewed_on": "2024-08-01"}
    Edition.objects.filter(pk=gulou.pk).update(**public)
    Finding.objects.create(edition=gulou, place="item", kind="phone", words="0591-87654321", decision="hide", by=by)
    other = client.get(url("adoption_item", housing.pk, item(housing, "全民讲质量").key)).content.decode()
    assert "结合本级调整" in other
    assert "87654321" not in other
    page = client.get(place).content.decode()
    assert "本级未列入" in page
    assert CANARY not in page, "the reason for leaving something out is never public"


@pytest.fixture
def provinces(world, national):
    """Makes so many more provinces below the nation, each with an issued plan."""

    def make(number: int) -> None:
        top = world.regions["nation"].path
        for n in range(number):
            at = Region.objects.filter(depth=2).count() + 1
            named = {
                "code": f"9{at:05d}",
                "name": f"第{at}省",
                "short_name": f"省{at}",
                "level": "province",
                "rank": at,
            }
            region = Region.objects.create(path=f"{top}{at:04d}", depth=2, numchild=0, **named)
            unit = Unit.objects.create(region=region, name=f"第{at}省局", short_name=f"{at}局", kind="lead")
            by, plan = world.people["nation.drafter"], national.plan
            if n % 3 == 2:
                DirectExecution.objects.create(campaign=plan.campaign, unit=unit, plan=plan, declared_by=by)
            else:
                issue(planning.start(unit=unit, campaign=plan.campaign, parent=plan, by=by), public=False)

    return make


def test_the_number_of_queries_is_the_same_at_3_and_at_30_units(as_, national, provinces):
    client = as_("nation.viewer")
    places = [url("adoption", national.pk), url("adoption_units", national.pk),
              url("adoption_item", national.pk, item(national, "质量强企经验交流").key)]  # fmt: skip

    def queries() -> list[int]:
        found = []
        for place in places:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(place).status_code == 200
            found.append(len(asked))
        return found

    provinces(3)
    queries()
    before = queries()
    provinces(27)
    assert queries() == before
    assert max(before) <= 11


def test_wordings_are_no_formulas_in_the_workbook(world, as_, national):
    fujian = start(world, "fujian", national)
    by = world.people["fujian.drafter"]
    editing.adapt(edition=fujian, key=item(fujian, "全民讲质量").key, heading="", text="=1+1", by=by)
    issue(fujian, public=False)
    book = openpyxl.load_workbook(io.BytesIO(as_("nation.viewer").get(url("adoption_excel", national.pk)).content))
    assert book.sheetnames == ["按内容", "按单位", "各地文字"]
    assert "=1+1" in [cell.value for row in book["各地文字"].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_addresses_that_are_none_do_no_harm(as_, national, below):
    client = as_("nation.viewer")
    own = below["fujian"].items.get(heading="计量服务物联网企业").key
    odd = {"kind": "x", "unit": "9" * 40, "deep": "x"}
    assert client.get(url("adoption", national.pk), odd).status_code == 200
    assert client.get(url("adoption_item", national.pk, own)).status_code == 404
    assert client.get(url("adoption", national.pk), {"region": "3500\x00"}).status_code == 404
